"""The closed set of kinds: each owns storage, aggregates and a default editor."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


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

SORTABLE = frozenset(Kind) - {Kind.FILES, Kind.JSON}

EDITORS: MappingProxyType[Kind, str] = MappingProxyType({kind: kind.value for kind in Kind})
