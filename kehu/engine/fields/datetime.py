"""Date-time: a moment, stored in UTC, read and shown in the company's time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.date import looks_dated
from kehu.engine.fields.words import read_date, read_time
from kehu.lang.kinds import Kind


def read_moment(value: Any, reading: Reading) -> datetime | None:
    """Read a moment; without an offset it is meant in the company's time zone. Raises `Wrong`."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _in_utc(value, reading)
    if isinstance(value, date):
        return _in_utc(datetime.combine(value, time()), reading)
    if isinstance(value, str):
        words = fold_width(value)
        if not words:
            return None
        return _in_utc(_iso(words) or _spelled(words, reading), reading)
    raise Wrong(
        Text("这里要填日期和时间，例如 2026-03-05 14:30", "A date and time is wanted, such as 2026-03-05 14:30"),
        "datetime",
    )


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def _spelled(words: str, reading: Reading) -> datetime:
    head, _, tail = words.partition(" ")
    moment = read_time(tail) if tail else time()
    day = read_date(head, reading.today)
    if day is None or moment is None:
        raise Wrong(
            Text(
                "“{value}”不是日期时间，请写成 2026-03-05 14:30",
                "“{value}” is not a date and time; write 2026-03-05 14:30",
            ).format(value=words[:40]),
            "datetime",
        )
    return datetime.combine(day, moment)


def _in_utc(moment: datetime, reading: Reading) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(reading.time_zone))
    try:
        return aware.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise Wrong(Text("这个时间超出了日历的范围", "This moment is outside the calendar"), "datetime") from None


class DatetimeType(FieldType):
    """A moment to the second."""

    key = "datetime"
    kind = Kind.DATETIME
    name = Text("日期时间", "Date and time")
    examples: ClassVar[tuple[str, ...]] = ("2026-03-05 14:30", "2024-02-29T23:59:59Z")
    icon = "clock"
    hints: ClassVar[tuple[str, ...]] = ("时间", "time", "datetime", "timestamp")

    def parse(self, value: Any, field: Field, reading: Reading) -> datetime | None:
        """Read a moment with or without offset."""
        return read_moment(value, reading)

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write it in the company's time zone, seconds only when there are any."""
        if stored is None:
            return ""
        local: datetime = stored.astimezone(ZoneInfo(reading.time_zone))
        return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")

    def dump(self, stored: Any) -> str | None:
        """Write it as ISO 8601 in UTC."""
        return None if stored is None else stored.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def guess(self, samples: Sequence[str]) -> float:
        """Days followed by a time of day."""

        def fits(words: str) -> bool:
            head, _, tail = fold_width(words).replace("T", " ").partition(" ")
            return bool(tail) and looks_dated(head) and read_time(tail.rstrip("Z")) is not None

        fit = share(samples, fits)
        return 0.95 * fit if fit > 0.9 else 0.0


TYPE = DatetimeType()
