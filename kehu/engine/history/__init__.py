"""The history of a record or cell, from the newest change to its making; what one change did, record by record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kehu.access.actor import Actor
from kehu.access.models import Member
from kehu.access.scope import require, scope
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Table
from kehu.engine import read
from kehu.engine.models import Change
from kehu.engine.sql import ledger
from kehu.engine.titles import Titles, titled, titles

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
    label: Text
    titles: Titles


@dataclass(frozen=True, slots=True)
class Did:
    """What a change did to one record; `place` is where the next page begins."""

    place: int
    table: str
    id: int
    title: str
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]
    titles: Titles


def history(actor: Actor, table: str, identity: int, limit: int = 100, field: str | None = None) -> list[Entry]:
    """Tell what happened to a record, or to one of its cells; raises `NotFound` when the actor cannot reach it.

    What a record was made with follows from what it holds now and what was there before each change.
    """
    shape = store.current().table(table)
    allowed = require(actor, "read", table)
    only = None if field is None else shape.field("" if field in allowed.hidden else field)
    record = read.record(actor, table, identity)
    limit = max(1, min(limit, MAX_LINES))
    lines = ledger.lines_of_record(shape.id, identity, limit, None if only is None else only.id)
    found = dict(Change.objects.in_bulk({line.change for line in lines}))
    names = dict(Member.objects.filter(id__in={line.actor for line in lines if line.actor}).values_list("id", "name"))
    keys = _keys(shape, allowed.hidden if only is None else frozenset(shape.by_key) - {only.key})
    values = {key: value for key, value in record.values.items() if key in keys.values()}
    entries = []
    for line in lines:
        before, after = _keyed(line.before, keys), _keyed(line.after, keys)
        if line.operation == "insert":
            after = {key: value for key, value in values.items() if value is not None and value is not False}
        values |= before
        change = found.get(line.change)
        label = Text(change.label_zh, change.label_en) if change else Text("", "")
        before, after, told = _seen(actor, shape, before, after)
        who = names.get(line.actor or 0, "")
        source = change.source if change else ""
        entries.append(Entry(line.change, line.at, line.actor, who, source, line.operation, before, after, label, told))
    return entries


def details(actor: Actor, change: int, after: int = 0, limit: int = 100) -> list[Did]:
    """Tell what a change did to the records that the actor may see, page by page."""
    shapes = {shape.id: shape for shape in store.current().tables.values()}
    lines = ledger.lines_of_change(change, after, max(1, min(limit, MAX_LINES)))
    found: dict[int, Did] = {}
    for table in {line.table for line in lines}:
        shape = shapes[table]
        allowed = scope(actor, shape.key)
        if shape.archived or "read" not in allowed.actions:
            continue
        own = [line for line in lines if line.table == table]
        reached = {record.id for record in read.records(actor, shape.key, [line.record for line in own])}
        names = titles(actor, shape.key, reached)
        keys = _keys(shape, allowed.hidden)
        for line in own:
            if line.record in reached:
                before, after_ = _keyed(line.before, keys), _keyed(line.after, keys)
                before, after_, told = _seen(actor, shape, before, after_)
                title = names.get(line.record, "")
                found[line.id] = Did(line.id, shape.key, line.record, title, line.operation, before, after_, told)
    return [found[place] for place in sorted(found)]


def _keys(shape: Table, hidden: frozenset[str]) -> dict[str, str]:
    """Give the keys of the fields that people fill, by id as text."""
    return {str(each.id): each.key for each in shape.by_key.values() if each.key not in hidden and not each.readonly}


def _seen(
    actor: Actor, shape: Table, before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], Titles]:
    """Give two sides of a change without links that the actor may not see, and the titles of the others."""
    fields = [shape.by_key[key] for key in {**before, **after}]
    rows, names = titled(actor, fields, [tuple(side.get(each.key) for each in fields) for side in (before, after)], 0)
    keys = [each.key for each in fields]
    sides = [dict(zip(keys, row, strict=True)) for row in rows]
    return {key: sides[0][key] for key in before}, {key: sides[1][key] for key in after}, names


def _keyed(values: dict[str, Any] | None, keys: dict[str, str]) -> dict[str, Any]:
    return {keys[identity]: value for identity, value in (values or {}).items() if identity in keys}
