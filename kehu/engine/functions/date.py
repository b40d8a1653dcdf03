"""Functions of dates and times; the calendar and the clock are those of the company."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    Circumstances,
    Sql,
    bind,
    day,
    function,
    let,
    moment,
    sql,
    to_whole,
    whole,
)
from kehu.engine.functions.calendar import (
    first_of,
    first_of_sql,
    local,
    of_ordinal,
    of_ordinal_sql,
    of_wall,
    of_wall_sql,
    ordinal,
    wall_of,
)

CATEGORY = Text("日期和时间", "Dates and times")
_BOUND = 200_000


@function(
    "今天",
    "TODAY",
    Text("今天的日期", "Today's date."),
    ("TODAY()", day(2026, 3, 5)),
    " -> date",
    "{today}",
    uses_today=True,
)
def today(env: Circumstances) -> date:
    found: date = env.today
    return found


@function(
    "现在",
    "NOW",
    Text("现在的日期和时间，随每次计算更新", "The present moment, as of the last calculation."),
    ("NOW()", moment(2026, 3, 5, 10, 30)),
    " -> datetime",
    "{now}",
    uses_today=True,
)
def now(env: Circumstances) -> datetime:
    found: datetime = env.now
    return found


def _date_sql(year: Sql, month: Sql, day_of_month: Sql) -> Sql:
    index = sql("{0} * 12 + {1} - 1", whole(year, -_BOUND, _BOUND), whole(month, -_BOUND, _BOUND))
    return of_ordinal_sql(
        sql("{0} - 1 + {1}", ordinal(first_of_sql(index)), whole(day_of_month, -4_000_000, 4_000_000))
    )


@function(
    "日期",
    "DATE",
    Text("由年、月、日组成日期；多出的月和日往后推", "Makes a date of year, month and day; what is over moves on."),
    ("DATE(2026, 3, 5)", day(2026, 3, 5)),
    "number, number, number -> date",
    _date_sql,
)
def make_date(year: Decimal, month: Decimal, day_of_month: Decimal) -> date | None:
    first = first_of(to_whole(year, -_BOUND, _BOUND) * 12 + to_whole(month, -_BOUND, _BOUND) - 1)
    return None if first is None else of_ordinal(first.toordinal() - 1 + to_whole(day_of_month, -4_000_000, 4_000_000))


@function(
    "日期时间",
    "DATETIME",
    Text("由日期和时、分、秒组成时间", "Makes a moment of a date, hours, minutes and seconds."),
    ("DATETIME(DATE(2026, 3, 5), 14, 30)", moment(2026, 3, 5, 14, 30)),
    "date, number, number=0, number=0 -> datetime",
    lambda env, it, hour, minute, second: of_wall_sql(
        sql(
            "{0}::timestamp + ({1} * 3600 + {2} * 60 + {3}) * interval '1 second'",
            it,
            whole(hour, -1000, 1000),
            whole(minute, -1000, 1000),
            whole(second, -1000, 1000),
        ),
        env.zone,
    ),
)
def make_datetime(env: Circumstances, it: date, hour: Decimal, minute: Decimal, second: Decimal) -> datetime | None:
    parts = [to_whole(part, -1000, 1000) for part in (hour, minute, second)]
    try:
        wall = datetime(it.year, it.month, it.day) + timedelta(seconds=parts[0] * 3600 + parts[1] * 60 + parts[2])
    except OverflowError:
        return None
    return of_wall(wall, env.zone)


_DAY = re.compile(r"^[ ]*([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[ ]*$")
_DAY_SQL = r"^[ ]*([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[ ]*$"


@function(
    "日期值",
    "DATEVALUE",
    Text("把写成文字的日期读成日期", "Reads a date out of a text."),
    ('DATEVALUE("2026年3月5日")', day(2026, 3, 5)),
    "text -> date",
    lambda words: let(
        lambda y, m, d: let(
            lambda first: sql(
                "CASE WHEN {0} BETWEEN 1 AND 12 AND {1} BETWEEN 1 AND"
                " extract(day FROM {2} + interval '1 month' - interval '1 day') THEN {2} + ({1} - 1) END",
                m,
                d,
                first,
            ),
            first_of_sql(sql("{0} * 12 + {1} - 1", y, m)),
        ),
        *(sql(f"(regexp_match({{0}}, {{1}}))[{part}]::int", words, bind(_DAY_SQL, "text")) for part in (1, 2, 3)),
    ),
)
def datevalue(words: str) -> date | None:
    found = _DAY.match(words)
    if not found or words.endswith("\n"):
        return None
    year, month, number = (int(part) for part in found.groups())
    fits = year >= 1 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]
    return date(year, month, number) if fits else None


def _part(part: str) -> str:
    return f"extract({part} FROM {{0}})::numeric"


@function(
    "年",
    "YEAR",
    Text("日期的年份", "The year of a date."),
    ("YEAR(DATE(2026, 3, 5))", Decimal(2026)),
    "date -> number",
    _part("year"),
    aliases=("年份",),
)
def year_of(it: date) -> Decimal:
    return Decimal(it.year)


@function(
    "月",
    "MONTH",
    Text("日期的月份", "The month of a date."),
    ("MONTH(DATE(2026, 3, 5))", Decimal(3)),
    "date -> number",
    _part("month"),
    aliases=("月份",),
)
def month_of(it: date) -> Decimal:
    return Decimal(it.month)


@function(
    "日",
    "DAY",
    Text("日期是几号", "The day of the month."),
    ("DAY(DATE(2026, 3, 5))", Decimal(5)),
    "date -> number",
    _part("day"),
)
def day_of(it: date) -> Decimal:
    return Decimal(it.day)


@function(
    "季度",
    "QUARTER",
    Text("日期在第几季度", "The quarter of a date."),
    ("QUARTER(DATE(2026, 5, 1))", Decimal(2)),
    "date -> number",
    _part("quarter"),
)
def quarter(it: date) -> Decimal:
    return Decimal((it.month + 2) // 3)


def _clock(part: str) -> Callable[[Circumstances, Sql], Sql]:
    return lambda env, it: sql(f"floor(extract({part} FROM {{0}})::numeric)", wall_of(it, env.zone))


@function(
    "时",
    "HOUR",
    Text("时间的小时", "The hour of a moment."),
    ("HOUR(NOW())", Decimal(10)),
    "datetime -> number",
    _clock("hour"),
    aliases=("小时",),
)
def hour_of(env: Circumstances, it: datetime) -> Decimal:
    return Decimal(local(it, env.zone).hour)


@function(
    "分",
    "MINUTE",
    Text("时间的分钟", "The minute of a moment."),
    ("MINUTE(NOW())", Decimal(30)),
    "datetime -> number",
    _clock("minute"),
    aliases=("分钟",),
)
def minute_of(env: Circumstances, it: datetime) -> Decimal:
    return Decimal(local(it, env.zone).minute)


@function(
    "秒",
    "SECOND",
    Text("时间的秒", "The second of a moment."),
    ("SECOND(NOW())", Decimal(0)),
    "datetime -> number",
    _clock("second"),
)
def second_of(env: Circumstances, it: datetime) -> Decimal:
    return Decimal(local(it, env.zone).second)


@function(
    "星期",
    "WEEKDAY",
    Text(
        "星期几：默认周日是 1；方式 2 周一是 1，方式 3 周一是 0",
        "The day of the week: Sunday is 1; way 2 Monday is 1, way 3 Monday is 0.",
    ),
    ("WEEKDAY(DATE(2026, 3, 5), 2)", Decimal(4)),
    "date, number=1 -> number",
    lambda it, way: sql(
        "CASE {1} WHEN 1 THEN extract(dow FROM {0}) + 1 WHEN 2 THEN extract(isodow FROM {0})"
        " WHEN 3 THEN extract(isodow FROM {0}) - 1 END::numeric",
        it,
        whole(way, 0, 4),
    ),
)
def weekday(it: date, way: Decimal) -> Decimal | None:
    match to_whole(way, 0, 4):
        case 1:
            return Decimal(it.isoweekday() % 7 + 1)
        case 2:
            return Decimal(it.isoweekday())
        case 3:
            return Decimal(it.weekday())
    return None


@function(
    "周数",
    "WEEKNUM",
    Text(
        "一年中的第几周：默认从周日开始；方式 2 从周一开始",
        "The week of the year: weeks begin on Sunday; way 2 on Monday.",
    ),
    ("WEEKNUM(DATE(2026, 3, 5), 2)", Decimal(10)),
    "date, number=1 -> number",
    lambda it, way: let(
        lambda one, how: sql(
            "CASE WHEN {1} IN (1, 2) THEN floor((extract(doy FROM {0}) - 1 + CASE {1}"
            " WHEN 1 THEN extract(dow FROM make_date(extract(year FROM {0})::int, 1, 1))"
            " ELSE extract(isodow FROM make_date(extract(year FROM {0})::int, 1, 1)) - 1 END) / 7) + 1 END::numeric",
            one,
            how,
        ),
        it,
        whole(way, 0, 4),
    ),
)
def weeknum(it: date, way: Decimal) -> Decimal | None:
    how, first = to_whole(way, 0, 4), date(it.year, 1, 1)
    if how not in (1, 2):
        return None
    offset = first.isoweekday() % 7 if how == 1 else first.weekday()
    return Decimal((it.timetuple().tm_yday - 1 + offset) // 7 + 1)


@function(
    "国际周数",
    "ISOWEEKNUM",
    Text("国际标准的第几周，从周一开始", "The week of the year by ISO 8601."),
    ("ISOWEEKNUM(DATE(2026, 3, 5))", Decimal(10)),
    "date -> number",
    _part("week"),
)
def isoweeknum(it: date) -> Decimal:
    return Decimal(it.isocalendar().week)
