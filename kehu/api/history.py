"""History: what happened to a record, the list of changes, undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.keys import RequestKey, asked
from kehu.api.records import Titles
from kehu.api.render import answer
from kehu.api.strict import BIGGEST, Body, Id, Key, Told
from kehu.api.writing import name_others
from kehu.base.errors import Conflict
from kehu.base.text import Text
from kehu.engine import history
from kehu.engine.history import undo
from kehu.engine.once import once
from kehu.jobs.models import Job
from kehu.jobs.shown import speak

router = Router()

Limit = Annotated[int, Field(ge=1, le=500)]
PAST = ("inserted", "updated", "archived", "restored", "purged")


class Who(Told):
    """Who did it; without an id the installation itself."""

    id: int | None
    name: str


class EntryTold(Told):
    """One line of a record's history, values by field key."""

    change: int
    at: datetime
    actor: Who
    source: str
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]
    label: str
    titles: Titles


class DidTold(Told):
    """What a change did to one record; `place` goes into `after` for the next page."""

    place: int
    table: str
    id: int
    title: str
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]
    titles: Titles


class CountsTold(Told):
    """What a change did in one table."""

    table: str
    inserted: int
    updated: int
    archived: int
    restored: int
    purged: int


class ChangeTold(Told):
    """One undoable step."""

    id: int
    at: datetime
    actor: Who
    source: str
    kind: Literal["do", "undo", "redo", "purge"]
    label: str
    tables: list[CountsTold]
    undone_by: int | None


class UndoWanted(Body):
    """The change to undo; without it, one's own latest. `clash`: what to do with records that moved on since."""

    change: Id | None = None
    clash: Literal["tell", "skip", "overwrite"] = "tell"


class StepTold(Told):
    """The change that was turned back."""

    id: int
    label: str


class UndoneTold(Told):
    """What an undo or redo did: its own change, the one it turned back, the tables it touched.

    A large one runs as a job, which is named instead of the change; `failed` counts what stayed as it is.
    """

    change: int | None
    undone: StepTold
    tables: list[str]
    failed: int
    job: str | None


@router.get("/tables/{table}/records/{record_id}/history", response=list[EntryTold], summary="Tell a record's history")
def record_history(
    request: Signed, table: Key, record_id: Id, limit: Limit = 100, field: Key | None = None
) -> HttpResponse:
    """Tell what happened to a record, newest first; with `field`, to that cell of it."""
    found = history.history(request.auth, table, record_id, limit, field)
    return answer(request, [_entry(each) for each in found])


@router.get("/changes", response=list[ChangeTold], summary="List changes, newest first")
def list_changes(
    request: Signed, limit: Limit = 50, mine: bool = True, table: Key | None = None, before: Id | None = None
) -> HttpResponse:
    """List one's own changes; `mine=false` lists everybody's, `table` those of one table, `before` older ones."""
    told = [
        {
            "id": change.pk,
            "at": change.at,
            "actor": {"id": change.actor_id, "name": change.actor.name if change.actor else ""},
            "source": change.source,
            "kind": change.kind,
            "label": Text(change.label_zh, change.label_en),
            "tables": _counts(change.counts),
            "undone_by": change.undone_by_id,
        }
        for change in undo.changes(request.auth, mine=mine, limit=limit, table=table, before=before)
    ]
    return answer(request, told)


@router.get("/changes/{change}/records", response=list[DidTold], summary="Tell what a change did, record by record")
def change_records(
    request: Signed, change: Id, after: Annotated[int, Field(ge=0, le=BIGGEST)] = 0, limit: Limit = 100
) -> HttpResponse:
    """Tell before and after of each record that the member may see, in the order of writing."""
    return answer(request, history.details(request.auth, change, after, limit))


@router.post("/undo", response=UndoneTold, summary="Undo a change")
def undo_change(request: Signed, wanted: UndoWanted, key: RequestKey = None) -> HttpResponse:
    """Turn back one's own latest change, or a given one; refused when somebody changed the same cells since.

    With `clash` the records that moved on are left as they are (`skip`) or turned back too (`overwrite`).
    """
    return _told(request, key, lambda: undo.undo_or_start(request.auth, wanted.change, wanted.clash))


@router.post("/redo", response=UndoneTold, summary="Redo what was undone last")
def redo_change(request: Signed, key: RequestKey = None) -> HttpResponse:
    """Do again what the member undid last."""
    return _told(request, key, lambda: undo.redo_or_start(request.auth))


def _told(request: Signed, key: str | None, work: Callable[[], undo.Undone | Job]) -> HttpResponse:
    try:
        receipt = once(request.auth, key, asked(request), lambda: _undone(work()))
    except Conflict as error:
        name_others(request.auth, error)
        raise
    return answer(request, speak(receipt, request.auth.language))


def _entry(entry: history.Entry) -> dict[str, Any]:
    return {
        "change": entry.change,
        "at": entry.at,
        "actor": {"id": entry.actor, "name": entry.actor_name},
        "source": entry.source,
        "operation": entry.operation,
        "before": entry.before,
        "after": entry.after,
        "label": entry.label,
        "titles": entry.titles,
    }


def _counts(counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    return [{"table": key, **{past: found.get(past, 0) for past in PAST}} for key, found in counts.items()]


def _undone(done: undo.Undone | Job) -> dict[str, Any]:
    if isinstance(done, Job):
        step = {"id": done.arguments["change"], "label": done.label}
        return {"change": None, "undone": step, "tables": [], "failed": 0, "job": str(done.pk)}
    return {
        "change": done.change,
        "undone": {"id": done.undone, "label": done.label},
        "tables": done.tables,
        "failed": len(done.failed),
        "job": None,
    }
