"""Tables made, renamed, archived and restored."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.errors import Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import models, store, views
from kehu.catalog.declare import FieldSpec, TableSpec, ViewSpec
from kehu.catalog.shapes import Table
from kehu.engine.fields import field_type
from kehu.engine.schema.fields import refuse_if_read
from kehu.engine.schema.naming import free_key, named, require_design
from kehu.engine.schema.storing import add, store_field
from kehu.engine.search import rebuild
from kehu.engine.sql import ddl

MAX_TABLES = 300

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
    require_design(actor)
    store.lock()
    if models.Table.objects.filter(archived_at=None).count() >= MAX_TABLES:
        raise Invalid(Text(f"最多 {MAX_TABLES} 张表", f"At most {MAX_TABLES} tables"), code="table.many")
    taken = set(models.Table.objects.values_list("key", flat=True))
    last = models.Table.objects.aggregate(last=Max("position"))["last"] or 0
    row = models.Table.objects.create(
        key=free_key(spec.key, spec.name, taken, "table"),
        name_zh=named(spec.name.zh),
        name_en=named(spec.name.en),
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
        store_field(row, system, system.key, _SYSTEM_POSITION + place, "standard", system=True)
    store.raise_version()
    plain = [field for field in spec.fields if not field_type(field.type).computed]
    keys = [add(row, field, origin, place) for place, field in enumerate(spec.fields, 1) if field in plain]
    row.title = spec.title if spec.title in keys else keys[0] if keys else "created_at"
    row.save(update_fields=["title"])
    views.declare(row.id, spec.views or (DEFAULT_VIEW,), origin)
    store.raise_version()
    for place, field in enumerate(spec.fields, 1):
        if field not in plain:
            add(row, field, origin, place)
            store.raise_version()
    made = store.current().table(row.key)
    ddl.index_title(made, made.title_field)
    return made


@transaction.atomic
def rename_table(
    actor: Actor, table: str, *, name: str | None = None, icon: str | None = None, title: str | None = None
) -> Table:
    """Give a table another name, icon or title field."""
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    changes = {key: value for key, value in (("name", name and named(name)), ("icon", icon), ("title", title)) if value}
    if title is not None:
        ddl.index_title(shape, shape.field(title))
    row = models.Table.objects.get(id=shape.id)
    row.overrides = {**row.overrides, **changes}
    row.save(update_fields=["overrides"])
    store.raise_version()
    made = store.current().table(table)
    if made.title != shape.title:
        rebuild(made)
    return made


@transaction.atomic
def archive_table(actor: Actor, table: str) -> None:
    """Take a table out of use; nothing is dropped. Refused while a field elsewhere links to it."""
    require_design(actor, table)
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
    for each in shape.by_key:
        refuse_if_read(actor, (table, each), shape.name, apart_from=table)
    models.Table.objects.filter(id=shape.id).update(archived_at=now(), archived_by=actor.member)
    store.raise_version()


@transaction.atomic
def restore_table(actor: Actor, table: str) -> Table:
    """Bring an archived table back with its records."""
    require_design(actor)
    store.lock()
    if not models.Table.objects.filter(key=table).exclude(archived_at=None).update(archived_at=None):
        raise NotFound(Text("没有这张已删除的表", "There is no such deleted table"), code="table.unknown")
    store.raise_version()
    return store.current().table(table)
