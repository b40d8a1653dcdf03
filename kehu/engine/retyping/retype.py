"""Retyping a field: first what would happen to its values, then the change; the old column stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.clock import now
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.catalog.shapes import Field, Table
from kehu.engine.compute.fill import fill_or_start
from kehu.engine.compute.nodes import Place, readers
from kehu.engine.fields import FieldType, Reading, Wrong, field_type, reader
from kehu.engine.fields.choice import MAX_CHOICES
from kehu.engine.fields.choices import SEPARATORS
from kehu.engine.files import cells
from kehu.engine.indexes.keep import soon
from kehu.engine.reading import reading_of
from kehu.engine.retyping.ahead import FEW, Ahead, converted
from kehu.engine.schema import refuse_if_read
from kehu.engine.search import found_by, rebuild, rebuild_in_steps
from kehu.engine.settings import checked_config
from kehu.engine.sql import ddl
from kehu.engine.sql.apart import apart, may_part
from kehu.engine.titles import titles
from kehu.engine.writing.checking import refuse_if_ruled
from kehu.engine.writing.links import found_ids, found_links, one_of
from kehu.lang.kinds import Kind

BATCH = 5_000
SAMPLES = 20


class Steps(Protocol):
    """Somebody who wants to know how far the work is."""

    def step(self, done: int, total: int | None = None, note: Text | None = None) -> None:
        """Hear the number of values converted."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What retyping would do: values filled, converting, lost, and samples `{id, before, after, message}`."""

    total: int
    filled: int
    converts: int
    lost: int
    samples: list[dict[str, Any]]
    config: dict[str, Any]


def preview(actor: Actor, table: str, field: str, type_key: str, config: Mapping[str, Any] | None = None) -> Preview:
    """Count how many values a field would keep as another type, with samples of those lost first."""
    shape, source, target = _pair(actor, table, field, type_key, config)

    def shown(after: Any) -> str:
        return field_type(target.type).show(after, target, _titled(actor, target, [after]))

    kept = lost = 0
    good: list[dict[str, Any]] = []
    bad: list[dict[str, Any]] = []
    for batch in _batches(shape, source):
        for identity, before, after, wrong in convert(actor, source, target, batch):
            if wrong is None:
                kept += 1
                if len(good) < SAMPLES:
                    good.append({"id": identity, "before": before, "after": shown(after), "message": None})
            else:
                lost += 1
                if len(bad) < SAMPLES:
                    left = None if after is None else shown(after)
                    bad.append({"id": identity, "before": before, "after": left, "message": wrong})
    samples = [*bad, *good][:SAMPLES]
    return Preview(kept + lost, kept + lost, kept, lost, samples, dict(target.config))


def retype(
    actor: Actor,
    table: str,
    field: str,
    type_key: str,
    config: Mapping[str, Any] | None = None,
    progress: Steps | None = None,
) -> Field:
    """Give a field another type; values that do not convert become empty and stay in the old column.

    A large table is converted beside the work of others: see `engine.ahead`.
    """
    require(actor, "design", table)
    if not may_part() or not ddl.is_large(store.current().table(table)):
        with transaction.atomic():
            return _retype(actor, table, field, type_key, config, progress, None)
    with apart():
        ahead = _ahead(actor, table, field, type_key, config, progress)
        with transaction.atomic():
            made = _retype(actor, table, field, type_key, config, progress, ahead)
        shape = store.current().table(table)
        if made.kind in LINKING:
            soon(shape)
        if found_by(ahead.shape, ahead.source) or found_by(shape, made):
            rebuild_in_steps(shape)
    return made


