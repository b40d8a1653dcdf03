"""Barcode: the number under a barcode; those of 8 and 13 digits are checked (EAN, GB 12904)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stdnum import ean

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_CHECKED = (8, 13)
_RETAIL = 13


def _bare(words: str) -> str:
    together = fold_width(words).replace(" ", "").replace("-", "")
    return together if together.isdigit() and together.isascii() else fold_width(words)


class BarcodeType(FieldType):
    """A code for a scanner; the codes of a house's own are kept as they are."""

    key = "barcode"
    kind = Kind.TEXT
    name = Text("条码", "Barcode")
    icon = "barcode"
    examples = ("6901234567892", "96385074", "A-1024/B")
    hints = ("条码", "条形码", "barcode", "ean")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a code; raises `Wrong` when 8 or 13 digits end with the wrong check digit."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        words = read_text(value, limit=200)
        if words is None:
            return None
        code = _bare(words)
        if code.isdigit() and len(code) in _CHECKED and not ean.is_valid(code):
            raise Wrong(
                Text(
                    "条码“{value}”的校验位不对，请重新扫码或核对",
                    "The check digit of barcode “{value}” is wrong; scan it again or compare it",
                ).format(value=code),
                "barcode",
            )
        return code

    def guess(self, samples: Sequence[str]) -> float:
        """Thirteen digits, the last of which is right."""
        fit = share(samples, lambda words: len(_bare(words)) == _RETAIL and ean.is_valid(_bare(words)))
        return 0.9 * fit if fit > 0.9 else 0.0


TYPE = BarcodeType()
