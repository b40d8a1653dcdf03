"""Undo and redo: the inverse of a change, done through the same door with today's rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Table
from kehu.engine import write
from kehu.engine.models import Change
from kehu.engine.operations import Archive, Operation, Receipt, Restore, Update
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
    with transaction.atomic():
        target = _latest(actor) if change is None else _own(actor, change)
        if target.undone_by_id is not None:
            raise Conflict(Text("这一步已经撤销过了", "This was undone already"), code="undone")
        return _turn_back(actor, target, "undo" if target.kind in ("do", "redo") else "redo")


def redo(actor: Actor) -> Undone:
    """Do again what the actor undid last, unless they did something else since."""
    with transaction.atomic():
        mine = Change.objects.filter(actor_id=actor.member)
        last = mine.select_for_update(of=("self",)).filter(kind="undo", undone_by=None).order_by("-id").first()
        if last is None or mine.filter(kind="do", id__gt=last.id).exists():
            raise NotFound(Text("没有可以重做的操作", "There is nothing to redo"), code="redo.none")
        return _turn_back(actor, last, "redo")


def changes(actor: Actor, *, mine: bool = True, limit: int = 50) -> list[Change]:
    """List changes from the newest: the actor's own, or everybody's."""
    found = Change.objects.select_related("actor").order_by("-id")
    return list((found.filter(actor_id=actor.member) if mine else found)[: max(1, min(limit, MAX_LISTED))])


def inverse(lines: Sequence[ledger.Line], shapes: dict[int, Table]) -> list[Operation]:
    """Write the operations that turn ledger lines back, the last first; each names the version it expects."""
    operations: list[Operation] = []
    for line in reversed(lines):
        shape = shapes[line.table]
        match line.operation:
            case "insert" | "restore":
                operations.append(Archive(shape.key, line.record, line.version))
            case "archive":
                operations.append(Restore(shape.key, line.record))
            case _:
                operations.append(Update(shape.key, line.record, _by_key(line.before or {}, shape), line.version))
    return operations


def _latest(actor: Actor) -> Change:
    found = (
        Change.objects.select_for_update(of=("self",))
        .filter(actor_id=actor.member, kind__in=["do", "redo"], undone_by=None)
        .order_by("-id")
        .first()
    )
    if found is None:
        raise NotFound(Text("没有可以撤销的操作", "There is nothing to undo"), code="undo.none")
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
        operations = inverse(lines, shapes)
        receipt = Receipt()
        for start in range(0, len(operations), write.MAX_OPERATIONS):
            receipt = act.apply(operations[start : start + write.MAX_OPERATIONS])
        change = act.open()
    Change.objects.filter(id=target.id).update(undone_by_id=change)
    tables = tuple(dict.fromkeys(shapes[line.table].key for line in lines))
    return Undone(change, target.id, label, tables, receipt)


def _by_key(values: dict[str, Any], shape: Table) -> dict[str, Any]:
    keys = {str(field.id): field.key for field in shape.by_key.values()}
    return {keys[identity]: value for identity, value in values.items() if identity in keys}
