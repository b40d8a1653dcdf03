"""Deleting archived records for good, and everything that still points to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from kehu.catalog.shapes import Table
from kehu.engine.sql.ddl import quoted

ABOUT = ("engine_search", "engine_search_late", "engine_hold", "engine_recordchange")
"""What is kept about records beside them: tokens, the files they hold, their history."""


def archived_before(table: Table, moment: datetime, limit: int) -> list[int]:
    """Give records that were archived before a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {quoted(table.physical)} WHERE archived_at < %s ORDER BY id LIMIT %s", [moment, limit]
        )
        return [row[0] for row in cursor.fetchall()]


def take_out(table: Table, column: str, ids: Sequence[int]) -> None:
    """Take records out of the lists of links that a column holds."""
    name = quoted(column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quoted(table.physical)} SET {name} ="
            f" nullif(ARRAY(SELECT each FROM unnest({name}) WITH ORDINALITY AS u(each, place)"
            f" WHERE each <> ALL(%s) ORDER BY place), '{{}}') WHERE {name} && %s::bigint[]",
            [list(ids), list(ids)],
        )


def delete(table: Table, ids: Sequence[int]) -> int:
    """Delete archived records with their lines and tokens; links that still point to them become empty."""
    name, gone = quoted(table.physical), [list(ids)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname, a.attnotnull FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
            " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
            " WHERE k.contype = 'f' AND k.confrelid = %s::regclass AND k.conparentid = 0",
            [name],
        )
        for other, column, needed in cursor.fetchall():
            where = f"WHERE {quoted(column)} = ANY(%s)"
            if needed:
                cursor.execute(f"DELETE FROM {quoted(other)} {where}", gone)
            else:
                cursor.execute(f"UPDATE {quoted(other)} SET {quoted(column)} = NULL {where}", gone)
        for about in ABOUT:
            cursor.execute(f"DELETE FROM {about} WHERE table_id = %s AND record_id = ANY(%s)", [table.id, list(ids)])
        cursor.execute(f"DELETE FROM {name} WHERE id = ANY(%s) AND archived_at IS NOT NULL", gone)
        return int(cursor.rowcount)
