"""Named periods relative to today: 今天, 本月, 最近 30 天 and their like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kehu.base.text import Text

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Period:
    """A named span of days; `span(today)` gives first and last day, both inside."""

    key: str
    name: Text
    span: Callable[[date], Span]


def _days(start: int, end: int) -> Callable[[date], Span]:
    return lambda today: (today + timedelta(days=start), today + timedelta(days=end))


def _week(offset: int) -> Callable[[date], Span]:
    def span(today: date) -> Span:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(days=6)

    return span


def _months(start: int, length: int, align: int) -> Callable[[date], Span]:
    def first(index: int) -> date:
        return date(index // 12, index % 12 + 1, 1)

    def span(today: date) -> Span:
        index = today.year * 12 + today.month - 1
        begin = index - index % align + start
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
    Period("this_year", Text("今年", "this year"), _months(0, 12, 12)),
    Period("last_year", Text("去年", "last year"), _months(-12, 12, 12)),
    Period("last_7_days", Text("最近 7 天", "last 7 days"), _days(-6, 0)),
    Period("last_30_days", Text("最近 30 天", "last 30 days"), _days(-29, 0)),
    Period("last_90_days", Text("最近 90 天", "last 90 days"), _days(-89, 0)),
    Period("last_365_days", Text("最近 365 天", "last 365 days"), _days(-364, 0)),
    Period("next_7_days", Text("未来 7 天", "next 7 days"), _days(0, 6)),
    Period("next_30_days", Text("未来 30 天", "next 30 days"), _days(0, 29)),
    Period("overdue", Text("今天以前", "before today"), lambda today: (date.min, today - timedelta(days=1))),
)

PERIODS: MappingProxyType[str, Period] = MappingProxyType({period.key: period for period in _ALL})
