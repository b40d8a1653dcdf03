"""Run a built statement on Django's own connection and transaction."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from django.db import connection
from psycopg import Connection, Cursor
from psycopg.adapt import AdaptersMap
from psycopg.types.numeric import Int8Dumper
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.util import LRUCache

from kehu.catalog.shapes import Table

_DIALECT = psycopg.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]

Row = tuple[Any, ...]


class Shape(NamedTuple):
    """A compiled statement without its values: the SQL, and which of the statement's values each parameter is."""

    text: str
    places: tuple[tuple[str, int], ...]


_KEPT = 500
_shapes: LRUCache[Any, Shape] = LRUCache(_KEPT)
"""Compiling a page of forty fields takes as long as running it, so statements that differ in values compile once."""


def compiled(statement: sa.Executable) -> tuple[str, dict[str, Any]]:
    """Give the SQL text and the bound values of a statement."""
    key = statement._generate_cache_key()  # type: ignore[attr-defined]
    shape = _shapes.get(key.key) if key is not None else None
    if shape is None:
        built = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
        if key is not None:
            _keep(key, built)
        return str(built), dict(built.params)
    return shape.text, {name: key.bindparams[place].effective_value for name, place in shape.places}


def _keep(key: Any, built: Any) -> None:
    """Keep a compiled statement when each of its parameters is one of the statement's own values."""
    places = {id(bound): place for place, bound in enumerate(key.bindparams)}
    names = [(name, places.get(id(bound), -1)) for bound, name in built.bind_names.items()]
    if all(place >= 0 for _, place in names) and not built.post_compile_params:
        _shapes[key.key] = Shape(str(built), tuple(names))


def fetch(statement: sa.Executable, *, few: bool = False) -> list[Row]:
    """Run a statement and give all its rows; see `fetch_text`."""
    return fetch_text(*compiled(statement), few=few)


_ready: WeakKeyDictionary[Table, dict[Hashable, tuple[str, dict[str, Any]]]] = WeakKeyDictionary()


def ready(shape: Table, key: Hashable, build: Callable[[], sa.Executable]) -> tuple[str, dict[str, Any]]:
    """Give a statement about a table, built once per version of it; what differs each time is bound by a name."""
    known = _ready.setdefault(shape, {})
    found = known.get(key)
    if found is None:
        if len(known) >= _KEPT:
            known.clear()
        found = known[key] = compiled(build())
    return found


FEW = 50
"""Records up to which a statement runs by a plan that the database keeps; for many it makes the best one each time."""


class _Planned(Cursor[Row]):
    """A cursor that sends values beside the statement, so that the database keeps its plan."""

    def __init__(self, over: Connection[Any]) -> None:
        super().__init__(over)
        adapters = _adapters.get(over)
        if adapters is None:
            adapters = _adapters[over] = AdaptersMap(over.adapters)
            adapters.register_dumper(int, Int8Dumper)  # else a number's size would make another statement of it
        self._adapters = adapters

    def _send_query_prepared(self, name: bytes, pgq: Any, *, binary: bool | None = None) -> None:
        self._query = pgq  # what Django reads to tell which statements ran
        super()._send_query_prepared(name, pgq, binary=binary)


_adapters: WeakKeyDictionary[Connection[Any], AdaptersMap] = WeakKeyDictionary()


def planned() -> Any:
    """Open a cursor for statements that come again and again; from the second time on their plan is there."""
    connection.ensure_connection()
    return connection._prepare_cursor(_Planned(connection.connection))  # type: ignore[attr-defined]


def fetch_text(text: str, values: Any, *, few: bool = False) -> list[Row]:
    """Run a compiled statement and give all its rows; `few` says that it is about few records, so its plan is kept."""
    with planned() if few else connection.cursor() as cursor:
        cursor.execute(text, values)
        rows: list[Row] = cursor.fetchall()
        return rows


def fetch_one(statement: sa.Executable) -> Row:
    """Run a statement that gives exactly one row."""
    (row,) = fetch(statement)
    return row


def execute(statement: sa.Executable) -> int:
    """Run a statement and give the number of rows it touched."""
    return run_text(*compiled(statement))


def run_text(text: str, values: Any, *, few: bool = False) -> int:
    """Run a compiled statement and give the number of rows it touched; see `fetch_text`."""
    with planned() if few else connection.cursor() as cursor:
        cursor.execute(text, values)
        return int(cursor.rowcount)
