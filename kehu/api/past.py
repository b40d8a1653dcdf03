"""Tables as of a moment: opened, read, compared with now, brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.records import CountTold, Narrowing, PageQuery, PageTold, Titles
from kehu.api.render import answer
from kehu.api.strict import BIGGEST, Body, Id, Key, Told
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.engine.history import asof, rewind
from kehu.lang.filters import read_filter
from kehu.lang.query import Query, Sort

router = Router()

Kinds = Annotated[list[Literal["changed", "added", "archived"]], Field(min_length=1, max_length=3)]
MAX_IDS = 100_000


class Moment(Body):
    """A time (ISO 8601, with its zone), or the moment just before a change."""

    at: Annotated[str, Field(max_length=40)] | None = None
    before: Id | None = None


class OpenedTold(Told):
    """The picture of the past to read, or the job that makes it: its result names the picture as `snapshot`."""

    at: datetime
    past: int | None
    job: str | None


class NoteTold(Told):
    """What happened to a field since; `lost` counts values that its type of today cannot hold."""

    field: str
    name: str
    what: Literal["added", "retyped", "archived", "computed"]
    at: datetime | None
    lost: int


class PastTold(Told):
    """An opened picture of the past."""

    id: int
    table: str
    at: datetime
    fields: list[str]
    notes: list[NoteTold]


class Choosing(Body):
    """Which differences: their kinds; only some records, only some fields when named."""

    kinds: Kinds = ["changed", "added", "archived"]
    ids: Annotated[list[Id], Field(max_length=MAX_IDS)] | None = None
    fields: Annotated[list[Key], Field(min_length=1, max_length=500)] | None = None


class DifferencesWanted(Choosing):
    """A page of differences behind the record `after`."""

    after: Annotated[int, Field(ge=0, le=BIGGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=rewind.MAX_LISTED)] = 100


class DifferenceTold(Told):
    """A record that differs: `was` and `now` hold the fields that do."""

    id: int
    kind: Literal["changed", "added", "archived"]
    was: dict[str, Any]
    now: dict[str, Any]


class DifferencesTold(Told):
    """Differences in the order of the records; `next` goes into `after`."""

    found: list[DifferenceTold]
    titles: Titles
    next: int | None


class TotalsTold(Told):
    """How many records differ, by kind, and in how many each field does."""

    kinds: dict[str, int]
    fields: dict[str, int]


class Begun(Told):
    """The job that does it."""

    job: str


@router.post("/tables/{table}/past", response=OpenedTold, summary="Open a table as of a moment")
def open_past(request: Signed, table: Key, moment: Moment) -> HttpResponse:
    """Lay the table out as it was, read-only; a large one by a job."""
    opened = asof.open_at(request.auth, table, asof.moment(_time(moment.at), moment.before))
    job = str(opened.job.pk) if opened.job else None
    return answer(request, {"at": opened.at, "past": opened.snapshot, "job": job})


@router.get("/past/{past}", response=PastTold, summary="Tell what an opened picture of the past is")
def get_past(request: Signed, past: Id) -> HttpResponse:
    """Tell table, moment, the fields whose values are known, and what happened to fields since."""
    opened = asof.past(request.auth, past)
    notes = [
        {"field": note.key, "name": note.name, "what": note.what, "at": note.at, "lost": note.lost}
        for note in asof.notes(opened)
    ]
    fields = [each.key for each in opened.fields]
    told = {"id": past, "table": opened.now.key, "at": opened.snapshot.at, "fields": fields, "notes": notes}
    return answer(request, told)


@router.post("/past/{past}/query", response=PageTold, summary="Read a page of records as they were")
def query_past(request: Signed, past: Id, query: PageQuery) -> HttpResponse:
    """Read up to 1,000 records in order, as of then."""
    sorts = tuple(Sort(key.field, key.descending) for key in query.sorts)
    fields = None if query.fields is None else tuple(query.fields)
    of = read_filter(query.filter)
    wanted = Query(of, sorts, fields, query.after, query.skip, query.limit, query.archived, query.search)
    page = asof.page(request.auth, past, wanted)
    told = {
        "fields": [field.key for field in page.fields],
        "records": [{"id": row[0], "version": row[1], "values": row[2:]} for row in page.rows],
        "titles": page.titles,
        "next": page.next,
        "catalog": page.catalog,
    }
    return answer(request, told)


@router.post("/past/{past}/count", response=CountTold, summary="Count records as they were")
def count_past(request: Signed, past: Id, query: Narrowing) -> HttpResponse:
    """Count what a filter and a search leave of the records of then."""
    return answer(request, {"count": asof.count(request.auth, past, read_filter(query.filter), query.search)})


@router.post("/past/{past}/differences", response=DifferencesTold, summary="Compare the past with now")
def past_differences(request: Signed, past: Id, wanted: DifferencesWanted) -> HttpResponse:
    """List the records changed, added and archived since, with both values of each field that differs."""
    found = rewind.differences(request.auth, past, _choice(wanted), wanted.after, wanted.limit)
    return answer(request, found)


@router.post("/past/{past}/differences/count", response=TotalsTold, summary="Count what differs from now")
def count_differences(request: Signed, past: Id, wanted: Choosing) -> HttpResponse:
    """Count by kind and by field; a preview of what bringing back would do."""
    return answer(request, rewind.totals(request.auth, past, _choice(wanted)))


@router.post("/past/{past}/restore", response=Begun, summary="Bring records back to what they were")
def restore_past(request: Signed, past: Id, wanted: Choosing) -> HttpResponse:
    """Begin a job that brings all, or the chosen records and fields, back as one change that can be undone."""
    return answer(request, {"job": str(rewind.start_restore(request.auth, past, _choice(wanted)).pk)})


def _choice(wanted: Choosing) -> rewind.Choice:
    ids = None if wanted.ids is None else tuple(wanted.ids)
    fields = None if wanted.fields is None else tuple(dict.fromkeys(wanted.fields))
    return rewind.Choice(tuple(dict.fromkeys(wanted.kinds)), ids, fields)


def _time(words: str | None) -> datetime | None:
    if words is None:
        return None
    try:
        at = datetime.fromisoformat(words)
        return at.astimezone(UTC) if at.tzinfo is not None else _no_time()
    except (ValueError, OverflowError):
        return _no_time()


def _no_time() -> datetime:
    raise Invalid(
        Text("时间要写成 2026-10-01T08:00:00+08:00 这样", "Write the time like 2026-10-01T08:00:00+08:00"),
        code="asof.time",
    )
