"""Allowed values: a text, number or choice that is one of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong, reader
from kehu.engine.rules.base import Must, RuleKind, shown
from kehu.lang.filters import Condition, Group
from kehu.lang.kinds import Kind

MOST = 100
TOLD = 10


class AllowedRule(RuleKind):
    """Settings: `values`, at most 100 wire values; texts are compared letter by letter."""

    key = "allowed"
    name = Text("允许的值", "Allowed values")
    note = Text("只能填列出的值", "Only the values of a list may be entered.")
    place = 40
    kinds = frozenset({Kind.TEXT, Kind.NUMBER, Kind.CHOICE})
    settings = (Setting("values", Text("允许的值", "Allowed values"), "values"),)

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Read each value by the field's own type."""
        values = super().check(config, fields, shape, reading)["values"]
        if not isinstance(values, list) or not 1 <= len(values) <= MOST:
            raise Wrong(Text(f"要列出 1 到 {MOST} 个允许的值", f"List from 1 to {MOST} allowed values"))
        kind = reader(fields[0])
        read = [kind.dump(kind.parse(value, fields[0], reading)) for value in values]
        return {"values": list(dict.fromkeys(value for value in read if value is not None))}

    def must(self, rule: Rule, shape: Table) -> Must:
        """Equal one of the values."""
        (key,) = rule.fields
        if shape.field(key).kind is Kind.NUMBER:
            return Group("or", tuple(Condition(key, "eq", value) for value in rule.config["values"]))
        return Condition(key, "any_of", rule.config["values"])

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """List the first values."""
        field = shape.field(rule.fields[0])
        values = [shown(value, field, reading) for value in rule.config["values"]]
        more = len(values) > TOLD
        return Text("“{field}”只能填：{zh}", "“{field}” must be one of: {en}").format(
            field=field.name,
            zh="、".join(values[:TOLD]) + ("……" if more else ""),
            en=", ".join(values[:TOLD]) + ("…" if more else ""),
        )


RULE = AllowedRule()
