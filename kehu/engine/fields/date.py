"""Date: a calendar day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_date
from kehu.lang.kinds import Kind

_SOME_DAY = date(2026, 1, 1)


def looks_dated(words: str) -> bool:
    """Tell whether the words are a day with a year that makes sense, so that 20240305 is one and 12345678 is not."""
    if not any(mark in words for mark in "-/.年") and len(words.strip()) != 8:
        return False
    try:
        day = read_date(words, _SOME_DAY)
    except Wrong:
        return False
    return day is not None and 1900 <= day.year <= 2100


class DateType(FieldType):
    """A calendar day."""

    key = "date"
    kind = Kind.DATE
    name = Text("日期", "Date")
    examples = ("2026-03-05", "2024/2/29", "1999年12月31日")
    icon = "calendar"
    hints = ("日期", "生日", "时间", "date", "birthday", "day")

    def parse(self, value: Any, field: Field, reading: Reading) -> date | None:
        """Read a day in any of the usual spellings."""
        return read_date(value, reading.today)

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write it as 2026-03-05."""
        return "" if stored is None else stored.isoformat()

    def dump(self, stored: Any) -> str | None:
        """Write it as ISO 8601."""
        return None if stored is None else stored.isoformat()

    def guess(self, samples: Sequence[str]) -> float:
        """Nearly all samples are days with sensible years."""
        fit = share(samples, looks_dated)
        return 0.9 * fit if fit > 0.9 else 0.0


TYPE = DateType()
