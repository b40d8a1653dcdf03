"""The closed set of kinds: each owns storage, operators, aggregates and a default editor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from kehu.base.text import Text

Takes = Literal["none", "one", "many", "range", "period"]


class Kind(StrEnum):
    """What a stored value is to the database and to the language."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    BOOL = "bool"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    LINKS = "links"
    FILES = "files"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Operator:
    """One way to compare a field with a value; `takes` says how many values it wants."""

    key: str
    name: Text
    takes: Takes = "one"


_EMPTY = (
    Operator("empty", Text("为空", "is empty"), "none"),
    Operator("not_empty", Text("不为空", "is not empty"), "none"),
)
_ONE_OF = (
    Operator("is", Text("是", "is")),
    Operator("is_not", Text("不是", "is not")),
    Operator("any_of", Text("是其中之一", "is any of"), "many"),
    Operator("none_of", Text("不是其中任何一个", "is none of"), "many"),
    *_EMPTY,
)
_TIMES = (
    Operator("is", Text("是", "is")),
    Operator("before", Text("早于", "is before")),
    Operator("on_or_before", Text("不晚于", "is on or before")),
    Operator("after", Text("晚于", "is after")),
    Operator("on_or_after", Text("不早于", "is on or after")),
    Operator("between", Text("介于", "is between"), "range"),
    Operator("within", Text("在时间段内", "is within"), "period"),
    *_EMPTY,
)

OPERATORS: MappingProxyType[Kind, tuple[Operator, ...]] = MappingProxyType(
    {
        Kind.TEXT: (
            Operator("contains", Text("包含", "contains")),
            Operator("not_contains", Text("不包含", "does not contain")),
            Operator("is", Text("是", "is")),
            Operator("is_not", Text("不是", "is not")),
            Operator("any_of", Text("是其中之一", "is any of"), "many"),
            Operator("starts_with", Text("开头是", "starts with")),
            Operator("ends_with", Text("结尾是", "ends with")),
            *_EMPTY,
        ),
        Kind.NUMBER: (
            Operator("eq", Text("=", "=")),
            Operator("ne", Text("≠", "≠")),
            Operator("gt", Text(">", ">")),
            Operator("ge", Text("≥", "≥")),
            Operator("lt", Text("<", "<")),
            Operator("le", Text("≤", "≤")),
            Operator("between", Text("介于", "is between"), "range"),
            *_EMPTY,
        ),
        Kind.DATE: _TIMES,
        Kind.DATETIME: _TIMES,
        Kind.BOOL: (Operator("is", Text("是", "is")),),
        Kind.CHOICE: _ONE_OF,
        Kind.CHOICES: (
            Operator("has_any", Text("包含任意一个", "has any of"), "many"),
            Operator("has_all", Text("包含全部", "has all of"), "many"),
            Operator("has_none", Text("不包含", "has none of"), "many"),
            *_EMPTY,
        ),
        Kind.LINK: _ONE_OF,
        Kind.LINKS: (),
        Kind.FILES: _EMPTY,
        Kind.JSON: _EMPTY,
    }
)

_COUNTS = ("filled", "empty", "distinct")
_RANGES = ("min", "max")

AGGREGATES: MappingProxyType[Kind, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(Kind, _COUNTS),
        Kind.NUMBER: (*_COUNTS, "sum", "average", "median", *_RANGES),
        Kind.DATE: (*_COUNTS, *_RANGES),
        Kind.DATETIME: (*_COUNTS, *_RANGES),
        Kind.BOOL: ("checked", "unchecked"),
        Kind.FILES: ("filled", "empty"),
        Kind.JSON: ("filled", "empty"),
    }
)

SORTABLE = frozenset(Kind) - {Kind.LINKS, Kind.FILES, Kind.JSON}

EDITORS: MappingProxyType[Kind, str] = MappingProxyType({kind: kind.value for kind in Kind})


def operator_of(kind: Kind, key: str) -> Operator | None:
    """Find the operator of a kind by its key, or None when the kind does not know it."""
    return next((operator for operator in OPERATORS[kind] if operator.key == key), None)
