"""Converting ahead: a field of a large table gets its new column filled while others read and write.

A trigger notes the records whose old value is written meanwhile; they are converted again, the last few while the
table is held for the moment in which the columns change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import field_type
from kehu.engine.sql import ddl, watch
from kehu.engine.writing.settled import settled

FEW = 200
"""Records that may be left to convert while the table is held."""
STEP = 1_000
"""Records that are locked together."""

Converted = Iterable[tuple[int, Any, Any, Text | None]]
"""Records as they are converted: id, value before, value after, what is wrong."""


def converted(target: Field, values: Converted) -> list[dict[str, Any]]:
    """Give the values that go into the new column; what does not convert stays empty."""
    dump = field_type(target.type).dump
    return [
        {"id": identity, "value": dump(after)}
        for identity, _, after, wrong in values
        if wrong is None or after is not None
    ]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A conversion under way: the table, the field as it is, and as it will be with its own column."""

    shape: Table
    source: Field
    target: Field

    def begin(self, linked: Table | None) -> None:
        """Make the column and watch the old one, in one short step; what a broken attempt left is taken away."""
        with transaction.atomic():
            ddl.hold(self.shape)
            watch.end(self.shape, self.source)
            ddl.drop_unused_column(self.shape, self.target.column)
            ddl.add_column(self.shape, self.target, linked)
            watch.begin(self.shape, self.source)

    def fill(self, values: Converted) -> None:
        """Set converted values, a few records at a time."""
        ready = converted(self.target, values)
        for start in range(0, len(ready), STEP):
            some = ready[start : start + STEP]
            settled(lambda some=some: ddl.fill_column(self.shape, self.target.column, self.target.kind, some))  # type: ignore[misc]

    def moved(self, most: int) -> list[int]:
        """Take records that were written since they were converted."""
        return watch.moved(self.shape, self.source, most)

    def values(self, ids: Sequence[int]) -> list[tuple[int, Any, bool]]:
        """Read (id, stored value, archived) of records."""
        return ddl.values_of(self.shape, self.source, ids)

    def fill_again(self, ids: Sequence[int], values: Converted) -> None:
        """Set the values of records that were converted before, empty ones too."""
        ready = dict.fromkeys(ids) | {each["id"]: each["value"] for each in converted(self.target, values)}
        rows = [{"id": identity, "value": value} for identity, value in sorted(ready.items())]
        if rows:
            ddl.fill_column(self.shape, self.target.column, self.target.kind, rows)

    def end(self) -> None:
        """Stop watching."""
        watch.end(self.shape, self.source)
