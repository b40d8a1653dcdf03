"""Conflicts: whether somebody changed the same cell since the caller saw it; other cells never conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Table
from kehu.engine.fields import field_type
from kehu.engine.operations import Archive, Clash, Insert, Update
from kehu.engine.sql import ledger
from kehu.engine.writing.intake import Draft

_TOLD = Text("别人刚刚改过", "Somebody just changed it")


@dataclass(frozen=True, slots=True)
class Before:
    """A locked record: its version, whether it is archived, its wire values by field key."""

    version: int
    archived: bool
    values: dict[str, Any]


def clashes(shape: Table, drafts: Sequence[Draft], locked: Mapping[int, Before]) -> list[Clash]:
    """Find the conflicts of drafts that name the version they saw, and mark those drafts as failed."""
    stale = {draft.id: draft for draft in drafts if _is_stale(draft, locked)}
    if not stale:
        return []
    seen = {identity: _version_seen(draft) for identity, draft in stale.items()}
    moved: dict[int, dict[str, Moved]] = {}
    for line in ledger.lines_since(shape.id, seen):
        fields = moved.setdefault(line.record, {})
        for identity, after in (line.after or {}).items():
            first = fields[identity].seen if identity in fields else (line.before or {}).get(identity)
            fields[identity] = Moved(first, after, line)
    found = [
        clash for identity, fields in moved.items() for clash in _met(shape, stale[identity], fields, locked[identity])
    ]
    for clash in found:
        stale[clash.id].fail(clash.field, "conflict", _TOLD, clash.yours)
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """What happened to one field since: the value seen, the value now, the last line that changed it."""

    seen: Any
    now: Any
    line: ledger.Line


def _version_seen(draft: Draft) -> int:
    operation = draft.operation
    return 0 if isinstance(operation, Insert) or operation.version is None else operation.version


def _is_stale(draft: Draft, locked: Mapping[int, Before]) -> bool:
    operation = draft.operation
    if isinstance(operation, Insert) or operation.version is None or draft.failures:
        return False
    return isinstance(operation, Update | Archive) and locked[draft.id].version != operation.version


def _met(shape: Table, draft: Draft, fields: Mapping[str, Moved], before: Before) -> list[Clash]:
    """List the fields that really differ from what was seen and from what is wanted; None stands for the record."""
    differing = {identity: moved for identity, moved in fields.items() if moved.seen != moved.now}
    if isinstance(draft.operation, Archive):
        last = next(iter(differing.values()), None)
        return [_clash(draft, None, None, None, before, last.line)] if last else []
    clashes: list[Clash] = []
    for key, value in draft.values.items():
        field = shape.field(key)
        moved = differing.get(str(field.id))
        yours = field_type(field.type).dump(value)
        if moved is not None and yours != before.values[key]:
            clashes.append(_clash(draft, key, yours, before.values[key], before, moved.line))
    return clashes


def _clash(draft: Draft, key: str | None, yours: Any, theirs: Any, before: Before, line: ledger.Line) -> Clash:
    return Clash(draft.index, draft.id, key, yours, theirs, before.version, line.actor, line.at)
