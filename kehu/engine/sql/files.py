"""The statements about files: which records hold them, who can see one of those, which holds are over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from django.db import connection
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.ddl import quoted
from kehu.engine.sql.run import fetch
from kehu.engine.sql.select import Source
from kehu.engine.sql.tables import table_of
from kehu.engine.sql.where import where

_hold = sa.table(
    "engine_hold",
    sa.column("file_id", sa.Text()),
    sa.column("table_id", sa.BigInteger()),
    sa.column("field_id", sa.BigInteger()),
    sa.column("record_id", sa.BigInteger()),
)


def note(table: int, held: Iterable[tuple[str, int, int]]) -> None:
    """Note (file, field, record) of a table; what is noted already stays."""
    files, fields, records = zip(*held, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_hold (file_id, table_id, field_id, record_id)"
            " SELECT DISTINCT file, %s::bigint, field, record"
            " FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS held(file, field, record)"
            " ORDER BY 1, 3, 4 ON CONFLICT DO NOTHING",
            [table, list(files), list(fields), list(records)],
        )


def held(source: Source, fields: Sequence[int], files: Sequence[str]) -> set[str]:
    """Give those of some files that a record within the scope of the source holds or held in one of the fields."""
    own = table_of(source.shape)
    statement = (
        sa.select(_hold.c.file_id)
        .distinct()
        .select_from(_hold.join(own, own.c.id == _hold.c.record_id))
        .where(
            _hold.c.file_id == sa.any_(sa.literal(list(files), pg.ARRAY(sa.Text()))),
            _hold.c.table_id == source.shape.id,
            _hold.c.field_id == sa.any_(sa.literal(list(fields), pg.ARRAY(sa.BigInteger()))),
            where(source.filter, source.shape, own, source.asker),
        )
    )
    return {row[0] for row in fetch(statement)}


def forget(table: Table, field: Field) -> int:
    """Let go of files that a field held once, where neither the cell nor the ledger has them any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM engine_hold AS h WHERE h.table_id = %s AND h.field_id = %s"
            f" AND NOT EXISTS (SELECT 1 FROM {quoted(table.physical)} AS t WHERE t.id = h.record_id"
            f" AND t.{quoted(field.column)} @> jsonb_build_array(jsonb_build_object('file', h.file_id)))"
            " AND NOT EXISTS (SELECT 1 FROM engine_recordchange AS r"
            " WHERE r.table_id = h.table_id AND r.record_id = h.record_id AND (r.before -> %s @> "
            " jsonb_build_array(jsonb_build_object('file', h.file_id)) OR r.after -> %s @>"
            " jsonb_build_array(jsonb_build_object('file', h.file_id))))",
            [table.id, field.id, str(field.id), str(field.id)],
        )
        return int(cursor.rowcount)
