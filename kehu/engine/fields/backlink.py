"""Back-link: the records of another table whose link points here, seen and changed from this side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.engine.fields.base import FieldType, Setting, Wrong
from kehu.engine.fields.links import LinksType


class BacklinkType(LinksType):
    """The records of a table that link here; adding or removing one changes the link over there."""

    key = "backlink"
    name = Text("反向关联", "Back-link")
    icon = "relation"
    computed = True
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("table", Text("哪张表关联到这里", "Records of the table"), "linking_table"),
        Setting("link", Text("通过关联", "Through its link"), "linking_field"),
    )

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """A table and its link are needed."""
        known = FieldType.check_config(self, config)
        if not known["table"] or not known["link"]:
            raise Wrong(Text("请选择哪张表和它的关联字段", "Choose the table and its link field"), "config")
        return known


TYPE = BacklinkType()
