"""Records: pages, counts, figures, single records, and the one way to write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.access.actor import Actor
from kehu.api.gate import Signed
from kehu.api.keys import RequestKey, asked
from kehu.api.meta import MAX_OPERATIONS
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told, shown
from kehu.base.errors import Conflict
from kehu.catalog.shapes import MEMBERS
from kehu.engine import operations as do
from kehu.engine import read, write
from kehu.engine.once import once
from kehu.engine.schema import MAX_FIELDS
from kehu.jobs.shown import speak
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


class FoundTold(Told):
    """A record that a link may point to."""

    id: int
    title: str


class Insert(Body):
    """A new record; `ref` lets later operations of the same call point to it."""

    do: Literal["insert"]
    values: Values
    ref: Annotated[str, Field(max_length=64)] | None = None


class Update(Body):
    """New values; with `version`, refused when somebody else changed one of these fields since."""

    do: Literal["update"]
    id: Id
    version: Version | None = None
    values: Values


class Archive(Body):
    """Take a record out of use."""

    do: Literal["archive"]
    id: Id
    version: Version | None = None


class Restore(Body):
    """Bring an archived record back."""

    do: Literal["restore"]
    id: Id


Operation = Annotated[Insert | Update | Archive | Restore, Field(discriminator="do")]


class Writing(Body):
    """Operations that happen together; with `partial`, the good ones happen and the others are told."""

    model_config = shown(
        {
            "operations": [
                {"do": "insert", "values": {"name": "华为技术", "phone": "0755-28780808"}},
                {"do": "update", "id": 7, "version": 3, "values": {"stage": "成交"}},
                {"do": "archive", "id": 8, "version": 1},
            ],
            "source": "api",
            "partial": False,
        }
    )

    operations: Annotated[list[Operation], Field(min_length=1, max_length=MAX_OPERATIONS)]
    source: Literal["grid", "paste", "clear", "form", "fill", "api"] = "api"
    partial: bool = False


class WrittenTold(Told):
    """A record as it is now, with the index of the operation that wrote it."""

    index: int
    id: int
    version: int
    values: dict[str, Any]


class FailedTold(Told):
    """Why an operation did not happen."""

    index: int
    field: str | None
    code: str
    message: str
    value: Any
    record: int | None = None


class WarnedTold(Told):
    """What is worth a look in a record that was written all the same."""

    index: int
    id: int
    field: str | None
    code: str
    message: str


class WritingTold(Told):
    """What happened; `change` is the handle for undo."""

    change: int | None
    records: list[WrittenTold]
    titles: Titles
    failed: list[FailedTold]
    warnings: list[WarnedTold]


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


@router.patch("/tables/{table}/records", response=WritingTold, summary="Insert, update, archive and restore records")
def write_records(request: Signed, table: Key, writing: Writing, key: RequestKey = None) -> HttpResponse:
    """Write up to 10,000 operations in one transaction; without `partial` all of them or none.

    With the header `Idempotency-Key` the request may be repeated for a week: it happens once.
    """
    operations = [_operation(table, each) for each in writing.operations]

    def work() -> dict[str, Any]:
        return _receipt(write.apply(request.auth, operations, source=writing.source, partial=writing.partial))

    try:
        receipt = once(request.auth, key, asked(request), work)
    except Conflict as error:
        name_others(request.auth, error)
        raise
    said = {
        name: [{**each, "message": speak(each["message"], request.auth.language)} for each in receipt.get(name, ())]
        for name in ("failed", "warnings")
    }
    told = {"change": receipt["change"], **said}
    return answer(request, {**_written(request.auth, table, receipt["records"]), **told})


@router.get("/tables/{table}/find", response=list[FoundTold], summary="Find records by title, for link pickers")
def find_records(
    request: Signed, table: Key, q: Words = "", limit: Annotated[int, Field(ge=1, le=50)] = 20
) -> HttpResponse:
    """Find by a part of the title, best first; the table may be `@members`."""
    return answer(request, [{"id": found, "title": title} for found, title in read.find(request.auth, table, q, limit)])


class SearchFoundTold(Told):
    """A record that answers; `field` and `text` tell where, when it is not the title."""

    table: str
    id: int
    title: str
    field: str | None
    text: str | None


class SearchTold(Told):
    """What was found, best first, and the tables whose records are still being prepared for search."""

    found: list[SearchFoundTold]
    pending: list[str]


@router.get("/search", response=SearchTold, summary="Search the records of all tables")
def search_records(request: Signed, q: Words = "", limit: Annotated[int, Field(ge=1, le=50)] = 20) -> HttpResponse:
    """Find records as people type: characters, pinyin, initials, digits; best first."""
    return answer(request, read.search(request.auth, q, limit=limit))


def _sorts(keys: Sequence[SortKey]) -> tuple[Sort, ...]:
    return tuple(Sort(key.field, key.descending, key.by) for key in keys)


def _operation(table: str, of: Insert | Update | Archive | Restore) -> do.Operation:
    match of:
        case Insert():
            return do.Insert(table, of.values, of.ref)
        case Update():
            return do.Update(table, of.id, of.values, of.version)
        case Archive():
            return do.Archive(table, of.id, of.version)
        case Restore():
            return do.Restore(table, of.id)


def _written(actor: Actor, table: str, places: Sequence[Sequence[int]]) -> Mapping[str, Any]:
    found = {record.id: record for record in read.records(actor, table, [identity for _, identity in places])}
    told = [
        {"index": index, "id": identity, "version": found[identity].version, "values": found[identity].values}
        for index, identity in places
        if identity in found
    ]
    return {"records": told, "titles": next(iter(found.values())).titles if found else {}}


def _receipt(receipt: do.Receipt) -> dict[str, Any]:
    written = [[each.index, each.id] for each in receipt.records]
    return {
        "change": receipt.change,
        "records": written,
        "failed": [each.as_detail() for each in receipt.failed],
        "warnings": [each.as_detail() for each in receipt.warnings],
    }


def name_others(actor: Actor, error: Conflict) -> None:
    """Put names beside the ids of those who were faster."""
    found = error.details.get("conflicts", [])
    names = read.titles(actor, MEMBERS, {clash["by"] for clash in found if clash["by"] is not None})
    for clash in found:
        if clash["by"] is not None:
            clash["by"] = {"id": clash["by"], "name": names.get(clash["by"], "")}
