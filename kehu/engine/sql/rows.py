"""The statements that write records: lock, insert, update, archive; each takes one record or a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
import sqlalchemy as sa
from django.db import connection
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.run import FEW, Row, execute, fetch, fetch_text, ready, run_text
from kehu.engine.sql.tables import table_of, wire
from kehu.engine.sql.where import Asker, where
from kehu.lang.filters import Filter

_IDS = sa.bindparam("ids", None, pg.ARRAY(sa.BigInteger()))


class Seen(NamedTuple):
    """Which records somebody sees."""

    rows: Filter | None
    asker: Asker


def lock_rows(
    shape: Table, ids: Sequence[int], fields: Sequence[Field], rows: Filter | None, asker: Asker
) -> dict[int, Row]:
    """Lock records in the order of their ids and give (id, version, archived, wire values of `fields`) by id.

    The lock leaves the key free: others may link to a record that is being changed.
    """
    few = len(ids) <= FEW
    if rows is not None:
        found = fetch(_locking(shape, ids_of(ids), fields, where(rows, shape, table_of(shape), asker)), few=few)
    else:
        key = ("lock", *(field.key for field in fields))
        text, values = ready(shape, key, lambda: _locking(shape, _IDS, fields, sa.true()))
        found = fetch_text(text, {**values, "ids": list(ids)}, few=few)
    return {row[0]: row for row in found}


def _locking(shape: Table, ids: Any, fields: Sequence[Field], seen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    table = table_of(shape)
    values = [wire(table.c[field.column], field).label(f"v{index}") for index, field in enumerate(fields)]
    return (
        sa.select(table.c.id, table.c.version, table.c.archived_at.is_not(None), *values)
        .where(table.c.id == sa.any_(ids), seen)
        .order_by(table.c.id)
        .with_for_update(key_share=True)
    )


def next_ids(shape: Table, count: int) -> list[int]:
    """Take `count` new record ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(place.ids) FROM generate_series(1, %s),"
            " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS ids OFFSET 0) AS place",
            [count, f'"{shape.physical}"'],
        )
        return [row[0] for row in cursor.fetchall()]


def next_numbers(field: Field, count: int) -> list[int]:
    """Take `count` running numbers of an autonumber field."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence_of(field), count])
        return [row[0] for row in cursor.fetchall()]


def sequence_of(field: Field) -> str:
    """Name the sequence of an autonumber field."""
    return f"s{field.id}"


def insert_rows(shape: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy new rows in, stored values in the order of `columns`."""
    copy_rows(shape.physical, columns, rows)


def copy_rows(physical: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy rows into a table of a generated name."""
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'COPY "{physical}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def update_rows(shape: Table, fields: Sequence[Field], rows: Sequence[Mapping[str, Any]], actor: int | None) -> None:
    """Set fields of many records from wire values; every row holds `id` and all of the fields by column name."""
    key = ("update", *(field.key for field in fields))
    text, values = ready(shape, key, lambda: _updating(shape, fields))
    run_text(text, {**values, "rows": orjson.dumps(list(rows)).decode(), "who": actor}, few=len(rows) <= FEW)


def _updating(shape: Table, fields: Sequence[Field]) -> sa.Update:
    table = table_of(shape)
    columns = [sa.column("id", sa.BigInteger()), *(table.c[field.column] for field in fields)]
    new = _recordset(sa.bindparam("rows", None, sa.Text()), columns)
    return (
        sa.update(table)
        .where(table.c.id == new.c.id)
        .values(
            {field.column: new.c[field.column] for field in fields}
            | {
                "version": table.c.version + 1,
                "changed_at": sa.func.now(),
                "changed_by": sa.bindparam("who", None, sa.BigInteger()),
            }
        )
    )


def empty_field(shape: Table, field: Field, ids: Sequence[int]) -> None:
    """Empty a field for a moment, before the same transaction gives it its new values."""
    table = table_of(shape)
    execute(sa.update(table).where(table.c.id == sa.any_(ids_of(ids))).values({field.column: sa.null()}))


def archive_rows(shape: Table, ids: Sequence[int], actor: int | None, *, archived: bool) -> None:
    """Take records out of use, or bring them back."""
    table = table_of(shape)
    statement = (
        sa.update(table)
        .where(table.c.id == sa.any_(ids_of(ids)))
        .values(
            version=table.c.version + 1,
            changed_at=sa.func.now(),
            changed_by=_who(actor),
            archived_at=sa.func.now() if archived else sa.null(),
        )
    )
    execute(statement)


def taken_values(
    shape: Table, field: Field, values: Sequence[Any], without: Sequence[int], seen: Seen | None = None
) -> dict[Any, int | None]:
    """Give those wire values of a unique field that other records in use hold already, each with that record.

    A record is named when `seen` lets the one who asks see it, else it is None.
    """
    table = table_of(shape)
    column = table.c[field.column]
    among = column == sa.any_(sa.literal(list(values), pg.ARRAY(column.type)))
    others = table.c.id != sa.all_(ids_of(without))
    shown = sa.null() if seen is None else sa.case((where(seen.rows, shape, table, seen.asker), table.c.id))
    statement = sa.select(wire(column, field), shown).where(among, table.c.archived_at.is_(None), others)
    return {row[0]: row[1] for row in fetch(statement)}


def ids_of(ids: Sequence[int]) -> sa.ColumnElement[Any]:
    """Bind record ids as one value."""
    return sa.literal(list(ids), pg.ARRAY(sa.BigInteger()))


def _who(actor: int | None) -> sa.ColumnElement[Any]:
    """Bind who writes as a value of the statement, so that it is compiled once."""
    return sa.literal(actor, sa.BigInteger())


def recordset(rows: Sequence[Mapping[str, Any]], columns: Sequence[Any]) -> sa.FromClause:
    """Give rows of wire values as something to select from; one value travels, however many rows there are."""
    return _recordset(sa.literal(orjson.dumps(list(rows)).decode(), sa.Text()), columns)


def _recordset(rows: sa.ColumnElement[Any], columns: Sequence[Any]) -> sa.FromClause:
    data = sa.cast(rows, pg.JSONB)
    kinds = [sa.column(column.name, column.type) for column in columns]
    return sa.func.jsonb_to_recordset(data).table_valued(*kinds).render_derived(with_types=True).alias("new")
