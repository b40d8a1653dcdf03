"""Phone: a telephone number, kept as written unless it is a Chinese mobile number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_SHAPE = re.compile(r"^\+?[\d\s\-()/.,;、*#转ext]{3,60}$")
_NOISE = re.compile(r"[\s\-()]")
_MOBILE = re.compile(r"^(?:\+?86)?(1[3-9]\d{9})$")
_PLAIN = re.compile(r"^1[3-9][0-9]{9}\Z")
_LANDLINE = re.compile(r"^(?:\+?86)?0\d{2,3}\d{7,8}$|^400\d{7}$|^\+\d{7,15}$")


class PhoneType(FieldType):
    """A telephone number; Chinese mobile numbers lose country code, spaces and hyphens."""

    key = "phone"
    kind = Kind.TEXT
    name = Text("电话", "Phone")
    examples = ("13800138000", "010-62345678", "+1 202 555 0100")
    icon = "phone"
    hints = ("电话", "手机", "联系方式", "座机", "传真", "phone", "mobile", "tel", "cell")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a number; raises `Wrong` when it holds other than digits and the usual marks."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        words = read_text(value, limit=200)
        if words is None:
            return None
        if _PLAIN.match(words):
            return words
        words = fold_width(words)
        found = _MOBILE.match(_NOISE.sub("", words))
        if found:
            return found[1]
        if not _SHAPE.match(words) or sum(map(str.isdigit, words)) < 3:
            raise Wrong(
                Text(
                    "“{value}”不像电话号码，请只填数字、空格、- 和 +",
                    "“{value}” is no phone number; use digits, spaces, - and +",
                ).format(value=words[:40]),
                "phone",
            )
        return words

    def guess(self, samples: Sequence[str]) -> float:
        """Mobile numbers, landlines with area code, 400 numbers."""

        def fits(words: str) -> bool:
            bare = _NOISE.sub("", fold_width(words))
            return bool(_MOBILE.match(bare) or _LANDLINE.match(bare))

        fit = share(samples, fits)
        return 0.95 * fit if fit > 0.8 else 0.0


TYPE = PhoneType()
