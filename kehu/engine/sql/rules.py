"""Rules in SQL: which records, or values on their way in, break which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.rules.base import Differs, Matches, Must, Says
from kehu.engine.sql.expressions import matches
from kehu.engine.sql.formula import compile_formula
from kehu.engine.sql.rows import ids_of, recordset
from kehu.engine.sql.run import fetch
from kehu.engine.sql.tables import STORAGE, live, table_of
from kehu.engine.sql.where import Asker, Bool, where
from kehu.lang.filters import Filter
from kehu.lang.kinds import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule as the database is asked: what must hold, for which records, and fields that leave a record out."""

    must: Must
    applies: Filter | None
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the statements need to know about a table and who asks."""

    catalog: Catalog
    shape: Table
    asker: Asker


def broken(ground: Ground, asked: Asked, table: sa.FromClause) -> Bool:
    """Say of a row of `table` that it breaks a rule."""
    said: list[Bool] = [table.c[ground.shape.field(key).column].is_not(None) for key in asked.filled]
    if asked.applies is not None:
        said.append(sa.func.coalesce(where(asked.applies, ground.shape, table, ground.asker), sa.false()))
    return sa.and_(*said, sa.not_(sa.func.coalesce(_holds(ground, asked.must, table), sa.false())))


def breaking_rows(
    ground: Ground, asked: Sequence[Asked], fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]
) -> dict[int, list[bool]]:
    """Give the rules that rows of wire values break, by their `id`, which is a number of the caller's."""
    new = recordset(rows, [sa.column("id", sa.BigInteger()), *_columns(ground.shape, fields)])
    return _flags(sa.select(new.c.id), [broken(ground, each, new) for each in asked])


def breaking_records(
    ground: Ground, asked: Sequence[Asked], ids: Sequence[int], visible: Filter | None
) -> dict[int, list[bool]]:
    """Give the rules that stored records in use break, by id."""
    table = table_of(ground.shape)
    found = sa.select(table.c.id).where(
        table.c.id == sa.any_(ids_of(ids)), live(table), where(visible, ground.shape, table, ground.asker)
    )
    return _flags(found, [broken(ground, each, table) for each in asked])


def count_breaking(ground: Ground, asked: Asked, first: int) -> tuple[int, list[int]]:
    """Count the records in use that break a rule, and give the first of them."""
    table = table_of(ground.shape)
    wrong = sa.and_(live(table), broken(ground, asked, table))
    ids = sa.select(table.c.id).where(wrong).order_by(table.c.id).limit(first)
    ((count,),) = fetch(sa.select(sa.func.count()).select_from(table).where(wrong))
    return count, [row[0] for row in fetch(ids)] if count else []


def derived_values(
    ground: Ground, formulas: Sequence[str], fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]
) -> dict[int, list[Any]]:
    """Work formulas out over rows of wire values; gives wire values by the row's `id`."""
    new = recordset(rows, [sa.column("id", sa.BigInteger()), *_columns(ground.shape, fields)])
    values = []
    for index, formula in enumerate(formulas):
        found = compile_formula(formula, ground.shape, ground.catalog, ground.asker.reading)
        kept = STORAGE[found.kind]
        values.append(kept.wire(sa.cast(found.expression(new), kept.type)).label(f"v{index}"))
    return {row[0]: list(row[1:]) for row in fetch(sa.select(new.c.id, *values))}


def count_live(shape: Table) -> int:
    """Count the records in use."""
    table = table_of(shape)
    ((count,),) = fetch(sa.select(sa.func.count()).select_from(table).where(live(table)))
    return int(count)


def double_records(ground: Ground, keys: Sequence[str], first: int) -> tuple[int, list[list[int]]]:
    """Count the values that several records in use share, and give the first groups of their ids."""
    table = table_of(ground.shape)
    columns = [table.c[ground.shape.field(key).column] for key in keys]
    ids = sa.func.array_agg(pg.aggregate_order_by(table.c.id, table.c.id.asc()), type_=pg.ARRAY(sa.BigInteger()))
    groups = (
        sa.select(sa.func.count().label("many"), sa.func.min(table.c.id).label("least"), ids.label("ids"))
        .where(live(table), *(column.is_not(None) for column in columns))
        .group_by(*columns)
        .having(sa.func.count() > 1)
        .subquery()
    )
    ((count,),) = fetch(sa.select(sa.func.count()).select_from(groups))
    if not count:
        return 0, []
    some = sa.select(groups.c.ids[1:first]).order_by(groups.c.least).limit(first)
    return count, [row[0] for row in fetch(some)]


def taken_together(
    ground: Ground,
    fields: Sequence[Field],
    rows: Sequence[Mapping[str, Any]],
    without: Sequence[int],
    seen: Filter | None,
) -> dict[int, int | None]:
    """Give, by the row's `id`, the record in use that holds all its values already; None for one out of sight."""
    table = table_of(ground.shape)
    new = recordset(rows, [sa.column("id", sa.BigInteger()), *_columns(ground.shape, fields)])
    same: list[Bool] = []
    for field in fields:
        theirs, ours = table.c[field.column], new.c[field.column]
        same.append(theirs == ours)
        if field.kind is Kind.TEXT:
            same.append(sa.func.md5(theirs) == sa.func.md5(ours))
    shown = sa.case((where(seen, ground.shape, table, ground.asker), table.c.id))
    statement = sa.select(new.c.id, shown).where(live(table), table.c.id != sa.all_(ids_of(without)), *same)
    return {row[0]: row[1] for row in fetch(statement)}


def _columns(shape: Table, fields: Sequence[Field]) -> list[Any]:
    table = table_of(shape)
    return [table.c[field.column] for field in fields]


def _flags(rows: sa.Select[Any], flags: Sequence[Bool]) -> dict[int, list[bool]]:
    named = [flag.label(f"b{index}") for index, flag in enumerate(flags)]
    found = rows.add_columns(*named).offset(0).subquery("judged")  # a fence: each rule is worked out once
    statement = sa.select(found).where(sa.or_(*(found.c[each.name] for each in named)))
    return {row[0]: list(row[1:]) for row in fetch(statement)}


def _holds(ground: Ground, must: Must, table: sa.FromClause) -> Bool:
    match must:
        case Says(formula):
            found = compile_formula(formula, ground.shape, ground.catalog, ground.asker.reading)
            said: Bool = found.expression(table)
            return said
        case Matches(key, expression):
            return matches(table.c[ground.shape.field(key).column], expression)
        case Differs():
            return sa.true()
        case _:
            return where(must, ground.shape, table, ground.asker)
