"""The functions of the formula language: one decorated function is one formula function; there is no registration."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from kehu.base.text import Text
from kehu.engine.functions.operators import OPERATORS
from kehu.lang.formulas.library import Function, Library

__all__ = ["all_functions", "categories", "library"]

_PARTS = frozenset({"base", "calendar", "conversions", "operators", "patterns"})


@cache
def all_functions() -> MappingProxyType[str, Function]:
    """Give every function by key, in the order of their files and of their places in them."""
    found = (each for module in _modules() for each in vars(module).values() if isinstance(each, Function))
    return MappingProxyType({each.key: each for each in found})


@cache
def categories() -> MappingProxyType[str, Text]:
    """Give the name of every category, which is a module of this folder."""
    return MappingProxyType({module.__name__.rsplit(".", 1)[1]: module.CATEGORY for module in _modules()})


def _modules() -> list[ModuleType]:
    return [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name not in _PARTS]


@cache
def library() -> Library:
    """Give all functions by every name, and the operators; a name that two functions claim is an error of ours."""
    names: dict[str, Function] = {}
    for each in all_functions().values():
        for name in each.names:
            if name in names:
                raise LookupError(f"{name} is the name of two functions")
            names[name] = each
    return Library(MappingProxyType(names), OPERATORS)
