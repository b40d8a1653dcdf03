"""Writing records: the one way, several operations at once."""

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
from kehu.api.records import Titles, Values, Version
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told, shown
from kehu.base.errors import Conflict
from kehu.catalog.shapes import MEMBERS
from kehu.engine import operations as do
from kehu.engine import read, write
from kehu.engine.once import once
from kehu.jobs.shown import speak

router = Router()


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
