"""The index of groups: what each counts and its figures, in the order of pages sorted by the same groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.engine.sql.buckets import bucket, told
from kehu.engine.sql.order import group_keys, ordering
from kehu.engine.sql.run import Row, fetch
from kehu.engine.sql.select import Source, figure
from kehu.engine.sql.tables import table_of
from kehu.engine.sql.where import visible
from kehu.lang.grouping import MAX_GROUPINGS, VALUE
from kehu.lang.query import Aggregate, Sort


def group_rows(source: Source, by: Sequence[Sort], aggregates: Sequence[Aggregate], skip: int, limit: int) -> list[Row]:
    """Read (keys, whether each level is summed over, count, figures) of every group of every level.

    A group stands before the groups inside it, the whole first.
    """
    if not 1 <= len(by) <= MAX_GROUPINGS:
        raise Invalid(Text(f"最多分 {MAX_GROUPINGS} 级", f"At most {MAX_GROUPINGS} levels of groups"), code="group")
    table = table_of(source.shape)
    fields = [visible(source.shape, sort.field, source.asker) for sort in by]
    ways = [sort.by or VALUE for sort in by]
    places = range(len(by))
    buckets = [
        bucket(ways[place], fields[place], table.c[fields[place].column], source.asker.reading).label(f"g{place}")
        for place in places
    ]
    wanted = {visible(source.shape, each.field, source.asker).column for each in aggregates if each.field}
    base = sa.select(*buckets, *(table.c[name] for name in sorted(wanted))).where(source.holds(table)).subquery("base")
    columns = [base.c[f"g{place}"] for place in places]
    counted = (
        sa.select(
            *columns,
            *(sa.func.grouping(column).label(f"s{place}") for place, column in enumerate(columns)),
            sa.func.count().label("n"),
            *(figure(each, source, base).label(f"a{place}") for place, each in enumerate(aggregates)),
        )
        .select_from(base)
        .group_by(sa.func.rollup(*columns))
        .subquery("counted")
    )
    keys = [told(ways[place], fields[place], counted.c[f"g{place}"]).label(f"k{place}") for place in places]
    order: list[Any] = []
    for place in places:
        found = group_keys(replace(by[place], by=ways[place]), fields[place], counted.c[f"g{place}"], source.catalog)
        order += [counted.c[f"s{place}"].desc(), *ordering(found, None)]
    rest = [column for column in counted.c if not column.name.startswith("g")]
    return fetch(sa.select(*keys, *rest).order_by(*order).offset(skip or None).limit(limit))
