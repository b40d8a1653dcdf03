"""Late tokens: what records are found by since many were changed at once, until a job puts it among their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from django.db import connection
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Table
from kehu.engine.sql.run import fetch

_NUMBERS: Any = pg.ARRAY(sa.Integer())
late = sa.table(
    "engine_search_late",
    sa.column("table_id", sa.BigInteger()),
    sa.column("record_id", sa.BigInteger()),
    sa.column("title", _NUMBERS),
    sa.column("other", _NUMBERS),
)
INDEXES = ("engine_search_title", "engine_search_other")

Late = tuple[int, str | None, str | None]
"""A record, the numbers of its title, those of other fields that changed; None for what did not, or is not known.

Numbers are written out with commas: most of many records share them."""


def append(table: Table, rows: Sequence[Late]) -> None:
    """Note what records are found by from now on, beside their tokens; of several titles the last one counts."""
    values = [
        "{" + ",".join(str(row[0]) for row in rows) + "}",
        "\n".join("" if row[1] is None else f"{{{row[1]}}}" for row in rows),
        "\n".join("" if row[2] is None else f"{{{row[2]}}}" for row in rows),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH n AS MATERIALIZED (SELECT record, title::integer[], other::integer[]"
            " FROM unnest(%s::bigint[], string_to_array(%s, E'\\n', ''), string_to_array(%s, E'\\n', ''))"
            " AS n(record, title, other)),"
            " old AS (UPDATE engine_search_late l SET title = NULL FROM n WHERE l.table_id = %s"
            " AND l.record_id = n.record AND l.title IS NOT NULL AND n.title IS NOT NULL)"
            " INSERT INTO engine_search_late (table_id, record_id, title, other) SELECT %s, n.* FROM n",
            [*values, table.id, table.id],
        )


def some(table: Table) -> bool:
    """Tell whether records of a table have late tokens."""
    return bool(fetch(sa.select(there(table)))[0][0])


def there(table: Table) -> sa.ColumnElement[bool]:
    """Give the condition that records of a table have late tokens."""
    return sa.exists(sa.select(sa.literal(1)).where(late.c.table_id == table.id))


def tables() -> set[int]:
    """Give the tables whose records have late tokens."""
    return {row[0] for row in fetch(sa.select(late.c.table_id).distinct())}


def take(table: Table, most: int) -> list[int]:
    """Take out the oldest late tokens of a table and hold the tokens of their records; gives those records.

    Tokens are held before late ones are taken out, in the order in which an edit writes them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, record_id FROM engine_search_late WHERE table_id = %s ORDER BY id LIMIT %s", [table.id, most]
        )
        found: list[Any] = cursor.fetchall()
        cursor.execute(
            "SELECT record_id FROM engine_search WHERE table_id = %s AND record_id = ANY(%s)"
            " ORDER BY record_id FOR UPDATE",
            [table.id, [row[1] for row in found]],
        )
        held = [row[0] for row in cursor.fetchall()]
        cursor.execute("DELETE FROM engine_search_late WHERE id = ANY(%s)", [[row[0] for row in found]])
        return held


def alone(table: Table) -> None:
    """Wait until nobody else makes tokens of a table in the background, and keep others from it until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('engine_search'), %s::int)", [table.id])


def sort_in() -> None:
    """Sort the newest tokens into the indexes, so that no edit has to."""
    with connection.cursor() as cursor:
        for index in INDEXES:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


def ids_with(table: Table, column: str, numbers: Any) -> Any:
    """Give the records that late tokens of a column answer, as one array that is worked out once."""
    return sa.func.array(_of(table).where(late.c[column].contains(numbers)).scalar_subquery())


def replaced(table: Table) -> sa.Select[Any]:
    """Select the records whose title has new tokens: the old ones count no more."""
    return _of(table).where(late.c.title.is_not(None))


def _of(table: Table) -> sa.Select[Any]:
    return sa.select(late.c.record_id).where(late.c.table_id == table.id)
