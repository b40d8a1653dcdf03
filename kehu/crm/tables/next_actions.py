"""下一步行动: what is to be done for a customer, by whom and until when (standard table A5)."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.crm.lists import EVERY_TABLE, tags
from kehu.crm.views import all_of, grid, is_one_of, mine, within
from kehu.lang.query import Sort

STATUS = FieldSpec(
    "status",
    Text("状态", "Status"),
    "choice",
    choices(
        ("待办", "To do"),
        ("进行中", "In progress", "blue"),
        ("已完成", "Done", "green"),
        ("已取消", "Cancelled"),
        ("已逾期", "Overdue", "red"),
    ),
    default="c1",
)

FIELDS = (
    FieldSpec("action", Text("行动", "Action"), "text", required=True),
    FieldSpec("customer", Text("客户", "Customer"), "link", {"target": "customers"}),
    FieldSpec("helpers", Text("协助人", "Helpers"), "members"),
    FieldSpec(
        "kind",
        Text("类型", "Type"),
        "choice",
        choices(
            ("打电话", "Phone call"),
            ("发邮件", "E-mail"),
            ("拜访", "Visit"),
            ("报价", "Quotation"),
            ("寄样", "Send samples"),
            ("催款", "Ask for payment"),
            ("回访", "Return call"),
            ("节日问候", "Holiday greeting"),
            ("处理投诉", "Handle a complaint"),
            ("更新资料", "Update details"),
            ("其他", "Other"),
        ),
    ),
    FieldSpec("start", Text("开始", "Start"), "datetime"),
    FieldSpec("due", Text("截止", "Due"), "datetime", required=True),
    FieldSpec(
        "priority",
        Text("优先级", "Priority"),
        "choice",
        choices(("紧急", "Urgent", "red"), ("高", "High", "orange"), ("中", "Medium", "blue"), ("低", "Low")),
        default="c3",
    ),
    STATUS,
    FieldSpec(
        "remind",
        Text("提醒", "Reminder"),
        "choice",
        choices(
            ("提前15分钟", "15 minutes before"),
            ("提前1小时", "1 hour before"),
            ("提前1天", "1 day before"),
            ("提前3天", "3 days before"),
            ("提前7天", "7 days before"),
        ),
    ),
    FieldSpec(
        "repeat",
        Text("重复", "Repeats"),
        "choice",
        choices(
            ("不重复", "Does not repeat"),
            ("每天", "Daily"),
            ("每周", "Weekly"),
            ("每月", "Monthly"),
            ("每季度", "Quarterly"),
            ("每年", "Yearly"),
        ),
    ),
    FieldSpec("result", Text("结果", "Result"), "long"),
    FieldSpec("done_at", Text("完成时间", "Done at"), "datetime"),
    FieldSpec("by_rule", Text("由规则产生", "Made by a rule"), "checkbox", short=Text("自动", "By rule")),
    tags(),
    *EVERY_TABLE,
)

_FIRST = ("action", "customer", "kind", "due", "priority", "status", "owner", "result")
_BY_DUE = (Sort("due"),)
_OPEN = is_one_of(STATUS, "待办", "进行中", "已逾期")

TABLE = TableSpec(
    key="next_actions",
    name=Text("下一步行动", "Next actions"),
    icon="schedule",
    title="action",
    fields=FIELDS,
    views=(
        grid("open", Text("待办", "To do"), FIELDS, _FIRST, where=_OPEN, sorts=_BY_DUE),
        grid("mine", Text("我的待办", "My to-do list"), FIELDS, _FIRST, where=all_of(mine(), _OPEN), sorts=_BY_DUE),
        grid(
            "today",
            Text("今日到期", "Due today"),
            FIELDS,
            _FIRST,
            where=all_of(within("due", "today"), _OPEN),
            sorts=_BY_DUE,
        ),
        grid(
            "overdue",
            Text("已逾期", "Overdue"),
            FIELDS,
            _FIRST,
            where=all_of(within("due", "overdue"), _OPEN),
            sorts=_BY_DUE,
        ),
        grid("all", Text("全部行动", "All actions"), FIELDS, _FIRST, sorts=(Sort("due", descending=True),)),
    ),
    note=Text(
        "接下来要做的事：给谁、做什么、谁来做、什么时候之前", "What is to be done: for whom, what, by whom, until when"
    ),
)
