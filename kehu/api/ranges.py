"""Ranges: many cells of a view at once, without its rows being loaded; where things stand in a view."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse, StreamingHttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.keys import RequestKey, asked
from kehu.api.records import SortKey, Values, Version, Words
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told, shown
from kehu.api.writing import FailedTold, name_others
from kehu.base.errors import Conflict
from kehu.engine.once import once
from kehu.engine.ranges import carry, look
from kehu.engine.ranges.doing import (
    MOST_CELLS,
    MOST_NAMED,
    MOST_SEEDS,
    MOST_SPANS,
    doing_of,
    target_of,
)
from kehu.engine.ranges.texts import tsv
from kehu.engine.work import start_range
from kehu.jobs.shown import speak
from kehu.lang.query import MAX_SORTS

router = Router()

Row = Annotated[int, Field(ge=0, le=2**31 - 1)]
Keys = Annotated[list[Key], Field(max_length=500)]
TSV = "text/tab-separated-values"


class SpanAsked(Body):
    """Rows of a view, both ends included and counted from 0; `last` is null for the last row of the view."""

    first: Row
    last: Row | None = None


class NamedAsked(Body):
    """A record by its id, with the version and the row in which it was seen."""

    id: Id
    version: Version | None = None
    row: Row | None = None


class ViewAsked(Body):
    """An ordered set of records: a filter, words to search for, sorts; without any of them the whole table by id."""

    filter: dict[str, Any] | None = None
    search: Words | None = None
    sorts: Annotated[list[SortKey], Field(max_length=MAX_SORTS)] = []


class RowsAsked(ViewAsked):
    """Which rows: `records` by their ids, or `spans` of a view.

    Spans need a guard, so that no row is hit that the person did not see: `count` is how many records the view held,
    `fingerprint` that of the records in the spans (SHA-256 of their ids in order, joined by commas; `range/look` tells
    it), `seen` are rows whose record is known; its version makes a cell that somebody changed since a conflict.
    """

    records: Annotated[list[NamedAsked], Field(max_length=MOST_NAMED)] | None = None
    spans: Annotated[list[SpanAsked], Field(max_length=MOST_SPANS)] = []
    count: Row | None = None
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    seen: Annotated[list[NamedAsked], Field(max_length=MOST_NAMED)] = []


class RangeAsked(Body):
    """One doing on a range. Which items count depends on `do`.

    - `fill`: the first `seeds` rows of the range go on downwards (`direction` up: the last ones upwards; right and
      left: fields of each record). `mode` auto continues numbers, dates, 客户1, 周一 and months as a spreadsheet does.
    - `paste`: `block` is laid over `fields`, again and again to the end of the spans; rows behind the last record of
      the view become new records with `insert`.
    - `clear` empties `fields`; `set` writes `values` into every row; `archive` takes the records out of use.

    With `partial` what is right is written and the rest is told; otherwise nothing is written unless all is right.
    """

    model_config = shown(
        {
            "do": "fill",
            "rows": {"spans": [{"first": 0, "last": 999}], "count": 2500},
            "fields": ["name"],
            "seeds": 2,
        },
        {
            "do": "paste",
            "rows": {"spans": [{"first": 10, "last": 11}], "count": 11},
            "fields": ["name", "phone"],
            "block": [["华为", "010-1"], ["中兴", "010-2"]],
            "insert": True,
        },
        {
            "do": "clear",
            "rows": {
                "spans": [{"first": 0, "last": None}],
                "filter": {"field": "stage", "operator": "is", "value": "c3"},
                "count": 812,
            },
            "fields": ["next_at"],
        },
        {"do": "set", "rows": {"records": [{"id": 7, "version": 3}]}, "values": {"stage": "c2"}},
        {"do": "archive", "rows": {"spans": [{"first": 0, "last": 4}], "count": 5}},
    )

    do: Literal["fill", "paste", "clear", "set", "archive"]
    rows: RowsAsked
    fields: Keys = []
    values: Values = {}
    block: Annotated[list[list[str | int | float | bool | None]], Field(max_length=MOST_CELLS)] = []
    insert: bool = False
    seeds: Annotated[int, Field(ge=1, le=MOST_SEEDS)] = 1
    direction: Literal["down", "up", "right", "left"] = "down"
    mode: Literal["auto", "copy", "series", "workdays", "months", "years"] = "auto"
    partial: bool = False


class RangeRecordTold(Told):
    """A record that was written, in its row of the view; a new one has no row yet."""

    row: int | None
    id: int
    version: int


class RangeFailedTold(FailedTold):
    """Why a cell was not written; `index` counts within its batch, `row` and `id` name the record."""

    row: int | None
    id: int | None


class RangeTold(Told):
    """What happened. A large range is written by a job: then only `job` and `rows` are told, the rest in its result.

    `records` is null beyond 1,000 rows; `failed` holds the first 1,000 of `failures`.
    """

    change: int | None
    rows: int
    written: int
    failures: int
    records: list[RangeRecordTold] | None
    failed: list[RangeFailedTold]
    job: str | None


class LookAsked(ViewAsked):
    """A selection: rows and fields; with `fingerprint` that of its records is told as well."""

    model_config = shown({"spans": [{"first": 0, "last": 4999}], "fields": ["annual_revenue"], "fingerprint": True})

    spans: Annotated[list[SpanAsked], Field(min_length=1, max_length=MOST_SPANS)]
    fields: Annotated[list[Key], Field(max_length=200)] = []
    fingerprint: bool = False


class FigureTold(Told):
    """Figures of one field; sums only of numbers."""

    field: str
    filled: int
    sum: str | None
    average: str | None
    min: str | None
    max: str | None


class LookTold(Told):
    """Rows that the selection holds, and figures by field."""

    rows: int
    fingerprint: str | None
    figures: list[FigureTold]


class EdgeAsked(ViewAsked):
    """From which record, along which field, in which direction."""

    model_config = shown({"id": 7, "field": "name", "direction": "down", "sorts": [{"field": "name"}]})

    id: Id
    field: Key
    direction: Literal["down", "up"] = "down"


class StopTold(Told):
    """A row of the view and the record there."""

    row: int
    id: int


class PlaceAsked(ViewAsked):
    """The record that is looked for."""

    model_config = shown({"id": 7, "sorts": [{"field": "name", "descending": True}]})

    id: Id


class PlaceTold(Told):
    """The row of the record; null when the view does not show it."""

    row: int | None


class TextAsked(ViewAsked):
    """Rows and fields to be written as text, with the names of the fields as the first line when `header`."""

    model_config = shown({"spans": [{"first": 0, "last": None}], "fields": ["name", "phone"], "header": True})

    spans: Annotated[list[SpanAsked], Field(min_length=1, max_length=MOST_SPANS)]
    fields: Annotated[list[Key], Field(min_length=1, max_length=500)]
    header: bool = False


TEXT = {
    "responses": {
        200: {
            "description": "One line per row, cells parted by tabs; a cell with tabs, line breaks or quotes in quotes.",
            "content": {TSV: {"schema": {"type": "string"}}},
        }
    }
}


@router.post(
    "/tables/{table}/records/range", response=RangeTold, summary="Fill, paste, clear, set or archive a range of a view"
)
def write_range(request: Signed, table: Key, wanted: RangeAsked, key: RequestKey = None) -> HttpResponse:
    """Write a range as one undoable change; above 5,000 rows as a job.

    Refused with 409 `range.moved` when other records stand there than `rows` says were seen; nothing is written then.
    """
    data = wanted.model_dump()
    doing = doing_of(table, data)

    def work() -> dict[str, Any]:
        ready = carry.prepare(request.auth, doing)
        if ready.large:
            return {**carry.Outcome(rows=ready.total).as_told(), "job": str(start_range(request.auth, ready, data).pk)}
        return {**carry.carry(request.auth, ready).as_told(), "job": None}

    try:
        receipt = once(request.auth, key, asked(request), work)
    except Conflict as error:
        name_others(request.auth, error)
        raise
    return answer(request, speak(receipt, request.auth.language))


@router.post("/tables/{table}/records/range/look", response=LookTold, summary="Count and sum a range of a view")
def look_at_range(request: Signed, table: Key, wanted: LookAsked) -> HttpResponse:
    """Compute the figures of a selection, loaded or not, and the fingerprint by which a doing on it is guarded."""
    target = target_of({**wanted.model_dump(), "count": 0})
    return answer(request, look.look(request.auth, table, target, wanted.fields, fingerprint=wanted.fingerprint))


@router.post(
    "/tables/{table}/records/range/edge", response=StopTold, summary="Find the next non-empty cell, as Ctrl+Arrow does"
)
def find_edge(request: Signed, table: Key, wanted: EdgeAsked) -> HttpResponse:
    """Go from a record along a field: to the last filled one of its run, else to the next filled one, else the end."""
    target = target_of({**wanted.model_dump(), **_ALL})
    backward = wanted.direction == "up"
    return answer(request, look.edge(request.auth, table, target, wanted.field, wanted.id, backward=backward))


@router.post(
    "/tables/{table}/records/range/place", response=PlaceTold, summary="Tell in which row of a view a record stands"
)
def find_place(request: Signed, table: Key, wanted: PlaceAsked) -> HttpResponse:
    """Give the row of a record, counted from 0."""
    target = target_of({**wanted.model_dump(), **_ALL})
    return answer(request, {"row": look.place(request.auth, table, target, wanted.id)})


@router.post(
    "/tables/{table}/records/range/text", summary="Write a range of a view as tab-separated text", openapi_extra=TEXT
)
def write_text(request: Signed, table: Key, wanted: TextAsked) -> StreamingHttpResponse:
    """Stream the texts of a range as people read them, as a spreadsheet takes them from the clipboard."""
    target = target_of({**wanted.model_dump(), "count": 0})
    lines = tsv(request.auth, table, target, wanted.fields, header=wanted.header)
    first = next(lines, "")
    stream = _later(first, lines) if isinstance(request, ASGIRequest) else _at_once(first, lines)
    return StreamingHttpResponse(stream, content_type=f"{TSV}; charset=utf-8", headers={"Cache-Control": "no-store"})


_ALL = {"spans": [{"first": 0, "last": None}], "count": 0}


async def _later(first: str, lines: Iterator[str]) -> AsyncIterator[bytes]:
    part: str | None = first
    while part is not None:
        yield part.encode()
        part = await sync_to_async(lambda: next(lines, None))()


def _at_once(first: str, lines: Iterator[str]) -> Iterator[bytes]:
    yield first.encode()
    for line in lines:
        yield line.encode()
