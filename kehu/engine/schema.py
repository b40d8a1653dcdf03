"""Tables and fields made and changed at run time; every change raises the catalog version in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.chinese import fold_width, pinyin_key
from kehu.base.clock import now
from kehu.base.errors import Forbidden, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import models, store, views
from kehu.catalog.declare import FieldSpec, TableSpec, ViewSpec
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.fields import field_type
from kehu.engine.settings import bounded, checked_config, may_be_unique, set_unique, settings
from kehu.engine.sql import ddl

MAX_FIELDS = 500
MAX_TABLES = 300
MAX_NAME = 100

SYSTEM_FIELDS = (
    FieldSpec("owner", Text("负责人", "Owner"), "member"),
    FieldSpec("created_at", Text("创建时间", "Created at"), "created_at"),
    FieldSpec("created_by", Text("创建人", "Created by"), "created_by"),
    FieldSpec("changed_at", Text("修改时间", "Changed at"), "changed_at"),
    FieldSpec("changed_by", Text("修改人", "Changed by"), "changed_by"),
)
DEFAULT_VIEW = ViewSpec("all", Text("全部", "All"))
_SYSTEM_POSITION = 10_000.0


@transaction.atomic
def create_table(actor: Actor, spec: TableSpec, *, origin: str = "custom") -> Table:
    """Make a table with its fields and views; an empty or taken key is replaced by a free one."""
    _designs(actor)
    store.lock()
    if models.Table.objects.filter(archived_at=None).count() >= MAX_TABLES:
        raise Invalid(Text(f"最多 {MAX_TABLES} 张表", f"At most {MAX_TABLES} tables"), code="table.many")
    taken = set(models.Table.objects.values_list("key", flat=True))
    last = models.Table.objects.aggregate(last=Max("position"))["last"] or 0
    row = models.Table.objects.create(
        key=_free_key(spec.key, spec.name, taken, "table"),
        name_zh=_named(spec.name.zh),
        name_en=_named(spec.name.en),
        note_zh=spec.note.zh if spec.note else "",
        note_en=spec.note.en if spec.note else "",
        icon=spec.icon,
        origin=origin,
        physical="",
        title=spec.title,
        position=last + 1,
    )
    row.physical = f"t{row.id}"
    row.save(update_fields=["physical"])
    ddl.create_table(row.physical)
    for place, system in enumerate(SYSTEM_FIELDS):
        _store_field(row, system, system.key, _SYSTEM_POSITION + place, "standard", system=True)
    store.raise_version()
    keys = [_add(row, field, origin) for field in spec.fields]
    row.title = spec.title if spec.title in keys else keys[0] if keys else "created_at"
    row.save(update_fields=["title"])
    views.declare(row.id, spec.views or (DEFAULT_VIEW,), origin)
    store.raise_version()
    made = store.current().table(row.key)
    ddl.index_title(made, made.title_field)
    return made


@transaction.atomic
def add_field(actor: Actor, table: str, spec: FieldSpec, *, after: str | None = None, origin: str = "custom") -> Field:
    """Add a field to a table, behind the field `after` or at the end; existing records hold it empty."""
    _designs(actor, table)
    store.lock()
    shape = store.current().table(table)
    if len(shape.by_key) >= MAX_FIELDS:
        raise Invalid(
            Text(f"一张表最多 {MAX_FIELDS} 个字段", f"A table holds at most {MAX_FIELDS} fields"), code="field.many"
        )
    position = _place(shape, after) if after else None
    ddl.hold(shape)
    key = _add(models.Table.objects.get(id=shape.id), spec, origin, position)
    store.raise_version()
    return store.current().table(table).field(key)


@transaction.atomic
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
    _designs(actor, table)
    store.lock()
    shape = store.current().table(table)
    target = shape.field(field)
    row = models.Field.objects.get(id=target.id)
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = _named(name)
    if short is not None:
        changes["short"] = short.strip()[:60]
    if config is not None:
        changes |= settings(shape, target, row, config)
    if required is not None:
        changes["required"] = required
    if default is not ...:
        bounded({}, default)
        changes["default"] = default
    if after is not ...:
        changes["position"] = _place(shape, after, moved=field)
    if unique is not None and unique != target.unique:
        set_unique(shape, target, unique=unique)
        changes["unique"] = unique
    row.overrides = {**row.overrides, **changes}
    row.save(update_fields=["overrides"])
    store.raise_version()
    return store.current().table(table).field(field)


@transaction.atomic
def archive_field(actor: Actor, table: str, field: str) -> None:
    """Take a field out of use; its values stay and come back with `restore_field`."""
    _designs(actor, table)
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
    models.Field.objects.filter(id=target.id).update(archived_at=now())
    store.raise_version()


@transaction.atomic
def restore_field(actor: Actor, table: str, field: str) -> Field:
    """Bring an archived field back with its values."""
    _designs(actor, table)
    store.lock()
    shape = store.current().table(table)
    found = next((each for each in shape.fields if each.key == field and each.archived), None)
    if found is None:
        raise NotFound(Text("没有这个已删除的字段", "There is no such deleted field"), code="field.unknown")
    models.Field.objects.filter(id=found.id).update(archived_at=None)
    store.raise_version()
    return store.current().table(table).field(field)


@transaction.atomic
def rename_table(
    actor: Actor, table: str, *, name: str | None = None, icon: str | None = None, title: str | None = None
) -> Table:
    """Give a table another name, icon or title field."""
    _designs(actor, table)
    store.lock()
    shape = store.current().table(table)
    changes = {
        key: value for key, value in (("name", name and _named(name)), ("icon", icon), ("title", title)) if value
    }
    if title is not None:
        ddl.index_title(shape, shape.field(title))
    row = models.Table.objects.get(id=shape.id)
    row.overrides = {**row.overrides, **changes}
    row.save(update_fields=["overrides"])
    store.raise_version()
    return store.current().table(table)


@transaction.atomic
def archive_table(actor: Actor, table: str) -> None:
    """Take a table out of use; nothing is dropped. Refused while a field elsewhere links to it."""
    _designs(actor, table)
    store.lock()
    catalog = store.current()
    shape = catalog.table(table)
    linking = [
        (other, field)
        for other in catalog.tables.values()
        if other.id != shape.id and not other.archived
        for field in other.by_key.values()
        if field.target == table
    ]
    if linking:
        other, field = linking[0]
        raise Invalid(
            Text(
                "“{other}”的字段“{field}”关联着这张表，先删除那个字段",
                "Field “{field}” of “{other}” links here; remove that field first",
            ).format(other=other.name, field=field.name),
            code="table.linked",
        )
    models.Table.objects.filter(id=shape.id).update(archived_at=now())
    store.raise_version()


@transaction.atomic
def restore_table(actor: Actor, table: str) -> Table:
    """Bring an archived table back with its records."""
    _designs(actor)
    store.lock()
    if not models.Table.objects.filter(key=table).exclude(archived_at=None).update(archived_at=None):
        raise NotFound(Text("没有这张已删除的表", "There is no such deleted table"), code="table.unknown")
    store.raise_version()
    return store.current().table(table)


def shape_field(row: models.Field) -> Field:
    """Give the shape of a stored field, before the catalog is read again."""
    return store._field(row)


def _designs(actor: Actor, table: str | None = None) -> None:
    if table is not None:
        require(actor, "design", table)
    elif not actor.owner:
        raise Forbidden(Text("只有所有者能新建和修改表", "Only an owner makes and changes tables"), code="forbidden")


def _add(row: models.Table, spec: FieldSpec, origin: str, position: float | None = None) -> str:
    taken = set(models.Field.objects.filter(table_id=row.id).values_list("key", flat=True)) | {"id", "version"}
    if position is None:
        own = models.Field.objects.filter(table_id=row.id, system=False).aggregate(last=Max("position"))["last"]
        position = (own or 0) + 1
    key = _free_key(spec.key, spec.name, taken, "field")
    field = shape_field(_store_field(row, spec, key, position, origin))
    catalog = store.current()
    shape = Table(
        row.id,
        row.key,
        Text(row.name_zh, row.name_en),
        None,
        row.icon,
        row.origin,
        row.physical,
        row.title,
        0,
        False,
        (field,),
    )
    target = (
        None
        if field.target in (None, MEMBERS)
        else shape
        if field.target == row.key
        else catalog.table(field.target or "")
    )
    ddl.add_column(shape, field, target)
    if field_type(spec.type).numbered:
        ddl.add_sequence(field)
    if spec.unique:
        ddl.set_unique(shape, field, unique=True)
    return key


def _store_field(
    row: models.Table, spec: FieldSpec, key: str, position: float, origin: str, *, system: bool = False
) -> models.Field:
    kind = field_type(spec.type)
    if spec.unique:
        may_be_unique(spec.type)
    bounded({}, spec.default)
    if kind.computed and not system:
        raise Invalid(
            Text("每张表已经有“{name}”了", "Every table has “{name}” already").format(name=kind.name),
            code="type.system",
        )
    made = models.Field.objects.create(
        table_id=row.id,
        key=key,
        name_zh=_named(spec.name.zh),
        name_en=_named(spec.name.en),
        short_zh=spec.short.zh if spec.short else "",
        short_en=spec.short.en if spec.short else "",
        type=spec.type,
        kind=kind.kind.value,
        column=key if system else "",
        config=checked_config(spec.type, spec.config, row.key),
        required=spec.required,
        unique=spec.unique,
        default=spec.default,
        position=position,
        origin=origin,
        system=system,
    )
    if not system:
        made.column = f"c{made.id}"
        made.save(update_fields=["column"])
    return made


def _place(shape: Table, after: str | None, moved: str | None = None) -> float:
    own = [each for each in shape.by_key.values() if not each.system and each.key != moved]
    if not after:
        return (own[0].position - 1) if own else 1.0
    index = next((place for place, each in enumerate(own) if each.key == shape.field(after).key), len(own) - 1)
    here = own[index].position if own else 0.0
    return (here + own[index + 1].position) / 2 if index + 1 < len(own) else here + 1


def _free_key(wanted: str, name: Text, taken: set[str], fallback: str) -> str:
    base = pinyin_key(wanted) or pinyin_key(name.zh) or fallback
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def _named(name: str) -> str:
    tidy = " ".join(fold_width(name).split()) if name.isascii() else " ".join(name.split())
    if not tidy or len(tidy) > MAX_NAME or "\x00" in tidy:
        raise Invalid(
            Text(f"名称不能为空，最多 {MAX_NAME} 个字", f"A name is needed, of at most {MAX_NAME} characters"),
            code="name",
        )
    return tidy