def _ahead(
    actor: Actor,
    table: str,
    field: str,
    type_key: str,
    config: Mapping[str, Any] | None,
    progress: Steps | None,
) -> Ahead:
    """Convert what is there already into a column of its own, watching what moves meanwhile."""
    shape, source, target = _pair(actor, table, field, type_key, config)
    refuse_if_read(actor, (table, field), source.name, but=_followers(actor, source, target, (table, field)))
    refuse_if_ruled(shape, source, reading_of(actor), alone=True)
    row = models.Field.objects.get(id=source.id)
    target = replace(target, column=f"c{row.id}_{len(row.overrides.get('former', [])) + 2}")
    ahead = Ahead(shape, source, target)
    ahead.begin(store.current().tables.get(target.target or ""))
    total, done = ddl.filled(shape, source), 0
    for batch in _batches(shape, source):
        ahead.fill(convert(actor, source, target, batch))
        done += len(batch)
        if progress is not None:
            progress.step(done, total)
    while len(moved := ahead.moved(BATCH)) > FEW:
        ahead.fill_again(moved, convert(actor, source, target, ahead.values(moved)))
    ahead.fill_again(moved, convert(actor, source, target, ahead.values(moved)))
    if shape.title == source.key:
        ddl.index_title(shape, target, ahead=True)
    return ahead


def _retype(
    actor: Actor,
    table: str,
    field: str,
    type_key: str,
    config: Mapping[str, Any] | None,
    progress: Steps | None,
    ahead: Ahead | None,
) -> Field:
    store.lock()
    if ahead is None:
        ddl.hold(store.current().table(table))  # before looking: what is just being written counts too
    else:
        config = dict(ahead.target.config)
    shape, source, target = _pair(actor, table, field, type_key, config)
    followers = _followers(actor, source, target, (table, field))
    refuse_if_read(actor, (table, field), source.name, but=followers)
    refuse_if_ruled(shape, source, reading_of(actor), alone=True)
    row = models.Field.objects.get(id=source.id)
    former = [
        *row.overrides.get("former", []),
        {"column": source.column, "type": source.type, "config": dict(source.config), "at": now().isoformat()},
    ]
    target = replace(target, column=f"c{row.id}_{len(former) + 1}")
    if field_type(type_key).numbered:
        ddl.add_sequence(target)
    if ahead is not None:
        ddl.hold(shape)
        while moved := ahead.moved(BATCH):
            ahead.fill_again(moved, convert(actor, source, target, ahead.values(moved)))
        ahead.end()
    else:
        _convert_all(actor, shape, source, target, progress)
    if shape.title == source.key:
        ddl.index_title(shape, target)
    row.type, row.kind, row.column, row.config = type_key, target.kind.value, target.column, dict(target.config)
    row.unique = row.required = row.computed = False
    row.default = None
    kept = {key: value for key, value in row.overrides.items() if key in ("name", "short", "position", "retired")}
    row.overrides = {**kept, "former": former}
    row.save()
    store.raise_version()
    made = store.current().table(table)
    if followers:
        fill_or_start(actor, followers)
    if ahead is None and (found_by(shape, source) or found_by(made, made.field(field))):
        rebuild(made)
    return made.field(field)


def _convert_all(actor: Actor, shape: Table, source: Field, target: Field, progress: Steps | None) -> None:
    ddl.add_column(shape, target, store.current().tables.get(target.target or ""))
    total, done = ddl.filled(shape, source), 0
    for batch in _batches(shape, source):
        ddl.fill_column(shape, target.column, target.kind, converted(target, convert(actor, source, target, batch)))
        done += len(batch)
        if progress is not None:
            progress.step(done, total)


def _followers(actor: Actor, source: Field, target: Field, place: Place) -> list[Place]:
    """Name what goes on reading a link when one becomes several or the other way round: back-links and roll-ups."""
    if source.kind not in LINKING or target.kind not in LINKING or source.target != target.target:
        return []
    found = readers(store.current(), reading_of(actor), place)
    return [node.place for node in found if node.field.type in ("backlink", "rollup")]


