"""The statements about places in a view: which records stand where, what comes next, figures over a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kehu.catalog.shapes import Field
from kehu.engine.sql import order
from kehu.engine.sql.run import Row, fetch, fetch_one
from kehu.engine.sql.select import Source
from kehu.engine.sql.tables import Column, table_of, wire
from kehu.lang.kinds import Kind
from kehu.lang.query import Sort

Span = tuple[int, int | None]
"""Rows from the first to the last, both included and counted from 0; None is the last of the view."""
SUMMED = frozenset({Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class View:
    """An ordered set of records: what a filter and a search leave, in the order of the sorts."""

    source: Source
    sorts: tuple[Sort, ...] = ()


def ids_of(view: View, spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Give the ids and versions of the records in spans, in the order of the view."""
    ids: list[int] = []
    versions: list[int] = []
    for span in spans:
        part = _part(view, span, (), ordered=True)
        some, theirs = fetch_one(sa.select(sa.func.array_agg(part.c.id), sa.func.array_agg(part.c.version)))
        ids += some or []
        versions += theirs or []
    return ids, versions


def figures_of(view: View, spans: Sequence[Span], fields: Sequence[Field], *, fingerprint: bool) -> Row:
    """Give (rows, ids in order as text or None, then filled, and for numbers sum, minimum, maximum of each field)."""
    parts = [_part(view, span, fields, ordered=fingerprint or span != (0, None)) for span in spans]
    part = parts[0] if len(parts) == 1 else sa.union_all(*(sa.select(each) for each in parts)).subquery("parts")
    ids = sa.func.string_agg(sa.cast(part.c.id, sa.Text), ",")
    digest = sa.func.encode(sa.func.sha256(sa.func.convert_to(sa.func.coalesce(ids, ""), "UTF8")), "hex")
    columns: list[Column] = [sa.func.count(), digest if fingerprint else sa.null()]
    for index, field in enumerate(fields):
        column = part.c[f"f{index}"]
        columns.append(sa.func.count(column))
        if field.kind in SUMMED:
            columns += [wire(each(column), field) for each in (sa.func.sum, sa.func.min, sa.func.max)]
    return fetch_one(sa.select(*columns))


def place_of(view: View, identity: int) -> int | None:
    """Count the records before one; None when it is not in the view."""
    cursor = _cursor(view, identity)
    if cursor is None:
        return None
    table, keys = _ordered(view)
    before = sa.and_(sa.not_(order.behind(cursor, keys, table.c.id)), table.c.id != identity)
    statement = sa.select(sa.func.count()).select_from(table).where(view.source.holds(table), before)
    return int(fetch_one(statement)[0])


def neighbour(view: View, identity: int, field: Field, *, backward: bool, filled: bool | None) -> Row | None:
    """Give (id, filled) of the next record, or of the next one whose field is or is not filled; None at the end."""
    cursor = _cursor(view, identity)
    if cursor is None:
        return None
    table, keys = _ordered(view)
    beyond = order.behind(cursor, keys, table.c.id)
    if backward:
        beyond = sa.and_(sa.not_(beyond), table.c.id != identity)
    has = table.c[field.column].is_not(None)
    statement = sa.select(table.c.id, has).where(view.source.holds(table), beyond)
    if filled is not None:
        statement = statement.where(has if filled else sa.not_(has))
    return next(iter(fetch(statement.order_by(*_ordering(keys, table.c.id, backward)).limit(1))), None)


def is_filled(view: View, identity: int, field: Field) -> bool | None:
    """Tell whether a record's field holds something; None when the record is not in the view."""
    table = table_of(view.source.shape)
    statement = sa.select(table.c[field.column].is_not(None)).where(
        view.source.holds(table), table.c.id == sa.literal(identity, sa.BigInteger())
    )
    return next((bool(row[0]) for row in fetch(statement)), None)


def _ordered(view: View) -> tuple[sa.TableClause, list[order.Key]]:
    source = view.source
    table = table_of(source.shape)
    return table, order.keys(view.sorts, source.shape, table, source.catalog, source.asker)


def _ordering(keys: list[order.Key], identity: Column, backward: bool) -> list[Any]:
    if not backward:
        return order.ordering(keys, identity)
    turned = [(key.order.asc() if key.descending else key.order.desc()).nulls_first() for key in keys]
    return [*turned, identity.desc()]


def _part(view: View, span: Span, fields: Sequence[Field], *, ordered: bool) -> sa.Subquery:
    table, keys = _ordered(view)
    start, end = span
    columns = [table.c[field.column].label(f"f{index}") for index, field in enumerate(fields)]
    statement = sa.select(table.c.id, table.c.version, *columns).where(view.source.holds(table))
    if ordered:
        statement = statement.order_by(*order.ordering(keys, table.c.id))
    if start:
        statement = statement.offset(start)
    return (statement if end is None else statement.limit(end - start + 1)).subquery()


def _cursor(view: View, identity: int) -> str | None:
    table, keys = _ordered(view)
    statement = sa.select(table.c.id, *(key.remembered for key in keys)).where(
        view.source.holds(table), table.c.id == sa.literal(identity, sa.BigInteger())
    )
    row = next(iter(fetch(statement)), None)
    return None if row is None else order.write_cursor(keys, row[1:], row[0])
