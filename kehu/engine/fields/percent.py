"""Percent: a share, stored as its fraction (12.5 % is 0.125)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Setting, share
from kehu.engine.fields.number import NumberType, plain, reads_as
from kehu.engine.fields.words import read_number
from kehu.lang.kinds import Kind


class PercentType(NumberType):
    """A share; the text 12.5% and the wire value 0.125 are the same."""

    key = "percent"
    kind = Kind.NUMBER
    name = Text("百分比", "Percent")
    examples: ClassVar[tuple[str, ...]] = ("12.5%", "100%")
    icon = "percent"
    settings = (Setting("decimals", Text("小数位", "Decimal places"), "number", 0),)
    hints: ClassVar[tuple[str, ...]] = ("比例", "百分比", "折扣", "率", "percent", "rate", "discount")

    def parse(self, value: Any, field: Field, reading: Reading) -> Decimal | None:
        """Read 12.5% or the fraction 0.125."""
        if isinstance(value, str) and value.strip().endswith(("%", "％")):
            number = read_number(value.strip()[:-1])
            return None if number is None else number / 100
        return read_number(value)

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write it with the percent sign."""
        return "" if stored is None else f"{plain(stored * 100)}%"

    def guess(self, samples: Sequence[str]) -> float:
        """Numbers that carry a percent sign."""
        return (
            0.95
            if share(samples, lambda words: words.strip().endswith(("%", "％")) and reads_as(words.strip()[:-1])) > 0.9
            else 0.0
        )


TYPE = PercentType()
