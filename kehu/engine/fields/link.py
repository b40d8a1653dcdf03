"""Link: one record of another table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

MAX_ID = 2**63 - 1
TARGET = Setting("target", Text("关联到", "Links to"), "table")


class LinkType(FieldType):
    """One record of another table, stored as its id.

    `parse` gives the id, or the title as text when a person wrote one: the write door finds the record then.
    """

    key = "link"
    kind = Kind.LINK
    name = Text("关联", "Link")
    icon = "relation"
    settings: ClassVar[tuple[Setting, ...]] = (TARGET,)

    def parse(self, value: Any, field: Field, reading: Reading) -> int | str | None:
        """Read an id, `{"id": …}`, or a title."""
        if isinstance(value, Mapping):
            value = value.get("id")
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            if 0 < value <= MAX_ID:
                return value
            raise Wrong(Text("没有这条记录", "There is no such record"), "link")
        if isinstance(value, str):
            return read_text(value, limit=10_000)
        raise Wrong(Text("这里要选一条记录", "A record is wanted here"), "link")

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write the title of the linked record."""
        if stored is None:
            return ""
        return reading.titles.get(field.target or "", {}).get(stored, f"#{stored}")

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """A link needs a target."""
        known = super().check_config(config)
        if not isinstance(known["target"], str) or not known["target"]:
            raise Wrong(Text("请选择关联到哪张表", "Choose the table to link to"), "config")
        return known


TYPE = LinkType()
