"""Unique: no two records in use share the values of these fields; held by an index of the database."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.shapes import Rule, Table
from kehu.engine.fields import Reading
from kehu.engine.rules.base import Differs, Must, RuleKind, named
from kehu.lang.kinds import Kind


class UniqueRule(RuleKind):
    """Nothing to set; it holds for all records, so it takes no condition."""

    key = "unique"
    name = Text("不可重复", "Unique")
    note = Text(
        "几个字段合起来不能重复。例如：同一个客户、同一天只能有一张订单",
        "Several fields together are unique, such as one order per customer and day.",
    )
    place = 15
    about = "table"
    kinds = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.LINK, Kind.CHOICE})
    most = 5

    def must(self, rule: Rule, shape: Table) -> Must:
        """Differ from every other record in use."""
        return Differs(rule.fields)

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Name the fields."""
        fields = named(rule.fields, shape)
        if len(rule.fields) == 1:
            return Text("{fields}不能重复", "{fields} must be unique").format(fields=fields)
        return Text("{fields}合起来不能重复", "{fields} together must be unique").format(fields=fields)


RULE = UniqueRule()
