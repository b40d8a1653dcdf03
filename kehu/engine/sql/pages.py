"""The statement that reads a page, in two parts: which records stand there, and what is shown of them.

The first part is small and another one for every filter; the second names every field and stays the same from page
to page, so it is kept as text: building and recognising forty columns takes longer than reading a first page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql import order
from kehu.engine.sql.run import Row, compiled, fetch_text
from kehu.engine.sql.select import Source, values_of
from kehu.engine.sql.tables import Column, table_of
from kehu.lang.query import Query, Sort

Statement = tuple[str, dict[str, Any]]

_KEPT = 100
_shown: WeakKeyDictionary[Table, LRUCache[Any, Statement]] = WeakKeyDictionary()


def page_rows(source: Source, query: Query, fields: Sequence[Field]) -> tuple[list[Row], str | None]:
    """Read one page as (id, version, value, …) and the cursor behind it, None at the end.

    The inner statement finds ids only, so that passing over many rows touches no values; the outer one fetches them.
    """
    (text, values), keys = page_statement(source, query, fields)
    rows = fetch_text(text, values)
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    width = len(keys)
    cursor = order.write_cursor(keys, rows[-1][2 : 2 + width], rows[-1][0]) if more else None
    return ([row[:2] + row[2 + width :] for row in rows] if keys else rows), cursor


def page_statement(source: Source, query: Query, fields: Sequence[Field]) -> tuple[Statement, list[order.Key]]:
    """Write the statement of a page and give its sort keys, whose columns stand before the values."""
    table = table_of(source.shape)
    keys = order.keys(query.sorts, source.shape, table, source.catalog, source.asker)
    inner = sa.select(table.c.id, *(key.order.label(f"o{index}") for index, key in enumerate(keys)))
    inner = inner.where(source.holds(table)).order_by(*order.ordering(keys, table.c.id))
    place, given = compiled(_behind(inner, query, keys, table.c.id))
    shown, more = _shown_of(source, query.sorts, tuple(fields))
    return (f"WITH place AS ({place}) {shown}", {**given, **more}), keys


def _shown_of(source: Source, sorts: tuple[Sort, ...], fields: tuple[Field, ...]) -> Statement:
    """Give the part that fetches values, kept with the shape, whose fields it names."""
    kept = _shown.get(source.shape)
    if kept is None:
        kept = _shown[source.shape] = LRUCache(_KEPT)
    reading = source.asker.reading
    key = (fields, sorts, reading.time_zone, reading.fiscal_start)
    found: Statement | None = kept.get(key)
    if found is None:
        text, values = compiled(_fetching(source, sorts, fields))
        names = {name: f"%(shown_{name})s" for name in values}
        found = text.replace("%%", "%%%%") % names, {f"shown_{name}": value for name, value in values.items()}
        kept[key] = found
    return found


def _fetching(source: Source, sorts: tuple[Sort, ...], fields: Sequence[Field]) -> sa.Select[Any]:
    """Build the outer part over `place`, the records found in their order."""
    whole = table_of(source.shape).alias("whole")
    keys = order.keys(sorts, source.shape, whole, source.catalog, source.asker)
    places: list[sa.ColumnClause[Any]] = [sa.column(f"o{index}") for index in range(len(keys))]
    place = sa.table("place", sa.column("id", sa.BigInteger()), *places)
    ordering = [
        (column.desc() if key.descending else column.asc()).nulls_last()
        for column, key in zip(places, keys, strict=True)
    ]
    return (
        sa.select(
            whole.c.id,
            whole.c.version,
            *(key.remembered.label(f"k{index}") for index, key in enumerate(keys)),
            *values_of(whole, fields),
        )
        .select_from(place.join(whole, whole.c.id == place.c.id))
        .order_by(*ordering, place.c.id)
    )


def _behind(inner: sa.Select[Any], query: Query, keys: list[order.Key], identity: Column) -> sa.Select[Any]:
    """Take the rows behind the cursor: stretch after stretch, so that later ones are read only when needed.

    PostgreSQL gives the parts of a UNION ALL in their order; a part with a LIMIT is never read in parallel.
    """
    most, skip = query.limit + 1, query.skip or None
    parts = [] if query.after is None else order.stretches(query.after, keys, identity)
    if len(parts) < 2:
        return inner.where(*parts).limit(most).offset(skip)
    whole = sa.union_all(
        *(
            sa.select(inner.where(part).limit(most + query.skip).subquery(f"p{place}"))
            for place, part in enumerate(parts)
        )
    ).subquery("parts")
    return sa.select(whole).limit(most).offset(skip)
