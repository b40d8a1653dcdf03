"""Installation: what code declares minus what is stored, as schema operations; run at every start, does it once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from kehu.access.actor import SYSTEM
from kehu.base.errors import KehuError
from kehu.catalog import models, store, views
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.engine.fields import field_type
from kehu.engine.schema import add_field, create_table
from kehu.engine.search import fill_never_filled


@transaction.atomic
def install(specs: Iterable[TableSpec]) -> list[str]:
    """Bring the stored tables up to what is declared and tell what was added, `table` or `table.field`.

    People's adjustments, archived fields and retyped fields stay as people left them.
    """
    store.lock()
    added: list[str] = []
    specs = list(specs)
    for spec in [_plain(spec) for spec in specs] + specs:
        stored = models.Table.objects.filter(key=spec.key).first()
        if stored is None:
            create_table(SYSTEM, spec, origin="standard")
            added.append(spec.key)
        elif stored.archived_at is None:
            added += [f"{spec.key}.{field.key}" for field in _missing(stored, spec) if _add(spec.key, field)]
            views.declare(stored.id, spec.views, "standard")
    fill_never_filled()
    return added


def _add(table: str, field: FieldSpec) -> bool:
    """Add a field; one whose tables or fields people took away is left out, and added when they are back."""
    try:
        with transaction.atomic():
            add_field(SYSTEM, table, field, origin="standard")
    except KehuError:
        if field_type(field.type).computed or _target_gone(field):
            return False
        raise
    return True


def _target_gone(field: FieldSpec) -> bool:
    target = field.config.get("target")
    return models.Table.objects.filter(key=target).exclude(archived_at=None).exists()


def _plain(spec: TableSpec) -> TableSpec:
    """Leave the computed fields for a second round, when every table they read is there."""
    return replace(spec, fields=tuple(field for field in spec.fields if not field_type(field.type).computed))


def _missing(stored: models.Table, spec: TableSpec) -> list[FieldSpec]:
    known = set(models.Field.objects.filter(table_id=stored.id).values_list("key", flat=True))
    return [field for field in spec.fields if field.key not in known]
