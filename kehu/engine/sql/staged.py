"""Many new records with computed fields: copied to a table of the transaction, then moved with these worked out.

Working them out on the way in writes each record once; setting them afterwards would write it, and its place in
every index, a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from django.db import connection

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.compute import Expression
from kehu.engine.sql.rows import copy_rows
from kehu.engine.sql.run import execute
from kehu.engine.sql.tables import STORAGE, table_of


def insert_computed(
    shape: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]], computed: Sequence[tuple[Field, Expression]]
) -> None:
    """Write new rows, stored values in the order of `columns`, and the fields `computed` from them."""
    stage = f"{shape.physical}_new"
    _run(f'CREATE TEMPORARY TABLE "{stage}" (LIKE "{shape.physical}" INCLUDING DEFAULTS) ON COMMIT DROP')
    copy_rows(stage, columns, rows)
    execute(_moved(shape, stage, columns, computed))
    _run(f'DROP TABLE "{stage}"')


def _moved(shape: Table, stage: str, columns: Sequence[str], computed: Sequence[tuple[Field, Expression]]) -> sa.Insert:
    own = table_of(shape)
    source = sa.table(stage, *(sa.column(each.name, each.type) for each in own.c)).alias("source")
    values = [sa.cast(expression(source), STORAGE[field.kind].type) for field, expression in computed]
    names = [*columns, *(field.column for field, _ in computed)]
    return sa.insert(own).from_select(names, sa.select(*(source.c[name] for name in columns), *values))


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
