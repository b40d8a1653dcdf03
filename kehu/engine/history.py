"""The history of one record, from its newest change to its making."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kehu.access.actor import Actor
from kehu.access.models import Member
from kehu.access.scope import require
from kehu.catalog import store
from kehu.engine import read
from kehu.engine.models import Change
from kehu.engine.sql import ledger

MAX_LINES = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record's history; values by field key, only of fields that the actor may read."""

    change: int
    at: str
    actor: int | None
    actor_name: str
    source: str
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]


def history(actor: Actor, table: str, identity: int, limit: int = 100) -> list[Entry]:
    """Tell what happened to a record; raises `NotFound` when the actor cannot reach it."""
    shape = store.current().table(table)
    allowed = require(actor, "read", table)
    read.record(actor, table, identity)
    lines = ledger.lines_of_record(shape.id, identity, max(1, min(limit, MAX_LINES)))
    sources = dict(Change.objects.filter(id__in=[line.change for line in lines]).values_list("id", "source"))
    names = dict(Member.objects.filter(id__in={line.actor for line in lines if line.actor}).values_list("id", "name"))
    keys = {str(field.id): field.key for field in shape.by_key.values() if field.key not in allowed.hidden}
    return [
        Entry(
            line.change,
            line.at,
            line.actor,
            names.get(line.actor or 0, ""),
            sources.get(line.change, ""),
            line.operation,
            _keyed(line.before, keys),
            _keyed(line.after, keys),
        )
        for line in lines
    ]


def _keyed(values: dict[str, Any] | None, keys: dict[str, str]) -> dict[str, Any]:
    return {keys[identity]: value for identity, value in (values or {}).items() if identity in keys}
