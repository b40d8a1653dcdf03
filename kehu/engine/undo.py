"""Undo and redo: the inverse of a change, done through the same door with today's rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Table
from kehu.engine import write
from kehu.engine.models import Change
from kehu.engine.operations import Archive, Operation, Receipt, Restore, Update
from kehu.engine.settled import settled
from kehu.engine.sql import ledger

MAX_LISTED = 500


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: its own change, the one it turned back, and the tables it touched."""

    change: int
    undone: int
    label: Text
    tables: tuple[str, ...]
    receipt: Receipt


def undo(actor: Actor, change: int | None = None) -> Undone:
    """Turn a change back; without one, the actor's latest that stands.

    Raises `Conflict` when somebody changed the same cells since, `NotFound` when there is nothing to undo.
    """
    return settled(lambda: _undo(actor, change))


def redo(actor: Actor) -> Undone:
    """Do again what the actor undid last, unless they did something else since."""
    return settled(lambda: _redo(actor))


@transaction.atomic
def _undo(actor: Actor, change: int | None) -> Undone:
    target = _latest(actor) if change is None else _own(actor, change)
    if target.undone_by_id is not None:
        raise Conflict(Text("这一步已经撤销过了", "This was undone already"), code="undone")
    return _turn_back(actor, target, "undo" if target.kind in ("do", "redo") else "redo")


@transaction.atomic
def _redo(actor: Actor) -> Undone:
    mine = Change.objects.filter(actor_id=actor.member)
    last = _newest(mine.filter(kind="undo", undone_by=None))
    if last is None or mine.filter(kind="do", id__gt=last.id).exists():
        raise NotFound(Text("没有可以重做的操作", "There is nothing to redo"), code="redo.none")
    return _turn_back(actor, last, "redo")


def changes(actor: Actor, *, mine: bool = True, limit: int = 50) -> list[Change]:
    """List changes from the newest: the actor's own, or everybody's."""
    found = Change.objects.select_related("actor").order_by("-id")
    return list((found.filter(actor_id=actor.member) if mine else found)[: max(1, min(limit, MAX_LISTED))])


def inverse(lines: Sequence[ledger.Line], shapes: dict[int, Table]) -> tuple[list[Operation], list[Operation]]:
    """Write the operations that turn the lines of one change back, in two calls that follow each other.

    Each record is turned back as a whole, the last first, naming the version it expects: one that was made and then
    changed only has to go, one changed several times gets its first values back.
    """
    records: dict[tuple[int, int], list[ledger.Line]] = {}
    for line in lines:
        records.setdefault((line.table, line.record), []).append(line)
    first: list[Operation] = []
    then: list[Operation] = []
    for (table, _), own in reversed(records.items()):
        one, two = _turned(shapes[table], own)
        first += one
        then += two
    return first, then


def _turned(shape: Table, own: Sequence[ledger.Line]) -> tuple[list[Operation], list[Operation]]:
    key, record, version = shape.key, own[-1].record, own[-1].version
    turns = [line.operation for line in own if line.operation != "update"]
    was_there = not turns or turns[0] == "archive"
    is_there = not turns or turns[-1] != "archive"
    before: dict[str, Any] = {}
    for line in reversed(own):
        before |= line.before or {}
    values = _by_key(before, shape) if own[0].operation != "insert" else {}
    update: list[Operation] = [Update(key, record, values, version)] if values else []
    match was_there, is_there:
        case True, True:
            return update, []
        case False, True:
            return (update, [Archive(key, record, version + 1)]) if update else ([Archive(key, record, version)], [])
        case True, False:
            return [Restore(key, record)], [Update(key, record, values, version + 1)] if values else []
        case _:
            return [], []


def _latest(actor: Actor) -> Change:
    found = _newest(Change.objects.filter(actor_id=actor.member, kind__in=["do", "redo"], undone_by=None))
    if found is None:
        raise NotFound(Text("没有可以撤销的操作", "There is nothing to undo"), code="undo.none")
    return found


def _newest(among: QuerySet[Change]) -> Change | None:
    """Lock the newest; when another request of the same person took it meanwhile, the one before it."""
    newest = among.select_for_update(of=("self",)).order_by("-id")
    while (found := newest.first()) is None and among.exists():
        pass
    return found


def _own(actor: Actor, change: int) -> Change:
    found = Change.objects.select_for_update(of=("self",)).filter(id=change).first()
    if found is None or (found.actor_id != actor.member and not actor.owner):
        raise NotFound(Text("没有这一步操作", "There is no such change"), code="change.unknown")
    return found


def _turn_back(actor: Actor, target: Change, kind: str) -> Undone:
    catalog = store.current()
    shapes = {shape.id: shape for shape in catalog.tables.values()}
    lines = ledger.lines_of_change(target.id)
    gone = [shapes[line.table].name for line in lines if shapes[line.table].archived]
    if gone:
        raise Invalid(
            Text("表“{table}”已删除，先恢复它", "Table “{table}” was deleted; restore it first").format(table=gone[0]),
            code="table.archived",
        )
    label = Text(target.label_zh, target.label_en)
    with write.action(actor, source=kind, label=label, kind=kind, undoes=target.id) as act:
        receipt = Receipt()
        for operations in inverse(lines, shapes):
            for start in range(0, len(operations), write.MAX_OPERATIONS):
                receipt = act.apply(operations[start : start + write.MAX_OPERATIONS])
        change = act.open()
    Change.objects.filter(id=target.id).update(undone_by_id=change)
    tables = tuple(dict.fromkeys(shapes[line.table].key for line in lines))
    return Undone(change, target.id, label, tables, receipt)


def _by_key(values: dict[str, Any], shape: Table) -> dict[str, Any]:
    keys = {str(field.id): field.key for field in shape.by_key.values()}
    return {keys[identity]: value for identity, value in values.items() if identity in keys}
