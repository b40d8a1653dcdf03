"""Range: a number or a date between two limits; a day may be told as today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong, reader
from kehu.engine.rules.base import Must, RuleKind, shown
from kehu.engine.rules.limits import one_of_both, spoken
from kehu.lang.filters import Condition, Group
from kehu.lang.kinds import Kind

TODAY = "@today"
_OPERATORS = {
    Kind.NUMBER: ("ge", "le"),
    Kind.DATE: ("on_or_after", "on_or_before"),
    Kind.DATETIME: ("on_or_after", "on_or_before"),
}


class RangeRule(RuleKind):
    """Settings: `min` and `max` as wire values, `@today` for a day that moves."""

    key = "range"
    name = Text("范围", "Range")
    note = Text("数字或日期要在两个界限之间", "A number or a date lies between two limits.")
    place = 20
    kinds = frozenset(_OPERATORS)
    settings = (
        Setting("min", Text("最小", "From"), "value"),
        Setting("max", Text("最大", "To"), "value"),
    )

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Read both limits by the field's own type."""
        known = super().check(config, fields, shape, reading)
        stored = {key: self._limit(value, fields[0], reading) for key, value in known.items()}
        low, high = stored["min"], stored["max"]
        one_of_both(low, high)
        if low is not None and high is not None and low > high:
            raise Wrong(Text("最小值比最大值还大，请对调", "The smallest value is above the largest; swap them"))
        dump = reader(fields[0]).dump
        return {key: TODAY if known[key] == TODAY else dump(value) for key, value in stored.items()}

    def must(self, rule: Rule, shape: Table) -> Must:
        """Compare with each limit that is given."""
        (key,) = rule.fields
        low, high = _OPERATORS[shape.field(key).kind]
        given = [(low, rule.config["min"]), (high, rule.config["max"])]
        return Group(
            "and",
            tuple(
                Condition(key, operator, "今天" if value == TODAY else value)
                for operator, value in given
                if value is not None
            ),
        )

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Name the limits as the field shows them."""
        field = shape.field(rule.fields[0])
        low, high = (self._words(rule.config[key], field, reading) for key in ("min", "max"))
        if field.kind is Kind.NUMBER:
            said = spoken(low, high)
        elif low is None:
            said = Text("不能晚于 {high}", "must not be later than {high}").format(high=high)
        elif high is None:
            said = Text("不能早于 {low}", "must not be earlier than {low}").format(low=low)
        else:
            said = spoken(low, high)
        return Text("“{field}”{said}", "“{field}” {said}").format(field=field.name, said=said)

    def _limit(self, value: Any, field: Field, reading: Reading) -> Any:
        if value is None or value == "":
            return None
        if value == TODAY and field.kind is not Kind.NUMBER:
            return reader(field).parse(reading.today.isoformat(), field, reading)
        return reader(field).parse(value, field, reading)

    def _words(self, value: Any, field: Field, reading: Reading) -> Text | None:
        if value is None:
            return None
        return Text("今天", "today") if value == TODAY else Text.same(shown(value, field, reading))


RULE = RangeRule()
