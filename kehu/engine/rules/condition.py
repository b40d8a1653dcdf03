"""Condition: what every record must be like, told as a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong
from kehu.engine.rules.base import Must, RuleKind
from kehu.lang.filters import Group, conditions, read_filter, write_filter


class ConditionRule(RuleKind):
    """Settings: `holds`, a filter in its JSON form."""

    key = "condition"
    name = Text("条件", "Condition")
    note = Text(
        "每条记录都要满足这些条件。例如：级别是“旗舰”时，面积要大于 100",
        "Every record meets these conditions, such as a size above 100 for flagship shops.",
    )
    place = 25
    about = "table"
    least = most = 0
    settings = (Setting("holds", Text("必须满足", "Must hold"), "filter"),)
    skips_empty = False

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Read the filter; its fields and values are checked when it is tried on the records."""
        known = super().check(config, fields, shape, reading)
        try:
            found = read_filter(known["holds"])
        except KehuError as error:
            raise Wrong(error.text) from None
        if found is None or not any(True for _ in conditions(found)):
            raise Wrong(Text("要填至少一个条件", "Give at least one condition"))
        return {"holds": write_filter(found)}

    def must(self, rule: Rule, shape: Table) -> Must:
        """Give the filter."""
        return read_filter(rule.config["holds"]) or Group("and", ())

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Name the fields that it is about."""
        keys = dict.fromkeys(each.field.split(".")[0] for each in conditions(read_filter(rule.config["holds"])))
        names = [shape.field(key).name for key in keys]
        return Text("这条记录的{zh}不符合规则，请检查", "This record breaks a rule on {en}; please check").format(
            zh="、".join(f"“{name.zh}”" for name in names), en=", ".join(f"“{name.en}”" for name in names)
        )


RULE = ConditionRule()
