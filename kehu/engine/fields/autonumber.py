"""Autonumber: a running number with a prefix, given when a record is made without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind


class AutonumberType(FieldType):
    """A running number such as SO-00012; numbers brought along from elsewhere are kept."""

    key = "autonumber"
    kind = Kind.TEXT
    name = Text("自动编号", "Autonumber")
    examples = ("SO-00012", "A-7")
    icon = "hash"
    numbered = True
    settings = (
        Setting("prefix", Text("前缀", "Prefix"), "text", ""),
        Setting("digits", Text("位数", "Digits"), "number", 5),
    )

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a number given by hand."""
        return read_text(value, limit=200)

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Check prefix and digits."""
        known = super().check_config(config)
        if type(known["digits"]) is not int or not 1 <= known["digits"] <= 12 or not isinstance(known["prefix"], str):
            raise Wrong(Text("位数是 1 到 12 的整数", "Digits are a whole number from 1 to 12"), "config")
        return known

    def number(self, field: Field, count: int) -> str:
        """Write the running number with its prefix."""
        return f"{field.config.get('prefix', '')}{count:0{field.config.get('digits', 5)}d}"


TYPE = AutonumberType()
