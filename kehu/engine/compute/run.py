"""Recomputing: from what a write touched, level by level, to every computed field that reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.compute.nodes import Node, levels
from kehu.engine.fields import Reading
from kehu.engine.sql import compute, ddl
from kehu.lang.kinds import Kind

BATCH = 20_000
ANALYZE_FROM = 5_000
"""New records from which the planner looks at a table again, before it plans roll-ups over them."""


@dataclass(slots=True)
class Touched:
    """What a write did to the records of one table: fields changed, records made or (un)archived, links left behind."""

    fields: dict[str, set[int]] = field(default_factory=dict)
    made: set[int] = field(default_factory=set)
    turned: set[int] = field(default_factory=set)
    left: dict[str, set[int]] = field(default_factory=dict)
    values: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    """Values that records hold now, by field key, as far as the write had them at hand."""
    filled: dict[tuple[str, date], set[int]] = field(default_factory=dict)
    """New records written with a computed field already worked out, by its key and the day it was worked out for."""
    analyzed: bool = False
    """Whether the planner looked at the table since the new records are there."""

    def changed(self, keys: Iterable[str]) -> set[int]:
        """Give the records in which one of the fields changed, new ones included."""
        found = set(self.made)
        for key in keys:
            found |= self.fields.get(key, set())
        return found

    def waiting(self, node: Node, today: date) -> set[int]:
        """Give the records in which a computed field has to follow what was written to its own record."""
        found = self.made - self.filled.get((node.field.key, today), set())
        return found.union(*(self.fields.get(key, ()) for key in node.own))

    def note(self, key: str, ids: Iterable[int]) -> None:
        """Note that a field of records changed."""
        self.fields.setdefault(key, set()).update(ids)


Work = dict[str, Touched]


def recompute(catalog: Catalog, touched: Work, reading: Reading) -> dict[str, set[int]]:
    """Bring every computed field up to what was touched; gives the records that changed by this, by table."""
    found: dict[str, set[int]] = {}
    for level in levels(catalog, reading):
        known: Known = {}
        for table, nodes in _by_table(level):
            wanted = {id(node): _affected(node, touched, catalog, known, reading) for node in nodes}
            busy = [node for node in nodes if wanted[id(node)]]
            ids = sorted(set().union(*(wanted[id(node)] for node in busy)))
            for start in range(0, len(ids), BATCH):
                changed = _compute(table, busy, ids[start : start + BATCH], catalog, reading)
                found.setdefault(table.key, set()).update(changed)
                work = touched.setdefault(table.key, Touched())
                for node in busy:
                    work.note(node.field.key, changed)
    return found


def worked_out_alone(table: Table, catalog: Catalog, reading: Reading) -> list[tuple[Field, compute.Expression]]:
    """List the computed fields of a table that read plain fields of their own record and nothing else."""
    alone = [
        node.field
        for node in next(iter(levels(catalog, reading)), ())
        if node.table.key == table.key and node.children is None and not node.via
    ]
    return [(each, compute.expression_of(table, each, catalog, reading)) for each in alone]


def refill(node: Node, ids: list[int], catalog: Catalog, reading: Reading) -> list[int]:
    """Compute one field of some records, locked first; gives those that changed."""
    compute.lock(node.table, ids)
    return _compute(node.table, [node], ids, catalog, reading)


def _compute(table: Table, nodes: Sequence[Node], ids: list[int], catalog: Catalog, reading: Reading) -> list[int]:
    if any(node.children is not None for node in nodes):
        compute.lock(table, ids)
    fields = [(node.field, compute.expression_of(table, node.field, catalog, reading)) for node in nodes]
    return compute.set_fields(table, fields, ids, reading)


def _by_table(level: Sequence[Node]) -> Iterator[tuple[Table, list[Node]]]:
    ordered = sorted(level, key=lambda node: node.table.id)
    for _, group in groupby(ordered, lambda node: node.table.id):
        nodes = list(group)
        yield nodes[0].table, nodes


Known = dict[tuple[str, str, frozenset[int]], list[int]]
"""Parents found already: roll-ups over the same link ask for the same ones."""


def _affected(node: Node, touched: Work, catalog: Catalog, known: Known, reading: Reading) -> set[int]:
    own = touched.get(node.table.key)
    found = own.waiting(node, reading.today) if own else set()
    for via in node.via:
        other = touched.get(via.table)
        moved = (other.changed(via.fields) | other.turned) - other.made if other else set()
        if moved:
            found.update(compute.linked_to(node.table, node.table.field(via.link), sorted(moved)))
    if node.children is not None:
        made = own.made if own else set()  # to which nothing linked: they were written with `of_nothing`
        found = (found - made) | _parents(node, touched, catalog, known)
    return found


def _parents(node: Node, touched: Work, catalog: Catalog, known: Known) -> set[int]:
    assert node.children is not None
    work = touched.get(node.children.table)
    if work is None:
        return set()
    child = catalog.table(node.children.table)
    moved = work.changed({*node.children.fields, node.children.link}) | work.turned
    found = set(work.left.get(node.children.link, set()))
    if moved:
        place = child.key, node.children.link, frozenset(moved)
        if place not in known:
            known[place] = _linked_by(work, child, child.field(node.children.link), moved)
            if known[place] and len(work.made) >= ANALYZE_FROM and not work.analyzed:
                ddl.analyze(child)
                work.analyzed = True
        found.update(known[place])
    return found


def _linked_by(work: Touched, child: Table, link: Field, moved: set[int]) -> list[int]:
    """Give the records that the links of others point to: from what the write had at hand, else from the database."""
    at_hand = [work.values.get(identity, {}) for identity in moved]
    if link.readonly or not all(link.key in values for values in at_hand):
        return compute.parents_of(child, link, sorted(moved))
    held = [values[link.key] for values in at_hand]
    if link.kind is Kind.LINKS:
        return list({each for links in held for each in links or ()})
    return list(set(held) - {None})
