"""The one door for reads: pages, single records, counts, aggregates, each under the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import Scope, require
from kehu.base.errors import Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.indexes.use import noted
from kehu.engine.reading import asker_of
from kehu.engine.search import Answer, Found, find, narrow, search
from kehu.engine.sql import select
from kehu.engine.sql.groups import group_rows
from kehu.engine.sql.pages import page_rows
from kehu.engine.titles import Titles, match_titles, titled, titles
from kehu.lang.filters import Filter, both
from kehu.lang.grouping import MAX_LISTED
from kehu.lang.query import MAX_PAGE, Aggregate, Query, Sort

__all__ = [
    "Answer",
    "Figures",
    "Found",
    "GroupFound",
    "Groups",
    "Page",
    "Record",
    "aggregate",
    "count",
    "find",
    "groups",
    "match_titles",
    "page",
    "passing",
    "record",
    "records",
    "search",
    "source_of",
    "titles",
]

MAX_SKIP = 20_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of (id, version, value, …), values in the order of `fields`; `next` is the cursor behind the last."""

    fields: tuple[Field, ...]
    rows: list[tuple[Any, ...]]
    titles: Titles
    next: str | None
    catalog: int


@dataclass(frozen=True, slots=True)
class Record:
    """One record with its wire values by field key."""

    id: int
    version: int
    archived: bool
    values: dict[str, Any]
    titles: Titles


@dataclass(frozen=True, slots=True)
class Figures:
    """Aggregates by group: `keys` and `values` per group as wire values."""

    groups: list[tuple[tuple[Any, ...], tuple[Any, ...]]]
    titles: Titles


@dataclass(frozen=True, slots=True)
class GroupFound:
    """A group: the keys of its level and those above, how many records it holds, its figures as wire values."""

    keys: tuple[Any, ...]
    count: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The index of groups: one stands before the groups inside it, the first of all is the whole, without keys."""

    groups: list[GroupFound]
    titles: Titles
    more: bool


def page(actor: Actor, table: str, query: Query) -> Page:
    """Read one page of records; raises `Invalid` for a limit outside 1 to 1000 or a filter that makes no sense."""
    if not 1 <= query.limit <= MAX_PAGE or not 0 <= query.skip <= MAX_SKIP:
        raise Invalid(
            Text(f"一页最多 {MAX_PAGE} 条记录", f"A page holds at most {MAX_PAGE} records"),
            code="page.size",
            details={"limit": MAX_PAGE},
        )
    source, allowed = _source(actor, table, query.filter, query.search, query.archived)
    fields = readable(source.shape, allowed, query.fields)
    with noted(source.shape, query.filter, query.sorts):
        rows, cursor = page_rows(source, query, fields)
    rows, names = titled(actor, fields, rows, 2)
    return Page(fields, rows, names, cursor, source.catalog.version)


def record(actor: Actor, table: str, identity: int) -> Record:
    """Read one record, archived or not; raises `NotFound` alike for missing and unreachable ones."""
    found = records(actor, table, [identity])
    if not found:
        raise NotFound(
            Text("没有这条记录，它可能已被删除", "There is no such record; it may have been deleted"),
            code="record.unknown",
        )
    return found[0]


def records(actor: Actor, table: str, ids: Sequence[int]) -> list[Record]:
    """Read records by id in the order asked, archived ones included; unreachable ones are left out."""
    source, allowed = _source(actor, table)
    fields = readable(source.shape, allowed, None)
    rows = select.rows_by_id(source, ids, fields, any_state=True)
    rows, names = titled(actor, fields, rows, 3)
    keys = [field.key for field in fields]
    found = {row[0]: Record(row[0], row[1], row[2], dict(zip(keys, row[3:], strict=True)), names) for row in rows}
    return [found[identity] for identity in dict.fromkeys(ids) if identity in found]


def count(
    actor: Actor, table: str, of: Filter | None = None, search: str | None = None, *, archived: bool = False
) -> int:
    """Count the records that a filter leaves."""
    source, _ = _source(actor, table, of, search, archived, whole=True)
    with noted(source.shape, of):
        return select.count_rows(source)


def aggregate(
    actor: Actor,
    table: str,
    of: Filter | None,
    aggregates: Sequence[Aggregate],
    groups: Sequence[str] = (),
    search: str | None = None,
) -> Figures:
    """Compute figures over the records that a filter leaves, by group; at most 1,000 groups."""
    source, _ = _source(actor, table, of, search, whole=True)
    with noted(source.shape, of, (), groups):
        rows = select.aggregate_rows(source, aggregates, groups)
    fields = tuple(source.shape.field(key) for key in groups)
    width = len(fields)
    return Figures([(row[:width], row[width:]) for row in rows], titled(actor, fields, rows, 0)[1])


def groups(
    actor: Actor,
    table: str,
    of: Filter | None,
    by: Sequence[Sort],
    aggregates: Sequence[Aggregate] = (),
    search: str | None = None,
    *,
    skip: int = 0,
    limit: int = MAX_LISTED,
) -> Groups:
    """List the groups of the records that a filter leaves, in the order in which pages with these groups come."""
    source, _ = _source(actor, table, of, search)
    found = group_rows(source, by, aggregates, skip, limit + 1)
    depth = len(by)
    rows, levels = found[:limit], [depth - sum(row[depth : 2 * depth]) for row in found]
    fields = tuple(source.shape.field(each.field) for each in by)
    return Groups(
        [
            GroupFound(row[:level], row[2 * depth], row[2 * depth + 1 :])
            for row, level in zip(rows, levels, strict=False)
        ],
        titled(actor, fields, rows, 0)[1],
        len(found) > limit,
    )


def passing(actor: Actor, table: str, ids: Sequence[int], of: Sequence[Filter]) -> dict[int, list[int]]:
    """Tell which of several filters each record passes, by the places of the filters; unreachable ones are left out."""
    source, _ = _source(actor, table)
    rows = select.passing_rows(source, ids, of)
    return {row[0]: [place for place, passes in enumerate(row[1:]) if passes] for row in rows}


def readable(shape: Table, allowed: Scope, keys: Sequence[str] | None) -> tuple[Field, ...]:
    """Pick the fields an actor may read: all in order, or those asked for; raises `NotFound` for others."""
    if keys is None:
        return tuple(field for field in shape.by_key.values() if field.key not in allowed.hidden)
    return tuple(shape.field("" if key in allowed.hidden else key) for key in dict.fromkeys(keys))


def _source(
    actor: Actor,
    table: str,
    of: Filter | None = None,
    search: str | None = None,
    archived: bool = False,
    *,
    whole: bool = False,
) -> tuple[select.Source, Scope]:
    catalog: Catalog = store.current()
    shape = catalog.table(table)
    allowed = require(actor, "read", table)
    words = (search or "").replace("\x00", "").strip() or None
    asker = asker_of(actor, allowed.hidden, catalog)
    source = select.Source(catalog, shape, asker, both(allowed.rows, of), words, archived)
    return (narrow(source, whole=whole) if words else source), allowed


def source_of(
    actor: Actor, table: str, of: Filter | None = None, search: str | None = None
) -> tuple[select.Source, Scope]:
    """Give what statements over a view need, under the scope of the actor, and that scope."""
    return _source(actor, table, of, search)
