"""Keeping indexes by use: what is wanted is built, what served nobody for a while goes, a budget bounds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from kehu.access.actor import SYSTEM
from kehu.base.clock import now
from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.catalog import models as catalog_models
from kehu.catalog import store
from kehu.catalog.shapes import Catalog, Table
from kehu.engine.indexes.pattern import Pattern, pattern_of
from kehu.engine.indexes.wanted import Asked, Wanted, wanted
from kehu.engine.models import Use
from kehu.engine.sql import indexes as sql
from kehu.jobs.start import start
from kehu.lang.filters import read_filter
from kehu.lang.query import Sort

KEEP = "engine.indexes"
LABEL = Text("按使用情况整理索引", "Look after indexes by use")

FROM_RECORDS = 20_000
"""Below this a table is read through faster than a person notices."""
MOST = 12
"""Indexes by use of one table."""
SHARE = 0.6
"""Bytes of all indexes by use of a table, as a part of the bytes of its records."""
LEAST_BYTES = 32 * 1024 * 1024
UNUSED_DAYS = 14
OFTEN = 5
"""Slow queries of one pattern from which it counts."""
COMPANY, MINE, TITLES = 3.0, 1.0, 2.0
"""What counts how much: views of the company, of one person, and that people sort by title anywhere."""


def soon(shape: Table) -> bool:
    """Have the indexes of a large table looked after in the background, unless that waits already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)), 0) >= %s AND NOT EXISTS"
            " (SELECT 1 FROM jobs_job WHERE kind = %s AND state = 'queued')",
            [shape.physical, FROM_RECORDS, KEEP],
        )
        due = bool(cursor.fetchone()[0])
    if due:
        start(SYSTEM, KEEP, LABEL)
    return due


def keep() -> dict[str, int]:
    """Build and drop what is due; gives how many. Works outside the transaction of whoever calls."""
    done = {"built": 0, "dropped": 0, "failed": 0}
    with sql.builder() as through:
        if through is None:
            return done
        catalog = store.current()
        tables = {shape.physical: shape for shape in catalog.tables.values() if not shape.archived}
        sizes = sql.sizes(through, list(tables))
        there = sql.standing(through)
        for physical, shape in tables.items():
            rows, size = sizes.get(physical, (0, 0))
            own = {name: each for name, each in there.items() if each.table == physical}
            if rows >= FROM_RECORDS:
                done["built"] += sql.build_links(through, shape)
            if rows >= FROM_RECORDS or own:
                best = chosen(through, shape, catalog) if rows >= FROM_RECORDS else []
                _table(through, shape, own, best, budget(size), done)
        _forget(through, set(sql.standing(through)))
    return done


def budget(size: int) -> int:
    """Give the bytes that indexes by use of a table may take, whose records take `size`."""
    return max(LEAST_BYTES, int(size * SHARE))


def chosen(through: BaseDatabaseWrapper | None, shape: Table, catalog: Catalog) -> list[Wanted]:
    """List the indexes that a table should have, the most useful first, at most `MOST`."""
    pieces = through is not None and sql.knows_pieces(through)
    titles = Asked(Pattern(sorts=((shape.title, False),)), weight=TITLES)
    found = wanted(shape, catalog, [titles, *_views(shape), *_queries(shape)])
    return [each for each in found if pieces or each.definition.use != "words"][:MOST]


def _views(shape: Table) -> Iterable[Asked]:
    for row in catalog_models.View.objects.filter(table_id=shape.id, archived_at=None):
        config = row.config
        try:
            of = read_filter(config.get("filter"))
            sorts = [Sort(str(each["field"]), bool(each.get("descending"))) for each in config.get("sorts") or ()]
            groups = [str(each["field"] if isinstance(each, dict) else each) for each in config.get("groups") or ()]
        except (KehuError, KeyError, TypeError, ValueError):  # a view that cannot be read asks for nothing
            continue
        if pattern := pattern_of(of, sorts, groups):
            yield Asked(pattern, views=(row.id,), weight=COMPANY if row.audience == "company" else MINE)


