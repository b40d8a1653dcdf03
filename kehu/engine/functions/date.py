"""Functions of dates and times; the calendar and the clock are those of the company."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from kehu.base.text import Text
from kehu.base.workdays import workdays
from kehu.engine.functions.base import (
    Circumstances,
    Sql,
    also,
    bind,
    day,
    function,
    let,
    look,
    moment,
    sql,
    to_whole,
    whole,
)
from kehu.engine.functions.calendar import (
    first_of,
    first_of_sql,
    later,
    later_sql,
    local,
    month_index,
    month_index_sql,
    months_later,
    months_later_sql,
    of_ordinal,
    of_ordinal_sql,
    of_seconds,
    of_seconds_sql,
    of_wall,
    of_wall_sql,
    ordinal,
    seconds,
    seconds_sql,
    wall_of,
)

CATEGORY = Text("日期和时间", "Dates and times")
_BOUND = 200_000


@function(
    "今天", "TODAY", Text("今天的日期", "Today's date."), ("TODAY()", day(2026, 3, 5)), " -> date", "{today}", uses_today=True,
)  # fmt: skip
def today(env: Circumstances) -> date:
    found: date = env.today
    return found


@function(
    "现在", "NOW", Text("现在的日期和时间，随每次计算更新", "The present moment, as of the last calculation."),
    ("NOW()", moment(2026, 3, 5, 10, 30)), " -> datetime", "{now}", uses_today=True,
)  # fmt: skip
def now(env: Circumstances) -> datetime:
    found: datetime = env.now
    return found


def _date_sql(year: Sql, month: Sql, day_of_month: Sql) -> Sql:
    index = sql("{0} * 12 + {1} - 1", whole(year, -_BOUND, _BOUND), whole(month, -_BOUND, _BOUND))
    return of_ordinal_sql(sql("{0} - 1 + {1}", ordinal(first_of_sql(index)), whole(day_of_month, -4_000_000, 4_000_000)))


@function(
    "日期", "DATE", Text("由年、月、日组成日期；多出的月和日往后推", "Makes a date of year, month and day; what is over moves on."),
    ("DATE(2026, 3, 5)", day(2026, 3, 5)), "number, number, number -> date", _date_sql,
)  # fmt: skip
def make_date(year: Decimal, month: Decimal, day_of_month: Decimal) -> date | None:
    first = first_of(to_whole(year, -_BOUND, _BOUND) * 12 + to_whole(month, -_BOUND, _BOUND) - 1)
    return None if first is None else of_ordinal(first.toordinal() - 1 + to_whole(day_of_month, -4_000_000, 4_000_000))


@function(
    "日期时间", "DATETIME", Text("由日期和时、分、秒组成时间", "Makes a moment of a date, hours, minutes and seconds."),
    ("DATETIME(DATE(2026, 3, 5), 14, 30)", moment(2026, 3, 5, 14, 30)), "date, number, number=0, number=0 -> datetime",
    lambda env, it, hour, minute, second: of_wall_sql(
        sql(
            "{0}::timestamp + ({1} * 3600 + {2} * 60 + {3}) * interval '1 second'",
            it, whole(hour, -1000, 1000), whole(minute, -1000, 1000), whole(second, -1000, 1000),
        ),
        env.zone,
    ),
)  # fmt: skip
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
    "日期值", "DATEVALUE", Text("把写成文字的日期读成日期", "Reads a date out of a text."),
    ('DATEVALUE("2026年3月5日")', day(2026, 3, 5)), "text -> date",
    lambda words: let(
        lambda y, m, d: let(
            lambda first: sql(
                "CASE WHEN {0} BETWEEN 1 AND 12 AND {1} BETWEEN 1 AND"
                " extract(day FROM {2} + interval '1 month' - interval '1 day') THEN {2} + ({1} - 1) END",
                m, d, first,
            ),
            first_of_sql(sql("{0} * 12 + {1} - 1", y, m)),
        ),
        *(sql(f"(regexp_match({{0}}, {{1}}))[{part}]::int", words, bind(_DAY_SQL, "text")) for part in (1, 2, 3)),
    ),
)  # fmt: skip
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
    "年", "YEAR", Text("日期的年份", "The year of a date."), ("YEAR(DATE(2026, 3, 5))", Decimal(2026)), "date -> number",
    _part("year"), aliases=("年份",),
)  # fmt: skip
def year_of(it: date) -> Decimal:
    return Decimal(it.year)


@function(
    "月", "MONTH", Text("日期的月份", "The month of a date."), ("MONTH(DATE(2026, 3, 5))", Decimal(3)), "date -> number",
    _part("month"), aliases=("月份",),
)  # fmt: skip
def month_of(it: date) -> Decimal:
    return Decimal(it.month)


@function(
    "日", "DAY", Text("日期是几号", "The day of the month."), ("DAY(DATE(2026, 3, 5))", Decimal(5)), "date -> number",
    _part("day"),
)  # fmt: skip
def day_of(it: date) -> Decimal:
    return Decimal(it.day)


@function(
    "季度", "QUARTER", Text("日期在第几季度", "The quarter of a date."), ("QUARTER(DATE(2026, 5, 1))", Decimal(2)),
    "date -> number", _part("quarter"),
)  # fmt: skip
def quarter(it: date) -> Decimal:
    return Decimal((it.month + 2) // 3)


def _clock(part: str) -> Callable[[Circumstances, Sql], Sql]:
    return lambda env, it: sql(f"floor(extract({part} FROM {{0}})::numeric)", wall_of(it, env.zone))


@function(
    "时", "HOUR", Text("时间的小时", "The hour of a moment."), ("HOUR(NOW())", Decimal(10)), "datetime -> number",
    _clock("hour"), aliases=("小时",),
)  # fmt: skip
def hour_of(env: Circumstances, it: datetime) -> Decimal:
    return Decimal(local(it, env.zone).hour)


@function(
    "分", "MINUTE", Text("时间的分钟", "The minute of a moment."), ("MINUTE(NOW())", Decimal(30)), "datetime -> number",
    _clock("minute"), aliases=("分钟",),
)  # fmt: skip
def minute_of(env: Circumstances, it: datetime) -> Decimal:
    return Decimal(local(it, env.zone).minute)


@function(
    "秒", "SECOND", Text("时间的秒", "The second of a moment."), ("SECOND(NOW())", Decimal(0)), "datetime -> number",
    _clock("second"),
)  # fmt: skip
def second_of(env: Circumstances, it: datetime) -> Decimal:
    return Decimal(local(it, env.zone).second)


@function(
    "星期", "WEEKDAY", Text("星期几：默认周日是 1；方式 2 周一是 1，方式 3 周一是 0", "The day of the week: Sunday is 1; way 2 Monday is 1, way 3 Monday is 0."),
    ("WEEKDAY(DATE(2026, 3, 5), 2)", Decimal(4)), "date, number=1 -> number",
    lambda it, way: sql(
        "CASE {1} WHEN 1 THEN extract(dow FROM {0}) + 1 WHEN 2 THEN extract(isodow FROM {0})"
        " WHEN 3 THEN extract(isodow FROM {0}) - 1 END::numeric",
        it, whole(way, 0, 4),
    ),
)  # fmt: skip
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
    "周数", "WEEKNUM", Text("一年中的第几周：默认从周日开始；方式 2 从周一开始", "The week of the year: weeks begin on Sunday; way 2 on Monday."),
    ("WEEKNUM(DATE(2026, 3, 5), 2)", Decimal(10)), "date, number=1 -> number",
    lambda it, way: let(
        lambda one, how: sql(
            "CASE WHEN {1} IN (1, 2) THEN floor((extract(doy FROM {0}) - 1 + CASE {1}"
            " WHEN 1 THEN extract(dow FROM make_date(extract(year FROM {0})::int, 1, 1))"
            " ELSE extract(isodow FROM make_date(extract(year FROM {0})::int, 1, 1)) - 1 END) / 7) + 1 END::numeric",
            one, how,
        ),
        it, whole(way, 0, 4),
    ),
)  # fmt: skip
def weeknum(it: date, way: Decimal) -> Decimal | None:
    how, first = to_whole(way, 0, 4), date(it.year, 1, 1)
    if how not in (1, 2):
        return None
    offset = first.isoweekday() % 7 if how == 1 else first.weekday()
    return Decimal((it.timetuple().tm_yday - 1 + offset) // 7 + 1)


@function(
    "国际周数", "ISOWEEKNUM", Text("国际标准的第几周，从周一开始", "The week of the year by ISO 8601."),
    ("ISOWEEKNUM(DATE(2026, 3, 5))", Decimal(10)), "date -> number", _part("week"),
)  # fmt: skip
def isoweeknum(it: date) -> Decimal:
    return Decimal(it.isocalendar().week)


@function(
    "推移月份", "EDATE", Text("若干个月之后的同一天", "The same day some months later."),
    ("EDATE(DATE(2026, 1, 31), 1)", day(2026, 2, 28)), "date, number -> date", months_later_sql,
)  # fmt: skip
def edate(it: date, months: Decimal) -> date | None:
    return months_later(it, months)


@function(
    "月末", "EOMONTH", Text("若干个月之后的月末", "The last day of the month some months later."),
    ("EOMONTH(DATE(2026, 1, 15), 0)", day(2026, 1, 31)), "date, number=0 -> date",
    lambda it, months: sql(
        "({0} + interval '1 month' - interval '1 day')::date",
        first_of_sql(sql("{0} + {1}", month_index_sql(it), whole(months, -_BOUND, _BOUND))),
    ),
)  # fmt: skip
def eomonth(it: date, months: Decimal) -> date | None:
    first = first_of(month_index(it) + to_whole(months, -_BOUND, _BOUND))
    return None if first is None else first.replace(day=monthrange(first.year, first.month)[1])


_UNITS = {
    "d": "day", "day": "day", "days": "day", "天": "day", "日": "day", "w": "week", "week": "week", "weeks": "week",
    "周": "week", "m": "month", "month": "month", "months": "month", "月": "month", "个月": "month", "q": "quarter",
    "quarter": "quarter", "quarters": "quarter", "季": "quarter", "季度": "quarter", "y": "year", "year": "year",
    "years": "year", "年": "year",
}  # fmt: skip
_CLOCK_UNITS = {
    "h": 3600, "hour": 3600, "hours": 3600, "小时": 3600, "时": 3600, "n": 60, "min": 60, "minute": 60,
    "minutes": 60, "分钟": 60, "分": 60, "s": 1, "second": 1, "seconds": 1, "秒": 1,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _check_unit(words: str | None) -> Text | None:
    if words and words.strip().lower() in _UNITS:
        return None
    return Text("单位可以写 天、周、月、季度、年（或 D、W、M、Q、Y）", "The unit is one of D, W, M, Q, Y (or 天, 周, 月, 季度, 年)")


def _check_any_unit(words: str | None) -> Text | None:
    if words and words.strip().lower() in {*_UNITS, *_CLOCK_UNITS}:
        return None
    return Text(
        "单位可以写 天、周、月、季度、年、小时、分钟、秒（或 D、W、M、Q、Y、H、MIN、S）",
        "The unit is one of D, W, M, Q, Y, H, MIN, S (or 天, 周, 月, 季度, 年, 小时, 分钟, 秒)",
    )


def _add_sql(it: Sql, count: Sql, words: str) -> Sql:
    unit = _UNITS[words.strip().lower()]
    number = sql(f"trunc(round({{0}}, 12)) * {_DAYS.get(unit) or _MONTHS[unit]}", count)
    return later_sql(it, number) if unit in _DAYS else months_later_sql(it, number)


@function(
    "日期加", "DATEADD", Text("日期加上若干天、周、月、季度或年", "Adds days, weeks, months, quarters or years to a date."),
    ('DATEADD(DATE(2026, 3, 5), 2, "周")', day(2026, 3, 19)), "date, number, word -> date", _add_sql, check=_check_unit,
)  # fmt: skip
def dateadd(it: date, count: Decimal, words: str) -> date | None:
    return _moved(it, count, words)


def _moved(it: date, count: Decimal, words: str) -> date | None:
    unit = _UNITS[words.strip().lower()]
    number = look(count).to_integral_value("ROUND_DOWN") * (_DAYS.get(unit) or _MONTHS[unit])
    return later(it, number) if unit in _DAYS else months_later(it, number)


def _add_to_moment_sql(env: Circumstances, it: Sql, count: Sql, words: str) -> Sql:
    clock = _CLOCK_UNITS.get(words.strip().lower())
    if clock is not None:
        return of_seconds_sql(sql(f"{{0}} + trunc(round({{1}}, 12)) * {clock}", seconds_sql(it), count))
    return let(
        lambda wall: of_wall_sql(
            sql("{0} + {1}::time", _add_sql(sql("{0}::date", wall), count, words), wall), env.zone
        ),
        wall_of(it, env.zone),
    )


@also(dateadd, "datetime, number, word -> datetime", _add_to_moment_sql, check=_check_any_unit)
def datetimeadd(env: Circumstances, it: datetime, count: Decimal, words: str) -> datetime | None:
    clock = _CLOCK_UNITS.get(words.strip().lower())
    if clock is not None:
        return of_seconds(seconds(it) + look(count).to_integral_value("ROUND_DOWN") * clock)
    wall = local(it, env.zone)
    moved = _moved(wall.date(), count, words)
    return None if moved is None else of_wall(datetime.combine(moved, wall.time().replace(tzinfo=None)), env.zone)


_SPANS = {"y": "Y", "m": "M", "d": "D", "md": "MD", "ym": "YM", "yd": "YD", "w": "W", "q": "Q", "年": "Y", "月": "M", "天": "D",
          "日": "D", "周": "W", "季度": "Q"}  # fmt: skip


def _check_span(words: str | None) -> Text | None:
    if words and words.strip().lower() in _SPANS:
        return None
    return Text(
        "单位可以写 Y、M、D、W、Q、MD、YM、YD（或 年、月、天、周、季度）", "The unit is one of Y, M, D, W, Q, MD, YM, YD"
    )


def _months_sql(start: Sql, end: Sql) -> Sql:
    return sql(
        "{0} - {1} - CASE WHEN extract(day FROM {2}) < extract(day FROM {3}) THEN 1 ELSE 0 END",
        month_index_sql(end), month_index_sql(start), end, start,
    )  # fmt: skip


def _between_sql(start: Sql, end: Sql, words: str) -> Sql:
    def count(a: Sql, b: Sql) -> Sql:
        months, days = _months_sql(a, b), sql("{1} - {0}", a, b)
        match _SPANS[words.strip().lower()]:
            case "D":
                made = days
            case "W":
                made = sql("{0} / 7", days)
            case "M":
                made = months
            case "Q":
                made = sql("{0} / 3", months)
            case "Y":
                made = sql("{0} / 12", months)
            case "YM":
                made = sql("mod({0}, 12)", months)
            case "MD":
                made = sql("{1} - {0}", months_later_sql(a, months), b)
            case _:
                made = sql("{1} - {0}", months_later_sql(a, sql("{0} / 12 * 12", months)), b)
        return sql("CASE WHEN {0} <= {1} THEN {2}::numeric END", a, b, made)

    return let(count, start, end)


@function(
    "日期间隔", "DATEDIF", Text("两个日期之间有多少整年、整月、天等；结束早于开始时为空", "Counts whole years, months, days and so on between two dates."),
    ('DATEDIF(DATE(2024, 3, 6), DATE(2026, 3, 5), "Y")', Decimal(1)), "date, date, word -> number", _between_sql,
    check=_check_span,
)  # fmt: skip
def datedif(start: date, end: date, words: str) -> Decimal | None:
    return _spanned(start, end, words)


def _spanned(start: date, end: date, words: str) -> Decimal | None:
    if start > end:
        return None
    months = month_index(end) - month_index(start) - (end.day < start.day)
    match _SPANS[words.strip().lower()]:
        case "D":
            return Decimal((end - start).days)
        case "W":
            return Decimal((end - start).days // 7)
        case "M":
            return Decimal(months)
        case "Q":
            return Decimal(months // 3)
        case "Y":
            return Decimal(months // 12)
        case "YM":
            return Decimal(months % 12)
        case "MD":
            near = months_later(start, Decimal(months))
        case _:
            near = months_later(start, Decimal(months // 12 * 12))
    return None if near is None else Decimal((end - near).days)


@function(
    "相差天数", "DAYS", Text("结束日期减去开始日期的天数", "The days from a start to an end."),
    ("DAYS(DATE(2026, 3, 5), DATE(2026, 3, 1))", Decimal(4)), "date, date -> number", "({0} - {1})::numeric", aliases=("天数",),
)  # fmt: skip
def days(end: date, start: date) -> Decimal:
    return Decimal((end - start).days)


@function(
    "相差小时", "HOURS", Text("结束时间减去开始时间的小时数", "The hours from a start to an end."),
    ("HOURS(NOW(), DATEADD(NOW(), -90, \"min\"))", Decimal("1.5")), "datetime, datetime -> number",
    lambda end, start: sql("div(({0} - {1}) * 1e24, 3600) * 1e-24", seconds_sql(end), seconds_sql(start)),
)  # fmt: skip
def hours(end: datetime, start: datetime) -> Decimal:
    return (Decimal(seconds(end) - seconds(start)).scaleb(24) // 3600).scaleb(-24)


@function(
    "年龄", "AGE", Text("从日期到今天的整年数", "The whole years from a date until today."), ("AGE(DATE(2000, 3, 6))", Decimal(25)),
    "date -> number", lambda env, it: _between_sql(it, env.today, "Y"), uses_today=True,
)  # fmt: skip
def age(env: Circumstances, it: date) -> Decimal | None:
    return _spanned(it, env.today, "Y")


def _worked_sql(count: Sql) -> Sql:
    """Count the workdays up to an ordinal, the SQL of `Workdays.up_to`."""
    return let(
        lambda one: sql(
            "{0} / 7 * 5 + least(mod({0}, 7), 5) - width_bucket({0}, {1}) + width_bucket({0}, {2})",
            one, bind(list(workdays().off), "int[]"), bind(list(workdays().extra), "int[]"),
        ),
        count,
    )  # fmt: skip


def _which_sql(count: Sql) -> Sql:
    """Give the ordinal of a workday by its count, the SQL of `Workdays.which`."""

    def find(one: Sql, passed: Sql) -> Sql:
        wanted = sql("{0} - coalesce(({1})[{2}], 0) - 1", one, bind(list(workdays().shift), "int[]"), passed)
        return let(
            lambda it: sql(
                "least(floor({0} / 5.0)::int * 7 + mod({0} + 5000000, 5) + 1, ({1})[{2} + 1])",
                it, bind(list(workdays().special), "int[]"), passed,
            ),
            wanted,
        )  # fmt: skip

    return let(
        lambda one: let(find, one, sql("width_bucket({0} - 1, {1})", one, bind(list(workdays().worked), "int[]"))), count
    )


@function(
    "工作日数", "NETWORKDAYS", Text("两个日期之间的工作日数，含两端，按中国法定节假日和调休", "Counts the workdays of China from a date to another, both inside."),
    ("NETWORKDAYS(DATE(2026, 10, 1), DATE(2026, 10, 10))", Decimal(3)), "date, date -> number",
    lambda start, end: let(
        lambda a, b: sql(
            "CASE WHEN {0} <= {1} THEN {2} ELSE {3} END::numeric",
            a, b,
            sql("{1} - {0}", _worked_sql(sql("{0} - 1", a)), _worked_sql(b)),
            sql("{0} - {1}", _worked_sql(sql("{0} - 1", b)), _worked_sql(a)),
        ),
        ordinal(start), ordinal(end),
    ),
    aliases=("工作日天数",),
)  # fmt: skip
def networkdays(start: date, end: date) -> Decimal:
    a, b, known = start.toordinal(), end.toordinal(), workdays()
    return Decimal(known.up_to(b) - known.up_to(a - 1) if a <= b else known.up_to(b - 1) - known.up_to(a))


@function(
    "工作日", "WORKDAY", Text("若干个工作日之后的日期，按中国法定节假日和调休", "The date some workdays of China later."),
    ("WORKDAY(DATE(2026, 9, 30), 1)", day(2026, 10, 8)), "date, number -> date",
    lambda start, count: let(
        lambda a, n: sql(
            "CASE WHEN {1} = 0 THEN {0} ELSE {2} END",
            start, n,
            of_ordinal_sql(
                _which_sql(
                    sql(
                        "CASE WHEN {1} > 0 THEN {2} + {1} ELSE {3} + 1 + {1} END",
                        a, n, _worked_sql(a), _worked_sql(sql("{0} - 1", a)),
                    )
                )
            ),
        ),
        ordinal(start), whole(count, -3_000_000, 3_000_000),
    ),
)  # fmt: skip
def workday(start: date, count: Decimal) -> date | None:
    number, a, known = to_whole(count, -3_000_000, 3_000_000), start.toordinal(), workdays()
    if number == 0:
        return start
    return of_ordinal(known.which(known.up_to(a) + number if number > 0 else known.up_to(a - 1) + 1 + number))


@function(
    "是工作日", "ISWORKDAY", Text("这一天上不上班，按中国法定节假日和调休", "Tells whether China works on a day."),
    ("ISWORKDAY(DATE(2026, 10, 1))", False), "date -> bool",
    lambda it: let(
        lambda a: sql("{0} > {1}", _worked_sql(a), _worked_sql(sql("{0} - 1", a))), ordinal(it)
    ),
)  # fmt: skip
def isworkday(it: date) -> bool:
    return workdays().is_workday(it.toordinal())
