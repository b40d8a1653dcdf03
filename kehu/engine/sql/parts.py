"""The parts of the ledger: one table per month (UTC), made ahead, found by the moment of a line."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.db import connection

LEDGER = "engine_recordchange"
REST = "engine_recordchange_rest"
"""Takes lines of a month that has no part yet (a clock that jumped), so that nothing is ever refused."""
AHEAD = 6
_PART = re.compile(rf"^{LEDGER}_(\d{{4}})_(\d{{2}})$")


def part_of(year: int, month: int) -> str:
    """Name the part of a month."""
    return f"{LEDGER}_{year:04d}_{month:02d}"


def month_after(at: datetime, months: int = 1) -> datetime:
    """Give the first moment of the month that many months later, or earlier when negative."""
    count = at.year * 12 + at.month - 1 + months
    return datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)


def parts() -> dict[datetime, str]:
    """Give the parts there are by the first moment of their month, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = %s::regclass ORDER BY c.relname",
            [LEDGER],
        )
        found = [_PART.match(row[0]) for row in cursor.fetchall()]
    return {datetime(int(each[1]), int(each[2]), 1, tzinfo=UTC): each[0] for each in found if each}


def make(start: datetime) -> None:
    """Make the part of the month that begins at `start`; lines that waited in the rest move there."""
    name, end = part_of(start.year, start.month), month_after(start)
    span = [start, end]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (LIKE {LEDGER} INCLUDING DEFAULTS)")
        cursor.execute(
            f"WITH gone AS (DELETE FROM {REST} WHERE at >= %s AND at < %s RETURNING *) INSERT INTO {name} TABLE gone",
            span,
        )
        cursor.execute(
            f"ALTER TABLE {LEDGER} ATTACH PARTITION {name} FOR VALUES FROM ('{_literal(start)}') TO ('{_literal(end)}')"
        )


def make_ahead(today: datetime) -> list[str]:
    """Make the parts of this month and the next ones that are missing; gives their names."""
    known, made = parts(), []
    for step in range(AHEAD + 1):
        start = month_after(today, step)
        if start not in known:
            make(start)
            made.append(part_of(start.year, start.month))
    return made


def drop_before(moment: datetime) -> list[str]:
    """Drop the parts that end at or before a moment; gives their names."""
    gone = [name for start, name in parts().items() if month_after(start) <= moment]
    with connection.cursor() as cursor:
        for name in gone:
            cursor.execute(f"DROP TABLE {name}")
    return gone


def _literal(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S+00")
