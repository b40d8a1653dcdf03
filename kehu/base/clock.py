"""The one clock: UTC inside, the company's time zone outside."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Tell the present moment in UTC."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Tell the date that the wall calendar in `time_zone` shows now."""
    return datetime.now(ZoneInfo(time_zone)).date()
