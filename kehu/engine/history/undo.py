"""Undo and redo: the inverse of a change, done through the same door with today's rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet

from kehu.access.actor import Actor
from kehu.access.scope import require, scope
from kehu.base.errors import Conflict, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Table
from kehu.engine import write
from kehu.engine.models import Change, TableChange
from kehu.engine.operations import Archive, Failure, Insert, Operation, Restore, Update
from kehu.engine.sql import ledger
from kehu.engine.titles import titles
from kehu.engine.writing.settled import settled
from kehu.jobs.models import OPEN, Job
from kehu.jobs.progress import Progress
from kehu.jobs.start import start

UNDO = "engine.undo"
MAX_LISTED = 500
LARGE = 2_000
"""Record changes beyond which an undo runs in the background, with progress and a way to stop it."""
BATCH = 10_000
MAX_CLASHES = 200
MAX_TOLD = 100

Clashing = Literal["tell", "skip", "overwrite"]
"""What to do where somebody changed the same cells since: tell and do nothing, leave those records, or win."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: its own change, the one it turned back, and the tables it touched."""

    change: int
    undone: int
    label: Text
    tables: tuple[str, ...]
    failed: list[Failure] = field(default_factory=list)


def undo(actor: Actor, change: int | None = None, clash: Clashing = "tell", progress: Progress | None = None) -> Undone:
    """Turn a change back; without one, the actor's latest that stands.

    Raises `Conflict` when somebody changed the same cells since and `clash` is "tell", with both values of each;
    `NotFound` when there is nothing to undo.
    """
    return settled(lambda: _undo(actor, change, clash, progress))


def undo_or_start(actor: Actor, change: int | None = None, clash: Clashing = "tell") -> Undone | Job:
    """Turn a change back at once, or begin a job for it when it is large."""
    return settled(lambda: _undo_or_start(actor, change, clash))


@transaction.atomic
def _undo_or_start(actor: Actor, change: int | None, clash: Clashing) -> Undone | Job:
    target = _latest(actor) if change is None else _own(actor, change)
    return _start(actor, target, clash) if _size(target) > LARGE else _undo(actor, target.id, clash, None)


def redo(actor: Actor, change: int | None = None, progress: Progress | None = None) -> Undone:
    """Do again what the actor undid last, unless they did something else since."""
    return settled(lambda: _redo(actor, change, progress))


def redo_or_start(actor: Actor) -> Undone | Job:
    """Do again at once, or begin a job for it when it is large."""
    return settled(lambda: _redo_or_start(actor))


@transaction.atomic
def _redo_or_start(actor: Actor) -> Undone | Job:
    target = _undone(actor, None)
    return _start(actor, target, "tell") if _size(target) > LARGE else _turn_back(actor, target, "redo", "tell", None)


def _size(target: Change) -> int:
    return sum(count for counts in target.counts.values() for count in counts.values())


@transaction.atomic
def _start(actor: Actor, target: Change, clash: Clashing) -> Job:
    """Begin to turn a change back; the job that does so already is given again."""
    Change.objects.select_for_update(of=("self",)).get(id=target.id)
    open_ = Job.objects.filter(kind=UNDO, state__in=OPEN, arguments__change=target.id).first()
    again = target.kind == "undo"
    words = Text(target.label_zh or "修改", target.label_en or "changes")
    label = (Text("重做“{label}”", "Redo “{label}”") if again else Text("撤销“{label}”", "Undo “{label}”")).format(
        label=words
    )
    return open_ or start(actor, UNDO, label, change=target.id, clash=clash, again=again)


@transaction.atomic
def _undo(actor: Actor, change: int | None, clash: Clashing, progress: Progress | None) -> Undone:
    target = _latest(actor) if change is None else _own(actor, change)
    if target.undone_by_id is not None:
        raise Conflict(Text("这一步已经撤销过了", "This was undone already"), code="undone")
    if target.kind == "purge":
        raise Invalid(Text("彻底删除的记录不能找回", "Records deleted for good do not come back"), code="change.purge")
    kind = "undo" if target.kind in ("do", "redo") else "redo"
    return _turn_back(actor, target, kind, clash, progress)


@transaction.atomic
def _redo(actor: Actor, change: int | None, progress: Progress | None) -> Undone:
    return _turn_back(actor, _undone(actor, change), "redo", "tell", progress)


def _undone(actor: Actor, change: int | None) -> Change:
    """Give what the actor undid last and what may be done again."""
    mine = Change.objects.filter(actor_id=actor.member)
    last = _newest(mine.filter(kind="undo", undone_by=None))
    if last is None or change not in (None, last.id) or mine.filter(kind="do", id__gt=last.id).exists():
        raise NotFound(Text("没有可以重做的操作", "There is nothing to redo"), code="redo.none")
    return last


