"""Text: one line of words."""

from collections.abc import Sequence
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind


class TextType(FieldType):
    """One line of words."""

    key = "text"
    kind = Kind.TEXT
    name = Text("单行文本", "Text")
    examples: ClassVar[tuple[str, ...]] = ("华为技术", "ACME Ltd", "=cmd|x")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a text without line breaks."""
        return read_text(value, limit=10_000)

    def guess(self, samples: Sequence[str]) -> float:
        """Everything is text in the end."""
        return 0.2


TYPE = TextType()
