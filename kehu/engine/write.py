"""The one door for writes: scope, intake, rules, lock, write, ledger, word to the others, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction

from kehu.access.actor import Actor
from kehu.access.scope import Scope, require
from kehu.base.errors import Conflict, Invalid, TooLarge
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Catalog, Table
from kehu.engine import search
from kehu.engine.compute.run import Touched, recompute
from kehu.engine.files import cells
from kehu.engine.models import Change
from kehu.engine.operations import (
    MAX_OPERATIONS,
    Archive,
    Clash,
    Failure,
    Insert,
    Operation,
    Receipt,
    Restore,
    Update,
    Warned,
    Written,
)
from kehu.engine.reading import reading_of
from kehu.engine.sql import ledger
from kehu.engine.writing import batch, fresh, mirror, tags
from kehu.engine.writing.settled import settled
from kehu.engine.writing.taken import taken_meanwhile

__all__ = ["MAX_OPERATIONS", "Action", "Archive", "Insert", "Receipt", "Restore", "Update", "action", "apply"]

_ACTIONS = {Insert: "create", Update: "edit", Archive: "delete", Restore: "delete"}
_PAST = {Insert: "inserted", Update: "updated", Archive: "archived", Restore: "restored"}


MAX_TOLD = 100_000
"""Most mistakes that one refusal tells one by one; its sentence tells how many there are."""


def apply(
    actor: Actor,
    operations: Sequence[Operation],
    *,
    source: str = "api",
    label: Text | None = None,
    partial: bool = False,
) -> Receipt:
    """Do operations as one undoable change.

    Without `partial` all are done or none: raises `Invalid` with every mistake, or `Conflict` with both values.
    With it everything right is done, and the receipt lists the rest. Raises `Forbidden`, `NotFound`, `TooLarge`.
    """

    def once() -> Receipt:
        with action(actor, source=source, label=label) as act:
            return act.apply(operations, partial=partial)

    return settled(once)


@contextmanager
def action(
    actor: Actor, *, source: str = "api", label: Text | None = None, kind: str = "do", undoes: int | None = None
) -> Iterator[Action]:
    """Open one change in one transaction; several calls of its `apply` are undone together."""
    try:
        with transaction.atomic():
            act = Action(actor, source, label, kind, undoes)
            yield act
            act.close()
    except IntegrityError as error:
        if "unique" not in str(error):
            raise
        raise taken_meanwhile(error) from error


@dataclass
class Action:
    """One change being made; `change` is its id once something was written."""

    actor: Actor
    source: str
    label: Text | None
    kind: str
    undoes: int | None
    change: int | None = None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    _noted: dict[str, dict[str, int]] = field(default_factory=dict)
    _touched: dict[str, Touched] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)
    _catalog: Catalog | None = None

    def apply(self, operations: Sequence[Operation], *, partial: bool = False) -> Receipt:
        """Do a batch of operations as part of this change; see `write.apply`."""
        if len(operations) > MAX_OPERATIONS:
            raise TooLarge(
                Text(
                    f"一次最多 {MAX_OPERATIONS} 个操作，请分批提交",
                    f"At most {MAX_OPERATIONS} operations in one call; send several",
                ),
                code="operations.many",
            )
        receipt = Receipt()
        shapes = self._shapes(operations) if operations else []
        if new := fresh.asked(shapes, operations):
            operations, receipt.failed = fresh.settle(self.actor, operations, new, self._make)
        refused = {failure.index for failure in receipt.failed}
        numbered = [each for each in enumerate(operations) if each[0] not in refused]
        asked: list[mirror.Asked] = []
        for shape in shapes:
            key = shape.key
            allowed = self._scope(shape, operations)
            mine = [(index, operation) for index, operation in numbered if operation.table == key]
            if known := mirror.backlinks(shape):
                mine, more, wrong = mirror.take_out(mine, known, reading_of(self.actor))
                receipt.failed += wrong
                asked += more
            prepared = batch.prepare(self.actor, shape, mine, allowed, self._catalog)
            receipt.failed += prepared.failures
            receipt.conflicts += prepared.conflicts
            if not partial and (receipt.failed or receipt.conflicts):
                continue
            self._write(shape, prepared, receipt)
        if asked:
            self._mirror(asked, receipt, partial)
        if not partial:
            _refuse(receipt)
        receipt.failed += [_told(clash) for clash in receipt.conflicts]
        receipt.records.sort(key=lambda written: written.index)
        receipt.warnings.sort(key=lambda warned: warned.index)
        receipt.change = self.change
        return receipt

    def close(self) -> None:
        """Bring computed fields up to what was written, and write down what the whole action did."""
        if self._touched and self._catalog is not None:
            followed = recompute(self._catalog, self._touched, reading_of(self.actor))
            for table, ids in followed.items():
                if ids and self.change is not None:
                    ledger.tell(table, self.change, self.actor.member, sorted(ids))
            search.follow(self._catalog, self._touched)
        if self.change is not None and self.counts != self._noted:
            Change.objects.filter(id=self.change).update(counts=self.counts)

    def _shapes(self, operations: Sequence[Operation]) -> list[Table]:
        """Hold the tables of operations, with the tags that these make by naming them.

        Tags are made before anything is held, where this process knows enough, as other changes of fields are.
        """
        keys = {operation.table for operation in operations}
        if (known := store.latest()) is not None:
            self._tag(known, operations)
        shapes = self._hold(keys)
        assert self._catalog is not None
        return self._hold(keys) if self._tag(self._catalog, operations) else shapes

    def _tag(self, catalog: Catalog, operations: Sequence[Operation]) -> bool:
        """Make the tags that operations name and nobody has made; fields that the actor does not see get none."""
        wanted = {
            (table, key): words
            for (table, key), words in tags.asked(catalog, operations).items()
            if key not in self._scope(catalog.table(table), operations).hidden
        }
        if wanted:
            tags.make(wanted)
        return bool(wanted)

    def _make(self, table: str, titles: Sequence[str]) -> Receipt:
        """Make records that a link asks for by their titles."""
        (shape,) = self._hold({table})
        return self.apply([Insert(table, {shape.title: title}) for title in titles], partial=True)

    def _mirror(self, asked: Sequence[mirror.Asked], receipt: Receipt, partial: bool) -> None:
        """Write what was said of back-links to the links over there, once the records themselves are written."""
        written = {each.index: each.id for each in receipt.records}
        by_place: dict[tuple[str, str], list[mirror.Asked]] = {}
        for each in asked:
            if each.index in written:
                by_place.setdefault(each.place, []).append(replace(each, record=written[each.index]))
        for (key, _), group in by_place.items() if partial or not receipt.failed else ():
            self._hold({key})
            assert self._catalog is not None
            allowed = require(self.actor, "edit", key)
            operations, failed = mirror.updates(self.actor, self._catalog, group, allowed)
            prepared = batch.prepare(self.actor, self._catalog.table(key), operations, allowed)
            fields = {each.index: each.backlink.key for each in group}
            failed += [replace(each, field=fields[each.index]) for each in prepared.failures]
            receipt.failed += failed
            if partial or not failed:
                self._write(self._catalog.table(key), prepared, Receipt())

    def _hold(self, keys: set[str]) -> list[Table]:
        """Give the tables as they stay until this transaction ends, in the one order in which all take them."""
        if self._catalog is None or not keys <= self._held:
            self._catalog = store.held(keys)
            self._held |= keys
        else:
            self._catalog = store.current()
        catalog = self._catalog
        return sorted((catalog.table(key) for key in keys), key=lambda shape: shape.id)

    def _scope(self, shape: Table, operations: Sequence[Operation]) -> Scope:
        allowed: Scope | None = None
        for kind in {type(operation) for operation in operations if operation.table == shape.key}:
            allowed = require(self.actor, _ACTIONS[kind], shape.key)
        assert allowed is not None
        return allowed

    def _write(self, shape: Table, prepared: batch.Prepared, receipt: Receipt) -> None:
        ready = [draft for draft in prepared.drafts if not draft.failures]
        if not ready:
            return
        assert self._catalog is not None
        for kind, group in groupby(
            sorted(ready, key=lambda draft: _ORDER[type(draft.operation)]), lambda draft: type(draft.operation)
        ):
            drafts = list(group)
            written = batch.WRITERS[kind](self.actor, shape, drafts, prepared.locked, self._catalog)
            versions = written.versions
            cells.hold(shape, drafts)
            receipt.warnings += [
                Warned(told.index, draft.id, told.field, told.code, told.text)
                for draft in drafts
                for told in draft.warnings
            ]
            receipt.records += [
                Written(draft.index, shape.key, draft.id, versions.get(draft.id) or prepared.version(draft.id))
                for draft in drafts
            ]
            if versions:
                counts = self.counts.setdefault(shape.key, {})
                counts[_PAST[kind]] = counts.get(_PAST[kind], 0) + len(versions)
                self._note(shape, written)
                written.touch(self._touched.setdefault(shape.key, Touched()), shape)

    def open(self) -> int:
        """Give the id of the change, made when it is first needed."""
        return self._note(None, None) if self.change is None else self.change

    def _note(self, shape: Table | None, written: batch.Done | None) -> int:
        """Write the lines of what was done, with the change itself when these are its first."""
        label = self.label or Text("", "")
        opening = ledger.Opening(
            self.change,
            self.actor.member,
            self.source,
            self.kind,
            label.zh[:300],
            label.en[:300],
            self.counts,
            self.undoes,
        )
        if self.change is None:
            self._noted = deepcopy(self.counts)
        if shape is None or written is None:
            self.change = ledger.note(opening)
        else:
            self.change = ledger.note(opening, ledger.Lines(shape, written.operation, written.lines, written.versions))
        return self.change


_ORDER: dict[Any, int] = {Archive: 0, Update: 1, Restore: 2, Insert: 3}


def _refuse(receipt: Receipt) -> None:
    if receipt.failed:
        first = receipt.failed[0]
        raise Invalid(
            first.text if len(receipt.failed) == 1 else _MANY.format(count=len(receipt.failed), first=first.text),
            code="invalid",
            details={"errors": [failure.as_detail() for failure in receipt.failed[:MAX_TOLD]]},
        )
    if receipt.conflicts:
        raise Conflict(
            Text(
                "别人刚刚改过同一个格子，请选择保留哪个值",
                "Somebody just changed the same cell; choose which value stays",
            ),
            code="conflict",
            details={"conflicts": [clash.as_detail() for clash in receipt.conflicts]},
        )


_MANY = Text("有 {count} 处需要修改，第一处：{first}", "{count} things need a correction, first: {first}")


def _told(clash: Clash) -> Failure:
    text = Text(
        "别人刚刚改过这个格子，现在是“{theirs}”", "Somebody just changed this cell; it is “{theirs}” now"
    ).format(theirs=clash.theirs)
    return Failure(clash.index, clash.field, "conflict", text, clash.yours)
