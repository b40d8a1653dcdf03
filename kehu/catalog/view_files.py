"""Views as files: written with the names of what they speak of, read by key first and by name after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.errors import Invalid, KehuError
from kehu.base.text import Text
from kehu.catalog import models
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.lang.filters import Condition, Filter, Group, conditions, read_filter, write_filter

WAY = " \u203a "
Rename = Callable[[str], list[Field] | None]


def write(
    view: models.View, catalog: Catalog, table: str, language: str, hidden: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Give a view with the names of its fields and choices; what it says of hidden fields is left out."""
    shape = catalog.table(table)
    found: dict[str, list[Field]] = {}

    def keep(path: str) -> list[Field] | None:
        fields = _walk(path.split("."), shape, catalog)
        if fields is None or fields[0].key in hidden:
            return None
        return found.setdefault(path, fields)

    config = _mapped(view.config, keep, lambda condition, _: condition)
    ends = {path: fields[-1] for path, fields in found.items()}
    return {
        "kehu": "view",
        "version": 1,
        "table": table,
        "name": Text(view.name_zh, view.name_en).say(language),
        "type": view.type,
        "config": config,
        "fields": {path: [field.name.say(language) for field in fields] for path, fields in found.items()},
        "choices": {
            path: {choice.id: choice.label.say(language) for choice in field.choices}
            for path, field in ends.items()
            if field.choices
        },
    }


def read(data: Mapping[str, Any], catalog: Catalog, shape: Table) -> tuple[str, dict[str, Any], list[str]]:
    """Read a file for a table: (name, config, names of what is not here); raises `Invalid` for another file."""
    try:
        if data["kehu"] != "view" or data["version"] != 1 or not isinstance(data["config"], dict):
            raise unreadable()
        names: dict[str, list[str]] = {str(path): [str(name) for name in said] for path, said in data["fields"].items()}
        choices = {str(path): {str(k): str(v) for k, v in of.items()} for path, of in data["choices"].items()}
        missing: list[str] = []

        def find(path: str) -> list[Field] | None:
            said = names.get(path, [])
            fields = _walk(path.split("."), shape, catalog, said)
            if fields is None:
                missing.append(WAY.join(said) or path)
            return fields

        def choose(condition: Condition, field: Field) -> Condition:
            return _chosen(condition, field, choices.get(condition.field, {}))

        config = _mapped(data["config"], find, choose)
        return str(data["name"]), config, list(dict.fromkeys(missing))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise unreadable() from None


def unreadable() -> KehuError:
    """Say that a file holds no view."""
    return Invalid(
        Text(
            "这个文件里没有视图，请选择“导出视图”得到的 .json 文件",
            "This file holds no view; choose a .json file made by “Export view”",
        ),
        code="view.file",
    )


def _walk(path: list[str], shape: Table, catalog: Catalog, names: list[str] | None = None) -> list[Field] | None:
    """Follow a path of keys over links, by name where there is no such key; None where it leads nowhere."""
    name = _folded(names[0]) if names else None
    named = (field for field in shape.by_key.values() if name in (_folded(field.name.zh), _folded(field.name.en)))
    field = shape.by_key.get(path[0]) or next(named, None)
    if field is None or len(path) == 1:
        return [field] if field else None
    target = catalog.tables.get(field.target or "")
    rest = _walk(path[1:], target, catalog, names[1:] if names else None) if target else None
    return [field, *rest] if rest else None


def _mapped(
    config: Mapping[str, Any], rename: Rename, choose: Callable[[Condition, Field], Condition]
) -> dict[str, Any]:
    """Give settings with every field renamed; what speaks of a field that is not there is left out."""

    def path(of: str) -> str | None:
        fields = rename(of)
        return ".".join(field.key for field in fields) if fields else None

    def entries(key: str) -> list[dict[str, Any]]:
        found = [{**entry, "field": path(entry["field"])} for entry in config[key] or ()]
        return [entry for entry in found if entry["field"] is not None]

    def filtered(of: Any) -> dict[str, Any] | None:
        return write_filter(_kept(read_filter(of), rename, choose))

    mapped = dict(config)
    mapped |= {key: entries(key) for key in ("sorts", "columns", "groups") if key in config}
    if "filter" in config:
        mapped["filter"] = filtered(config["filter"])
    if "colors" in config:
        rules = [
            {**rule, "filter": filtered(rule["filter"]), "field": path(rule["field"]) if rule.get("field") else None}
            for rule in config["colors"] or ()
        ]
        mapped["colors"] = [rule for rule in rules if rule["filter"] is not None]
    return mapped


def _kept(of: Filter | None, rename: Rename, choose: Callable[[Condition, Field], Condition]) -> Filter | None:
    match of:
        case Condition():
            fields = rename(of.field)
            if not fields:
                return None
            chosen = choose(of, fields[-1])
            return Condition(".".join(field.key for field in fields), chosen.operator, chosen.value)
        case Group(join, items):
            kept = tuple(each for item in items if (each := _kept(item, rename, choose)) is not None)
            return Group(join, kept) if kept and list(conditions(Group(join, kept))) else None
        case None:
            return None


def _chosen(condition: Condition, field: Field, labels: Mapping[str, str]) -> Condition:
    """Name choices by the ids they have here, when their labels are known here."""

    def here(value: Any) -> Any:
        found = field.by_label.get(_folded(labels[value])) if isinstance(value, str) and value in labels else None
        return found.id if found else value

    value = condition.value
    chosen = [here(each) for each in value] if isinstance(value, list) else here(value)
    return Condition(condition.field, condition.operator, chosen)


def _folded(name: str) -> str:
    return fold_width(name).lower()
