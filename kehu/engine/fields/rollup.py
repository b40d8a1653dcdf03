"""Roll-up: one figure over the records that link here or are linked from here, with a condition when wanted."""

from collections.abc import Mapping
from typing import Any

from kehu.base.text import Text
from kehu.engine.fields.base import FieldType, Setting, Wrong
from kehu.lang.filters import read_filter
from kehu.lang.kinds import Kind

FUNCTIONS = (
    ("count", Text("计数", "count")),
    ("sum", Text("求和", "sum")),
    ("average", Text("平均", "average")),
    ("min", Text("最小 / 最早", "smallest or earliest")),
    ("max", Text("最大 / 最近", "largest or latest")),
    ("first", Text("第一条", "first")),
    ("last", Text("最后一条", "last")),
    ("distinct", Text("不同值个数", "distinct values")),
    ("list", Text("列出", "list")),
)


class RollupType(FieldType):
    """A count, sum, average, first, last … over the records of a table that link to this one.

    With `own` it is over the records that a link of this very record points to.
    """

    key = "rollup"
    kind = Kind.NUMBER
    name = Text("汇总", "Roll-up")
    icon = "sum"
    computed = True
    settings = (
        Setting("table", Text("汇总哪张表", "Records of the table"), "linking_table"),
        Setting("link", Text("通过关联", "Through its link"), "linking_field"),
        Setting("own", Text("关联字段在本表", "The link is a field of this table"), "own_link", False),
        Setting("function", Text("算法", "Function"), "option", "count", FUNCTIONS),
        Setting("field", Text("汇总字段", "Field"), "table_field"),
        Setting("filter", Text("只算符合条件的记录", "Only records that match"), "table_filter"),
        Setting("order", Text("先后按", "Ordered by"), "table_field"),
    )

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """A table, its link and a known function are needed, and a field for all but the count."""
        known = super().check_config(config)
        if not known["table"] or not known["link"]:
            raise Wrong(Text("请选择要汇总的表和它的关联字段", "Choose the table and its link field"), "config")
        if known["function"] != "count" and not known["field"]:
            raise Wrong(Text("请选择要汇总的字段", "Choose the field"), "config")
        if not isinstance(known["own"], bool):
            raise Wrong(Text("“关联字段在本表”填是或否", "“own” is true or false"), "config")
        read_filter(known["filter"])
        return known


TYPE = RollupType()
