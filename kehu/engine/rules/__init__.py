"""The kinds of rules: every module of this folder holds one, named `RULE`; there is no other registration.

A kind says what must hold as a value of the house's languages (a filter, a formula, an expression); the door for
writes, the count of records that break it and the marks on cells all ask the database the same question.
Main names: `all_kinds`, `rule_kind`, `RuleKind`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.engine.rules.base import RuleKind

__all__ = ["RuleKind", "all_kinds", "rule_kind"]

_PARTS = frozenset({"base", "limits"})


@cache
def all_kinds() -> MappingProxyType[str, RuleKind]:
    """Give every kind of rule by key, in the order in which people are offered them."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name not in _PARTS
    )
    kinds: list[RuleKind] = sorted((module.RULE for module in modules), key=lambda kind: (kind.place, kind.key))
    return MappingProxyType({each.key: each for each in kinds})


def rule_kind(key: str) -> RuleKind:
    """Give the kind of rule with this key; raises `Invalid` naming those that exist."""
    found = all_kinds().get(key)
    if found is None:
        raise Invalid(
            Text("没有规则类型“{key}”，可用的有：{all}", "There is no kind of rule “{key}”; there are: {all}").format(
                key=key[:60], all=", ".join(all_kinds())
            ),
            code="rule.unknown_kind",
        )
    return found
