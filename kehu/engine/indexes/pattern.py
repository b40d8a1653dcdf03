"""Patterns: what of a view or query an index can serve, without its values. Pure values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kehu.lang.filters import Condition, Filter, Group
from kehu.lang.query import Sort

EQUAL = frozenset({"is", "eq"})
WORDS = frozenset({"contains", "starts_with", "ends_with"})
MAX_PARTS = 8


@dataclass(frozen=True, slots=True)
class Pattern:
    """Fields compared with one value, fields compared otherwise (with the operator), and the order wanted."""

    equal: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    sorts: tuple[tuple[str, bool], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to index."""
        return bool(self.equal or self.others or self.sorts)

    def as_json(self) -> dict[str, Any]:
        """Write it for the database."""
        return {
            "equal": list(self.equal),
            "others": [list(each) for each in self.others],
            "sorts": [list(each) for each in self.sorts],
        }

    @staticmethod
    def read(stored: Mapping[str, Any]) -> Pattern:
        """Read what `as_json` wrote."""
        return Pattern(
            tuple(stored.get("equal", ())),
            tuple((str(key), str(operator)) for key, operator in stored.get("others", ())),
            tuple((str(key), bool(descending)) for key, descending in stored.get("sorts", ())),
        )


def pattern_of(of: Filter | None, sorts: Sequence[Sort], groups: Sequence[str] = ()) -> Pattern:
    """Find what of a query an index can serve: conditions that all must hold, groups before sorts."""
    conditions = list(_demanded(of))[:MAX_PARTS]
    equal = sorted({each.field for each in conditions if each.operator in EQUAL})
    others = sorted({(each.field, each.operator) for each in conditions if each.operator not in EQUAL})
    order = [(key, False) for key in groups] + [(sort.field, sort.descending) for sort in sorts]
    seen: dict[str, bool] = {}
    for key, descending in order:
        seen.setdefault(key, descending)
    return Pattern(tuple(equal), tuple(others), tuple(seen.items()))


def _demanded(of: Filter | None) -> Iterator[Condition]:
    match of:
        case Condition():
            yield of
        case Group("and", items):
            for item in items:
                yield from _demanded(item)
        case Group(_, items) if len(items) == 1:
            yield from _demanded(items[0])