def changes(
    actor: Actor, *, mine: bool = True, limit: int = 50, table: str | None = None, before: int | None = None
) -> list[Change]:
    """List changes from the newest: the actor's own or everybody's, of one table, those older than `before`.

    Of others only what touched tables that the actor reads whole: who reaches some of the records sees their own.
    """
    found = Change.objects.select_related("actor").order_by("-id")
    readable = {key for key in store.current().tables if "read" in scope(actor, key).actions}
    whole = {key for key in readable if scope(actor, key).rows is None}
    if mine or (table is not None and table not in whole):
        found = found.filter(actor_id=actor.member)
    if before is not None:
        found = found.filter(id__lt=before)
    if table is not None:
        require(actor, "read", table)
        found = found.filter(id__in=_of_table(store.current().table(table), before))
    limit = max(1, min(limit, MAX_LISTED))
    return [each for each in found[:limit] if each.actor_id == actor.member or set(each.counts) & whole]


def _of_table(shape: Table, before: int | None) -> list[int]:
    found = TableChange.objects.filter(table_id=shape.id)
    if before is not None:
        found = found.filter(change_id__lt=before)
    return list(found.order_by("-at", "-change_id").values_list("change_id", flat=True)[:MAX_LISTED])


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
    keys = {
        table: {str(field.id): field.key for field in shapes[table].by_key.values()}
        for table in {line.table for line in lines}
    }
    for (table, _), own in reversed(records.items()):
        one, two = _turned(shapes[table].key, keys[table], own)
        first += one
        then += two
    return first, then


def _turned(key: str, keys: Mapping[str, str], own: Sequence[ledger.Line]) -> tuple[list[Operation], list[Operation]]:
    record, version = own[-1].record, own[-1].version
    turns = [line.operation for line in own if line.operation != "update"]
    was_there = not turns or turns[0] == "archive"
    is_there = not turns or turns[-1] != "archive"
    before: dict[str, Any] = {}
    for line in reversed(own):
        before |= line.before or {}
    values = _by_key(before, keys) if own[0].operation != "insert" else {}
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


def _turn_back(actor: Actor, target: Change, kind: str, clash: Clashing, progress: Progress | None) -> Undone:
    shapes = {shape.id: shape for shape in store.current().tables.values()}
    lines = ledger.lines_of_change(target.id)
    _check_there(target, lines, shapes)
    label = Text(target.label_zh, target.label_en)
    failed: list[Failure] = []
    done, total = 0, len({(line.table, line.record) for line in lines})
    with write.action(actor, source=kind, label=label, kind=kind, undoes=target.id) as act:
        for operations in inverse(lines, shapes):
            for start_ in range(0, len(operations), BATCH):
                batch = operations[start_ : start_ + BATCH]
                failed += _apply(act, batch, clash)
                done += len(batch)
                if progress is not None:
                    progress.step(min(done, total), total)
        change = act.open()
    Change.objects.filter(id=target.id).update(undone_by_id=change)
    tables = tuple(dict.fromkeys(shapes[line.table].key for line in lines))
    return Undone(change, target.id, label, tables, failed)


def _check_there(target: Change, lines: Sequence[ledger.Line], shapes: dict[int, Table]) -> None:
    gone = [shapes[line.table].name for line in lines if shapes[line.table].archived]
    if gone:
        raise Invalid(
            Text("表“{table}”已删除，先恢复它", "Table “{table}” was deleted; restore it first").format(table=gone[0]),
            code="table.archived",
        )
    if not lines and target.counts:
        raise Invalid(
            Text(
                "这一步的历史已按保留期限清理，不能再撤销", "The history of this was cleared; it cannot be undone now"
            ),
            code="change.dropped",
        )


def _apply(act: write.Action, operations: Sequence[Operation], clash: Clashing) -> list[Failure]:
    """Do operations of an undo; with "tell" all or none, a conflict told with the titles of the records."""
    match clash:
        case "skip":
            return act.apply(operations, partial=True).failed
        case "overwrite":
            freed = [each if isinstance(each, Insert) else replace(each, version=None) for each in operations]
            return act.apply(freed, partial=True).failed
    try:
        return act.apply(operations).failed
    except Conflict as conflict:
        if conflict.code == "conflict":
            _name(act.actor, conflict, operations)
        raise


def _name(actor: Actor, conflict: Conflict, operations: Sequence[Operation]) -> None:
    """Put table and title beside each clash, and keep their number to what a page can show."""
    found = conflict.details["conflicts"]
    told = found[:MAX_CLASHES]
    tables = {each["index"]: operations[each["index"]].table for each in told}
    for table in set(tables.values()):
        names = titles(actor, table, [each["id"] for each in told if tables[each["index"]] == table])
        for each in told:
            if tables[each["index"]] == table:
                each |= {"table": table, "title": names.get(each["id"], "")}
    records = len({(operations[each["index"]].table, each["id"]) for each in found})
    conflict.details.update(conflicts=told, records=records)


def _by_key(values: dict[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    return {keys[identity]: value for identity, value in values.items() if identity in keys}
