"""Filters to SQL: conditions on a table's own fields and, along its links, on those of the records it points to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.fields import Reading, Wrong
from kehu.engine.sql.given import Self, given
from kehu.engine.sql.operators import Operator, operator_of
from kehu.engine.sql.tables import table_of
from kehu.lang.filters import MAX_LINKS, Condition, Filter, Group
from kehu.lang.kinds import Kind

Bool = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Reach:
    """What of a linked table may be asked about: the records and fields that the asker reaches there."""

    shape: Table
    rows: Filter | None
    hidden: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when: `member` stands for "@me", `hidden` are fields that may not be asked about.

    `reach` tells what lies behind a link to another table; without it conditions stay within the own table.
    """

    member: int | None
    reading: Reading
    hidden: frozenset[str] = frozenset()
    reach: Callable[[str], Reach] | None = None


def where(of: Filter | None, shape: Table, table: sa.FromClause, asker: Asker) -> Bool:
    """Compile a filter over a table; raises `Invalid` or `NotFound` naming field, operator and value."""
    match of:
        case None:
            return sa.true()
        case Group(join, items):
            parts = [where(item, shape, table, asker) for item in items]
            if not parts:
                return sa.true()
            return sa.and_(*parts) if join == "and" else sa.or_(*parts)
        case Condition():
            return _condition(of, of.field.split("."), shape, table, asker)[0]


def visible(shape: Table, key: str, asker: Asker) -> Field:
    """Give a field that may be asked about; a hidden one is answered like an unknown one."""
    if key in asker.hidden:
        raise Forbidden(
            Text("你不能按这个字段筛选或排序", "You may not filter or sort by this field"), code="field.hidden"
        )
    return shape.field(key)


def asked(of: Condition, field: Field, asker: Asker) -> tuple[Operator, list[Any]]:
    """Give the operator of a condition and what it compares with; raises `Invalid` naming field and operator."""
    operator = operator_of(field.kind, of.operator)
    if operator is None:
        raise _wrong(
            field,
            of,
            Text("字段“{field}”不能用“{operator}”筛选", "Field “{field}” cannot be filtered by “{operator}”"),
        )
    try:
        return operator, given(of.value, operator.takes, field, Self(asker.member, asker.reading))
    except Wrong as wrong:
        raise _wrong(
            field, of, Text("筛选字段“{field}”：{why}", "Filter on “{field}”: {why}"), why=wrong.text
        ) from None


def _condition(
    of: Condition, path: list[str], shape: Table, table: sa.FromClause, asker: Asker
) -> tuple[Bool, Operator]:
    field = visible(shape, path[0], asker)
    if len(path) > 1:
        return _linked(of, path, field, table, asker)
    operator, values = asked(of, field, asker)
    return operator.sql(table.c[field.column], values), operator


def _linked(of: Condition, path: list[str], link: Field, table: sa.FromClause, asker: Asker) -> tuple[Bool, Operator]:
    """Ask about the record that a link points to, or any of several; none in reach is like an empty field."""
    if (
        link.kind not in (Kind.LINK, Kind.LINKS)
        or link.target in (None, MEMBERS)
        or asker.reach is None
        or len(path) > MAX_LINKS + 1
    ):
        raise _wrong(link, of, _NO_PATH, most=MAX_LINKS)
    reach = asker.reach(link.target or "")
    other = table_of(reach.shape).alias()
    column = table.c[link.column]
    there = sa.and_(
        other.c.id == (sa.any_(column) if link.kind is Kind.LINKS else column),
        where(reach.rows, reach.shape, other, replace(asker, hidden=frozenset())),
    )
    holds, operator = _condition(of, path[1:], reach.shape, other, replace(asker, hidden=reach.hidden))
    found = _exists(other, sa.and_(there, holds))
    return (sa.or_(found, sa.not_(_exists(other, there))) if operator.empty else found), operator


_NO_PATH = Text(
    "这里不能通过“{field}”按关联记录的字段筛选：它要是关联到表的字段，最多连着走 {most} 步",
    "Records cannot be filtered through “{field}” here: it must link to a table, over at most {most} links",
)


def _exists(other: sa.FromClause, holds: Bool) -> sa.Exists:
    return sa.exists(sa.select(sa.literal(1)).select_from(other).where(holds).correlate_except(other))


def _wrong(field: Field, of: Condition, text: Text, **params: object) -> Invalid:
    return Invalid(
        text.format(field=field.name, operator=of.operator, **params),
        code="filter.value",
        details={"field": of.field, "operator": of.operator},
    )
