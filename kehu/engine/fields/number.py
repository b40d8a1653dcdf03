"""Number: an exact decimal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong, share
from kehu.engine.fields.words import read_number
from kehu.lang.kinds import Kind

MAX_DECIMALS = 10


def exact(number: Decimal, decimals: int | None) -> Decimal:
    """Round half up to `decimals` places, or leave the number as it is when there is no setting."""
    return number if decimals is None else number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without zeros at its end."""
    words = format(number, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def is_code(words: str) -> bool:
    """Tell identifiers from numbers: leading zeros, or fifteen digits and more, must stay text."""
    digits = words.strip().lstrip("+-")
    return (len(digits) > 1 and digits[0] == "0" and digits[1] != ".") or sum(
        map(str.isdigit, digits.partition(".")[0])
    ) >= 15


def reads_as(words: str, marks: str = "") -> bool:
    """Tell whether the words are a number and no identifier."""
    try:
        return not is_code(words) and read_number(words, marks=marks) is not None
    except Wrong:
        return False


class NumberType(FieldType):
    """An exact decimal number; `decimals` fixes its places, None keeps what was written."""

    key = "number"
    kind = Kind.NUMBER
    name = Text("数字", "Number")
    examples: ClassVar[tuple[str, ...]] = ("12.5", "-3", "1,234,567.89", "1.2万")
    icon = "number"
    align = "right"
    settings: ClassVar[tuple[Setting, ...]] = (Setting("decimals", Text("小数位", "Decimal places"), "number"),)
    hints: ClassVar[tuple[str, ...]] = ("数量", "件数", "天数", "人数", "quantity", "count", "qty", "number of")

    def parse(self, value: Any, field: Field, reading: Reading) -> Decimal | None:
        """Read a number with separators and the units 千, 万, 亿."""
        number = read_number(value)
        return None if number is None else exact(number, field.config.get("decimals"))

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write it plainly, without separators, so that it can be read back."""
        return "" if stored is None else plain(stored)

    def dump(self, stored: Any) -> str | None:
        """Write it as a decimal string, exact at any size."""
        return None if stored is None else plain(stored)

    def guess(self, samples: Sequence[str]) -> float:
        """Nearly all samples must be numbers, and none an identifier."""
        fit = share(samples, reads_as)
        return 0.7 * fit if fit > 0.95 else 0.0

    def check_config(self, config: Any) -> dict[str, Any]:
        """Check the number of decimal places."""
        known = super().check_config(config)
        decimals = known.get("decimals")
        if decimals is not None and not (type(decimals) is int and 0 <= decimals <= MAX_DECIMALS):
            raise Wrong(
                Text(
                    f"小数位是 0 到 {MAX_DECIMALS} 的整数",
                    f"Decimal places are a whole number from 0 to {MAX_DECIMALS}",
                ),
                "config",
            )
        return known


TYPE = NumberType()
