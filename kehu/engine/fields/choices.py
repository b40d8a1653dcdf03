"""Choices: several entries of a managed list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Wrong, share
from kehu.engine.fields.choice import ChoiceType, label_of, pick
from kehu.lang.kinds import Kind

SEPARATORS = re.compile(r"[、,，;；|\n]+")


class ChoicesType(ChoiceType):
    """Several entries of a managed list, each once, in the order they were given."""

    key = "choices"
    kind = Kind.CHOICES
    name = Text("多选", "Choices")
    examples = ("甲", "甲、丙")
    icon = "choices"
    hints: ClassVar[tuple[str, ...]] = ("爱好", "兴趣", "hobbies")

    def parse(self, value: Any, field: Field, reading: Reading) -> list[str] | None:  # type: ignore[override]
        """Read a list of ids or labels, or a text that separates them by 、 , ; or |."""
        if value is None or value == "":
            return None
        parts = SEPARATORS.split(value) if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
            raise Wrong(Text("这里要填一个或几个选项", "One or several choices go here"), "choices")
        picked = [pick(part, field).id for part in parts if part.strip()]
        return list(dict.fromkeys(picked)) or None

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write the labels, separated by 、 or commas."""
        joint = ", " if reading.language == "en" else "、"
        return joint.join(label_of(each, field, reading.language) for each in stored or ())

    def guess(self, samples: Sequence[str]) -> float:
        """Short parts between separators, from a small set."""
        if share(samples, lambda words: bool(SEPARATORS.search(words.strip()))) < 0.3:
            return 0.0
        parts = [part.strip() for sample in samples for part in SEPARATORS.split(sample) if part.strip()]
        return super().guess(parts) and 0.65


TYPE = ChoicesType()
