"""Long text: paragraphs."""

from collections.abc import Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind


class LongType(FieldType):
    """Paragraphs of words with line breaks."""

    key = "long"
    kind = Kind.TEXT
    name = Text("多行文本", "Long text")
    examples = ("第一行\n第二行", "短句")
    icon = "paragraph"
    hints = ("备注", "说明", "描述", "内容", "note", "notes", "description", "comment")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a text and keep its line breaks."""
        return read_text(value, lines=True)

    def guess(self, samples: Sequence[str]) -> float:
        """Line breaks or many long entries speak for it."""
        return min(0.8, 4 * share(samples, lambda words: "\n" in words or len(words) > 80))


TYPE = LongType()
