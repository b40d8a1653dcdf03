"""Run a built statement on Django's own connection and transaction."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from django.db import connection
from sqlalchemy.dialects.postgresql import psycopg

_DIALECT = psycopg.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]

Row = tuple[Any, ...]


def compiled(statement: sa.Executable) -> tuple[str, dict[str, Any]]:
    """Give the SQL text and the bound values of a statement."""
    built = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
    return str(built), dict(built.params)


def fetch(statement: sa.Executable) -> list[Row]:
    """Run a statement and give all its rows."""
    text, values = compiled(statement)
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
