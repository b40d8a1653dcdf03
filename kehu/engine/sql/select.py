"""The statements that read records: rows by id, count, aggregate, titles, search; pages have a module of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.sql.run import Row, fetch, fetch_one, fetch_text
from kehu.engine.sql.tables import Column, live, table_of, wire
from kehu.engine.sql.where import Asker, visible, where
from kehu.lang.filters import Filter
from kehu.lang.kinds import AGGREGATES, Kind
from kehu.lang.query import Aggregate

MAX_GROUPS = 1000


@dataclass(frozen=True, slots=True)
class Source:
    """What every reading statement needs: the shape, who asks, the filter that holds for them."""

    catalog: Catalog
    shape: Table
    asker: Asker
    filter: Filter | None = None
    search: str | None = None
    archived: bool = False
    found: Callable[[sa.FromClause], sa.ColumnElement[bool]] | None = None
    within: Callable[[sa.FromClause], sa.ColumnElement[bool]] | None = None

    def holds(self, table: sa.FromClause) -> sa.ColumnElement[bool]:
        """Compile the whole condition over a table."""
        parts = [live(table, self.archived), where(self.filter, self.shape, table, self.asker)]
        if self.within is not None:
            parts.append(self.within(table))
        if self.found is not None:
            parts.append(self.found(table))
        elif self.search:
            parts.append(_found(self.search, self.shape, table, self.asker))
        return sa.and_(*parts)


def passing_rows(source: Source, ids: Sequence[int], of: Sequence[Filter]) -> list[Row]:
    """Read (id, whether it passes the first filter, the second, …) of records."""
    table = table_of(source.shape)
    passes = [
        sa.func.coalesce(where(each, source.shape, table, source.asker), sa.false()).label(f"p{place}")
        for place, each in enumerate(of)
    ]
    among = table.c.id == sa.any_(sa.literal(list(ids), pg.ARRAY(sa.BigInteger())))
    return fetch(sa.select(table.c.id, *passes).where(among, where(source.filter, source.shape, table, source.asker)))


def rows_by_id(source: Source, ids: Sequence[int], fields: Sequence[Field], *, any_state: bool = False) -> list[Row]:
    """Read rows (id, version, archived, value, …) by id, in no order; those outside the filter are left out."""
    table = table_of(source.shape)
    statement = sa.select(
        table.c.id, table.c.version, table.c.archived_at.is_not(None), *values_of(table, fields)
    ).where(
        table.c.id == sa.any_(sa.literal(list(ids), pg.ARRAY(sa.BigInteger()))),
        where(source.filter, source.shape, table, source.asker) if any_state else source.holds(table),
    )
    return fetch(statement)


def count_rows(source: Source) -> int:
    """Count the records that hold."""
    table = table_of(source.shape)
    return int(fetch_one(sa.select(sa.func.count()).select_from(table).where(source.holds(table)))[0])


def aggregate_rows(source: Source, aggregates: Sequence[Aggregate], groups: Sequence[str]) -> list[Row]:
    """Give one row per group: its keys, then its figures as wire values, ordered by the keys."""
    table = table_of(source.shape)
    by = [visible(source.shape, key, source.asker) for key in groups]
    for field in by:
        if field.kind in (Kind.CHOICES, Kind.LINKS, Kind.FILES, Kind.JSON):
            raise Invalid(
                Text("不能按“{field}”分组", "Cannot group by “{field}”").format(field=field.name), code="group"
            )
    compile_one = figure if groups else _of_all
    figures = [compile_one(each, source, table).label(f"a{index}") for index, each in enumerate(aggregates)]
    columns = [table.c[field.column] for field in by]
    keys = [
        wire(column, field).label(f"g{index}") for index, (column, field) in enumerate(zip(columns, by, strict=True))
    ]
    statement = sa.select(*keys, *figures).select_from(table).where(source.holds(table))
    if columns:
        statement = statement.group_by(*columns).order_by(*(column.asc().nulls_last() for column in columns))
    return fetch(statement.limit(MAX_GROUPS))


def title_rows(shape: Table, ids: Sequence[int]) -> list[Row]:
    """Read (id, title value) of records, archived ones included."""
    table = table_of(shape)
    among = table.c.id == sa.any_(sa.literal(list(ids), pg.ARRAY(sa.BigInteger())))
    return fetch(sa.select(table.c.id, table.c[shape.title_field.column]).where(among))


def member_rows(ids: Sequence[int]) -> list[Row]:
    """Read (id, name) of members."""
    return fetch_text("SELECT id, name FROM access_member WHERE id = ANY(%(ids)s)", {"ids": list(ids)})


def find_rows(source: Source, text: str, limit: int) -> list[Row]:
    """Find (id, title value) by a part of the title: exact first, then beginnings, then the shortest."""
    table = table_of(source.shape)
    title = sa.cast(table.c[source.shape.title_field.column], sa.Text)
    statement = sa.select(table.c.id, table.c[source.shape.title_field.column]).where(source.holds(table))
    if text:
        rank = sa.case(
            (sa.func.lower(title) == text.lower(), 0), (title.istartswith(text, autoescape=True), 1), else_=2
        )
        statement = statement.where(title.icontains(text, autoescape=True)).order_by(
            rank, sa.func.length(title), table.c.id
        )
    else:
        statement = statement.order_by(table.c.changed_at.desc(), table.c.id.desc())
    return fetch(statement.limit(limit))


def match_rows(source: Source, titles: Sequence[str]) -> list[Row]:
    """Find (id, title) of records whose title equals one of `titles`, oldest first."""
    table = table_of(source.shape)
    column = table.c[source.shape.title_field.column]
    title: Column = column if source.shape.title_field.kind is Kind.TEXT else sa.cast(column, sa.Text)
    among = title == sa.any_(sa.literal(list(titles), pg.ARRAY(sa.Text())))
    return fetch(sa.select(table.c.id, title).where(source.holds(table), among).order_by(table.c.id))


def values_of(table: sa.FromClause, fields: Sequence[Field]) -> list[Column]:
    """Give the columns of fields as they travel."""
    return [wire(table.c[field.column], field).label(f"v{index}") for index, field in enumerate(fields)]


def _found(search: str, shape: Table, table: sa.FromClause, asker: Asker) -> sa.ColumnElement[bool]:
    texts = [field for field in shape.by_key.values() if field.kind is Kind.TEXT and field.key not in asker.hidden]
    return sa.or_(sa.false(), *(table.c[field.column].icontains(search, autoescape=True) for field in texts))


def _of_all(of: Aggregate, source: Source, table: sa.FromClause) -> Column:
    """Compile one figure over a whole table; different values are counted by a reading of their own.

    Otherwise PostgreSQL reads everything in the order of that field, record by record, for the sake of this figure.
    """
    if of.function != "distinct" or of.field is None or source.filter is not None or source.search:
        return figure(of, source, table)
    figure(of, source, table)  # refuses what has no such figure
    own = table_of(source.shape).alias()
    column = own.c[source.shape.field(of.field).column]
    different = sa.select(column).where(source.holds(own), column.is_not(None)).distinct().subquery()
    return sa.select(sa.func.count()).select_from(different).scalar_subquery()


def figure(of: Aggregate, source: Source, table: sa.FromClause) -> Column:
    """Compile one figure over the records of a table or of a part of it."""
    if of.field is None:
        return sa.func.count()
    field = visible(source.shape, of.field, source.asker)
    if of.function not in AGGREGATES[field.kind]:
        raise Invalid(
            Text("字段“{field}”不能计算“{function}”", "Field “{field}” has no “{function}”").format(
                field=field.name, function=of.function
            ),
            code="aggregate",
        )
    column = table.c[field.column]
    match of.function:
        case "filled":
            return sa.func.count(column)
        case "empty":
            return sa.func.count() - sa.func.count(column)
        case "distinct":
            return sa.func.count(column.distinct())
        case "checked":
            return sa.func.count().filter(column)
        case "unchecked":
            return sa.func.count().filter(sa.not_(column))
        case "average":
            return wire(sa.func.round(sa.func.avg(column), 10), field)
        case "median":
            middle = sa.func.percentile_cont(0.5).within_group(column)
            return wire(sa.func.round(sa.cast(middle, sa.Numeric()), 10), field)
        case "sum":
            return wire(sa.func.sum(column), field)
        case _:
            return wire(sa.func.min(column) if of.function == "min" else sa.func.max(column), field)
