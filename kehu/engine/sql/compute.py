"""Computed fields in SQL: what each is as an expression over its table, and setting it where it differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.fields import Reading
from kehu.engine.sql.formula import compile_formula
from kehu.engine.sql.run import FEW, fetch, fetch_text, ready
from kehu.engine.sql.tables import STORAGE, Column, live, named, table_of
from kehu.engine.sql.where import Asker, where
from kehu.lang.filters import read_filter
from kehu.lang.kinds import Kind

Expression = Callable[[sa.FromClause], Column]
MAX_LISTED = 10_000
_IDS = sa.bindparam("ids", None, pg.ARRAY(sa.BigInteger()))


def expression_of(table: Table, field: Field, catalog: Catalog, reading: Reading) -> Expression:
    """Give a computed field as an expression over its own table."""
    match field.type:
        case "formula":
            return compile_formula(str(field.config["formula"]), table, catalog, reading).expression
        case "lookup":
            return _lookup(table, field, catalog, reading)
        case "backlink":
            return _backlink(field, catalog)
        case _:
            return _rollup(table, field, catalog, reading)


def of_nothing(field: Field) -> int | None:
    """Give the stored value of a roll-up over no records: what a new record has, to which nothing links yet."""
    return 0 if field.type == "rollup" and field.config["function"] in ("count", "distinct", "sum") else None


def set_fields(
    table: Table, fields: Sequence[tuple[Field, Expression]], ids: Sequence[int] | None, reading: Reading
) -> list[int]:
    """Compute fields of the records `ids` (None: of all) and give the ids of those that changed."""
    few = ids is not None and len(ids) <= FEW
    if not few or any(field.type == "formula" for field, _ in fields):  # formulas may ask what time it is
        return [row[0] for row in fetch(_setting(table, fields, None if ids is None else _ids(ids)), few=few)]
    moment = reading.today, reading.time_zone, reading.fiscal_start, reading.language
    key = ("set", *(field.key for field, _ in fields), *moment)
    text, values = ready(table, key, lambda: _setting(table, fields, _IDS))
    return [row[0] for row in fetch_text(text, {**values, "ids": list(ids or ())}, few=True)]


def _setting(table: Table, fields: Sequence[tuple[Field, Expression]], ids: Column | None) -> sa.Executable:
    own = table_of(table)
    source = named(table, "source")
    values = [
        sa.cast(expression(source), STORAGE[field.kind].type).label(f"n{index}")
        for index, (field, expression) in enumerate(fields)
    ]
    inner = sa.select(source.c.id, *values)
    if ids is not None:
        inner = inner.where(source.c.id == sa.any_(ids))
    new = inner.offset(0).subquery("new")  # a fence: each value is worked out once, then compared and set
    pairs = [(own.c[field.column], new.c[f"n{index}"]) for index, (field, _) in enumerate(fields)]
    return (
        sa.update(own)
        .where(own.c.id == new.c.id, sa.or_(*(old.is_distinct_from(value) for old, value in pairs)))
        .values({old.name: value for old, value in pairs})
        .returning(own.c.id)
    )


def sample(table: Table, kind: Kind, expression: Expression, limit: int) -> list[tuple[int, Any]]:
    """Give (id, wire value) of an expression for the first records in use."""
    own = table_of(table)
    value = STORAGE[kind].wire(sa.cast(expression(own), STORAGE[kind].type))
    found = sa.select(own.c.id, value.label("value")).where(live(own)).order_by(own.c.id).limit(limit)
    return [(row[0], row[1]) for row in fetch(found)]


def lock(table: Table, ids: Sequence[int]) -> None:
    """Lock records whose roll-ups are computed next, so that the computing statement sees what others just wrote."""
    text, values = ready(table, "lock", lambda: _locking(table))
    fetch_text(text, {**values, "ids": list(ids)}, few=len(ids) <= FEW)


def _locking(table: Table) -> sa.Select[Any]:
    own = table_of(table)
    found = sa.select(own.c.id).where(own.c.id == sa.any_(_IDS)).order_by(own.c.id)
    return found.with_for_update(key_share=True)


def linked_to(table: Table, link: Field, ids: Sequence[int]) -> list[int]:
    """Give the records whose link, or one of whose links, points to one of `ids`."""
    own = table_of(table)
    column = own.c[link.column]
    points = column.op("&&", is_comparison=True)(_ids(ids)) if link.kind is Kind.LINKS else column == sa.any_(_ids(ids))
    return [row[0] for row in fetch(sa.select(own.c.id).where(points))]


def parents_of(table: Table, link: Field, ids: Sequence[int]) -> list[int]:
    """Give the records that the links of `ids` point to."""
    own = table_of(table)
    column = own.c[link.column]
    pointed = sa.func.unnest(column) if link.kind is Kind.LINKS else column
    found = sa.select(pointed).distinct().where(own.c.id == sa.any_(_ids(ids)), column.is_not(None))
    return [row[0] for row in fetch(found, few=len(ids) <= FEW)]


def ids_after(table: Table, after: int, limit: int) -> list[int]:
    """Give the next record ids behind `after`, archived ones too."""
    own = table_of(table)
    return [row[0] for row in fetch(sa.select(own.c.id).where(own.c.id > after).order_by(own.c.id).limit(limit))]


def _lookup(table: Table, field: Field, catalog: Catalog, reading: Reading) -> Expression:
    link = table.field(str(field.config["link"]))
    target = catalog.table(link.target or "")
    source = target.field(str(field.config["field"]))

    def expression(own: sa.FromClause) -> Column:
        other = named(target, "linked")
        if link.kind is Kind.LINKS:
            ids = own.c[link.column]
            words = _joined(source, target, other, sa.func.array_position(ids, other.c.id), catalog, reading)
            return sa.select(words).where(other.c.id == sa.any_(ids)).scalar_subquery()
        return sa.select(other.c[source.column]).where(other.c.id == own.c[link.column]).scalar_subquery()

    return expression


def _backlink(field: Field, catalog: Catalog) -> Expression:
    child = catalog.table(str(field.config["table"]))
    link = child.field(str(field.config["link"]))

    def expression(own: sa.FromClause) -> Column:
        other = named(child, "child")
        ids = sa.func.array_agg(pg.aggregate_order_by(other.c.id, other.c.id), type_=pg.ARRAY(sa.BigInteger()))
        return sa.select(ids).where(points_to(other, link, own.c.id), live(other)).scalar_subquery()

    return expression


def points_to(child: sa.FromClause, link: Field, identity: Column) -> sa.ColumnElement[bool]:
    """Tell whether a link, or one of the links, of `child` points to a record."""
    column = child.c[link.column]
    if link.kind is Kind.LINKS:
        return column.op("@>", is_comparison=True)(pg.array([identity], type_=sa.BigInteger()))
    return column == identity


def _rollup(table: Table, field: Field, catalog: Catalog, reading: Reading) -> Expression:
    config = field.config
    child = catalog.table(str(config["table"]))
    link = (table if config.get("own") else child).field(str(config["link"]))
    of = read_filter(config.get("filter"))

    def expression(own: sa.FromClause) -> Column:
        other = named(child, "child")
        figure = _figure(field, child, other, catalog, reading)
        holds = where(of, child, other, Asker(None, reading))
        if not config.get("own"):
            met = points_to(other, link, own.c.id)
        elif link.kind is Kind.LINKS:
            met = other.c.id == sa.any_(own.c[link.column])
        else:
            met = other.c.id == own.c[link.column]
        return sa.select(figure).where(met, live(other), holds).scalar_subquery()

    return expression


def _figure(field: Field, child: Table, other: sa.FromClause, catalog: Catalog, reading: Reading) -> Column:
    config = field.config
    function = config["function"]
    if function == "count" and not config.get("field"):
        return sa.func.count()
    source = child.field(str(config["field"]))
    column = other.c[source.column]
    match function:
        case "count":
            return sa.func.count(column)
        case "distinct":
            return sa.func.count(column.distinct())
        case "sum":
            return sa.func.coalesce(sa.func.sum(column), 0)
        case "average":
            return sa.func.round(sa.func.avg(column), 10)
        case "min":
            return sa.func.min(column)
        case "max":
            return sa.func.max(column)
        case "list":
            return _joined(source, child, other, other.c.id, catalog, reading)
        case _:
            return _end(column, function, child, other, config.get("order"))


def _joined(
    source: Field, table: Table, other: sa.FromClause, place: Column, catalog: Catalog, reading: Reading
) -> Column:
    words = compile_formula(f'{{{source.key}}}&""', table, catalog, reading).expression(other)
    filled = sa.func.nullif(words, "")
    listed = sa.func.string_agg(filled, pg.aggregate_order_by(sa.literal("、", sa.Text()), place))
    return sa.func.left(listed, MAX_LISTED)


def _end(column: Column, function: str, child: Table, other: sa.FromClause, order: str | None) -> Column:
    place = other.c[child.field(order).column] if order else other.c.id
    by = [place.asc(), other.c.id.asc()] if function == "first" else [place.desc(), other.c.id.desc()]
    by[0] = by[0].nulls_last()
    return sa.func.array_agg(pg.aggregate_order_by(column, *by), type_=pg.ARRAY(column.type))[1]


def _ids(ids: Sequence[int]) -> sa.ColumnElement[Any]:
    return sa.literal(list(ids), pg.ARRAY(sa.BigInteger()))