def _pair(
    actor: Actor, table: str, field: str, type_key: str, config: Mapping[str, Any] | None
) -> tuple[Table, Field, Field]:
    require(actor, "design", table)
    shape = store.current().table(table)
    source = shape.field(field)
    kind = field_type(type_key)
    if source.system or kind.computed:
        raise Invalid(Text("系统字段不能换类型", "System fields keep their type"), code="field.system")
    wanted = dict(config or {})
    if kind.kind in (Kind.CHOICE, Kind.CHOICES) and not wanted.get("choices"):
        wanted["choices"] = _choices_from(actor, shape, source, split=kind.kind is Kind.CHOICES)
    checked = checked_config(type_key, wanted, shape.key)
    if kind.kind in LINKING and checked.get("target") == shape.key and shape.title == field:
        raise Invalid(Text("标题字段不能关联到自己的表", "The title cannot link to its own table"), code="field.config")
    return shape, source, replace(source, type=type_key, kind=kind.kind, config=checked)


def _choices_from(actor: Actor, shape: Table, source: Field, *, split: bool) -> list[Any]:
    if source.choices:
        return list(source.config["choices"])
    reading = reading_of(actor)
    shown = reader(source).show
    labels: dict[str, str] = {}
    for batch in _batches(shape, source):
        for _, stored, _ in batch:
            words = shown(stored, source, reading)
            for part in SEPARATORS.split(words) if split else [words]:
                tidy = " ".join(part.split())[:100]
                if tidy:
                    labels.setdefault(tidy.lower(), tidy)
        if len(labels) > MAX_CHOICES:
            raise Invalid(
                Text(
                    f"不同的值超过 {MAX_CHOICES} 个，不适合做选项",
                    f"More than {MAX_CHOICES} different values make no choice list",
                ),
                code="choices.many",
            )
    return list(labels.values())


def _batches(shape: Table, source: Field) -> Iterator[list[tuple[int, Any, bool]]]:
    after = 0
    while batch := ddl.next_values(shape, source, after, BATCH):
        yield batch
        after = batch[-1][0]


def convert(
    actor: Actor, source: Field, target: Field, batch: list[tuple[int, Any, bool]]
) -> Iterator[tuple[int, str, Any, Text | None]]:
    """Give (id, words before, stored value after, why not) of each value."""
    read: FieldType = field_type(target.type)
    reading = _titled(actor, source, [stored for _, stored, _ in batch])
    shown = reader(source).show
    words = {identity: shown(stored, source, reading) for identity, stored, _ in batch}
    if source.kind in LINKING and target.kind in LINKING and source.target == target.target:
        for identity, stored, _ in batch:
            yield identity, words[identity], *_relinked(stored, target)
        return
    named = target.kind in LINKING and target.target
    found = found_ids(actor, target.target or "", [[each] for each in words.values()]) if named else {}
    same_files = source.kind is target.kind is Kind.FILES
    same_numbers = source.kind is Kind.NUMBER and target.kind is Kind.NUMBER
    for identity, stored, _ in batch:
        try:
            after: Any
            if same_files:
                after = cells.converted(stored, target)
            else:
                after = read.parse(stored if same_numbers else words[identity], target, reading)
            if isinstance(after, str) and target.kind is Kind.LINK:
                after = one_of(found.get(after, []), after)
            elif target.kind is Kind.LINKS and after is not None:
                after = found_links(after, found)
        except Wrong as wrong:
            yield identity, words[identity], None, wrong.text
        else:
            yield identity, words[identity], after, None


def _relinked(stored: Any, target: Field) -> tuple[Any, Text | None]:
    """Keep links by their ids: one becomes a list, of a list the first stays and the rest is told as lost."""
    if target.kind is Kind.LINKS:
        return (stored if isinstance(stored, list) else [stored]), None
    ids = stored if isinstance(stored, list) else [stored]
    return ids[0], None if len(ids) == 1 else _FIRST.format(count=len(ids))


_FIRST = Text("有 {count} 条关联，只保留第一条", "{count} links, only the first is kept")
LINKING = (Kind.LINK, Kind.LINKS)


def _titled(actor: Actor, field: Field, stored: list[Any]) -> Reading:
    reading = reading_of(actor)
    if field.kind not in LINKING or not field.target:
        return reading
    ids = [one for each in stored if each is not None for one in (each if isinstance(each, list) else [each])]
    return replace(reading, titles={field.target: titles(actor, field.target, ids)})
