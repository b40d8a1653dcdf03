"""The roles a member can have, and what each may do in every table."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from kehu.base.text import Text


class Role(StrEnum):
    """A set of rights; an owner also shapes tables and looks after members."""

    OWNER = "owner"
    MEMBER = "member"
    READER = "reader"


NAMES: MappingProxyType[Role, Text] = MappingProxyType(
    {
        Role.OWNER: Text("所有者", "owner"),
        Role.MEMBER: Text("成员", "member"),
        Role.READER: Text("只读成员", "reader"),
    }
)

READ = frozenset({"read"})
WORK = READ | {"create", "edit", "delete", "import", "export"}
DESIGN = WORK | {"design"}

ACTIONS: MappingProxyType[Role, frozenset[str]] = MappingProxyType(
    {Role.OWNER: DESIGN, Role.MEMBER: WORK, Role.READER: READ}
)

ACTION_NAMES: MappingProxyType[str, Text] = MappingProxyType(
    {
        "read": Text("查看记录", "read records"),
        "create": Text("新增记录", "create records"),
        "edit": Text("修改记录", "edit records"),
        "delete": Text("删除记录", "delete records"),
        "import": Text("导入数据", "import data"),
        "export": Text("导出数据", "export data"),
        "design": Text("修改表和字段", "change tables and fields"),
    }
)
