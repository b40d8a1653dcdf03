"""What the checker knows of functions: their names, and the forms in which they take arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kehu.base.text import Text
from kehu.lang.formulas.types import Type

_SHORT: dict[Type | str, Text] = {
    Type.NUMBER: Text("数字", "number"),
    Type.TEXT: Text("文字", "text"),
    Type.DATE: Text("日期", "date"),
    Type.DATETIME: Text("日期时间", "datetime"),
    Type.BOOL: Text("条件", "condition"),
    Type.TEXTS: Text("多选", "options"),
    "word": Text('"格式或单位"', '"format or unit"'),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One place for an argument.

    `type` is a type, or the name of a variable ("T", "U": every argument there gets one common type; "any": each its
    own), or "word": a text written in the formula itself. `raw` lets a blank pass that would become 0, "" or FALSE;
    a `strict` one takes nothing that would have to be written as text first.
    """

    type: Type | str
    raw: bool = False
    default: Decimal | str | bool | None = None
    optional: bool = False
    strict: bool = False

    def told(self) -> Text:
        """Name what is wanted here, in brackets when it may be left out."""
        word = _SHORT.get(self.type, Text("任意值", "value"))
        return Text(f"[{word.zh}]", f"[{word.en}]") if self.optional else word


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameters, then a group that repeats once or more, then one that may stand alone at the end; and the result."""

    fixed: tuple[Parameter, ...]
    group: tuple[Parameter, ...]
    tail: Parameter | None
    gives: Type | str

    def places(self, count: int) -> tuple[Parameter, ...] | None:
        """Give the parameter of each of `count` arguments (defaults included), None when they do not fit."""
        if not self.group:
            needed = sum(not each.optional for each in self.fixed)
            return self.fixed if needed <= count <= len(self.fixed) else None
        times, left = divmod(count - len(self.fixed), len(self.group))
        if times < 1 or left > (self.tail is not None):
            return None
        places = (*self.fixed, *self.group * times)
        return (*places, self.tail) if left and self.tail else places

    def told(self, name: Text) -> Text:
        """Write how a function is called: `LEFT(文字, [数字])`."""
        words = [each.told() for each in (*self.fixed, *self.group)]
        more = [Text.same("…")] if self.group else []
        words += [*more, self.tail.told()] if self.tail else more
        call = Text("{name}({values})", "{name}({values})")
        values = Text(", ".join(each.zh for each in words), ", ".join(each.en for each in words))
        return call.format(name=name, values=values)

    def counts(self) -> tuple[int, int | None]:
        """Give the least and the greatest number of arguments, None for any number."""
        if self.group:
            return len(self.fixed) + len(self.group), None
        return sum(not each.optional for each in self.fixed), len(self.fixed)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to call a function: a signature, its SQL (pieces in, a piece out) and its Python (values in, value out).

    `check` says what is wrong with the words written in the formula itself, if anything.
    """

    signature: Signature
    sql: Callable[..., Any]
    python: Callable[..., Any]
    check: Callable[..., Text | None] | None = None
    uses_today: bool = False


@dataclass(slots=True)
class Function:
    """A function of the language: `name` is what it is called, `aliases` what it is called as well."""

    key: str
    name: Text
    category: str
    help: Text
    example: tuple[str, Any]
    aliases: tuple[str, ...] = ()
    forms: list[Form] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, upper case."""
        return tuple(dict.fromkeys(name.upper() for name in (self.name.en, self.name.zh, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Library:
    """All functions by every name in upper case, and the operators by their sign."""

    functions: Mapping[str, Function]
    operators: Mapping[str, Function]


_PART = re.compile(r"\(([^()]*)\)\+|([^,()]+)")


def read_signature(words: str) -> Signature:
    """Read `text, number=1 -> text`.

    `~` lets blanks pass, `!` is strict, `?` may be left out, `=` gives what is taken then, `+` repeats one parameter,
    `(a, b)+` several; `word` is a text written in the formula itself.
    """
    takes, _, gives = (part.strip() for part in words.partition("->"))
    fixed: list[Parameter] = []
    group: tuple[Parameter, ...] = ()
    tail: Parameter | None = None
    for found in _PART.finditer(takes):
        several, one = found[1], (found[2] or "").strip()
        if several:
            group = tuple(_parameter(each.strip()) for each in several.split(","))
        elif one.endswith("+"):
            group = (_parameter(one[:-1]),)
        elif one and group:
            tail = _parameter(one)
        elif one:
            fixed.append(_parameter(one))
    return Signature(tuple(fixed), group, tail, _type(gives))


def _parameter(words: str) -> Parameter:
    words, equals, default = words.partition("=")
    optional = bool(equals) or words.endswith("?")
    strict = "!" in words
    kind = words.rstrip("?").replace("!", "")
    raw = kind.endswith("~")
    found = _type(kind.rstrip("~"))
    value: Decimal | str | bool | None = None
    if equals:
        value = Decimal(default) if found is Type.NUMBER else default == "TRUE" if found is Type.BOOL else default
    return Parameter(found, raw or not isinstance(found, Type), value, optional, strict)


def _type(words: str) -> Type | str:
    return Type(words) if words in set(Type) else words
