"""Lookup: a field of the linked record, shown here; it behaves like that field."""

from collections.abc import Mapping
from typing import Any

from kehu.base.text import Text
from kehu.engine.fields.base import FieldType, Setting, Wrong
from kehu.lang.kinds import Kind


class LookupType(FieldType):
    """The value of a field of the record that a link of this record points to."""

    key = "lookup"
    kind = Kind.TEXT
    name = Text("查找引用", "Lookup")
    icon = "lookup"
    computed = True
    settings = (
        Setting("link", Text("通过关联", "Through the link"), "link"),
        Setting("field", Text("取字段", "Take the field"), "linked_field"),
    )

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """A link and a field are needed."""
        known = super().check_config(config)
        if not known["link"] or not known["field"]:
            raise Wrong(Text("请选择关联和要取的字段", "Choose a link and the field to take"), "config")
        return known


TYPE = LookupType()
