"""How a row of values goes on when it is filled further, as people know it from spreadsheets. Pure values.

Numbers and dates go on by their step, 客户1 by its number, 周一 and 一月 by their list; what has no step is repeated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from kehu.base.workdays import workdays
from kehu.lang.kinds import Kind

Mode = Literal["auto", "copy", "series", "workdays", "months", "years"]
"""auto: as a drag of the handle does; copy: repeat; series: a step even from one number; the others: dates only."""
Next = Callable[[int], Any]
"""Gives the value number `i` (from 0) after the given ones."""

NAMES: tuple[tuple[str, ...], ...] = (
    ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"),
    tuple(f"{month}月" for month in range(1, 13)),
    ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"),
    ("第一季度", "第二季度", "第三季度", "第四季度"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("Q1", "Q2", "Q3", "Q4"),
    ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"),
    ("子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
"""Lists that begin again after their last entry."""

_AT_END = re.compile(r"^(.*?)(\d{1,18})(\D*)$", re.DOTALL)
_MONTH = re.compile(r"^(\d{4})([年/.-])(\d{1,2})(月?)$")
_BEYOND = "10000-01-01"
"""Written where a series leaves the calendar; every date field refuses it in words."""


def series(
    seeds: Sequence[Any], kind: Kind, *, words: bool = True, mode: Mode = "auto", backward: bool = False
) -> Next:
    """Tell how wire values go on after `seeds`; `words` says whether texts may count, `backward` fills upwards."""
    given = list(reversed(seeds)) if backward else list(seeds)
    turn = -1 if backward else 1
    found: Next | None = None
    if mode != "copy" and given and all(value is not None for value in given):
        if kind is Kind.NUMBER:
            found = _numbers(given, turn, mode)
        elif kind is Kind.DATE:
            found = _dates([date.fromisoformat(value) for value in given], turn, mode)
        elif kind is Kind.DATETIME:
            found = _moments([datetime.fromisoformat(value) for value in given], turn, mode)
        elif kind is Kind.TEXT and words:
            found = _names(given, turn) or _months_of_years(given, turn) or _numbered(given, turn)
    return found or (lambda index: given[index % len(given)] if given else None)


def _numbers(given: Sequence[str], turn: int, mode: Mode) -> Next | None:
    numbers = [Decimal(value) for value in given]
    if len(numbers) == 1 and mode != "series":
        return None
    step = _step(numbers, Decimal(turn))
    if step is None:
        return None
    last = numbers[-1]
    return lambda index: _plain(last + step * (index + 1))


def _step(of: Sequence[Any], single: Any) -> Any:
    """Give the step between neighbours when all are alike; `single` for one value alone."""
    if len(of) == 1:
        return single
    steps = {second - first for first, second in pairwise(of)}
    return steps.pop() if len(steps) == 1 else None


def _plain(number: Decimal) -> str:
    words = format(number, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def _dates(days: Sequence[date], turn: int, mode: Mode) -> Next | None:
    last = days[-1]
    if mode == "workdays":
        return lambda index: _workday(last, turn * (index + 1))
    if mode in ("months", "years"):
        by = turn * (12 if mode == "years" else 1)
        return lambda index: _month(last, by * (index + 1), last.day)
    step = _step([day.toordinal() for day in days], turn)
    if step is not None and (len(days) == 1 or abs(step) < 28):
        return lambda index: _day(last.toordinal() + step * (index + 1))
    months = _step([day.year * 12 + day.month for day in days], None)
    anchor = max(day.day for day in days)
    if months and all(day.day == min(anchor, monthrange(day.year, day.month)[1]) for day in days):
        return lambda index: _month(last, months * (index + 1), anchor)
    return None if step is None else lambda index: _day(last.toordinal() + step * (index + 1))


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat() if 1 <= ordinal <= date.max.toordinal() else _BEYOND


def _month(of: date, by: int, day: int) -> str:
    year, month = divmod(of.year * 12 + of.month - 1 + by, 12)
    if not 1 <= year <= date.max.year:
        return _BEYOND
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1])).isoformat()


def _workday(of: date, by: int) -> str:
    known = workdays()
    count = known.up_to(of.toordinal())
    start = count if by > 0 or known.is_workday(of.toordinal()) else count + 1
    return _day(known.which(start + by)) if start + by > 0 else _BEYOND


def _moments(moments: Sequence[datetime], turn: int, mode: Mode) -> Next | None:
    step = _step(moments, timedelta(days=turn))
    if step is None or mode in ("workdays", "months", "years"):
        return None
    last = moments[-1]

    def after(index: int) -> str:
        try:
            moment: datetime = last + step * (index + 1)
            return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except OverflowError:
            return _BEYOND

    return after


def _names(given: Sequence[str], turn: int) -> Next | None:
    for names in NAMES:
        places = [names.index(value) for value in given if value in names]
        if len(places) != len(given):
            continue
        steps = {(second - first) % len(names) for first, second in pairwise(places)} or {turn}
        if len(steps) == 1:
            return _around(names, places[-1], steps.pop())
    return None


def _around(names: Sequence[str], last: int, step: int) -> Next:
    return lambda index: names[(last + step * (index + 1)) % len(names)]


def _months_of_years(given: Sequence[str], turn: int) -> Next | None:
    """Go on with texts such as 2026年11月, which is followed by 2026年12月 and 2027年1月."""
    parts = [_MONTH.match(value) for value in given]
    found = [part.groups() for part in parts if part and 1 <= int(part[3]) <= 12]
    if len(found) != len(given) or len({(mark, end) for _, mark, _, end in found}) != 1:
        return None
    months = [int(year) * 12 + int(month) - 1 for year, _, month, _ in found]
    step = _step(months, turn)
    (_, mark, _, end), last = found[-1], months[-1]
    width = 2 if any(month.startswith("0") for _, _, month, _ in found) else 1

    def after(index: int) -> str:
        year, place = divmod(max(0, last + step * (index + 1)), 12)
        return f"{year:04d}{mark}{str(place + 1).zfill(width)}{end}"

    return None if step is None else after


def _numbered(given: Sequence[str], turn: int) -> Next | None:
    parts = [_AT_END.match(value) for value in given]
    if not all(parts):
        return None
    found = [part.groups() for part in parts if part]
    (head, _, tail), width = found[-1], len(found[-1][1])
    step = _step([int(number) for _, number, _ in found], turn)
    if step is None or any((first, last) != (head, tail) for first, _, last in found):
        return None
    number = int(found[-1][1])
    return lambda index: f"{head}{str(abs(number + step * (index + 1))).zfill(width)}{tail}"
