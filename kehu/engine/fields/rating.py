"""Rating: one to five stars, or as many as the field says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Setting, Wrong, share
from kehu.engine.fields.number import NumberType
from kehu.engine.fields.words import read_number
from kehu.lang.kinds import Kind

FEWEST, MOST, USUAL = 2, 10, 5
_STARS = re.compile(r"^(?P<full>[★⭐]+)\ufe0f?[☆✩]*$")
_UNIT = re.compile(r"(?:颗?星|分|stars?)$", re.IGNORECASE)


class RatingType(NumberType):
    """A whole number of stars."""

    key = "rating"
    kind = Kind.NUMBER
    name = Text("评分", "Rating")
    icon = "star"
    align = "left"
    examples = ("4", "★★★☆☆", "5星")
    hints = ("评分", "满意度", "星级", "打分", "rating", "stars")
    settings = (Setting("max", Text("满分", "Highest"), "number", USUAL),)

    def parse(self, value: Any, field: Field, reading: Reading) -> Decimal | None:
        """Read a number of stars: 4, 4星 or ★★★★; raises `Wrong` for halves and for more than there are."""
        if isinstance(value, str):
            words = fold_width(value)
            stars = _STARS.match(words)
            value = len(stars["full"]) if stars else _UNIT.sub("", words)
        number = read_number(value)
        most = field.config.get("max") or USUAL
        if number is not None and (number != number.to_integral_value() or not 1 <= number <= most):
            raise Wrong(
                Text("评分是 1 到 {most} 的整数", "A rating is a whole number from 1 to {most}").format(most=most),
                "rating",
            )
        return number

    def guess(self, samples: Sequence[str]) -> float:
        """Stars; bare digits from 1 to 5 only where the header speaks of a rating."""
        if share(samples, lambda words: bool(_STARS.match(words.strip()))) > 0.9:
            return 0.9
        return 0.6 if share(samples, lambda words: words.strip() in ("1", "2", "3", "4", "5")) == 1 else 0.0

    def check_config(self, config: Any) -> dict[str, Any]:
        """Check the highest rating."""
        known = super().check_config(config)
        if type(known["max"]) is not int or not FEWEST <= known["max"] <= MOST:
            raise Wrong(
                Text(
                    f"满分是 {FEWEST} 到 {MOST} 的整数", f"The highest rating is a whole number from {FEWEST} to {MOST}"
                ),
                "config",
            )
        return known


TYPE = RatingType()
