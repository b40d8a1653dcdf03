"""Run a built statement on Django's own connection and transaction."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from django.db import connection
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.util import LRUCache

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


def fetch(statement: sa.Executable) -> list[Row]:
    """Run a statement and give all its rows."""
    return fetch_text(*compiled(statement))


def fetch_text(text: str, values: dict[str, Any]) -> list[Row]:
    """Run a compiled statement and give all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        rows: list[Row] = cursor.fetchall()
        return rows


def fetch_one(statement: sa.Executable) -> Row:
    """Run a statement that gives exactly one row."""
    (row,) = fetch(statement)
    return row


def execute(statement: sa.Executable) -> int:
    """Run a statement and give the number of rows it touched."""
    text, values = compiled(statement)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return int(cursor.rowcount)
