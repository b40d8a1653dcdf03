"""Formula: a value computed from other fields of the record; the result's kind follows from the formula."""

from collections.abc import Mapping
from typing import Any

from kehu.base.text import Text
from kehu.engine.fields.base import FieldType, Setting, Wrong
from kehu.lang.kinds import Kind

MAX_SOURCE = 10_000


class FormulaType(FieldType):
    """An Excel-like formula over the record's own fields."""

    key = "formula"
    kind = Kind.TEXT
    name = Text("公式", "Formula")
    icon = "formula"
    computed = True
    settings = (
        Setting("formula", Text("公式", "Formula"), "formula"),
        Setting("decimals", Text("小数位", "Decimal places"), "number"),
    )

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """A formula is needed; what it says is checked against its table elsewhere."""
        known = super().check_config(config)
        if not isinstance(known["formula"], str) or not known["formula"].strip():
            raise Wrong(Text("请写公式", "Write a formula"), "config")
        if known["decimals"] is not None and (type(known["decimals"]) is not int or not 0 <= known["decimals"] <= 10):
            raise Wrong(Text("小数位是 0 到 10 的整数", "Decimal places are a whole number from 0 to 10"), "config")
        return known


TYPE = FormulaType()
