"""Groups in SQL: what a level groups by, the order that keeps groups together, and the index of all groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.fields import Reading
from kehu.engine.sql.order import Key, key_of, ordering
from kehu.engine.sql.tables import STORAGE, Column, wire
from kehu.engine.sql.where import Asker, visible
from kehu.lang.grouping import MAX_GROUPINGS, Grouping, band, fits
from kehu.lang.kinds import Kind


def group_keys(
    groups: Sequence[Grouping], shape: Table, table: sa.FromClause, catalog: Catalog, asker: Asker
) -> list[Key]:
    """Compile groups to sort keys that stand before all others; raises `Invalid` for what cannot be grouped."""
    return [
        key
        for grouping, field in zip(groups, grouped(groups, shape, asker), strict=True)
        for key in keys_of(grouping, field, bucket(grouping, field, table.c[field.column], asker.reading), catalog)
    ]


def grouped(groups: Sequence[Grouping], shape: Table, asker: Asker) -> list[Field]:
    """Give the fields of groups; raises `Invalid` naming the one that cannot be grouped so."""
    if len(groups) > MAX_GROUPINGS:
        raise Invalid(Text(f"最多分 {MAX_GROUPINGS} 级", f"At most {MAX_GROUPINGS} levels of groups"), code="group")
    fields = [visible(shape, grouping.field, asker) for grouping in groups]
    for grouping, field in zip(groups, fields, strict=True):
        if not fits(grouping, field.kind):
            raise Invalid(
                Text("“{field}”不能这样分组", "“{field}” cannot be grouped like this").format(field=field.name),
                code="group",
                details={"field": field.key, "by": grouping.by},
            )
    return fields


def bucket(grouping: Grouping, field: Field, column: Column, reading: Reading) -> Column:
    """Give what equals among all records of one group."""
    if grouping.by is None:
        return column
    if field.kind is Kind.NUMBER:
        width = sa.literal(band(grouping.by), sa.Numeric())
        return sa.func.floor(column / width, type_=sa.Numeric()) * width
    moment = sa.func.timezone(reading.time_zone, column) if field.kind is Kind.DATETIME else column
    unit, fiscal = grouping.by.removeprefix("fiscal_"), grouping.by.startswith("fiscal_")
    shift = sa.cast(sa.literal(f"{reading.fiscal_start - 1 if fiscal else 0} months", sa.Text()), sa.Interval())
    wall = sa.cast(moment, sa.TIMESTAMP())
    return sa.cast(sa.func.date_trunc(unit, wall - shift) + shift, sa.Date())


def keys_of(grouping: Grouping, field: Field, value: Column, catalog: Catalog) -> list[Key]:
    """Order groups by `value`, the bucket; texts and titles that sort alike are told apart by a second key."""
    name = f"{field.column}/{grouping.by}"
    if grouping.by is not None:
        return [_plain(value, grouping.descending, name)]
    first = replace(key_of(field, value, grouping.descending, catalog), name=name)
    if field.kind in (Kind.TEXT, Kind.LINK):
        return [first, _plain(value, grouping.descending, f"{name}=")]
    return [first]


def told(grouping: Grouping, field: Field, value: Column) -> Column:
    """Give the key of a group as it travels."""
    if grouping.by is None:
        return wire(value, field)
    if field.kind is Kind.NUMBER:
        return STORAGE[Kind.NUMBER].wire(value)
    return sa.cast(value, sa.Text())


def index_statement(
    groups: Sequence[Grouping],
    fields: Sequence[Field],
    base: sa.Subquery,
    figures: Sequence[Column],
    catalog: Catalog,
) -> sa.Select[Any]:
    """Build the index: (keys, whether each level is summed over, count, figures) for every group of every level.

    `base` holds the buckets as g0, g1, … of every record. A group stands before the groups inside it, the whole first.
    """
    places = range(len(groups))
    columns = [base.c[f"g{place}"] for place in places]
    summed = [sa.func.grouping(column).label(f"s{place}") for place, column in enumerate(columns)]
    inner = (
        sa.select(*columns, *summed, sa.func.count().label("n"), *figures)
        .select_from(base)
        .group_by(sa.func.rollup(*columns))
        .subquery("found")
    )
    order: list[Any] = []
    for place, grouping, field in zip(places, groups, fields, strict=True):
        order.append(inner.c[f"s{place}"].desc())
        order += ordering(keys_of(grouping, field, inner.c[f"g{place}"], catalog), None)
    keys = [told(*each, inner.c[f"g{place}"]) for place, each in enumerate(zip(groups, fields, strict=True))]
    rest = [column for column in inner.c if not column.name.startswith("g")]
    return sa.select(*(key.label(f"k{place}") for place, key in enumerate(keys)), *rest).order_by(*order)


def _plain(value: Column, descending: bool, name: str) -> Key:
    kind = value.type
    return Key(
        value,
        sa.cast(value, sa.Text),
        lambda remembered: sa.cast(sa.literal(str(remembered), sa.Text()), kind),
        descending,
        name,
    )
