"""ID number: the number of a resident identity card (居民身份证, GB 11643)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from stdnum.cn import ric

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.credit_code import tidy
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_SHAPE = re.compile(r"^[1-9]\d{16}[\dX]$", re.ASCII)


def holds(number: str) -> bool:
    """Tell whether a number has a birthday that exists and the right check digit."""
    if not _SHAPE.match(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(ric.calc_check_digit(number) == number[-1])


class IdNumberType(FieldType):
    """Eighteen digits; kept whole, painted with the birthday covered."""

    key = "id_number"
    kind = Kind.TEXT
    name = Text("身份证号", "ID number")
    icon = "shield"
    sensitivity = "secret"
    hints = ("身份证", "证件号", "id card", "identity")
    examples = ("11010519491231002X", "440308 19990101 0012")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a number; raises `Wrong` when its birthday or its check digit cannot be."""
        words = read_text(value, limit=200)
        if words is None:
            return None
        number = tidy(words)
        if not holds(number):
            raise Wrong(
                Text(
                    "这不是有效的身份证号：应为 18 位，且生日和校验位要对得上",
                    "This is no valid ID number: 18 characters with a real birthday and the right check digit",
                ),
                "id_number",
            )
        return number

    def guess(self, samples: Sequence[str]) -> float:
        """Numbers whose birthday and check digit are right."""
        fit = share(samples, lambda words: holds(tidy(words)))
        return 0.98 * fit if fit > 0.8 else 0.0


TYPE = IdNumberType()
