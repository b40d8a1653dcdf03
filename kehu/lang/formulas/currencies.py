"""Amounts of different currencies are neither added nor compared: a formula has to convert one of them first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from kehu.base.text import Text
from kehu.lang.formulas.library import Library
from kehu.lang.formulas.names import NamedField, Shape, find
from kehu.lang.formulas.problems import MAX_PROBLEMS, Problem, refusal
from kehu.lang.formulas.tree import Call, FieldName, Node, Operation, Place, Signed, children

_MEETING = frozenset({"+", "-", "=", "<>", "<", "<=", ">", ">="})
_TOGETHER = frozenset({"SUM", "AVERAGE", "MIN", "MAX"})
_LIKE_FIRST = frozenset({"ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "CEILING", "FLOOR"})
_MIXED = Text(
    "{one} 和 {other} 的金额不能直接相加或比较，请先换算，例如 {{美元金额}}*7.1",
    "Amounts in {one} and {other} cannot be added or compared; convert one of them first, as {{Dollars}}*7.1",
)


class PricedField(NamedField, Protocol):
    """A field as far as its currency matters."""

    @property
    def config(self) -> Mapping[str, Any]:
        """Its settings; `currency` is a code of ISO 4217 where it holds amounts."""


def refuse_mixed(node: Node, shape: Shape[PricedField], library: Library) -> None:
    """Raise `Invalid` for every place where amounts of different currencies meet; `*` and `/` convert."""
    prices = _Prices(shape, library)
    prices.of(node)
    if prices.problems:
        raise refusal(prices.problems[:MAX_PROBLEMS])


class _Prices:
    def __init__(self, shape: Shape[PricedField], library: Library) -> None:
        self.shape = shape
        self.library = library
        self.problems: list[Problem] = []

    def of(self, node: Node) -> str | None:
        """Give the currency of what a part of a formula comes to."""
        match node:
            case FieldName(name=name):
                found = find(name, self.shape)
                return str(found.config["currency"]) if found and found.config.get("currency") else None
            case Signed(operator=operator, operand=operand):
                held = self.of(operand)
                return None if operator == "%" else held
            case Operation(first=first, rest=rest):
                held = self.of(first)
                for operator, place, operand in rest:
                    held = self._met(operator, place, held, self.of(operand))
                return held
            case Call():
                return self._called(node)
            case _:
                return None

    def _met(self, operator: str, place: Place, held: str | None, met: str | None) -> str | None:
        if operator not in _MEETING:
            return None
        self._compare(place, held, met)
        return (held or met) if operator in "+-" else None

    def _called(self, node: Call) -> str | None:
        found = self.library.functions.get(node.name.upper())
        held = [self.of(each) for each in children(node)]
        if found is None or not held:
            return None
        name = found.name.en
        if name in _TOGETHER:
            known = list(dict.fromkeys(each for each in held if each))
            if len(known) > 1:
                self._compare(node.place, known[0], known[1])
            return known[0] if known else None
        return held[0] if name in _LIKE_FIRST else None

    def _compare(self, place: Place, held: str | None, met: str | None) -> None:
        if held and met and held != met:
            self.problems.append(Problem(place, _MIXED.format(one=held, other=met)))
