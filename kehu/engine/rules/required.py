"""Required: fields that must be filled, always or under a condition."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.shapes import Rule, Table
from kehu.engine.fields import Reading
from kehu.engine.rules.base import FILLED, Must, RuleKind, named
from kehu.lang.filters import Condition, Group


class RequiredRule(RuleKind):
    """Nothing to set: the condition under which it applies says the rest."""

    key = "required"
    name = Text("必填", "Required")
    note = Text(
        "满足条件时，这些字段必须填写。例如：阶段是“流失”时，要填流失原因",
        "These fields are filled whenever a condition holds, such as a reason when the stage is “lost”.",
    )
    place = 10
    about = "table"
    kinds = FILLED
    most = 10
    skips_empty = False

    def must(self, rule: Rule, shape: Table) -> Must:
        """Hold something in each of the fields."""
        return Group("and", tuple(Condition(key, "not_empty") for key in rule.fields))

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Name the fields; with a condition, that it is met."""
        fields = named(rule.fields, shape)
        if rule.applies is None:
            return Text("{fields}必须填写", "{fields} must be filled").format(fields=fields)
        return Text("这种情况下，{fields}必须填写", "In this case {fields} must be filled").format(fields=fields)


RULE = RequiredRule()
