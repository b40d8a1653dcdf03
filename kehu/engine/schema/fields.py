"""Fields added, changed, archived and restored while others read and write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.errors import Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Field, Table
from kehu.engine.compute.fill import fill_or_start
from kehu.engine.compute.nodes import Place, is_computed, readers
from kehu.engine.compute.prepare import prepare, spec_config
from kehu.engine.indexes.keep import soon
from kehu.engine.reading import reading_of
from kehu.engine.schema.backlinks import add_backlink, backlinks_of
from kehu.engine.schema.naming import named, require_design
from kehu.engine.schema.storing import add, shape_field
from kehu.engine.search import found_by, rebuild
from kehu.engine.settings import bounded, checked_config, set_unique, settings, unique_beforehand
from kehu.engine.sql import ddl
from kehu.engine.writing.checking import refuse_if_ruled
from kehu.engine.writing.derived import checked_default
from kehu.lang.kinds import Kind

MAX_FIELDS = 500


@transaction.atomic
def add_field(
    actor: Actor,
    table: str,
    spec: FieldSpec,
    *,
    after: str | None = None,
    origin: str = "custom",
    back: Text | None = None,
) -> Field:
    """Add a field to a table, behind the field `after` or at the end; existing records hold it empty.

    A link with `back` gets a back-link of that name on the table it points to.
    """
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    if len(shape.by_key) >= MAX_FIELDS:
        raise Invalid(
            Text(f"一张表最多 {MAX_FIELDS} 个字段", f"A table holds at most {MAX_FIELDS} fields"), code="field.many"
        )
    position = place(shape, after) if after else None
    key = add(models.Table.objects.get(id=shape.id), spec, origin, position, hold=True)
    store.raise_version()
    made = store.current().table(table).field(key)
    if made.kind in (Kind.LINK, Kind.LINKS):
        soon(shape)
    if is_computed(made):
        fill_or_start(actor, [(table, key)])
    if back is not None:
        add_backlink(actor, table, made, back)
    return made


def change_field(
    actor: Actor,
    table: str,
    field: str,
    *,
    name: str | None = None,
    short: str | None = None,
    config: Mapping[str, Any] | None = None,
    required: bool | None = None,
    unique: bool | None = None,
    default: Any = ...,
    after: str | Any | None = ...,
) -> Field:
    """Change what people may adjust about a field; the declaration stays as it was."""
    if unique:
        require_design(actor, table)
        shape = store.current().table(table)
        unique_beforehand(shape, shape.field(field))
    return _change_field(
        actor,
        table,
        field,
        name=name,
        short=short,
        config=config,
        required=required,
        unique=unique,
        default=default,
        after=after,
    )


@transaction.atomic
def _change_field(
    actor: Actor,
    table: str,
    field: str,
    *,
    name: str | None,
    short: str | None,
    config: Mapping[str, Any] | None,
    required: bool | None,
    unique: bool | None,
    default: Any,
    after: str | Any | None,
) -> Field:
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    target = shape.field(field)
    row = models.Field.objects.get(id=target.id)
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = named(name)
    if short is not None:
        changes["short"] = short.strip()[:60]
    if config is not None:
        changes |= _settings(actor, shape, target, row, config)
    if required is not None:
        changes["required"] = required
    if default is not ...:
        bounded({}, default)
        changes["default"] = checked_default(shape, target, default)
    if after is not ...:
        changes["position"] = place(shape, after, moved=field)
    if unique is not None and unique != target.unique:
        set_unique(shape, target, unique=unique)
        changes["unique"] = unique
    row.overrides = {**row.overrides, **changes}
    row.save(update_fields=["overrides"])
    store.raise_version()
    if config is not None:
        _refill(actor, shape.key, field)
    return store.current().table(table).field(field)


@transaction.atomic
def archive_field(actor: Actor, table: str, field: str) -> None:
    """Take a field out of use; its values stay and come back with `restore_field`."""
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    target = shape.field(field)
    if target.system or field == shape.title:
        raise Invalid(
            Text(
                "“{field}”是记录的标题或系统字段，不能删除",
                "“{field}” titles the records or belongs to the system; it stays",
            ).format(field=target.name),
            code="field.needed",
        )
    own = backlinks_of(store.current(), table, field)
    refuse_if_read(actor, (table, field), target.name, but=own)
    for place in own:
        refuse_if_read(actor, place, store.current().table(place[0]).field(place[1]).name)
    refuse_if_ruled(shape, target, reading_of(actor), alone=False)
    gone = [target.id, *(store.current().table(other).field(key).id for other, key in own)]
    models.Field.objects.filter(id__in=gone).update(archived_at=now(), archived_by=actor.member)
    store.raise_version()
    if found_by(shape, target):
        rebuild(store.current().table(table))


@transaction.atomic
def restore_field(actor: Actor, table: str, field: str) -> Field:
    """Bring an archived field back with its values."""
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    found = next((each for each in shape.fields if each.key == field and each.archived), None)
    if found is None:
        raise NotFound(Text("没有这个已删除的字段", "There is no such deleted field"), code="field.unknown")
    went = models.Field.objects.get(id=found.id).archived_at
    back = models.Field.objects.filter(
        type="backlink", config__table=table, config__link=field, archived_at=went, table__archived_at=None
    )
    restored = [(row.table.key, row.key) for row in back.select_related("table")]
    models.Field.objects.filter(id__in=[found.id, *back.values_list("id", flat=True)]).update(archived_at=None)
    store.raise_version()
    made = store.current().table(table)
    if is_computed(made.field(field)):
        restored.append((table, field))
    if restored:
        fill_or_start(actor, restored)
    if found_by(made, made.field(field)):
        rebuild(made)
    return made.field(field)


def refuse_if_read(
    actor: Actor, place: Place, name: Text, apart_from: str | None = None, but: Sequence[Place] = ()
) -> None:
    """Refuse to take away a field that computed fields read, apart from some; names one of them."""
    found = [
        node
        for node in readers(store.current(), reading_of(actor), place)
        if node.table.key != apart_from and node.place not in but
    ]
    if found:
        raise Invalid(
            Text(
                "“{table}”的“{reader}”要用到“{field}”，先改那个字段",
                "“{reader}” of “{table}” reads “{field}”; change that first",
            ).format(table=found[0].table.name, reader=found[0].field.name, field=name),
            code="field.read",
        )


def _settings(actor: Actor, shape: Table, field: Field, row: models.Field, config: Mapping[str, Any]) -> dict[str, Any]:
    """Check new settings of a field; gives what to remember of them."""
    if is_computed(field):
        return {"config": _computed_config(actor, shape, field, row, config)}
    return settings(shape, field, row, config)


def _computed_config(
    actor: Actor, shape: Table, target: Field, row: models.Field, config: Mapping[str, Any]
) -> dict[str, Any]:
    """Check the new settings of a computed field; a result of another kind gets a column of its own."""
    wanted = checked_config(target.type, spec_config(target.type, {**target.config, **config}), shape.key)
    catalog = store.current()
    prepared = prepare(shape, replace(target, config=wanted), catalog, reading_of(actor))
    if prepared.kind is not target.kind:
        refuse_if_read(actor, (shape.key, target.key), target.name)
        row.kind, row.column = prepared.kind.value, f"c{row.id}_{prepared.kind.value}"
        row.save(update_fields=["kind", "column"])
        ddl.add_column(shape, shape_field(row), None)
    return prepared.config


def _refill(actor: Actor, table: str, field: str) -> None:
    """Compute again what changed settings may have changed: the field itself, or what shows its choices."""
    catalog = store.current()
    target = catalog.table(table).field(field)
    places = [(table, field)] if is_computed(target) else []
    if target.choices:
        places += [
            node.place for node in readers(catalog, reading_of(actor), (table, field)) if node.field.type == "formula"
        ]
    if places:
        fill_or_start(actor, places)


def place(shape: Table, after: str | None, moved: str | None = None) -> float:
    own = [each for each in shape.by_key.values() if not each.system and each.key != moved]
    if not after:
        return (own[0].position - 1) if own else 1.0
    index = next((place for place, each in enumerate(own) if each.key == shape.field(after).key), len(own) - 1)
    here = own[index].position if own else 0.0
    return (here + own[index + 1].position) / 2 if index + 1 < len(own) else here + 1
