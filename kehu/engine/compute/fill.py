"""Filling computed fields for the records that are there already: the first at once, many in the background."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from django.db import transaction

from kehu.access.actor import SYSTEM, Actor
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Catalog, Table
from kehu.engine import search
from kehu.engine.compute.nodes import Node, Place, levels
from kehu.engine.compute.run import BATCH, Touched, recompute, refill
from kehu.engine.fields import Reading
from kehu.engine.reading import reading_of
from kehu.engine.sql import compute, ddl, ledger
from kehu.engine.sql.apart import apart, may_part
from kehu.engine.writing.settled import settled
from kehu.jobs.start import start

FILL = "engine.fill"
AT_ONCE = 2_000
"""Records of a table whose fields are filled in the transaction that makes them."""
STEP = 1_000
"""Records that are locked together while a field is filled in the background."""


class Steps(Protocol):
    """Somebody who wants to know how far the work is."""

    def step(self, done: int, total: int | None = None, note: Text | None = None) -> None:
        """Hear how many records are done."""


def fill_or_start(actor: Actor, places: Sequence[Place]) -> None:
    """Fill computed fields now when their tables are small, else in a job that begins with the commit.

    Writes under way in the tables they read end first, and later ones know of the fields: none is missed.
    """
    catalog, reading = store.current(), reading_of(actor)
    nodes = _at(catalog, reading, places)
    if all(len(compute.ids_after(node.table, 0, AT_ONCE + 1)) <= AT_ONCE for node in nodes):
        for table in _read_by(nodes, catalog):
            ddl.hold_writes(table)
        fill(places)
        return
    names = "、".join(node.field.name.zh for node in nodes)
    label = Text(f"计算字段“{names}”", f"Compute {names}")
    start(actor, FILL, label, places=[list(place) for place in places])


def fill_in_steps(places: Sequence[Place], progress: Steps | None = None) -> int:
    """Compute fields of all records, a few in each transaction, so that nobody waits long for one of them."""
    if not may_part():
        return fill(places, progress)
    with apart():
        catalog = store.current()
        ddl.let_writes_end(_read_by(_at(catalog, reading_of(SYSTEM), places), catalog))
        return fill(places, progress, STEP)


def fill(places: Sequence[Place], progress: Steps | None = None, batch: int = BATCH) -> int:
    """Compute fields of all records, and what reads them; gives the number of records looked at."""
    catalog, reading = store.current(), reading_of(SYSTEM)
    done = 0
    for node in _at(catalog, reading, places):
        after = 0
        while ids := compute.ids_after(node.table, after, batch):
            settled(partial(_fill_some, node, ids, catalog, reading))
            after, done = ids[-1], done + len(ids)
            if progress is not None:
                progress.step(done)
    return done


@transaction.atomic
def _fill_some(node: Node, ids: list[int], catalog: Catalog, reading: Reading) -> None:
    """Compute one field of some records; they are locked first, so that what others just wrote counts."""
    changed = refill(node, ids, catalog, reading)
    touched = {node.table.key: Touched(fields={node.field.key: set(changed)})}
    followed = recompute(catalog, touched, reading)
    followed.setdefault(node.table.key, set()).update(changed)
    search.follow(catalog, touched)
    _tell(followed)


def _read_by(nodes: Sequence[Node], catalog: Catalog) -> list[Table]:
    return [catalog.table(key) for key in sorted({table for node in nodes for table, _ in node.inputs()})]


@transaction.atomic
def fill_dated() -> int:
    """Compute every field that depends on today's date; gives the number of records looked at."""
    catalog, reading = store.current(), reading_of(SYSTEM)
    return fill([node.place for level in levels(catalog, reading) for node in level if node.uses_today])


def _at(catalog: Catalog, reading: Reading, places: Sequence[Place]) -> list[Node]:
    wanted = set(places)
    return [node for level in levels(catalog, reading) for node in level if node.place in wanted]


def _tell(followed: dict[str, set[int]]) -> None:
    for table, ids in followed.items():
        if ids:
            ledger.tell(table, 0, None, sorted(ids))
