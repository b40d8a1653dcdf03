"""Phones: several telephone numbers in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.phone import TYPE as PHONE
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

JOINT = "、"
_BETWEEN = re.compile(r"[\n、,，;；/|]+")
_MOST = 20


def read_several(value: Any, one: FieldType, field: Field, reading: Reading) -> str | None:
    """Read each part of a text as the type of one reads it, each once, joined by 、; raises `Wrong` for too many."""
    words = read_text(value, lines=True, limit=5_000)
    if words is None:
        return None
    read = [one.parse(part, field, reading) for part in parts_of(words)]
    kept = list(dict.fromkeys(part for part in read if part))
    if len(kept) > _MOST:
        raise Wrong(Text(f"一格最多填 {_MOST} 个", f"A cell holds at most {_MOST}"), "several")
    return JOINT.join(kept) or None


def parts_of(words: str) -> list[str]:
    """Part a text where a line, 、 , ; / or | stands between."""
    return [part.strip() for part in _BETWEEN.split(words) if part.strip()]


def guess_several(samples: Sequence[str], one: FieldType) -> float:
    """Speak for cells of which some hold several, when nearly every part fits the type of one."""
    if share(samples, lambda words: len(parts_of(words)) > 1) < 0.1:
        return 0.0
    return min(1.0, one.guess([part for sample in samples for part in parts_of(sample)]) * 1.05)


class PhonesType(FieldType):
    """Telephone numbers, each normalised as one, separated by 、."""

    key = "phones"
    kind = Kind.TEXT
    name = Text("多个电话", "Phones")
    icon = "phone"
    examples = ("13800138000", "138 0013 8000 / 010-62345678", "13800138000、13900139000")
    hints = PHONE.hints

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read numbers separated by lines, 、 , ; or /."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return read_several(value, PHONE, field, reading)

    def guess(self, samples: Sequence[str]) -> float:
        """Numbers, more than one in some cells."""
        return guess_several(samples, PHONE)


TYPE = PhonesType()
