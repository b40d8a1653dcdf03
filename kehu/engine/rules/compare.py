"""Compare: one field against another, such as an end that is not before its beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong
from kehu.engine.rules.base import Must, RuleKind, Says
from kehu.lang.kinds import Kind

_TIMES = frozenset({Kind.DATE, Kind.DATETIME})
_SIGNS: MappingProxyType[str, tuple[str, Text, Text]] = MappingProxyType(
    {
        "ge": (">=", Text("不能小于", "must be at least"), Text("不能早于", "must not be before")),
        "gt": (">", Text("要大于", "must be more than"), Text("要晚于", "must be after")),
        "le": ("<=", Text("不能大于", "must be at most"), Text("不能晚于", "must not be after")),
        "lt": ("<", Text("要小于", "must be less than"), Text("要早于", "must be before")),
        "eq": ("=", Text("要等于", "must equal"), Text("要等于", "must equal")),
        "ne": ("<>", Text("不能等于", "must differ from"), Text("不能等于", "must differ from")),
    }
)

_OPTIONS = (
    ("ge", Text("≥ 不小于、不早于", "≥ at least, not before")),
    ("gt", Text("> 大于、晚于", "> more than, after")),
    ("le", Text("≤ 不大于、不晚于", "≤ at most, not after")),
    ("lt", Text("< 小于、早于", "< less than, before")),
    ("eq", Text("= 等于", "= equal to")),
    ("ne", Text("≠ 不等于", "≠ different from")),
)


class CompareRule(RuleKind):
    """Two fields in order; settings: `operator`."""

    key = "compare"
    name = Text("两个字段比较", "Two fields compared")
    note = Text(
        "一个字段和另一个字段比较。例如：到期日不能早于开始日",
        "One field is compared with another, such as an end that is not before the beginning.",
    )
    place = 5
    about = "table"
    kinds = frozenset({Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.TEXT})
    least = most = 2
    settings = (Setting("operator", Text("关系", "Relation"), "option", "ge", _OPTIONS),)

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Compare only what can be compared."""
        known = super().check(config, fields, shape, reading)
        if known["operator"] not in _SIGNS:
            raise Wrong(Text("没有这种比较", "There is no such comparison"))
        first, second = fields
        if first.kind is not second.kind and not {first.kind, second.kind} <= _TIMES:
            raise Wrong(
                Text(
                    "“{one}”和“{other}”不是同一种值，不能比较", "“{one}” and “{other}” hold different kinds of values"
                ).format(one=first.name, other=second.name)
            )
        return known

    def must(self, rule: Rule, shape: Table) -> Must:
        """Say it as a formula."""
        first, second = rule.fields
        return Says(f"{{{first}}}{_SIGNS[rule.config['operator']][0]}{{{second}}}")

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Name both fields."""
        first, second = (shape.field(key) for key in rule.fields)
        sign = _SIGNS[rule.config["operator"]][2 if first.kind in _TIMES else 1]
        return Text("“{first}”{sign}“{second}”", "“{first}” {sign} “{second}”").format(
            first=first.name, sign=sign, second=second.name
        )


RULE = CompareRule()
