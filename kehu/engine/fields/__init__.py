"""The field types: every module of this folder holds one, named `TYPE`; there is no other registration."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong

__all__ = ["FieldType", "Reading", "Setting", "Wrong", "all_types", "field_type", "reader"]

_PARTS = frozenset({"base", "words"})


@cache
def all_types() -> MappingProxyType[str, FieldType]:
    """Give every field type by key, in the order of their files."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name not in _PARTS
    )
    types: list[FieldType] = [module.TYPE for module in modules]
    return MappingProxyType({each.key: each for each in types})


def field_type(key: str) -> FieldType:
    """Give the field type with this key; raises `Invalid` naming those that exist."""
    found = all_types().get(key)
    if found is None:
        raise Invalid(
            Text("没有字段类型“{key}”，可用的有：{all}", "There is no field type “{key}”; there are: {all}").format(
                key=key, all=", ".join(all_types())
            ),
            code="type.unknown",
        )
    return found


def reader(field: Field) -> FieldType:
    """Give the type by which the values of a field are read and shown: for computed fields that of their result."""
    return field_type(str(field.config.get("as") or field.type))
