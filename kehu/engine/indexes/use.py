"""Noting which queries take long: gathered in memory, written now and then, so that no request pays for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from threading import Lock
from time import monotonic, sleep

from django.db import Error, close_old_connections, connection

from kehu.catalog import store
from kehu.catalog.shapes import Table
from kehu.engine.indexes.keep import soon
from kehu.engine.indexes.pattern import Pattern, pattern_of
from kehu.lang.filters import Filter
from kehu.lang.query import Sort

logger = logging.getLogger(__name__)

SLOW_MS = 50.0
"""Queries that take less need no help."""
MOST_NOTED = 1_000
PAUSE = 20.0

_noted: dict[tuple[int, Pattern], tuple[int, float]] = {}
_lock = Lock()


@contextmanager
def noted(shape: Table, of: Filter | None, sorts: Sequence[Sort] = (), groups: Sequence[str] = ()) -> Iterator[None]:
    """Time a query and remember its pattern when it took long."""
    start = monotonic()
    yield
    spent = (monotonic() - start) * 1000
    if spent >= SLOW_MS and (pattern := pattern_of(of, sorts, groups)):
        note(shape.id, pattern, spent)


def note(table: int, pattern: Pattern, spent: float) -> None:
    """Remember that a query of this pattern took so many milliseconds."""
    with _lock:
        times, so_far = _noted.get((table, pattern), (0, 0.0))
        if times or len(_noted) < MOST_NOTED:
            _noted[table, pattern] = times + 1, so_far + spent


def flush() -> int:
    """Write what was noted, and have the indexes looked after where it is much; gives the number of patterns."""
    with _lock:
        taken = dict(_noted)
        _noted.clear()
    if not taken:
        return 0
    with connection.cursor() as cursor:
        for (table, pattern), (times, spent) in taken.items():
            words = json.dumps(pattern.as_json(), sort_keys=True)
            cursor.execute(
                "INSERT INTO engine_use (table_id, mark, pattern, times, spent_ms) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (table_id, mark) DO UPDATE SET times = engine_use.times + excluded.times,"
                " spent_ms = engine_use.spent_ms + excluded.spent_ms, last_at = now()",
                [table, sha256(words.encode()).hexdigest(), words, times, spent],
            )
    touched = {table for table, _ in taken}
    for shape in store.current().tables.values():
        if shape.id in touched and not shape.archived:
            soon(shape)
    return len(taken)


def flush_forever() -> None:
    """Write what was noted every now and then, for as long as the process lives."""
    while True:
        sleep(PAUSE)
        try:
            close_old_connections()
            flush()
        except Error:
            logger.warning("slow queries could not be noted", exc_info=True)
        finally:
            connection.close()
