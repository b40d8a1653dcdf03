"""Member: a person with an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS
from kehu.engine.fields.base import Setting
from kehu.engine.fields.link import LinkType


class MemberType(LinkType):
    """A person with an account; a link whose target is the members."""

    key = "member"
    name = Text("成员", "Member")
    icon = "member"
    settings: ClassVar[tuple[Setting, ...]] = ()
    hints: ClassVar[tuple[str, ...]] = (
        "负责人",
        "业务员",
        "销售人员",
        "跟进人",
        "owner",
        "assignee",
        "sales rep",
        "agent",
    )

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The target is always the members."""
        return {"target": MEMBERS}


TYPE = MemberType()
