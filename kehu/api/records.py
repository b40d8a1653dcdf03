"""Reading records: pages, counts, figures, groups, single records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told, shown
from kehu.engine import read
from kehu.engine.schema import MAX_FIELDS
from kehu.lang.filters import read_filter
from kehu.lang.grouping import MAX_GROUPINGS, MAX_LISTED
from kehu.lang.query import MAX_PAGE, MAX_SORTS, Aggregate, Query, Sort

router = Router()

Titles = dict[str, dict[str, str]]
Words = Annotated[str, Field(max_length=200)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
Values = Annotated[dict[Key, Any], Field(max_length=MAX_FIELDS)]


class Narrowing(Body):
    """Which records: a filter in its JSON form, and words to search for."""

    filter: dict[str, Any] | None = None
    search: Words | None = None
    archived: bool = False


class SortKey(Body):
    """One sort key; empty values come last.

    With `by` records of one group stand together: `value` for equal values, a unit of the calendar, or `band:1000`.
    """

    field: Key
    descending: bool = False
    by: Annotated[str, Field(max_length=40)] | None = None


class PageQuery(Narrowing):
    """A page: `after` is the cursor of an earlier page, `skip` counts the rows to pass over behind it."""

    model_config = shown(
        {"filter": {"field": "stage", "operator": "is", "value": "c2"}, "sorts": [{"field": "name"}], "limit": 100}
    )

    sorts: Annotated[list[SortKey], Field(max_length=MAX_SORTS)] = []
    fields: Annotated[list[Key], Field(max_length=1000)] | None = None
    after: Annotated[str, Field(max_length=20_000)] | None = None
    skip: Annotated[int, Field(ge=0, le=read.MAX_SKIP)] = 0
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 100


class RowTold(Told):
    """A record; `values` stand in the order of the page's `fields`."""

    id: int
    version: int
    values: list[Any]


class PageTold(Told):
    """One page; `titles` hold the titles of linked records by table and id, `next` the cursor behind the last row."""

    fields: list[str]
    records: list[RowTold]
    titles: Titles
    next: str | None
    catalog: int


class CountTold(Told):
    """How many records."""

    count: int


class AggregateKey(Body):
    """One figure: a function of the field's kind, or `count` without a field."""

    field: Key | None = None
    function: Key


class FiguresQuery(Body):
    """Figures, by group where `groups` names fields."""

    model_config = shown(
        {"aggregates": [{"function": "count"}, {"field": "amount", "function": "sum"}], "groups": ["stage"]}
    )

    filter: dict[str, Any] | None = None
    search: Words | None = None
    aggregates: Annotated[list[AggregateKey], Field(min_length=1, max_length=50)]
    groups: Annotated[list[Key], Field(max_length=4)] = []


class GroupTold(Told):
    """The values of the grouping fields and the figures of the group."""

    keys: list[Any]
    values: list[Any]


class FiguresTold(Told):
    """Figures by group."""

    groups: list[GroupTold]
    titles: Titles


class GroupsQuery(Body):
    """Groups of up to three levels, each with its figures."""

    filter: dict[str, Any] | None = None
    search: Words | None = None
    groups: Annotated[list[SortKey], Field(min_length=1, max_length=MAX_GROUPINGS)]
    aggregates: Annotated[list[AggregateKey], Field(max_length=50)] = []
    skip: Annotated[int, Field(ge=0, le=read.MAX_SKIP)] = 0
    limit: Annotated[int, Field(ge=1, le=MAX_LISTED)] = MAX_LISTED


class GroupFoundTold(Told):
    """A group: the keys of its level and those above it, its records counted, its figures."""

    keys: list[Any]
    count: int
    values: list[Any]


class GroupsTold(Told):
    """A group stands before those inside it; the first of all, without keys, is the whole."""

    groups: list[GroupFoundTold]
    titles: Titles
    more: bool


class PassingQuery(Body):
    """Records and the filters they may pass."""

    ids: Annotated[list[Id], Field(max_length=MAX_PAGE)]
    filters: Annotated[list[dict[str, Any]], Field(max_length=50)]


class PassingTold(Told):
    """The places of the filters that each record passes, by its id; records that pass none are left out."""

    passing: dict[str, list[int]]


class RecordTold(Told):
    """One record."""

    id: int
    version: int
    archived: bool
    values: dict[str, Any]
    titles: Titles


@router.post("/tables/{table}/records/query", response=PageTold, summary="Read a page of records")
def query_records(request: Signed, table: Key, query: PageQuery) -> HttpResponse:
    """Read up to 1,000 records in order."""
    page = read.page(
        request.auth,
        table,
        Query(
            filter=read_filter(query.filter),
            sorts=_sorts(query.sorts),
            fields=None if query.fields is None else tuple(query.fields),
            after=query.after,
            skip=query.skip,
            limit=query.limit,
            archived=query.archived,
            search=query.search,
        ),
    )
    told = {
        "fields": [field.key for field in page.fields],
        "records": [{"id": row[0], "version": row[1], "values": row[2:]} for row in page.rows],
        "titles": page.titles,
        "next": page.next,
        "catalog": page.catalog,
    }
    return answer(request, told)


@router.post("/tables/{table}/records/count", response=CountTold, summary="Count records")
def count_records(request: Signed, table: Key, query: Narrowing) -> HttpResponse:
    """Count what a filter and a search leave."""
    of = read_filter(query.filter)
    return answer(request, {"count": read.count(request.auth, table, of, query.search, archived=query.archived)})


@router.post("/tables/{table}/records/aggregate", response=FiguresTold, summary="Compute figures over records")
def aggregate_records(request: Signed, table: Key, query: FiguresQuery) -> HttpResponse:
    """Compute sums, counts and their like, by group."""
    figures = read.aggregate(
        request.auth,
        table,
        read_filter(query.filter),
        [Aggregate(key.field, key.function) for key in query.aggregates],
        query.groups,
        query.search,
    )
    groups = [{"keys": keys, "values": values} for keys, values in figures.groups]
    return answer(request, {"groups": groups, "titles": figures.titles})


@router.post("/tables/{table}/records/groups", response=GroupsTold, summary="List groups of records")
def group_records(request: Signed, table: Key, query: GroupsQuery) -> HttpResponse:
    """List groups of every level with counts and figures, in the order of pages asked with the same groups."""
    found = read.groups(
        request.auth,
        table,
        read_filter(query.filter),
        _sorts(query.groups),
        [Aggregate(key.field, key.function) for key in query.aggregates],
        query.search,
        skip=query.skip,
        limit=query.limit,
    )
    listed = [{"keys": each.keys, "count": each.count, "values": each.values} for each in found.groups]
    return answer(request, {"groups": listed, "titles": found.titles, "more": found.more})


@router.post("/tables/{table}/records/passing", response=PassingTold, summary="Tell which filters records pass")
def passing_records(request: Signed, table: Key, query: PassingQuery) -> HttpResponse:
    """Tell which filters each of the records passes, for colours."""
    filters = [each for each in map(read_filter, query.filters) if each is not None]
    found = read.passing(request.auth, table, query.ids, filters)
    return answer(request, {"passing": {str(identity): places for identity, places in found.items() if places}})


@router.get("/tables/{table}/records/{record_id}", response=RecordTold, summary="Read one record")
def get_record(request: Signed, table: Key, record_id: Id) -> HttpResponse:
    """Read one record, archived or not; what one may not see is not found."""
    return answer(request, read.record(request.auth, table, record_id))


def _sorts(keys: Sequence[SortKey]) -> tuple[Sort, ...]:
    return tuple(Sort(key.field, key.descending, key.by) for key in keys)
