"""The types of formula values, and which of them may stand for another."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType

from kehu.base.text import Text
from kehu.lang.kinds import Kind


class Type(StrEnum):
    """What a part of a formula gives; `blank` is the type of nothing, which stands for every type."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    BOOL = "bool"
    TEXTS = "texts"
    BLANK = "blank"


NAMES: MappingProxyType[Type, Text] = MappingProxyType(
    {
        Type.NUMBER: Text("数字", "a number"),
        Type.TEXT: Text("文字", "a text"),
        Type.DATE: Text("日期", "a date"),
        Type.DATETIME: Text("日期时间", "a date and time"),
        Type.BOOL: Text("是或否（TRUE/FALSE）", "TRUE or FALSE"),
        Type.TEXTS: Text("多个选项", "a list of options"),
        Type.BLANK: Text("空值", "a blank"),
    }
)

OF_KIND: MappingProxyType[Kind, Type] = MappingProxyType(
    {
        Kind.TEXT: Type.TEXT,
        Kind.NUMBER: Type.NUMBER,
        Kind.DATE: Type.DATE,
        Kind.DATETIME: Type.DATETIME,
        Kind.BOOL: Type.BOOL,
        Kind.CHOICE: Type.TEXT,
        Kind.CHOICES: Type.TEXTS,
        Kind.LINK: Type.TEXT,
        Kind.LINKS: Type.TEXTS,
    }
)
"""The type as which a field of a kind is read; fields of other kinds cannot stand in a formula."""

KIND_OF: MappingProxyType[Type, Kind] = MappingProxyType(
    {
        Type.NUMBER: Kind.NUMBER,
        Type.TEXT: Kind.TEXT,
        Type.DATE: Kind.DATE,
        Type.DATETIME: Kind.DATETIME,
        Type.BOOL: Kind.BOOL,
        Type.TEXTS: Kind.TEXT,
        Type.BLANK: Kind.TEXT,
    }
)
"""The kind in which a result is stored; a list becomes text, joined by commas."""

WRITTEN = 10
"""What it costs to write a value as text."""

_COSTS: MappingProxyType[tuple[Type, Type], int] = MappingProxyType(
    {
        (Type.DATE, Type.DATETIME): 2,
        (Type.DATETIME, Type.DATE): 3,
        (Type.BOOL, Type.NUMBER): 4,
        (Type.NUMBER, Type.BOOL): 5,
        (Type.TEXTS, Type.TEXT): 6,
        (Type.TEXT, Type.TEXTS): 7,
        (Type.NUMBER, Type.TEXT): WRITTEN,
        (Type.DATE, Type.TEXT): WRITTEN,
        (Type.DATETIME, Type.TEXT): WRITTEN,
        (Type.BOOL, Type.TEXT): WRITTEN,
    }
)


def cost(given: Type, wanted: Type) -> int | None:
    """Tell how far `given` is from `wanted`: 0 for the same, None when it cannot stand for it."""
    if given is wanted:
        return 0
    return 1 if given is Type.BLANK else _COSTS.get((given, wanted))


def common(types: Iterable[Type]) -> Type | None:
    """Give the type in which all of `types` can be told, blank for none, None when there is none."""
    found = {each for each in types if each is not Type.BLANK}
    if len(found) <= 1:
        return next(iter(found), Type.BLANK)
    if found == {Type.DATE, Type.DATETIME}:
        return Type.DATETIME
    if found == {Type.BOOL, Type.NUMBER}:
        return Type.NUMBER
    return Type.TEXT if found & {Type.TEXT, Type.TEXTS} else None
