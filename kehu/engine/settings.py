"""What may be set of a field: checked, bounded, and never against what its records hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from kehu.access.actor import SYSTEM
from kehu.base.errors import Conflict, Invalid, TooLarge
from kehu.base.text import Text
from kehu.base.weight import weight
from kehu.catalog import models, store
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.fields import FieldType, Wrong, field_type
from kehu.engine.fields.choice import numbered
from kehu.engine.sql import ddl
from kehu.engine.sql import rules as sql
from kehu.engine.sql.apart import apart
from kehu.engine.templates import canonical
from kehu.engine.titles import titles
from kehu.engine.writing.checking import ground_of
from kehu.engine.writing.flags import MAX_UNIQUE_TEXT
from kehu.lang.kinds import Kind

_CARRIED = frozenset({"former", "places"})
"""What fields carry beside their settings."""
MAX_SETTING = 200
TOLD_GROUPS = 20
MAX_DEFAULT = 20_000
MAX_CONFIG = 1_000_000


def checked_config(type_key: str, config: Mapping[str, Any], own: str | None) -> dict[str, Any]:
    """Check the settings of a field type and give them complete; raises `Invalid`."""
    kind = field_type(type_key)
    try:
        checked = kind.check_config({key: value for key, value in config.items() if key not in _CARRIED})
    except Wrong as wrong:
        raise Invalid(wrong.text, code="field.config", details={"type": type_key}) from None
    bounded(checked)
    table = store.current().tables.get(own or "")
    if table is not None:
        _by_keys(kind, checked, table)
    target = checked.get("target")
    if kind.kind in (Kind.LINK, Kind.LINKS) and not kind.computed and target not in (MEMBERS, own):
        store.current().table(target or "")
    return checked


def _by_keys(kind: FieldType, config: dict[str, Any], table: Table) -> None:
    """Name fields in settings by their keys; raises `Invalid` for those that the table does not have."""
    for setting in kind.settings:
        if setting.kind == "template" and config[setting.key]:
            config[setting.key] = canonical(config[setting.key], table)
        elif setting.kind == "values":
            for key in config[setting.key]:
                table.field(key)


def settings(shape: Table, field: Field, row: models.Field, config: Mapping[str, Any]) -> dict[str, Any]:
    """Check new settings of a field; gives what to remember of them."""
    merged = {**field.config, **config}
    known = [choice.id for choice in field.choices]
    if field.kind not in (Kind.CHOICE, Kind.CHOICES) or not isinstance(merged.get("choices"), list):
        return {"config": checked_config(field.type, merged, shape.key)}
    retired: list[str] = row.overrides.get("retired", [])
    checked = checked_config(field.type, {**merged, "choices": numbered(merged["choices"], known, retired)}, shape.key)
    gone = [identity for identity in known if identity not in {entry["id"] for entry in checked["choices"]}]
    if gone:
        _not_used(shape, field, gone)
    return {"config": checked, "retired": [*retired, *gone]}


def _not_used(shape: Table, field: Field, gone: list[str]) -> None:
    ddl.hold_writes(shape)
    used = ddl.used_choices(shape, field, gone)
    if used:
        labels = [choice.label for choice in field.choices if choice.id in used]
        raise Conflict(
            Text(
                "还有记录在用“{field}”的选项“{zh}”，先把这些记录改成别的选项",
                "Records still hold “{en}” in “{field}”; give them another choice first",
            ).format(
                field=field.name, zh="、".join(each.zh for each in labels), en=", ".join(each.en for each in labels)
            ),
            code="choice.used",
            details={"choices": used},
        )


def bounded(config: Mapping[str, Any], default: Any = None) -> None:
    """Refuse settings that would make the catalog heavy: every page of every member carries it."""
    words = [value for key, value in config.items() if isinstance(value, str) and key != "formula"]
    size = weight(default)
    if any(len(each) > MAX_SETTING for each in words) or size > MAX_DEFAULT or weight(config) > MAX_CONFIG:
        raise TooLarge(
            Text("字段的设置或默认值太长", "The settings or the default of the field are too long"), code="field.large"
        )


def may_be_unique(type_key: str) -> None:
    """Refuse to hold unique what cannot be compared as a whole."""
    kind = field_type(type_key)
    if kind.computed or kind.kind not in (Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.LINK):
        raise Invalid(
            Text("“{type}”类型的字段不能设为不可重复", "Fields of type “{type}” cannot be unique").format(
                type=kind.name
            ),
            code="unique.kind",
        )


def set_unique(shape: Table, field: Field, *, unique: bool) -> None:
    """Hold a field unique, or let go; refused while values repeat or are too long to be compared."""
    if unique:
        may_be_unique(field.type)
        if not ddl.unique_stands(shape, field):
            ddl.hold_writes(shape)
            _comparable(shape, field)
    ddl.set_unique(shape, field, unique=unique)


def unique_beforehand(shape: Table, field: Field) -> None:
    """Let the index that holds a field unique be built while others write, where the table is large.

    Refused as `set_unique` does; what is in a transaction already is left to that.
    """
    if field.unique or connection.in_atomic_block or not ddl.is_large(shape):
        return
    may_be_unique(field.type)
    _comparable(shape, field)
    with apart():
        ddl.unique_beforehand(shape, field)


def _comparable(shape: Table, field: Field) -> None:
    if field.kind is Kind.TEXT and ddl.longest(shape, field) > MAX_UNIQUE_TEXT:
        raise Invalid(
            Text(
                f"“{{field}}”里有超过 {MAX_UNIQUE_TEXT} 个字的值，不能设为不可重复",
                f"“{{field}}” holds values of more than {MAX_UNIQUE_TEXT} characters and cannot be unique",
            ).format(field=field.name),
            code="unique.long",
        )
    double, groups = sql.double_records(ground_of(SYSTEM, shape, store.current()), [field.key], TOLD_GROUPS)
    if double:
        names = titles(SYSTEM, shape.key, [identity for group in groups for identity in group])
        first = "、".join(f"{names.get(identity, '')} #{identity}" for identity in groups[0][:5])
        raise Invalid(
            Text(
                "“{field}”里有 {count} 个值重复，先改成不同的值。例如：{first}",
                "“{field}” holds {count} repeated values; make them different first, such as {first}",
            ).format(field=field.name, count=double, first=first),
            code="unique.taken",
            details={"groups": groups, "titles": {str(identity): name for identity, name in names.items()}},
        )
