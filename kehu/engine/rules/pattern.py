"""Pattern: a text that has a form as a whole, told by a regular expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong
from kehu.engine.rules.base import Matches, Must, RuleKind
from kehu.engine.sql.expressions import check_expression
from kehu.lang.kinds import Kind


class PatternRule(RuleKind):
    """Settings: `expression`, as `lang.expressions` describes it; `example`, a text that fits, told with refusals."""

    key = "pattern"
    name = Text("格式", "Pattern")
    note = Text("文字要符合一个正则表达式", "A text has the form of a regular expression.")
    place = 35
    kinds = frozenset({Kind.TEXT})
    settings = (
        Setting("expression", Text("正则表达式", "Regular expression"), "expression"),
        Setting("example", Text("例子", "Example"), "text", ""),
    )

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Refuse expressions that mean nothing or could take long, and an example that does not fit."""
        known = super().check(config, fields, shape, reading)
        expression, example = known["expression"], known["example"] or ""
        if not isinstance(expression, str) or not isinstance(example, str) or len(example) > 100:
            raise Wrong(
                Text("要填一个正则表达式，例如 [A-Z]{2}-\\d{4}", "Give a regular expression, as [A-Z]{2}-\\d{4}")
            )
        fits = check_expression(expression, example)
        if example and not fits:
            raise Wrong(
                Text("例子“{example}”不符合这个表达式", "The example “{example}” does not fit the expression").format(
                    example=example
                )
            )
        return {"expression": expression, "example": example}

    def must(self, rule: Rule, shape: Table) -> Must:
        """Match as a whole."""
        return Matches(rule.fields[0], rule.config["expression"])

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Show the example when there is one, else the expression."""
        field, example = shape.field(rule.fields[0]).name, rule.config["example"]
        if example:
            return Text(
                "“{field}”的格式不对，应该像“{example}”这样",
                "“{field}” has the wrong form; it should look like “{example}”",
            ).format(field=field, example=example)
        return Text(
            "“{field}”的格式不对，要符合 {expression}", "“{field}” has the wrong form; it must fit {expression}"
        ).format(field=field, expression=rule.config["expression"])


RULE = PatternRule()
