"""Does what is asked for on a range: at once when it is small, as a job when it is large; always one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.engine import write
from kehu.engine.operations import Failure, Insert, Operation, Receipt, Update
from kehu.engine.ranges.doing import DIRECT_ROWS, NAMES, TOLD, Doing
from kehu.engine.ranges.plan import Write, plan
from kehu.engine.ranges.rows import Found, find
from kehu.jobs.progress import Progress

BATCH = 5_000
"""Rows that are read, checked and written in one go."""
TRIES = 3
"""How often the rest of a row is tried again without the cells that were refused."""
SOURCES = {"fill": "fill", "paste": "paste", "clear": "clear", "set": "fill", "archive": "grid"}
RIGHTS = {"fill": "edit", "paste": "edit", "clear": "edit", "set": "edit", "archive": "delete"}


@dataclass(slots=True)
class Outcome:
    """What became of a doing: its change, rows meant, records written, failures, and those told one by one."""

    change: int | None = None
    rows: int = 0
    written: int = 0
    failures: int = 0
    records: list[dict[str, int | None]] | None = None
    failed: list[dict[str, Any]] = field(default_factory=list)

    def as_told(self) -> dict[str, Any]:
        """Write it as it travels."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Ready:
    """A doing whose records are found and whose writes are planned; `total` is the number of rows."""

    doing: Doing
    found: Found
    operations: Write
    total: int

    @property
    def large(self) -> bool:
        """True when it is for a job."""
        return self.total > DIRECT_ROWS


def prepare(actor: Actor, doing: Doing) -> Ready:
    """Find the records and plan the writes.

    Raises `Conflict` (code `range.moved`) when other records stand there than the person saw, `Forbidden`, `Invalid`.
    """
    require(actor, RIGHTS[doing.do], doing.table)
    if doing.insert:
        require(actor, "create", doing.table)
    found = find(actor, doing.table, doing.target)
    return Ready(doing, found, *plan(actor, doing, found))


def carry(actor: Actor, ready: Ready, progress: Progress | None = None) -> Outcome:
    """Do it as one undoable change.

    Without `partial` raises `Invalid` and `Conflict` as `write.apply` does, and then nothing is written.
    """
    doing, found, total = ready.doing, ready.found, ready.total
    outcome = Outcome(rows=total, records=[] if total <= TOLD else None)
    label = NAMES[doing.do].format(count=total)
    with write.action(actor, source=SOURCES[doing.do], label=label) as act:
        for start in range(0, total, BATCH):
            if progress is not None:
                progress.step(start, total)
            part = ready.operations(start, min(start + BATCH, total))
            _note(outcome, found, part, _apply(act, part, partial=doing.partial))
        outcome.change = act.change
    outcome.written = sum(sum(counts.values()) for counts in act.counts.values())
    return outcome


def _apply(act: write.Action, operations: Sequence[Operation], *, partial: bool) -> Receipt:
    """Write what is right; with `partial` a refused cell does not hold back the other cells of its row."""
    receipt = act.apply(operations, partial=partial)
    places, left, told = list(range(len(operations))), list(operations), list(receipt.failed)
    last = receipt
    for _ in range(TRIES):
        again = _without(left, last.failed)
        if not again:
            break
        places = [places[index] for index, _ in again]
        left = [operation for _, operation in again]
        last = act.apply(left, partial=True)
        told += [replace(failure, index=places[failure.index]) for failure in last.failed]
        receipt.records += [replace(each, index=places[each.index]) for each in last.records]
    receipt.failed = told
    return receipt


def _without(operations: Sequence[Operation], failed: Sequence[Failure]) -> list[tuple[int, Operation]]:
    """Give the operations that were refused for some of their cells, without these cells."""
    cells: dict[int, set[str | None]] = {}
    for failure in failed:
        cells.setdefault(failure.index, set()).add(failure.field)
    found: list[tuple[int, Operation]] = []
    for index, refused in cells.items():
        operation = operations[index]
        if not isinstance(operation, Insert | Update) or not refused <= operation.values.keys():
            continue
        values = {key: value for key, value in operation.values.items() if key not in refused}
        if values:
            found.append((index, replace(operation, values=values)))
    return found


def _note(outcome: Outcome, found: Found, part: Sequence[Operation], receipt: Receipt) -> None:
    """Take over what a part did; rows are told by their place in the view."""
    told = receipt.failed[: max(0, TOLD - len(outcome.failed))]
    at = _rows_of(found, receipt, part, told, all_=outcome.records is not None)
    if outcome.records is not None:
        outcome.records += [
            {"row": at.get(each.id), "id": each.id, "version": each.version}
            for each in sorted(receipt.records, key=lambda each: each.index)
        ]
    outcome.failures += len(receipt.failed)
    for failure in told:
        identity = _id_of(part[failure.index])
        outcome.failed.append({**failure.as_detail(), "id": identity, "row": at.get(identity or 0)})


def _rows_of(
    found: Found, receipt: Receipt, part: Sequence[Operation], told: Sequence[Failure], *, all_: bool
) -> dict[int, int]:
    wanted = {each.id for each in receipt.records} if all_ else set()
    wanted |= {_id_of(part[failure.index]) or 0 for failure in told}
    if not wanted:
        return {}
    return {identity: row for identity, row in zip(found.ids, found.rows, strict=True) if identity in wanted}


def _id_of(operation: Operation) -> int | None:
    return None if isinstance(operation, Insert) else operation.id
