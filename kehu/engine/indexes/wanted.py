"""What indexes a table deserves, from the patterns of its views and of queries that took long; best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.indexes.pattern import EQUAL, WORDS, Pattern
from kehu.engine.sql.indexes import Definition, by_choices, by_order, by_value, by_words
from kehu.lang.kinds import SORTABLE, Kind

MOST_EQUAL = 2
_SAME = (Kind.NUMBER, Kind.BOOL, Kind.CHOICE, Kind.LINK)
"""Kinds of which one value is one stored value; a day of a moment is a range."""
_ORDERED = (*_SAME, Kind.DATE, Kind.DATETIME)
_WIDE = frozenset({"is_not", "ne", "none_of", "not_empty"})
"""Operators that leave most records."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A pattern with who asks: views by id, or how many queries; `weight` puts the more important first."""

    pattern: Pattern
    views: tuple[int, ...] = ()
    queries: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """An index that would help, and whom."""

    definition: Definition
    views: tuple[int, ...]
    queries: int
    weight: float


def wanted(shape: Table, catalog: Catalog, asked: Iterable[Asked]) -> list[Wanted]:
    """List the indexes of a table, the most useful first; those for the same columns are one."""
    found: dict[str, Wanted] = {}
    for each in asked:
        for place, definition in enumerate(definitions(shape, catalog, each.pattern)):
            weight = each.weight / (place + 1)
            known = found.get(definition.name)
            if known is None:
                found[definition.name] = Wanted(definition, each.views, each.queries, weight)
            else:
                found[definition.name] = replace(
                    known,
                    views=tuple(dict.fromkeys((*known.views, *each.views))),
                    queries=known.queries + each.queries,
                    weight=known.weight + weight,
                )
    return sorted(_apart(list(found.values())), key=lambda one: -one.weight)


def definitions(shape: Table, catalog: Catalog, pattern: Pattern) -> list[Definition]:
    """Give the indexes that serve one pattern: its order within equal values first, then what narrows it down."""
    found: list[Definition] = []
    equal = [field for field in _fields(shape, pattern.equal) if field.kind in _SAME][:MOST_EQUAL]
    sorts = [(field, descending) for key, descending in pattern.sorts for field in _fields(shape, [key])]
    sortable = len(sorts) == len(pattern.sorts) and all(_sortable(field) for field, _ in sorts)
    if sortable and (equal or sorts):
        found.append(by_order(shape, catalog, equal, sorts))
    elif equal:
        found.append(by_order(shape, catalog, equal, []))
    for key, operator in [*((key, "is") for key in pattern.equal), *pattern.others]:
        for field in _fields(shape, [key]):
            made = _narrowing(shape, field, operator)
            if made is not None:
                found.append(made)
    return list({each.name: each for each in found}.values())


def _narrowing(shape: Table, field: Field, operator: str) -> Definition | None:
    if field.kind is Kind.TEXT:
        return by_words(shape, field) if operator in WORDS else by_value(shape, field) if operator == "is" else None
    if field.kind is Kind.CHOICES:
        return by_choices(shape, field) if operator in ("has_any", "has_all") else None
    first_of_order = operator in EQUAL and field.kind in _SAME
    return by_value(shape, field) if field.kind in _ORDERED and not first_of_order and operator not in _WIDE else None


def _sortable(field: Field) -> bool:
    return field.kind in SORTABLE and field.kind not in (Kind.LINK, Kind.LINKS)


def _fields(shape: Table, keys: Sequence[str]) -> list[Field]:
    return [field for key in keys if (field := shape.by_key.get(key)) is not None]


def _apart(of: list[Wanted]) -> list[Wanted]:
    """Leave out an index that narrows down by what another one begins with."""
    first = {
        each.definition.columns[0].removesuffix(" DESC NULLS LAST") for each in of if each.definition.use == "order"
    }
    return [each for each in of if each.definition.use != "filter" or each.definition.columns[0] not in first]
