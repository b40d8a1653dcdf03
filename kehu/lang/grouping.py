"""Groups as values: by a field's value, by a stretch of the calendar, or by bands of a number."""

from __future__ import annotations

import re
from decimal import Decimal

from kehu.base.text import Text
from kehu.lang.kinds import Kind

MAX_GROUPINGS = 3
MAX_LISTED = 10_000
VALUE = "value"

UNITS: dict[str, Text] = {
    "day": Text("按天", "by day"),
    "week": Text("按周", "by week"),
    "month": Text("按月", "by month"),
    "quarter": Text("按季度", "by quarter"),
    "year": Text("按年", "by year"),
    "fiscal_quarter": Text("按财季", "by fiscal quarter"),
    "fiscal_year": Text("按财年", "by fiscal year"),
}
GROUPABLE = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.BOOL, Kind.CHOICE, Kind.LINK})


def fits(by: str, kind: Kind) -> bool:
    """Tell whether a field of this kind can be grouped so.

    `by` is `VALUE` for equal values, a key of `UNITS` for dates and moments, `band:1000` for numbers from one multiple
    of 1000 to the next.
    """
    if by == VALUE:
        return kind in GROUPABLE
    if kind in (Kind.DATE, Kind.DATETIME):
        return by in UNITS
    return kind is Kind.NUMBER and band(by) is not None


def band(by: str) -> Decimal | None:
    """Give the width of the bands that `by` asks for, None when it asks for none."""
    found = re.fullmatch(r"band:([0-9]{1,12}(?:\.[0-9]{1,6})?)", by, re.ASCII)
    width = Decimal(found[1]) if found else Decimal(0)
    return width if width > 0 else None
