"""Storing a field: its row in the catalog, its settings checked, its column in the table."""

from __future__ import annotations

from django.db.models import Max

from kehu.access.actor import SYSTEM
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.compute.prepare import prepare
from kehu.engine.fields import field_type
from kehu.engine.reading import reading_of
from kehu.engine.schema.naming import free_key, named
from kehu.engine.settings import bounded, checked_config, may_be_unique
from kehu.engine.sql import ddl


def add(row: models.Table, spec: FieldSpec, origin: str, position: float | None = None, *, hold: bool = False) -> str:
    """Add a field to a stored table with all it needs in the database; gives its key.

    With `hold` the table is one that others use: it is held only when all the rest is done.
    """
    taken = set(models.Field.objects.filter(table_id=row.id).values_list("key", flat=True)) | {"id", "version"}
    if position is None:
        own = models.Field.objects.filter(table_id=row.id, system=False).aggregate(last=Max("position"))["last"]
        position = (own or 0) + 1
    key = free_key(spec.key, spec.name, taken, "field")
    stored = store_field(row, spec, key, position, origin)
    if stored.computed:
        _prepare(stored, row.key)
    field = shape_field(stored)
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
    if field_type(spec.type).numbered:
        ddl.add_sequence(field)
    if hold:
        ddl.hold(shape)
    ddl.add_column(shape, field, target)
    if spec.unique:
        ddl.set_unique(shape, field, unique=True)
    return key


def store_field(
    row: models.Table, spec: FieldSpec, key: str, position: float, origin: str, *, system: bool = False
) -> models.Field:
    """Store the row of a field; its column is named after it."""
    kind = field_type(spec.type)
    if spec.unique:
        may_be_unique(spec.type)
    bounded({}, spec.default)
    if kind.system and not system:
        raise Invalid(
            Text("每张表已经有“{name}”了", "Every table has “{name}” already").format(name=kind.name),
            code="type.system",
        )
    made = models.Field.objects.create(
        table_id=row.id,
        key=key,
        name_zh=named(spec.name.zh),
        name_en=named(spec.name.en),
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
        computed=kind.computed and not system,
    )
    if not system:
        made.column = f"c{made.id}"
        made.save(update_fields=["column"])
    return made


def _prepare(stored: models.Field, table: str) -> None:
    """Find the kind of a computed field that was just stored, and its settings in full."""
    catalog = store.current()
    prepared = prepare(catalog.table(table), shape_field(stored), catalog, reading_of(SYSTEM))
    stored.kind, stored.config = prepared.kind.value, prepared.config
    stored.save(update_fields=["kind", "config"])


def shape_field(row: models.Field) -> Field:
    """Give the shape of a stored field, before the catalog is read again."""
    return store._field(row)
