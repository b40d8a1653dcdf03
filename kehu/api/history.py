"""History: what happened to a record, the list of changes, undo and redo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.keys import RequestKey, asked
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told
from kehu.base.text import Text
from kehu.engine import history, undo
from kehu.engine.once import once
from kehu.jobs.shown import speak

router = Router()

Limit = Annotated[int, Field(ge=1, le=500)]
PAST = ("inserted", "updated", "archived", "restored")


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


class CountsTold(Told):
    """What a change did in one table."""

    table: str
    inserted: int
    updated: int
    archived: int
    restored: int


class ChangeTold(Told):
    """One undoable step."""

    id: int
    at: datetime
    actor: Who
    source: str
    kind: Literal["do", "undo", "redo"]
    label: str
    tables: list[CountsTold]
    undone_by: int | None


class UndoWanted(Body):
    """The change to undo; without it, one's own latest."""

    change: Id | None = None


class StepTold(Told):
    """The change that was turned back."""

    id: int
    label: str


class UndoneTold(Told):
    """What an undo or redo did: its own change, the one it turned back, the tables it touched."""

    change: int
    undone: StepTold
    tables: list[str]


@router.get("/tables/{table}/records/{record_id}/history", response=list[EntryTold], summary="Tell a record's history")
def record_history(request: Signed, table: Key, record_id: Id, limit: Limit = 100) -> HttpResponse:
    """Tell what happened to a record, newest first."""
    return answer(request, [_entry(each) for each in history.history(request.auth, table, record_id, limit)])


@router.get("/changes", response=list[ChangeTold], summary="List changes, newest first")
def list_changes(request: Signed, limit: Limit = 50, mine: bool = True) -> HttpResponse:
    """List one's own changes; `mine=false` lists everybody's."""
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
        for change in undo.changes(request.auth, mine=mine, limit=limit)
    ]
    return answer(request, told)


@router.post("/undo", response=UndoneTold, summary="Undo a change")
def undo_change(request: Signed, wanted: UndoWanted, key: RequestKey = None) -> HttpResponse:
    """Turn back one's own latest change, or a given one; refused when somebody changed the same cells since."""
    receipt = once(request.auth, key, asked(request), lambda: _undone(undo.undo(request.auth, wanted.change)))
    return answer(request, speak(receipt, request.auth.language))


@router.post("/redo", response=UndoneTold, summary="Redo what was undone last")
def redo_change(request: Signed, key: RequestKey = None) -> HttpResponse:
    """Do again what the member undid last."""
    receipt = once(request.auth, key, asked(request), lambda: _undone(undo.redo(request.auth)))
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
    }


def _counts(counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    return [{"table": key, **{past: found.get(past, 0) for past in PAST}} for key, found in counts.items()]


def _undone(done: undo.Undone) -> dict[str, Any]:
    return {
        "change": done.change,
        "undone": {"id": done.undone, "label": done.label},
        "tables": done.tables,
    }
