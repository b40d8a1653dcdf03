"""What a page of records is asked for: filter, order, fields and place."""

from __future__ import annotations

from dataclasses import dataclass

from kehu.lang.filters import Filter
from kehu.lang.grouping import MAX_GROUPINGS

MAX_PAGE = 1000
MAX_SORTS = 8 + MAX_GROUPINGS


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key; empty values come last in both directions, as in a spreadsheet.

    With `by` (see `lang.grouping`) records of one group stand together, whatever comes behind.
    """

    field: str
    descending: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A page request; `after` is a cursor of an earlier page, `skip` counts rows to pass over behind it."""

    filter: Filter | None = None
    sorts: tuple[Sort, ...] = ()
    fields: tuple[str, ...] | None = None
    after: str | None = None
    skip: int = 0
    limit: int = 100
    archived: bool = False
    search: str | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One figure over many records: a function of `AGGREGATES` over a field, or `count` over the records."""

    field: str | None
    function: str
