"""What our own reading and writing sends to the database, so that the bare driver can be asked the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Statement = tuple[str, Any]


def statements(work: Callable[[], Any]) -> list[Statement]:
    """Give the statements, with their values, that `work` runs on Django's connection."""
    from django.db import connection

    seen: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return seen


def longest(of: list[Statement]) -> Statement:
    """Give the longest statement: the one that reads the page."""
    return max(of, key=lambda statement: len(statement[0]))
