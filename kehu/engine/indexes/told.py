"""What the administration page shows of indexes by use: why each is there, its size, when it last served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.catalog import store
from kehu.catalog.models import View
from kehu.catalog.shapes import Table
from kehu.engine.indexes.keep import FROM_RECORDS, MOST, budget
from kehu.engine.models import Index
from kehu.engine.sql import indexes as sql


@dataclass(frozen=True, slots=True)
class Why:
    """Whom an index serves: a view of the company by name, other members' own views, slow queries."""

    views: tuple[str, ...]
    private: int
    queries: int


@dataclass(frozen=True, slots=True)
class Told:
    """One index as a person reads of it."""

    name: str
    fields: tuple[str, ...]
    use: str
    why: Why
    bytes: int
    scans: int
    built_at: datetime | None
    used_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class TableTold:
    """A table with its indexes, about how many records it has, and what its indexes may take."""

    shape: Table
    records: int
    most: int
    most_bytes: int
    large: bool
    indexes: tuple[Told, ...]


def told(actor: Actor) -> list[TableTold]:
    """List the tables with their indexes, the largest first; owners only."""
    require(actor, "design", "")
    tables = [shape for shape in store.current().tables.values() if not shape.archived]
    sizes = sql.sizes(connection, [shape.physical for shape in tables])
    standing = sql.standing(connection)
    views = {row.id: row for row in View.objects.filter(archived_at=None)}
    kept: dict[int, list[Told]] = {}
    for row in Index.objects.order_by("-size", "name"):
        there = standing.get(row.name)
        kept.setdefault(row.table_id, []).append(
            Told(
                row.name,
                tuple(row.fields),
                row.use,
                _why(actor, row, views),
                there.bytes if there else 0,
                there.scans if there else 0,
                row.built_at,
                row.used_at,
                row.problem,
            )
        )
    found = [
        TableTold(
            shape,
            sizes.get(shape.physical, (0, 0))[0],
            MOST,
            budget(sizes.get(shape.physical, (0, 0))[1]),
            sizes.get(shape.physical, (0, 0))[0] >= FROM_RECORDS,
            tuple(kept.get(shape.id, ())),
        )
        for shape in tables
    ]
    return sorted(found, key=lambda each: -each.records)


def _why(actor: Actor, row: Index, views: dict[int, View]) -> Why:
    asking = [views[identity] for identity in row.views if identity in views]
    named = [view for view in asking if view.audience == "company" or view.owner_id == actor.member]
    names = tuple(view.name_en if actor.language == "en" else view.name_zh for view in named)
    return Why(names, len(asking) - len(named), row.queries)
