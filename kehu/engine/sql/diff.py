"""What differs between a snapshot and now, among the records that later lines of the ledger name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.run import Row, fetch
from kehu.engine.sql.tables import table_of, wire
from kehu.engine.sql.where import Asker, where
from kehu.lang.filters import Filter

CHANGED, ADDED, ARCHIVED = "changed", "added", "archived"
KINDS = (CHANGED, ADDED, ARCHIVED)

_LINES = sa.table(
    "engine_recordchange",
    sa.column("table_id", sa.BigInteger()),
    sa.column("record_id", sa.BigInteger()),
    sa.column("at", sa.TIMESTAMP(timezone=True)),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A table as it was and as it is, the moment between them, who asks, and which records they reach."""

    was: Table
    now: Table
    at: datetime
    asker: Asker
    rows: Filter | None
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which differences: kinds, and records when only some are meant."""

    kinds: tuple[str, ...] = KINDS
    ids: tuple[int, ...] | None = None


def differences(of: Pair, wanted: Wanted, after: int, limit: int) -> list[Row]:
    """Read (id, kind, then per field its value of then, of now, and whether they differ) behind a record."""
    was, now, kind, joined = _joined(of, wanted, after)
    values = [
        column
        for index, field in enumerate(of.fields)
        for column in (
            wire(was.c[field.column], field).label(f"w{index}"),
            wire(now.c[field.column], field).label(f"n{index}"),
            was.c[field.column].is_distinct_from(now.c[field.column]).label(f"d{index}"),
        )
    ]
    statement = (
        sa.select(now.c.id, kind.label("kind"), *values)
        .select_from(joined)
        .where(kind == sa.any_(sa.literal(list(wanted.kinds), pg.ARRAY(sa.Text()))))
        .order_by(now.c.id)
        .limit(limit)
    )
    return fetch(statement)


def totals(of: Pair, wanted: Wanted) -> list[Row]:
    """Count the differences: (kind, records, then per field how many differ)."""
    was, now, kind, joined = _joined(of, wanted, 0)
    counts = [
        sa.func.count().filter(was.c[field.column].is_distinct_from(now.c[field.column])).label(f"d{index}")
        for index, field in enumerate(of.fields)
    ]
    statement = (
        sa.select(kind.label("kind"), sa.func.count().label("records"), *counts)
        .select_from(joined)
        .where(kind == sa.any_(sa.literal(list(wanted.kinds), pg.ARRAY(sa.Text()))))
        .group_by(sa.text("kind"))
    )
    return fetch(statement)


def _joined(of: Pair, wanted: Wanted, after: int) -> tuple[Any, Any, sa.ColumnElement[Any], sa.FromClause]:
    was, now = table_of(of.was).alias("was"), table_of(of.now).alias("present")
    moved = sa.select(_LINES.c.record_id).distinct()
    moved = moved.where(_LINES.c.table_id == of.now.id, _LINES.c.at > of.at, _LINES.c.record_id > after)
    if wanted.ids is not None:
        moved = moved.where(_LINES.c.record_id == sa.any_(sa.literal(list(wanted.ids), pg.ARRAY(sa.BigInteger()))))
    among = moved.subquery("moved")
    there, here = sa.and_(was.c.id.is_not(None), was.c.archived_at.is_(None)), now.c.archived_at.is_(None)
    differs = sa.or_(sa.false(), *(was.c[field.column].is_distinct_from(now.c[field.column]) for field in of.fields))
    kind = sa.case(
        (sa.and_(there, here, differs), CHANGED),
        (sa.and_(sa.not_(there), here), ADDED),
        (sa.and_(there, sa.not_(here)), ARCHIVED),
        else_=None,
    )
    holds = where(of.rows, of.now, now, of.asker)
    joined = among.join(now, sa.and_(now.c.id == among.c.record_id, holds)).outerjoin(was, was.c.id == now.c.id)
    return was, now, kind, joined


def within(now: Table, rows: Filter, asker: Asker) -> Any:
    """Give the condition that a record of a snapshot is, as it is now, within the reach of who asks."""

    def holds(table: sa.FromClause) -> sa.ColumnElement[bool]:
        own = table_of(now).alias("reached")
        return sa.exists(sa.select(own.c.id).where(own.c.id == table.c.id, where(rows, now, own, asker)))

    return holds
