"""Work apart from the transaction one stands in: on a connection of its own, committed step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections


def may_part() -> bool:
    """Tell whether work may be done apart: only where nothing uncommitted of the caller matters to it.

    A job's own transaction is the outermost and writes nothing before its end; any deeper one belongs to somebody.
    """
    return not connection.savepoint_ids


@contextmanager
def apart() -> Iterator[None]:
    """Let everything inside run on another connection without a transaction around it, and without its time limits."""
    own, other = connections["default"], connections.create_connection("default")
    connections["default"] = other
    try:
        with other.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        yield
    finally:
        connections["default"] = own
        try:
            with other.cursor() as cursor:
                cursor.execute("RESET statement_timeout; SELECT pg_advisory_unlock_all()")
        finally:
            other.close()
