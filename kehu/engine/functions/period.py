"""Functions that move dates and measure what lies between them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    Circumstances,
    Sql,
    also,
    day,
    function,
    let,
    look,
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
    of_seconds,
    of_seconds_sql,
    of_wall,
    of_wall_sql,
    seconds,
    seconds_sql,
    wall_of,
)

CATEGORY = Text("时间间隔", "Spans of time")
_BOUND = 200_000


@function(
    "推移月份",
    "EDATE",
    Text("若干个月之后的同一天", "The same day some months later."),
    ("EDATE(DATE(2026, 1, 31), 1)", day(2026, 2, 28)),
    "date, number -> date",
    months_later_sql,
)
def edate(it: date, months: Decimal) -> date | None:
    return months_later(it, months)


@function(
    "月末",
    "EOMONTH",
    Text("若干个月之后的月末", "The last day of the month some months later."),
    ("EOMONTH(DATE(2026, 1, 15), 0)", day(2026, 1, 31)),
    "date, number=0 -> date",
    lambda it, months: sql(
        "({0} + interval '1 month' - interval '1 day')::date",
        first_of_sql(sql("{0} + {1}", month_index_sql(it), whole(months, -_BOUND, _BOUND))),
    ),
)
def eomonth(it: date, months: Decimal) -> date | None:
    first = first_of(month_index(it) + to_whole(months, -_BOUND, _BOUND))
    return None if first is None else first.replace(day=monthrange(first.year, first.month)[1])


_UNITS = {
    "d": "day",
    "day": "day",
    "days": "day",
    "天": "day",
    "日": "day",
    "w": "week",
    "week": "week",
    "weeks": "week",
    "周": "week",
    "m": "month",
    "month": "month",
    "months": "month",
    "月": "month",
    "个月": "month",
    "q": "quarter",
    "quarter": "quarter",
    "quarters": "quarter",
    "季": "quarter",
    "季度": "quarter",
    "y": "year",
    "year": "year",
    "years": "year",
    "年": "year",
}
_CLOCK_UNITS = {
    "h": 3600,
    "hour": 3600,
    "hours": 3600,
    "小时": 3600,
    "时": 3600,
    "n": 60,
    "min": 60,
    "minute": 60,
    "minutes": 60,
    "分钟": 60,
    "分": 60,
    "s": 1,
    "second": 1,
    "seconds": 1,
    "秒": 1,
}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _check_unit(words: str | None) -> Text | None:
    if words and words.strip().lower() in _UNITS:
        return None
    return Text(
        "单位可以写 天、周、月、季度、年（或 D、W、M、Q、Y）",
        "The unit is one of D, W, M, Q, Y (or 天, 周, 月, 季度, 年)",
    )


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
    "日期加",
    "DATEADD",
    Text("日期加上若干天、周、月、季度或年", "Adds days, weeks, months, quarters or years to a date."),
    ('DATEADD(DATE(2026, 3, 5), 2, "周")', day(2026, 3, 19)),
    "date, number, word -> date",
    _add_sql,
    check=_check_unit,
)
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


_SPANS = {
    "y": "Y",
    "m": "M",
    "d": "D",
    "md": "MD",
    "ym": "YM",
    "yd": "YD",
    "w": "W",
    "q": "Q",
    "年": "Y",
    "月": "M",
    "天": "D",
    "日": "D",
    "周": "W",
    "季度": "Q",
}


def _check_span(words: str | None) -> Text | None:
    if words and words.strip().lower() in _SPANS:
        return None
    return Text(
        "单位可以写 Y、M、D、W、Q、MD、YM、YD（或 年、月、天、周、季度）",
        "The unit is one of Y, M, D, W, Q, MD, YM, YD",
    )


def _months_sql(start: Sql, end: Sql) -> Sql:
    return sql(
        "{0} - {1} - CASE WHEN extract(day FROM {2}) < extract(day FROM {3}) THEN 1 ELSE 0 END",
        month_index_sql(end),
        month_index_sql(start),
        end,
        start,
    )


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
    "日期间隔",
    "DATEDIF",
    Text(
        "两个日期之间有多少整年、整月、天等；结束早于开始时为空",
        "Counts whole years, months, days and so on between two dates.",
    ),
    ('DATEDIF(DATE(2024, 3, 6), DATE(2026, 3, 5), "Y")', Decimal(1)),
    "date, date, word -> number",
    _between_sql,
    check=_check_span,
)
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
    "相差天数",
    "DAYS",
    Text("结束日期减去开始日期的天数", "The days from a start to an end."),
    ("DAYS(DATE(2026, 3, 5), DATE(2026, 3, 1))", Decimal(4)),
    "date, date -> number",
    "({0} - {1})::numeric",
    aliases=("天数",),
)
def days(end: date, start: date) -> Decimal:
    return Decimal((end - start).days)


@function(
    "相差小时",
    "HOURS",
    Text("结束时间减去开始时间的小时数", "The hours from a start to an end."),
    ('HOURS(NOW(), DATEADD(NOW(), -90, "min"))', Decimal("1.5")),
    "datetime, datetime -> number",
    lambda end, start: sql("div(({0} - {1}) * 1e24, 3600) * 1e-24", seconds_sql(end), seconds_sql(start)),
)
def hours(end: datetime, start: datetime) -> Decimal:
    return (Decimal(seconds(end) - seconds(start)).scaleb(24) // 3600).scaleb(-24)


@function(
    "年龄",
    "AGE",
    Text("从日期到今天的整年数", "The whole years from a date until today."),
    ("AGE(DATE(2000, 3, 6))", Decimal(25)),
    "date -> number",
    lambda env, it: _between_sql(it, env.today, "Y"),
    uses_today=True,
)
def age(env: Circumstances, it: date) -> Decimal | None:
    return _spanned(it, env.today, "Y")