def _queries(shape: Table) -> Iterable[Asked]:
    recent = now() - timedelta(days=UNUSED_DAYS)
    for row in Use.objects.filter(table_id=shape.id, times__gte=OFTEN, last_at__gte=recent).order_by("-spent_ms")[:50]:
        yield Asked(Pattern.read(row.pattern), queries=row.times, weight=min(row.times / OFTEN, 10) * MINE)


def _table(
    through: BaseDatabaseWrapper,
    shape: Table,
    own: dict[str, sql.Standing],
    best: Sequence[Wanted],
    most: int,
    done: dict[str, int],
) -> None:
    names = {each.definition.name for each in best}
    _note_use(through, own.values())
    for name, each in own.items():
        if not each.valid or (name not in names and _served_nobody(through, name)):
            sql.drop(through, name)
            done["dropped"] += each.valid
    left = {name: each for name, each in sql.standing(through).items() if each.table == shape.physical}
    for want in best:
        name = want.definition.name
        if name in left:
            _write(through, shape, want)
            continue
        if len(left) >= MOST or sum(one.bytes for one in left.values()) >= most:
            break
        problem = _build(through, want)
        done["failed" if problem else "built"] += 1
        left = {one: kept for one, kept in sql.standing(through).items() if kept.table == shape.physical}
        _write(through, shape, want, problem=problem, size=left[name].bytes if name in left else 0, built=not problem)


def _build(through: BaseDatabaseWrapper, wanted: Wanted) -> str:
    """Build one; gives why it could not be, empty when it was."""
    try:
        sql.build(through, wanted.definition)
    except DatabaseError as error:
        sql.drop(through, wanted.definition.name)
        return str(error).strip().splitlines()[0][:300]
    return ""


def _note_use(through: BaseDatabaseWrapper, own: Iterable[sql.Standing]) -> None:
    with through.cursor() as cursor:
        for each in own:
            cursor.execute(
                "UPDATE engine_index SET used_at = CASE WHEN scans <> %s THEN now() ELSE used_at END, scans = %s,"
                " size = %s WHERE name = %s",
                [each.scans, each.scans, each.bytes, each.name],
            )


def _served_nobody(through: BaseDatabaseWrapper, name: str) -> bool:
    """Tell whether an index nobody asks for any more was not used for a while; an unknown one is old."""
    with through.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(used_at, wanted_at) < now() - make_interval(days => %s) FROM engine_index WHERE name = %s",
            [UNUSED_DAYS, name],
        )
        row = cursor.fetchone()
    return row is None or bool(row[0])


def _write(
    through: BaseDatabaseWrapper, shape: Table, of: Wanted, *, problem: str = "", size: int = 0, built: bool = False
) -> None:
    """Write down why there is such an index; through the builder's connection, so that it stands at once."""
    with through.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_index"
            " (name, table_id, use, fields, views, queries, problem, size, scans, built_at, wanted_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, CASE WHEN %s THEN now() END, now())"
            " ON CONFLICT (name) DO UPDATE SET views = excluded.views, queries = excluded.queries,"
            " problem = excluded.problem, wanted_at = now(),"
            " size = CASE WHEN excluded.built_at IS NULL THEN engine_index.size ELSE excluded.size END,"
            " scans = CASE WHEN excluded.built_at IS NULL THEN engine_index.scans ELSE 0 END,"
            " built_at = coalesce(excluded.built_at, engine_index.built_at)",
            [
                of.definition.name,
                shape.id,
                of.definition.use,
                json.dumps(of.definition.fields),
                json.dumps(of.views),
                of.queries,
                problem,
                size,
                built,
            ],
        )


def _forget(through: BaseDatabaseWrapper, there: set[str]) -> None:
    """Forget indexes that are gone, and slow queries of long ago."""
    with through.cursor() as cursor:
        cursor.execute("DELETE FROM engine_index WHERE problem = '' AND name <> ALL(%s)", [list(there)])
        cursor.execute("DELETE FROM engine_use WHERE last_at < now() - interval '30 days'")
