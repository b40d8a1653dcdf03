"""The computed fields of a catalog as nodes of a graph, ordered so that every input comes before what reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any
from weakref import WeakKeyDictionary

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Catalog, Field, Table
from kehu.engine.fields import Reading, field_type
from kehu.engine.sql.formula import compile_formula
from kehu.lang.filters import conditions, read_filter
from kehu.lang.kinds import Kind

Place = tuple[str, str]
"""A field: key of its table, key of the field."""


@dataclass(frozen=True, slots=True)
class Via:
    """A link of the own table through which fields of another table are read."""

    link: str
    table: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Children:
    """The records of another table that link here, and the fields of theirs that matter."""

    table: str
    link: str
    fields: frozenset[str]


@dataclass(frozen=True, eq=False)
class Node:
    """A computed field with everything whose change makes it change."""

    table: Table
    field: Field
    own: frozenset[str]
    via: tuple[Via, ...] = ()
    children: Children | None = None
    uses_today: bool = False

    @property
    def place(self) -> Place:
        """Where the field stands."""
        return self.table.key, self.field.key

    def inputs(self) -> set[Place]:
        """Name every field that is read."""
        read = {(self.table.key, key) for key in self.own}
        read |= {(via.table, key) for via in self.via for key in via.fields}
        if self.children is not None:
            read |= {(self.children.table, key) for key in (*self.children.fields, self.children.link)}
        return read


_built: WeakKeyDictionary[Catalog, tuple[tuple[Node, ...], ...]] = WeakKeyDictionary()


def levels(catalog: Catalog, reading: Reading) -> tuple[tuple[Node, ...], ...]:
    """Give the nodes of a catalog in levels: those of one level do not read each other. Built once per version."""
    found = _built.get(catalog)
    if found is None:
        found = _built[catalog] = _sorted(_nodes(catalog, reading))
    return found


_followed: WeakKeyDictionary[Catalog, dict[str, list[tuple[str, frozenset[str]]]]] = WeakKeyDictionary()


def links_followed(catalog: Catalog, reading: Reading, table: str, changed: Set[str]) -> set[str]:
    """Name the links of a table that lead to records which follow a change of some of its fields."""
    found = _followed.get(catalog)
    if found is None:
        found = _followed[catalog] = {}
        for children in [node.children for level in levels(catalog, reading) for node in level]:
            if children is not None:
                found.setdefault(children.table, []).append((children.link, children.fields | {children.link}))
    return {link for link, fields in found.get(table, ()) if not fields.isdisjoint(changed)}


def check_acyclic(catalog: Catalog, added: Node, reading: Reading) -> None:
    """Refuse a node that would read itself in the end; the text shows the way round."""
    others = [node for level in levels(catalog, reading) for node in level if node.place != added.place]
    _sorted([*others, added])


def readers(catalog: Catalog, reading: Reading, place: Place) -> list[Node]:
    """List the computed fields that read a field directly."""
    return [node for level in levels(catalog, reading) for node in level if place in node.inputs()]


def node_of(table: Table, field: Field, catalog: Catalog, reading: Reading) -> Node:
    """Find out what a computed field reads; raises `Invalid` or `NotFound` when its settings make no sense."""
    match field.type:
        case "formula":
            return _formula(table, field, catalog, reading)
        case "lookup":
            link, target = through(table, str(field.config["link"]), catalog)
            via = Via(link.key, target.key, frozenset({str(field.config["field"])}))
            return Node(table, field, frozenset({link.key}), (via,))
        case "backlink":
            child, link = pointing(table, field.config, catalog)
            return Node(table, field, frozenset(), (), Children(child.key, link.key, frozenset()))
        case _:
            return _rollup(table, field, catalog)


def through(table: Table, link: str, catalog: Catalog) -> tuple[Field, Table]:
    """Give a link field of a table and the table it points to; raises `Invalid` when it is no link to a table."""
    field = table.field(link)
    if field.kind not in (Kind.LINK, Kind.LINKS) or field.target in (None, MEMBERS):
        raise Invalid(
            Text("“{field}”不是关联到表的字段", "“{field}” does not link to a table").format(field=field.name),
            code="field.link",
        )
    return field, catalog.table(field.target or "")


def is_computed(field: Field) -> bool:
    """Tell whether people made this field to be computed."""
    return field_type(field.type).computed and not field.system


def _nodes(catalog: Catalog, reading: Reading) -> Iterable[Node]:
    for table in catalog.tables.values():
        if not table.archived:
            yield from (
                node_of(table, field, catalog, reading) for field in table.by_key.values() if is_computed(field)
            )


def _formula(table: Table, field: Field, catalog: Catalog, reading: Reading) -> Node:
    found = compile_formula(str(field.config["formula"]), table, catalog, reading)
    via = []
    for key in sorted(found.inputs):
        source = table.field(key)
        if source.kind in (Kind.LINK, Kind.LINKS) and source.target not in (None, MEMBERS):
            target = catalog.table(source.target or "")
            via.append(Via(key, target.key, frozenset({target.title})))
    return Node(table, field, found.inputs, tuple(via), None, found.uses_today)


def _rollup(table: Table, field: Field, catalog: Catalog) -> Node:
    config = field.config
    child, link = reached(table, config, catalog) if config.get("own") else pointing(table, config, catalog)
    of = list(conditions(read_filter(config.get("filter"))))
    keys = {condition.field for condition in of} | {str(config[key]) for key in ("field", "order") if config.get(key)}
    for key in keys:
        child.field(key)
    dated = any(condition.operator == "within" for condition in of)
    if config.get("own"):
        return Node(table, field, frozenset({link.key}), (Via(link.key, child.key, frozenset(keys)),), None, dated)
    return Node(table, field, frozenset(), (), Children(child.key, link.key, frozenset(keys)), dated)


def pointing(table: Table, config: Mapping[str, Any], catalog: Catalog) -> tuple[Table, Field]:
    """Give the table and its link, as settings name them, that point to `table`; raises `Invalid` when they do not."""
    child = catalog.table(str(config["table"]))
    link = child.field(str(config["link"]))
    if link.kind not in (Kind.LINK, Kind.LINKS) or link.target != table.key or link.type == "backlink":
        raise _not_linked(child, link, table)
    return child, link


def reached(table: Table, config: Mapping[str, Any], catalog: Catalog) -> tuple[Table, Field]:
    """Give the table that a link of `table` points to, and that link; raises `Invalid` when settings do not fit."""
    link, target = through(table, str(config["link"]), catalog)
    if target.key != config["table"]:
        raise _not_linked(table, link, catalog.table(str(config["table"])))
    return target, link


def _not_linked(table: Table, link: Field, target: Table) -> Invalid:
    return Invalid(
        Text("“{child}”的字段“{link}”没有关联到“{table}”", "“{link}” of “{child}” does not link to “{table}”").format(
            child=table.name, link=link.name, table=target.name
        ),
        code="field.link",
    )


def _sorted(nodes: Iterable[Node]) -> tuple[tuple[Node, ...], ...]:
    by_place = {node.place: node for node in nodes}
    graph = {place: {read for read in node.inputs() if read in by_place} for place, node in by_place.items()}
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        way = [by_place[place] for place in reversed(error.args[1])]
        raise Invalid(
            Text("公式绕成了一个圈：{way}", "These fields compute each other in a circle: {way}").format(
                way=_spelled(way)
            ),
            code="formula.cycle",
            details={"path": [f"{node.table.key}.{node.field.key}" for node in way]},
        ) from None
    found: list[tuple[Node, ...]] = []
    while sorter.is_active():
        ready = sorter.get_ready()
        found.append(tuple(by_place[place] for place in ready))
        sorter.done(*ready)
    return tuple(found)


def _spelled(way: list[Node]) -> Text:
    return Text(
        " → ".join(f"{node.table.name.zh}.{node.field.name.zh}" for node in way),
        " → ".join(f"{node.table.name.en}.{node.field.name.en}" for node in way),
    )
