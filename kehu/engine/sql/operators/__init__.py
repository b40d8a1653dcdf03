"""The filter operators: every `Operator` at the top of a module of this folder is one; there is no registration.

An operator is one declaration: key, name, kinds, what it takes, its meaning. The web builds its filter bar from them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from kehu.engine.sql.operators.base import Operator, Span, Takes
from kehu.lang.kinds import Kind

__all__ = ["Operator", "Span", "Takes", "operator_of", "operators"]


@cache
def operators() -> MappingProxyType[Kind, tuple[Operator, ...]]:
    """Give the operators of every kind in the order of their declaration, those that take no value last."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base"]
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Operator)]
    found.sort(key=lambda each: each.takes == "none")
    return MappingProxyType({kind: tuple(each for each in found if kind in each.kinds) for kind in Kind})


def operator_of(kind: Kind, key: str) -> Operator | None:
    """Find the operator of a kind by its key, or None when the kind does not know it."""
    return next((operator for operator in operators()[kind] if operator.key == key), None)
