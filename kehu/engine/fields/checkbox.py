"""Checkbox: yes or no; empty is no."""

from collections.abc import Sequence
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong
from kehu.lang.kinds import Kind

_YES = frozenset({"是", "真", "有", "对", "√", "✓", "✔", "☑", "v", "y", "yes", "true", "1", "on", "已", "x"})
_NO = frozenset({"", "否", "假", "无", "没有", "×", "✗", "✘", "☐", "n", "no", "false", "0", "off", "未", "-"})


class CheckboxType(FieldType):
    """Yes or no."""

    key = "checkbox"
    kind = Kind.BOOL
    name = Text("复选框", "Checkbox")
    examples = ("是", "√")
    icon = "check"
    align = "center"
    hints = ("是否", "is ", "has ")

    def parse(self, value: Any, field: Field, reading: Reading) -> bool:
        """Read 是/否, √/×, yes/no, 1/0; empty is no."""
        if value is None:
            return False
        if isinstance(value, bool):
            return value
        words = fold_width(str(value)).lower()
        if words in _YES:
            return True
        if words in _NO:
            return False
        raise Wrong(Text("这里只能填“是”或“否”", "Only yes or no goes here"), "checkbox")

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write 是 or 否."""
        return Text("是", "yes").say(reading.language) if stored else Text("否", "no").say(reading.language)

    def guess(self, samples: Sequence[str]) -> float:
        """Only words for yes and no, at least one of them no plain 1 or 0."""
        words = [fold_width(sample).lower() for sample in samples]
        if not words or not all(word in _YES or word in _NO for word in words):
            return 0.0
        return 0.3 if all(word.isdigit() for word in words) else 0.95


TYPE = CheckboxType()
