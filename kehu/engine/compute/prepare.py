"""Preparing a computed field: its settings checked against its table, the kind of its result found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.compute.nodes import check_acyclic, node_of, pointing, through
from kehu.engine.fields import Reading, field_type, reader
from kehu.engine.functions import library
from kehu.engine.sql.formula import compile_formula
from kehu.lang.formulas.currencies import refuse_mixed
from kehu.lang.formulas.names import canonical
from kehu.lang.formulas.parse import parse
from kehu.lang.kinds import Kind

_PLAIN = {
    Kind.NUMBER: "number",
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
    Kind.BOOL: "checkbox",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a computed field becomes: the kind of its values, and its settings with the type it behaves like."""

    kind: Kind
    config: dict[str, Any]


def prepare(table: Table, field: Field, catalog: Catalog, reading: Reading) -> Prepared:
    """Check the settings of a computed field of `table` and find its kind.

    Raises `Invalid` naming what is wrong, a circle with its path; `NotFound` for fields that do not exist.
    """
    config = dict(field.config)
    match field.type:
        case "formula":
            found = compile_formula(str(config["formula"]), table, catalog, reading)
            refuse_mixed(parse(str(config["formula"])), table, library())
            config["formula"] = canonical(str(config["formula"]), table)
            prepared = Prepared(found.kind, {**config, "as": _PLAIN.get(found.kind, "text")})
        case "lookup":
            link, target = through(table, str(config["link"]), catalog)
            source = target.field(str(config["field"]))
            prepared = _like(config, target, source)
            if link.kind is Kind.LINKS:
                prepared = Prepared(Kind.TEXT, {**config, "as": "long"})
        case "backlink":
            child, _ = pointing(table, config, catalog)
            prepared = Prepared(Kind.LINKS, {**config, "target": child.key})
        case _:
            prepared = _rollup(config, catalog)
    node = node_of(table, replace(field, config=prepared.config, kind=prepared.kind), catalog, reading)
    check_acyclic(catalog, node, reading)
    return prepared


def _like(config: dict[str, Any], table: Table, source: Field) -> Prepared:
    if source.kind in (Kind.LINKS, Kind.FILES, Kind.JSON):
        raise Invalid(
            Text("“{field}”不能引用", "“{field}” cannot be looked up").format(field=source.name), code="field.lookup"
        )
    return Prepared(source.kind, {**config, "as": reader(source).key, "like": [table.key, source.key]})


def _rollup(config: dict[str, Any], catalog: Catalog) -> Prepared:
    child = catalog.table(str(config["table"]))
    function = str(config["function"])
    if function in ("count", "distinct"):
        return Prepared(Kind.NUMBER, {**config, "as": "number", "decimals": 0})
    source = child.field(str(config["field"]))
    if function == "list":
        return Prepared(Kind.TEXT, {**config, "as": "long"})
    if function in ("sum", "average") and source.kind is not Kind.NUMBER:
        raise Invalid(
            Text("“{field}”不是数字，不能求和或平均", "“{field}” is no number and has no sum").format(
                field=source.name
            ),
            code="rollup.kind",
        )
    if function in ("min", "max") and source.kind not in (Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.TEXT):
        raise Invalid(
            Text("“{field}”没有大小先后", "“{field}” has no smallest or largest").format(field=source.name),
            code="rollup.kind",
        )
    return _like(config, child, source)


def spec_config(type_key: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of stored settings what the type itself knows, without what was found out about the result."""
    known = {setting.key for setting in field_type(type_key).settings}
    return {key: value for key, value in config.items() if key in known}
