"""Length: how many characters a text has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong
from kehu.engine.rules.base import Must, RuleKind, Says
from kehu.engine.rules.limits import one_of_both, spoken
from kehu.lang.kinds import Kind

LONGEST = 100_000


class LengthRule(RuleKind):
    """Settings: `min` and `max`, numbers of characters; 𠮷 and an emoji count as one."""

    key = "length"
    name = Text("长度", "Length")
    note = Text("文字最少、最多多少个字", "A text has a smallest and a largest number of characters.")
    place = 30
    kinds = frozenset({Kind.TEXT})
    settings = (
        Setting("min", Text("最少字数", "At least"), "number"),
        Setting("max", Text("最多字数", "At most"), "number"),
    )

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Take whole numbers only."""
        known = super().check(config, fields, shape, reading)
        for value in known.values():
            if value is not None and (type(value) is not int or not 0 <= value <= LONGEST):
                raise Wrong(Text(f"字数要是 0 到 {LONGEST} 的整数", f"A length is a whole number from 0 to {LONGEST}"))
        low, high = known["min"], known["max"]
        one_of_both(low, high)
        if low is not None and high is not None and low > high:
            raise Wrong(Text("最少字数比最多字数还多，请对调", "The smallest length is above the largest; swap them"))
        return known

    def must(self, rule: Rule, shape: Table) -> Must:
        """Count the characters."""
        length = f"LEN({{{rule.fields[0]}}})"
        given = ((">=", rule.config["min"]), ("<=", rule.config["max"]))
        said = [f"{length}{sign}{value}" for sign, value in given if value is not None]
        return Says(f"AND({','.join(said)})")

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Name the limits."""
        low, high = (None if rule.config[key] is None else Text.same(str(rule.config[key])) for key in ("min", "max"))
        return Text("“{field}”的字数{said}", "The length of “{field}” {said}").format(
            field=shape.field(rule.fields[0]).name, said=spoken(low, high)
        )


RULE = LengthRule()
