"""Differences between a moment and now, and bringing records back to what they were then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine import write
from kehu.engine.history.asof import Past, past
from kehu.engine.operations import Archive, Failure, Operation, Restore, Update
from kehu.engine.reading import asker_of
from kehu.engine.sql import diff
from kehu.engine.titles import Titles, titled, titles
from kehu.jobs.models import Job
from kehu.jobs.progress import Progress
from kehu.jobs.start import start

REWIND = "engine.rewind"
BATCH = 5_000
MAX_LISTED = 500
MAX_TOLD = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """What to look at or bring back: kinds of differences; only some records, only some fields when named."""

    kinds: tuple[str, ...] = diff.KINDS
    ids: tuple[int, ...] | None = None
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs: how, and by field key its value of then and of now where these differ."""

    id: int
    kind: str
    was: dict[str, Any]
    now: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Differences:
    """Some differences in the order of the records' ids; `next` is the last id, None at the end."""

    found: list[Difference]
    titles: Titles
    next: int | None


@dataclass(slots=True)
class Totals:
    """How many records differ by kind, and in how many records each field does."""

    kinds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(diff.KINDS, 0))
    fields: dict[str, int] = field(default_factory=dict)


def differences(actor: Actor, snapshot: int, choice: Choice, after: int = 0, limit: int = 100) -> Differences:
    """List what differs between a snapshot and now, with the titles of the records and of what they link to."""
    pair = _pair(actor, past(actor, snapshot), choice)
    wanted = diff.Wanted(_kinds(choice), choice.ids)
    limit = max(1, min(limit, MAX_LISTED))
    rows = diff.differences(pair, wanted, after, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    was, names = titled(actor, pair.fields, [row[2::3] for row in rows], 0)
    now, more_names = titled(actor, pair.fields, [row[3::3] for row in rows], 0)
    for table, known in more_names.items():
        names.setdefault(table, {}).update(known)
    seen = zip(rows, was, now, strict=True)
    rows = [(*row[:2], *_interleaved(before, after, row[4::3])) for row, before, after in seen]
    names.setdefault(pair.now.key, {}).update(titles(actor, pair.now.key, [row[0] for row in rows]))
    return Differences([_difference(pair.fields, row) for row in rows], names, rows[-1][0] if more else None)


def totals(actor: Actor, snapshot: int, choice: Choice) -> Totals:
    """Count what differs."""
    pair = _pair(actor, past(actor, snapshot), choice)
    found = Totals()
    for kind, records, *counts in diff.totals(pair, diff.Wanted(_kinds(choice), choice.ids)):
        found.kinds[kind] = records
        if kind == diff.CHANGED:
            pairs = zip(pair.fields, counts, strict=True)
            found.fields = {each.key: count for each, count in pairs if count}
    return found


def start_restore(actor: Actor, snapshot: int, choice: Choice) -> Job:
    """Begin to bring records back to what they were; the result tells the change to undo it by."""
    opened = past(actor, snapshot)
    for action in ("edit", "delete"):
        require(actor, action, opened.now.key)
    _pair(actor, opened, choice)
    label = Text("把“{table}”恢复到以前的样子", "Bring “{table}” back to how it was").format(table=opened.now.name)
    given = {"kinds": list(choice.kinds), "ids": choice.ids, "fields": choice.fields}
    return start(actor, REWIND, label, snapshot=snapshot, **given)


def restore(actor: Actor, snapshot: int, choice: Choice, progress: Progress | None = None) -> dict[str, Any]:
    """Bring records back as one change that can be undone; what a rule refuses stays as it is and is told."""
    opened = past(actor, snapshot)
    pair = _pair(actor, opened, choice)
    wanted = diff.Wanted(_kinds(choice), choice.ids)
    total = sum(row[1] for row in diff.totals(pair, wanted))
    label = Text("恢复到 {at} 的样子", "Bring back as of {at}").format(at=_spoken(opened, actor))
    failed: list[tuple[int, Failure]] = []
    done = 0
    with write.action(actor, source="restore", label=label) as act:
        for rows in _batches(pair, wanted):
            for operations in _operations(pair, rows):
                receipt = act.apply(operations, partial=True)
                failed += [(_id(operations[each.index]), each) for each in receipt.failed]
            done += len(rows)
            if progress is not None:
                progress.step(done, total)
    told = [{"id": identity, "field": each.field, "message": each.text} for identity, each in failed[:MAX_TOLD]]
    return {"change": act.change, "table": pair.now.key, "records": total, "failed": len(failed), "told": told}


def _interleaved(*columns: Sequence[Any]) -> Iterator[Any]:
    for values in zip(*columns, strict=True):
        yield from values


def _batches(pair: diff.Pair, wanted: diff.Wanted) -> Iterator[list[Any]]:
    after = 0
    while rows := diff.differences(pair, wanted, after, BATCH):
        yield rows
        after = rows[-1][0]


def _operations(pair: diff.Pair, rows: Sequence[Any]) -> Iterator[list[Operation]]:
    """Write the operations for some differences: out, back in, then the values."""
    key = pair.now.key
    found = [(row, _difference(pair.fields, row)) for row in rows]
    batches: list[list[Operation]] = [
        [Archive(key, each.id) for _, each in found if each.kind == diff.ADDED],
        [Restore(key, each.id) for _, each in found if each.kind == diff.ARCHIVED],
        [Update(key, each.id, each.was) for _, each in found if each.kind != diff.ADDED and each.was],
    ]
    yield from filter(None, batches)


def _difference(fields: Sequence[Field], row: Sequence[Any]) -> Difference:
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for index, each in enumerate(fields):
        before, after, differs = row[2 + 3 * index : 5 + 3 * index]
        if differs:
            was[each.key], now[each.key] = before, after
    return Difference(row[0], row[1], was if row[1] != diff.ADDED else {}, now)


def _pair(actor: Actor, opened: Past, choice: Choice) -> diff.Pair:
    """Give the two states to compare, in the fields that are stored, chosen and visible."""
    fields = [each for each in opened.fields if not each.readonly]
    if choice.fields is not None:
        known = {each.key: each for each in fields}
        for key in choice.fields:
            if key not in known:
                opened.was.field("" if key in opened.allowed.hidden else key)
                raise Invalid(
                    Text("“{field}”由系统填写，没有历史", "“{field}” is filled by the system").format(field=key),
                    code="field.readonly",
                )
        fields = [known[key] for key in choice.fields]
    asker = asker_of(actor, opened.allowed.hidden)
    return diff.Pair(opened.was, opened.now, opened.snapshot.at, asker, opened.allowed.rows, tuple(fields))


def _kinds(choice: Choice) -> tuple[str, ...]:
    unknown = set(choice.kinds) - set(diff.KINDS)
    if unknown or not choice.kinds:
        raise Invalid(Text("要选至少一类差别", "Choose at least one kind of difference"), code="diff.kinds")
    return choice.kinds


def _spoken(opened: Past, actor: Actor) -> str:
    zone = ZoneInfo(asker_of(actor).reading.time_zone)
    return opened.snapshot.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def _id(operation: Operation) -> int:
    return getattr(operation, "id", 0)
