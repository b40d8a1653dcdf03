"""A table as of a moment: what it holds now minus the later lines of the ledger, laid out in a table of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.ddl import quoted
from kehu.engine.sql.tables import STORAGE, SYSTEM_COLUMNS
from kehu.lang.kinds import Kind


def name_of(snapshot: int) -> str:
    """Name the table of a snapshot."""
    return f"snap{snapshot}"


def walk_back(name: str, table: Table, at: datetime) -> int:
    """Collect per record what later lines say about it at `at`, in a table of its own; gives their number.

    The first later line of a field holds its value of then, the first later archiving or restoring its state of then.
    """
    return _run(
        f"CREATE UNLOGGED TABLE {_was(name)} AS"
        " SELECT l.record_id, bool_or(l.operation = 'insert') AS made, min(l.version) - 1 AS version,"
        " (array_agg(l.operation ORDER BY l.version)"
        " FILTER (WHERE l.operation IN ('archive', 'restore')))[1] AS turned,"
        " coalesce(jsonb_object_agg(each.key, each.value ORDER BY l.version DESC)"
        " FILTER (WHERE each.key IS NOT NULL), '{}') AS before"
        " FROM engine_recordchange l LEFT JOIN LATERAL jsonb_each(l.before) AS each ON true"
        " WHERE l.table_id = %s AND l.at > %s GROUP BY l.record_id",
        [table.id, at],
    )


def values_of_before(name: str, table: Table, field: Field, at: datetime) -> list[tuple[int, Any, datetime]]:
    """Read (record, wire value, moment of the line that told it) of one field from what was collected."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.record_id, (w.before -> %s)::text, (SELECT l.at FROM engine_recordchange l WHERE l.table_id = %s"
            " AND l.record_id = w.record_id AND l.at > %s AND l.before ? %s ORDER BY l.version LIMIT 1)"
            f" FROM {_was(name)} w WHERE w.before ? %s ORDER BY w.record_id",
            [str(field.id), table.id, at, str(field.id), str(field.id)],
        )
        return [(row[0], orjson.loads(row[1]), row[2]) for row in cursor.fetchall()]


def put_values(name: str, field: Field, values: Mapping[int, Any]) -> None:
    """Replace collected values of one field, by record."""
    rows = [{"id": identity, "value": value} for identity, value in values.items()]
    _run(
        f"UPDATE {_was(name)} w SET before = w.before || jsonb_build_object(%s::text, new.value)"
        " FROM jsonb_to_recordset(%s::jsonb) AS new(id bigint, value jsonb) WHERE w.record_id = new.id",
        [str(field.id), orjson.dumps(rows).decode()],
    )


def lay_out(name: str, table: Table, fields: Sequence[Field], at: datetime) -> int:
    """Make the table of a snapshot from the records of now and what was collected; gives the number of records."""
    own = [field for field in fields if not field.system]
    columns = [*SYSTEM_COLUMNS, *(field.column for field in own)]
    names = ", ".join(quoted(column) for column in columns)
    place, source = quoted(name), quoted(table.physical)
    _run(f"CREATE UNLOGGED TABLE {place} AS SELECT {names} FROM {source} WITH NO DATA")
    kept = [field for field in fields if field.key == "owner" or not field.system]
    told = ", ".join(f'"{field.id}" {_type(field)}' for field in kept)
    owner = next((field for field in kept if field.key == "owner"), None)
    system = [
        "t.id",
        "CASE WHEN w.record_id IS NULL THEN t.version ELSE w.version END",
        "t.created_at, t.created_by, t.changed_at, t.changed_by",
        _value(owner) if owner else "t.owner",
        "CASE w.turned WHEN 'archive' THEN NULL WHEN 'restore' THEN %s ELSE t.archived_at END",
    ]
    count = _run(
        f"INSERT INTO {place} ({names}) SELECT {', '.join([*system, *map(_value, own)])}"
        f" FROM {source} t LEFT JOIN {_was(name)} w ON w.record_id = t.id"
        f" LEFT JOIN LATERAL jsonb_to_record(w.before) AS n({told}) ON true WHERE w.made IS NOT TRUE",
        [at],
    )
    _run(
        f"UPDATE {place} s SET changed_at = last.at, changed_by = last.actor_id FROM (SELECT DISTINCT ON (l.record_id)"
        f" l.record_id, l.at, c.actor_id FROM {_was(name)} w JOIN engine_recordchange l"
        " ON l.table_id = %s AND l.record_id = w.record_id JOIN engine_change c ON c.id = l.change_id"
        " WHERE l.at <= %s ORDER BY l.record_id, l.version DESC) AS last WHERE s.id = last.record_id",
        [table.id, at],
    )
    _run(f"DROP TABLE {_was(name)}")
    _run(f"CREATE UNIQUE INDEX ON {place} (id)")
    _run(f"ANALYZE {place}")
    return count


def drop(name: str) -> None:
    """Take the table of a snapshot away."""
    _run(f"DROP TABLE IF EXISTS {quoted(name)}")


def stands(name: str, records: int) -> bool:
    """Tell whether the table of a snapshot is there; after a crash of the database it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [quoted(name)])
        there = bool(cursor.fetchone()[0])
        if there and records:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {quoted(name)})")
            there = bool(cursor.fetchone()[0])
    return there


def larger_than(table: Table, at: datetime, limit: int) -> bool:
    """Tell whether a table, or what happened in it since, is more than a request should go through."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM (SELECT 1 FROM {quoted(table.physical)} LIMIT %s) AS a) > %s"
            " OR (SELECT count(*) FROM (SELECT 1 FROM engine_recordchange WHERE table_id = %s AND at > %s LIMIT %s)"
            " AS b) > %s",
            [limit + 1, limit, table.id, at, limit + 1, limit],
        )
        return bool(cursor.fetchone()[0])


def _was(name: str) -> str:
    return quoted(f"{name}_was")


def _type(field: Field) -> str:
    return STORAGE[field.kind].ddl.split(" ")[0]


def _value(field: Field) -> str:
    column, told = quoted(field.column), f'n."{field.id}"'
    if field.kind is Kind.BOOL:
        told = f"coalesce({told}, false)"
    return f"CASE WHEN w.before ? '{field.id}' THEN {told} ELSE t.{column} END"


def _run(statement: str, values: Sequence[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
