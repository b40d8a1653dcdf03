"""What a filter operator is: its name, what it takes, and what it means in SQL and in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from kehu.base.text import Text
from kehu.engine.sql.tables import Column
from kehu.lang.kinds import Kind

Takes = Literal["none", "one", "many", "range", "period"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that a value of a condition names, from `start` up to but without `end`."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Operator:
    """One way to ask about a field.

    `meaning(value, given)` says what it asks of a filled value: a column in SQL and a plain value in Python, so that
    most are said once; `python` says it for plain values where the words differ. `given` holds the values of the
    condition as the field stores them, spans for dates and moments. `empty` is the answer for an empty field.
    """

    key: str
    name: Text
    kinds: tuple[Kind, ...]
    meaning: Callable[[Any, list[Any]], Any]
    takes: Takes = "one"
    python: Callable[[Any, list[Any]], bool] | None = None
    empty: bool = False

    def sql(self, column: Column, given: list[Any]) -> sa.ColumnElement[bool]:
        """Ask it of a column."""
        asked: sa.ColumnElement[bool] = self.meaning(column, given)
        return sa.or_(column.is_(None), asked) if self.empty else asked

    def holds(self, value: Any, given: list[Any]) -> bool:
        """Ask it of a stored value, None when empty."""
        return self.empty if value is None else bool((self.python or self.meaning)(value, given))
