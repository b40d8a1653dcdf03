"""Periods relative to today: 今天, 本月, 财季, and 最近 N 天 with any number of days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kehu.base.text import Text

Span = tuple[date, date]


MAX_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Period:
    """A named span of days: `span(today, start)` gives first and last day, both inside.

    `start` is the month in which the company's fiscal year begins. A period that `counts` stands for a family: its key
    holds `{n}`, a number of days from 1 to `MAX_DAYS`, as in `last_{n}_days`.
    """

    key: str
    name: Text
    reach: Callable[[date, int], Span]
    counts: bool = False

    def span(self, today: date, start: int = 1) -> Span:
        """Give the first and the last day."""
        return self.reach(today, start)


def period(key: object) -> Period | None:
    """Find a period by its key, `last_14_days` as well as `this_month`; None for what names none."""
    if not isinstance(key, str):
        return None
    if key in PERIODS:
        return PERIODS[key]
    for form, family in COUNTED.items():
        before, after = form.split("{n}")
        number = re.fullmatch(f"{before}([1-9][0-9]{{0,4}}){after}", key, re.ASCII)
        if number and int(number[1]) <= MAX_DAYS:
            days = number[1]
            text = Text(family.name.zh.replace("N", days), family.name.en.replace("N", days))
            return Period(key, text, _counted[form](int(days)))
    return None


def _days(start: int, end: int) -> Callable[[date, int], Span]:
    return lambda today, _: (today + timedelta(days=start), today + timedelta(days=end))


def _week(offset: int) -> Callable[[date, int], Span]:
    def span(today: date, _: int) -> Span:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(days=6)

    return span


def _months(start: int, length: int, align: int, *, fiscal: bool = False) -> Callable[[date, int], Span]:
    def first(index: int) -> date:
        return date(index // 12, index % 12 + 1, 1)

    def span(today: date, begins: int) -> Span:
        index = today.year * 12 + today.month - 1
        begin = index - (index - (begins - 1 if fiscal else 0)) % align + start
        return first(begin), first(begin + length) - timedelta(days=1)

    return span


_ALL = (
    Period("today", Text("今天", "today"), _days(0, 0)),
    Period("yesterday", Text("昨天", "yesterday"), _days(-1, -1)),
    Period("tomorrow", Text("明天", "tomorrow"), _days(1, 1)),
    Period("this_week", Text("本周", "this week"), _week(0)),
    Period("last_week", Text("上周", "last week"), _week(-1)),
    Period("next_week", Text("下周", "next week"), _week(1)),
    Period("this_month", Text("本月", "this month"), _months(0, 1, 1)),
    Period("last_month", Text("上月", "last month"), _months(-1, 1, 1)),
    Period("next_month", Text("下月", "next month"), _months(1, 1, 1)),
    Period("this_quarter", Text("本季度", "this quarter"), _months(0, 3, 3)),
    Period("last_quarter", Text("上季度", "last quarter"), _months(-3, 3, 3)),
    Period("next_quarter", Text("下季度", "next quarter"), _months(3, 3, 3)),
    Period("this_year", Text("今年", "this year"), _months(0, 12, 12)),
    Period("last_year", Text("去年", "last year"), _months(-12, 12, 12)),
    Period("next_year", Text("明年", "next year"), _months(12, 12, 12)),
    Period("this_fiscal_quarter", Text("本财季", "this fiscal quarter"), _months(0, 3, 3, fiscal=True)),
    Period("last_fiscal_quarter", Text("上财季", "last fiscal quarter"), _months(-3, 3, 3, fiscal=True)),
    Period("next_fiscal_quarter", Text("下财季", "next fiscal quarter"), _months(3, 3, 3, fiscal=True)),
    Period("this_fiscal_year", Text("本财年", "this fiscal year"), _months(0, 12, 12, fiscal=True)),
    Period("last_fiscal_year", Text("上财年", "last fiscal year"), _months(-12, 12, 12, fiscal=True)),
    Period("next_fiscal_year", Text("下财年", "next fiscal year"), _months(12, 12, 12, fiscal=True)),
    Period("overdue", Text("今天以前", "before today"), lambda today, _: (date.min, today - timedelta(days=1))),
)

_counted: MappingProxyType[str, Callable[[int], Callable[[date, int], Span]]] = MappingProxyType(
    {
        "last_{n}_days": lambda days: _days(1 - days, 0),
        "next_{n}_days": lambda days: _days(0, days - 1),
        "{n}_days_ago": lambda days: _days(-days, -days),
        "in_{n}_days": lambda days: _days(days, days),
        "over_{n}_days_ago": lambda days: lambda today, _: (date.min, today - timedelta(days=days + 1)),
    }
)

PERIODS: MappingProxyType[str, Period] = MappingProxyType({each.key: each for each in _ALL})

COUNTED: MappingProxyType[str, Period] = MappingProxyType(
    {
        form: Period(form, name, _counted[form](1), counts=True)
        for form, name in {
            "last_{n}_days": Text("最近 N 天", "last N days"),
            "next_{n}_days": Text("未来 N 天", "next N days"),
            "{n}_days_ago": Text("N 天前的那天", "the day N days ago"),
            "in_{n}_days": Text("N 天后的那天", "the day in N days"),
            "over_{n}_days_ago": Text("N 天以前", "more than N days ago"),
        }.items()
    }
)
