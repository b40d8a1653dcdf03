"""Members: several people with accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS
from kehu.engine.fields.base import Setting
from kehu.engine.fields.links import LinksType
from kehu.engine.fields.member import MemberType


class MembersType(LinksType):
    """Several people with accounts; links whose target is the members."""

    key = "members"
    name = Text("多个成员", "Members")
    icon = "member"
    settings: ClassVar[tuple[Setting, ...]] = ()
    one = MemberType()
    hints: ClassVar[tuple[str, ...]] = (
        "协作人",
        "协助人",
        "参与人",
        "参与同事",
        "参会人员",
        "collaborators",
        "participants",
        "attendees",
    )

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The target is always the members."""
        return {"target": MEMBERS}


TYPE = MembersType()
