"""Filters as values: conditions joined by and/or to any depth within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kehu.base.errors import Invalid
from kehu.base.text import Text

MAX_DEPTH = 8
MAX_CONDITIONS = 200
MAX_LINKS = 2

Join = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of one field; `value` is None, one value, a list or a period key as the operator takes.

    `field` is a key, or a path over at most `MAX_LINKS` links to a field of a linked record: `company.region`.
    """

    field: str
    operator: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    """Filters joined by `and` or `or`; an empty group lets everything pass."""

    join: Join
    items: tuple[Filter, ...]


Filter = Condition | Group


def conditions(of: Filter | None) -> Iterator[Condition]:
    """Walk every condition of a filter."""
    match of:
        case Condition():
            yield of
        case Group(items=items):
            for item in items:
                yield from conditions(item)


def both(first: Filter | None, second: Filter | None) -> Filter | None:
    """Join two filters so that both must hold; None lets everything pass."""
    if first is None or second is None:
        return first or second
    return Group("and", (first, second))


def read_filter(data: object) -> Filter | None:
    """Read a filter from its JSON form.

    Raises `Invalid` (code `filter`) when the form is unknown, too deep or too long.
    """
    if data is None:
        return None
    parsed = _read(data, 1)
    if sum(1 for _ in conditions(parsed)) > MAX_CONDITIONS:
        raise _wrong(Text(f"筛选条件最多 {MAX_CONDITIONS} 个", f"A filter holds at most {MAX_CONDITIONS} conditions"))
    return parsed


def write_filter(of: Filter | None) -> dict[str, Any] | None:
    """Write a filter as JSON, the inverse of `read_filter`."""
    match of:
        case None:
            return None
        case Condition(field, operator, value):
            return {"field": field, "operator": operator, "value": value}
        case Group(join, items):
            return {"join": join, "items": [write_filter(item) for item in items]}


def _read(data: object, depth: int) -> Filter:
    if depth > MAX_DEPTH:
        raise _wrong(Text(f"筛选条件最多嵌套 {MAX_DEPTH} 层", f"A filter nests at most {MAX_DEPTH} levels"))
    if not isinstance(data, Mapping):
        raise _wrong(Text("筛选条件的格式不对", "A filter must be an object"))
    if data.keys() == {"join", "items"} and data["join"] in ("and", "or") and isinstance(data["items"], list):
        return Group(data["join"], tuple(_read(item, depth + 1) for item in data["items"]))
    if {"field", "operator"} <= data.keys() <= {"field", "operator", "value"}:
        field, operator = data["field"], data["operator"]
        if isinstance(field, str) and isinstance(operator, str):
            return Condition(field, operator, data.get("value"))
    raise _wrong(
        Text(
            "筛选条件的格式不对：需要 field、operator、value,或者 join、items",
            "A filter is {field, operator, value} or {join, items}",
        )
    )


def _wrong(text: Text) -> Invalid:
    return Invalid(text, code="filter")
