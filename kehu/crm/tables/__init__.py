"""The standard tables: one file here is one table, a module-level `TABLE`; nothing is registered.

Main name: `all_tables`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from kehu.catalog.declare import FieldSpec, TableSpec


@cache
def all_tables() -> tuple[TableSpec, ...]:
    """Give every standard table, those that others link to first, otherwise by name of the file.

    Raises `ValueError` when tables link to each other in a circle.
    """
    found = {spec.key: spec for spec in map(_load, sorted(module.name for module in iter_modules(__path__)))}
    ordered: list[TableSpec] = []
    waiting = list(found.values())
    while waiting:
        done = {spec.key for spec in ordered}
        ready = next((spec for spec in waiting if targets(spec) & found.keys() - {spec.key} <= done), None)
        if ready is None:
            raise ValueError(f"standard tables link in a circle: {', '.join(spec.key for spec in waiting)}")
        ordered.append(ready)
        waiting.remove(ready)
    return tuple(ordered)


def targets(spec: TableSpec) -> set[str]:
    """Name the tables that a table's links point to."""
    return {str(field.config["target"]) for field in spec.fields if field.type in ("link", "links")}


def field_of(spec: TableSpec, key: str) -> FieldSpec:
    """Give the declared field with this key; raises `KeyError` when there is none."""
    for field in spec.fields:
        if field.key == key:
            return field
    raise KeyError(f"{spec.key}.{key}")


def _load(name: str) -> TableSpec:
    spec = import_module(f"{__name__}.{name}").TABLE
    assert isinstance(spec, TableSpec)
    return spec
