"""Plate: the number of a car (车牌号), for dealers, workshops and carriers."""

import re
from collections.abc import Sequence
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

# GA 36-2018: province and issuing authority, then five places, or six for new-energy cars; never I or O.
_PROVINCES = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新"
_PLACE = "[A-HJ-NP-Z0-9]"
_PLATE = re.compile(
    f"^[{_PROVINCES}][A-HJ-NP-Z](?:{_PLACE}{{4}}(?:{_PLACE}|[挂学警港澳])|[A-HJK]{_PLACE}[0-9]{{4}}|[0-9]{{5}}[A-HJK])$"
)
_BETWEEN = re.compile(r"[\s·•.\-]")


class PlateType(FieldType):
    """The number of a car, kept as it is registered: 粤B12345."""

    key = "plate"
    kind = Kind.TEXT
    name = Text("车牌号", "Number plate")
    icon = "hash"
    hints = ("车牌", "车牌号", "车牌号码", "plate", "license plate")
    examples = ("粤B12345", "京AD12345", "沪A·1234挂")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a number with or without the dot after its letter (rule: GA 36-2018); raises `Wrong`."""
        words = read_text(value, limit=200)
        if words is None:
            return None
        words = _BETWEEN.sub("", fold_width(words)).upper()
        if not _PLATE.match(words):
            raise Wrong(
                Text(
                    "“{value}”不是车牌号：省份简称、字母，再加 5 位（新能源 6 位），例如 粤B12345",
                    "“{value}” is no number plate: province, letter and 5 places (6 for new-energy cars), as 粤B12345",
                ).format(value=words[:40]),
                "plate",
            )
        return words

    def guess(self, samples: Sequence[str]) -> float:
        """Nothing else looks like a plate."""
        fit = share(samples, lambda words: bool(_PLATE.match(_BETWEEN.sub("", fold_width(words)).upper())))
        return 0.95 * fit if fit > 0.9 else 0.0


TYPE = PlateType()
