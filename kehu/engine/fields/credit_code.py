"""Credit code: the unified social credit code of an organisation (统一社会信用代码, GB 32100-2015)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import mul
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_NOISE = re.compile(r"[\s\-]")
_LENGTH = 18
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(rf"[0-9]{{8}}[{_LETTERS}]{{10}}")
_WORTH = {letter: place for place, letter in enumerate(_LETTERS)}
_WEIGHTS = tuple(pow(3, place, len(_LETTERS)) for place in range(_LENGTH - 1))


def tidy(words: str) -> str:
    """Drop spaces and hyphens and use capital letters."""
    return _NOISE.sub("", fold_width(words)).upper()


def proven(code: str) -> bool:
    """Tell whether a tidy code has the right letters and its last one proves the others."""
    if not _SHAPE.fullmatch(code):
        return False
    worth = [_WORTH[letter] for letter in code]
    found: int = sum(map(mul, worth, _WEIGHTS)) + worth[-1]
    return found % len(_LETTERS) == 0


class CreditCodeType(FieldType):
    """Eighteen characters, the last of which proves the others."""

    key = "credit_code"
    kind = Kind.TEXT
    name = Text("统一社会信用代码", "Credit code")
    icon = "shield"
    hints = ("信用代码", "税号", "纳税人识别号", "credit code", "uscc")
    examples = ("91110000600037341L", "9111 0000 6000 3734 1l")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a code; raises `Wrong` for a wrong length, a letter it never holds, or a wrong check character."""
        words = read_text(value, limit=200)
        if words is None:
            return None
        code = tidy(words)
        if len(code) != _LENGTH:
            raise Wrong(
                Text(
                    "统一社会信用代码是 18 位，“{value}”是 {count} 位",
                    "A unified social credit code has 18 characters, “{value}” has {count}",
                ).format(value=words[:40], count=len(code)),
                "credit_code.length",
            )
        if not proven(code):
            raise Wrong(
                Text(
                    "“{value}”的校验位不对，请对照营业执照检查有没有输错",
                    "The check character of “{value}” is wrong; compare it with the business licence",
                ).format(value=code),
                "credit_code.check",
            )
        return code

    def guess(self, samples: Sequence[str]) -> float:
        """Texts whose check character is right."""
        fit = share(samples, lambda words: proven(tidy(words)))
        return 0.97 * fit if fit > 0.8 else 0.0


TYPE = CreditCodeType()
