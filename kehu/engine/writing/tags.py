"""Tags made because a value names them: the list of the field grows in the transaction that writes the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kehu.base.chinese import fold_width
from kehu.catalog import models, store
from kehu.catalog.shapes import Catalog, Table
from kehu.engine.fields.choice import MAX_CHOICES
from kehu.engine.fields.tags import unknown
from kehu.engine.operations import Insert, Operation, Update
from kehu.engine.settings import settings

Wanted = Mapping[tuple[str, str], Sequence[str]]
"""New tags by table and field."""


def asked(catalog: Catalog, operations: Iterable[Operation]) -> dict[tuple[str, str], list[str]]:
    """Find the tags in operations that their fields do not have yet, each once however it is spelled."""
    known = {
        key: [each for each in table.by_key.values() if each.type == "tags"] for key, table in catalog.tables.items()
    }
    found: dict[tuple[str, str], dict[str, str]] = {}
    for operation in operations:
        if not isinstance(operation, Insert | Update):
            continue
        for field in known.get(operation.table, ()):
            value = operation.values.get(field.key)
            for word in unknown(value, field) if value else ():
                found.setdefault((operation.table, field.key), {}).setdefault(fold_width(word).lower(), word)
    return {place: list(words.values()) for place, words in found.items()}


def make(wanted: Wanted) -> None:
    """Add tags to the lists of their fields; a list that would become too long stays as it is."""
    store.lock()
    catalog = store.current()
    grown = [_add(catalog.table(table), field, words) for (table, field), words in wanted.items()]
    if any(grown):
        store.raise_version()


def _add(shape: Table, key: str, words: Sequence[str]) -> bool:
    field = shape.field(key)
    fresh = [word for word in words if any(unknown([{"new": word}], field))]
    entries = list(field.config.get("choices", ()))
    if not fresh or len(entries) + len(fresh) > MAX_CHOICES:
        return False
    row = models.Field.objects.get(id=field.id)
    row.overrides = {**row.overrides, **settings(shape, field, row, {"choices": [*entries, *fresh]})}
    row.save(update_fields=["overrides"])
    return True
