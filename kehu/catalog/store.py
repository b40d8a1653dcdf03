"""The shapes of now: loaded once per catalog version and kept until it moves."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any

from django.db import connection

from kehu.base.text import Text
from kehu.catalog import models
from kehu.catalog.shapes import Catalog, Field, Rule, Table
from kehu.jobs.events import notify
from kehu.lang.filters import read_filter
from kehu.lang.kinds import Kind

LOOKS = frozenset({"choices", "decimals", "currency", "target"})
MAX_CHAIN = 16
Places = tuple[tuple[str, str, int, str], ...]
"""Changes of the list of regions: kind, path, year, new name."""
_KEPT = 4
_cache: OrderedDict[int, Catalog] = OrderedDict()
_lock = Lock()


def current() -> Catalog:
    """Give all shapes at the version that this transaction sees; one small statement when nothing moved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM catalog_version")
        return _at(cursor.fetchone())


def latest() -> Catalog | None:
    """Give the newest shapes that this process has read, without asking whether they still hold; None at first."""
    return max(_cache.values(), key=lambda catalog: catalog.version, default=None)


def held(keys: Iterable[str]) -> Catalog:
    """Keep the tables of these keys as they are until the transaction ends, and give all shapes then.

    Waits for a change of one of them to end, so that nothing is written by a shape that no longer holds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kehu_hold(%s)", [sorted(keys)])
        return _at(cursor.fetchone())


def _at(row: tuple[int] | None) -> Catalog:
    version = int(row[0]) if row else 0
    found = _cache.get(version)
    if found is None:
        found = _load(version)
        with _lock:
            _cache[version] = found
            while len(_cache) > _KEPT:
                _cache.popitem(last=False)
    return found


def lock() -> None:
    """Let one schema change at a time pass; the lock ends with the transaction."""
    models.Version.objects.select_for_update().get_or_create(id=1)


def raise_version() -> int:
    """Move the catalog version inside the caller's transaction and tell everybody at its commit.

    The number comes from a sequence, so that a version which was rolled back is never given out again.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_version SET number = nextval('catalog_version_numbers') RETURNING number")
        number = int(cursor.fetchone()[0])
    notify({"event": "catalog", "version": number})
    return number


def _load(version: int) -> Catalog:
    places = _places()
    fields: dict[int, list[Field]] = {}
    for row in models.Field.objects.order_by("table_id", "id"):
        fields.setdefault(row.table_id, []).append(_field(row, places if row.type == "region" else ()))
    rules: dict[int, list[Rule]] = {}
    for rule in models.Rule.objects.filter(archived_at=None).order_by("table_id", "id"):
        rules.setdefault(rule.table_id, []).append(_rule(rule))
    tables = [
        _table(row, fields.get(row.id, ()), rules.get(row.id, ()))
        for row in models.Table.objects.order_by("position", "id")
    ]
    by_key = {table.key: table for table in tables}
    return Catalog(version, {key: _with_looks(table, by_key) for key, table in by_key.items()})


def _with_looks(table: Table, tables: Mapping[str, Table]) -> Table:
    """Give fields that behave like another one (lookups, roll-ups) its choices, places and currency."""
    if not any("like" in field.config for field in table.fields):
        return table
    return replace(table, fields=tuple(_with_look(field, tables) for field in table.fields))


def _with_look(field: Field, tables: Mapping[str, Table]) -> Field:
    look: dict[str, Any] = {}
    at, seen = field, 0
    while "like" in at.config and seen < MAX_CHAIN:
        table, key = at.config["like"]
        found = next((each for each in tables[table].fields if each.key == key), None) if table in tables else None
        if found is None:
            break
        look, at, seen = {**found.config, **look}, found, seen + 1
    shown = {key: value for key, value in look.items() if key in LOOKS}
    return replace(field, config={**shown, **field.config}) if shown else field


def _rule(row: models.Rule) -> Rule:
    return Rule(row.id, row.kind, tuple(row.fields), row.config, read_filter(row.applies), row.warns, row.message)


def _table(row: models.Table, fields: Iterable[Field], rules: Iterable[Rule]) -> Table:
    changed = row.overrides
    return Table(
        id=row.id,
        key=row.key,
        name=_text(row.name_zh, row.name_en, changed.get("name")),
        note=Text(row.note_zh, row.note_en) if row.note_zh else None,
        icon=changed.get("icon", row.icon),
        origin=row.origin,
        physical=row.physical,
        title=changed.get("title", row.title),
        position=changed.get("position", row.position),
        archived=row.archived_at is not None,
        fields=tuple(sorted(fields, key=lambda field: (field.position, field.id))),
        rules=tuple(rules),
    )


def _places() -> Places:
    """Read how the company changed the list of regions; every field of regions carries it."""
    return tuple(models.Region.objects.order_by("id").values_list("kind", "path", "year", "name"))


def _field(row: models.Field, places: Places = ()) -> Field:
    changed = row.overrides
    known = {"places": places} if places else {}
    short = _text(row.short_zh, row.short_en, changed.get("short"))
    return Field(
        id=row.id,
        key=row.key,
        name=_text(row.name_zh, row.name_en, changed.get("name")),
        short=short if short.zh else None,
        type=row.type,
        kind=Kind(row.kind),
        column=row.column,
        config={**row.config, **changed.get("config", {}), **known},
        required=changed.get("required", row.required),
        unique=changed.get("unique", row.unique),
        default=changed.get("default", row.default),
        position=changed.get("position", row.position),
        origin=row.origin,
        readonly=row.computed or (row.system and row.key != "owner"),
        system=row.system,
        archived=row.archived_at is not None,
    )


def _text(zh: str, en: str, changed: str | None) -> Text:
    return Text.same(changed) if changed else Text(zh, en)
