"""Formula: what every record must be like, told in the formula language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong
from kehu.engine.functions import library
from kehu.engine.rules.base import Must, RuleKind, Says
from kehu.lang.formulas import Type, canonical, check, parse, spoken
from kehu.lang.formulas.currencies import refuse_mixed


class FormulaRule(RuleKind):
    """Settings: `formula`, which must give TRUE; stored with keys for names."""

    key = "formula"
    name = Text("公式", "Formula")
    note = Text(
        "公式的结果要是“真”。例如：{折后金额}<={金额}",
        "A formula gives TRUE, such as {net}<={gross}.",
    )
    place = 60
    about = "table"
    least = most = 0
    settings = (Setting("formula", Text("公式", "Formula"), "formula"),)
    skips_empty = False

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Refuse a formula that makes no sense here or answers something else than yes or no."""
        source = super().check(config, fields, shape, reading)["formula"]
        if not isinstance(source, str) or not source.strip():
            raise Wrong(Text("要填一个公式", "Give a formula"))
        try:
            written = canonical(source, shape)
            found = check(parse(written), shape, library())
            refuse_mixed(parse(written), shape, library())
        except KehuError as error:
            raise Wrong(error.text) from None
        if found.root.type is not Type.BOOL:
            raise Wrong(
                Text(
                    "公式的结果要是“真”或“假”，请写成比较，例如 {金额}>0",
                    "The formula must give TRUE or FALSE, as {amount}>0",
                )
            )
        if not found.inputs:
            raise Wrong(Text("公式里至少要用到一个字段", "The formula must read at least one field"))
        return {"formula": written}

    def must(self, rule: Rule, shape: Table) -> Must:
        """Give the formula."""
        return Says(rule.config["formula"])

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Show the formula with today's names."""
        source = rule.config["formula"]
        return Text("这条记录不符合规则：{zh}", "This record breaks the rule {en}").format(
            zh=spoken(source, shape, "zh-CN"), en=spoken(source, shape, "en")
        )


RULE = FormulaRule()
