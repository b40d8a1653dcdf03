"""The statements of the ledger: write lines, read those of a change, a record, or since a version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from kehu.catalog.shapes import Table
from kehu.engine.sql.run import FEW, fetch_text
from kehu.jobs.events import channel, notify

MAX_TOLD_IDS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One record change as it stands in the ledger; values by field id as text."""

    id: int
    change: int
    table: int
    record: int
    version: int
    operation: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    actor: int | None
    at: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A change: its id once it is there, and what is written of it when these are its first lines."""

    change: int | None
    actor: int | None
    source: str
    kind: str
    label_zh: str
    label_en: str
    counts: Mapping[str, Any]
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Lines:
    """Record changes of one operation: `{id, version, before, after}` each, or versions alone for new records."""

    table: Table
    operation: str
    lines: Sequence[Mapping[str, Any]]
    versions: Mapping[int, int]


def note(opening: Opening, lines: Lines | None = None) -> int:
    """Open a change where it is not yet, write its lines and tell all processes at commit; gives its id.

    One statement for all of it: a cell edit pays for each.
    """
    opened, values = _opened(opening)
    parts, asked = [f"WITH opened AS ({opened})"], list(values)
    told = ""
    if lines is not None:
        part, more = _INSERTS if lines.operation == "insert" else _LINES, _line_values(lines)
        parts.append(f", noted AS (INSERT INTO engine_recordchange (at, change_id, table_id, {part}, {_LISTED}")
        told = ", pg_notify(%s, %s::text || id || %s::text)"
        asked += [*more, lines.table.id, channel(), *_payload(lines, opening.actor)]
    few = lines is not None and len(lines.versions) <= FEW
    ((change, *_),) = fetch_text("".join(parts) + f" SELECT id{told} FROM opened", asked, few=few)
    return int(change)


_INSERTS = (
    "record_id, version, operation) SELECT opened.at, opened.id, %s, made.id, 1, 'insert'"
    " FROM opened, unnest(%s::bigint[]) AS made(id))"
)
_LINES = (
    "record_id, version, operation, before, after) SELECT opened.at, opened.id, %s, line.id, version, %s, before, after"
    " FROM opened, jsonb_to_recordset(%s::jsonb) AS line(id bigint, version int, before jsonb, after jsonb))"
)


_LISTED = (
    "listed AS (INSERT INTO engine_tablechange (table_id, at, change_id)"
    " SELECT %s, opened.at, opened.id FROM opened ON CONFLICT DO NOTHING)"
)
"""Lines take the moment of their change, and the change is listed under the table."""


def _opened(opening: Opening) -> tuple[str, list[Any]]:
    if opening.change is not None:
        return "SELECT id, at FROM engine_change WHERE id = %s", [opening.change]
    return (
        "INSERT INTO engine_change (actor_id, source, kind, label_zh, label_en, counts, undoes_id)"
        " VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s) RETURNING id, at",
        [
            opening.actor,
            opening.source,
            opening.kind,
            opening.label_zh,
            opening.label_en,
            orjson.dumps(opening.counts).decode(),
            opening.undoes,
        ],
    )


def _line_values(lines: Lines) -> list[Any]:
    if lines.operation == "insert":
        return [lines.table.id, list(lines.versions)]
    return [lines.table.id, lines.operation, orjson.dumps(list(lines.lines)).decode()]


def _payload(lines: Lines, actor: int | None) -> tuple[str, str]:
    """Give the word to all processes as what stands before the id of the change and behind it."""
    ids = list(lines.versions) if len(lines.versions) <= MAX_TOLD_IDS else None
    head = json.dumps({"event": "change", "table": lines.table.key}, separators=(",", ":"))
    tail = json.dumps({"actor": actor, "ids": ids}, separators=(",", ":"))
    return f'{head[:-1]},"change":', f",{tail[1:]}"


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


def lines_of_change(change: int, after: int = 0, limit: int | None = None) -> list[Line]:
    """Read the lines of one change, in the order they were written, those behind `after`."""
    return _lines(
        "WHERE r.change_id = %s AND r.at = (SELECT at FROM engine_change WHERE id = %s) AND r.id > %s"
        " ORDER BY r.id LIMIT %s",
        [change, change, after, limit],
    )


def lines_of_record(table: int, record: int, limit: int, field: int | None = None) -> list[Line]:
    """Read the history of one record, or of one of its fields, from the newest."""
    condition = "WHERE r.table_id = %s AND r.record_id = %s"
    values: list[Any] = [table, record]
    if field is not None:
        condition, values = f"{condition} AND (r.operation = 'insert' OR r.before ? %s)", [*values, str(field)]
    return _lines(f"{condition} ORDER BY r.id DESC LIMIT %s", [*values, limit])


def _lines(condition: str, values: list[Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id, r.change_id, r.table_id, r.record_id, r.version, r.operation, r.before, r.after, c.actor_id,"
            " to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
            " FROM engine_recordchange r JOIN engine_change c ON c.id = r.change_id " + condition,
            values,
        )
        rows: list[Any] = cursor.fetchall()
    return [_line(*row) for row in rows]


def _line(*row: Any) -> Line:
    identity, change, table, record, version, operation, before, after, actor, at = row
    return Line(identity, change, table, record, version, operation, _json(before), _json(after), actor, at)


def _json(value: Any) -> dict[str, Any] | None:
    read: dict[str, Any] | None = orjson.loads(value) if isinstance(value, str) else value
    return read
