"""The statements of the ledger: write lines, read those of a change, a record, or since a version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from kehu.jobs.events import notify

MAX_TOLD_IDS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One record change as it stands in the ledger; values by field id as text."""

    change: int
    table: int
    record: int
    version: int
    operation: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    actor: int | None
    at: str


def write_inserts(change: int, table: int, ids: Sequence[int]) -> None:
    """Note that records were made; their values are the records themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_recordchange (change_id, table_id, record_id, version, operation)"
            " SELECT %s, %s, id, 1, 'insert' FROM unnest(%s::bigint[]) AS id",
            [change, table, list(ids)],
        )


def write_lines(change: int, table: int, operation: str, lines: Sequence[Mapping[str, Any]]) -> None:
    """Note record changes, each `{id, version, before, after}`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_recordchange (change_id, table_id, record_id, version, operation, before, after)"
            " SELECT %s, %s, id, version, %s, before, after"
            " FROM jsonb_to_recordset(%s::jsonb) AS line(id bigint, version int, before jsonb, after jsonb)",
            [change, table, operation, orjson.dumps(list(lines)).decode()],
        )


def tell(table: str, change: int, actor: int | None, ids: Sequence[int]) -> None:
    """Tell all processes at commit that records of a table changed."""
    told = list(ids) if len(ids) <= MAX_TOLD_IDS else None
    notify({"event": "change", "table": table, "change": change, "actor": actor, "ids": told})


def lines_since(table: int, versions: Mapping[int, int]) -> list[Line]:
    """Read the changes of records that came after the version given for each."""
    return _lines(
        "JOIN unnest(%s::bigint[], %s::int[]) AS seen(id, version) ON seen.id = r.record_id"
        " WHERE r.table_id = %s AND r.version > seen.version ORDER BY r.id",
        [list(versions), list(versions.values()), table],
    )


def lines_of_change(change: int) -> list[Line]:
    """Read the lines of one change, in the order they were written."""
    return _lines("WHERE r.change_id = %s ORDER BY r.id", [change])


def lines_of_record(table: int, record: int, limit: int) -> list[Line]:
    """Read the history of one record from the newest."""
    return _lines("WHERE r.table_id = %s AND r.record_id = %s ORDER BY r.id DESC LIMIT %s", [table, record, limit])


def _lines(condition: str, values: list[Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.change_id, r.table_id, r.record_id, r.version, r.operation, r.before, r.after, c.actor_id,"
            " to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
            " FROM engine_recordchange r JOIN engine_change c ON c.id = r.change_id " + condition,
            values,
        )
        rows: list[Any] = cursor.fetchall()
    return [_line(*row) for row in rows]


def _line(*row: Any) -> Line:
    change, table, record, version, operation, before, after, actor, at = row
    return Line(change, table, record, version, operation, _json(before), _json(after), actor, at)


def _json(value: Any) -> dict[str, Any] | None:
    read: dict[str, Any] | None = json.loads(value) if isinstance(value, str) else value
    return read
