"""联系记录: what was said with a customer, when and how (standard table A4)."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.crm.lists import EVERY_TABLE, tags
from kehu.crm.views import grid, is_one_of, mine, within
from kehu.lang.query import Sort

OUTCOME = FieldSpec(
    "outcome",
    Text("结果", "Outcome"),
    "choice",
    choices(
        ("有进展", "Progress", "green"),
        ("无变化", "No change"),
        ("需再联系", "Contact again", "blue"),
        ("拒绝", "Declined", "red"),
        ("联系不上", "Not reached", "orange"),
    ),
)

FIELDS = (
    FieldSpec("topic", Text("主题", "Topic"), "text"),
    FieldSpec("customer", Text("客户", "Customer"), "link", {"target": "customers"}, required=True),
    FieldSpec("contacts", Text("联系人", "Contacts"), "links", {"target": "contacts"}),
    FieldSpec("at", Text("时间", "Time"), "datetime", required=True, default="@now"),
    FieldSpec(
        "channel",
        Text("方式", "Channel"),
        "choice",
        choices(
            ("电话", "Phone"),
            ("邮件", "E-mail"),
            ("面谈", "Face to face"),
            ("会议", "Meeting"),
            ("微信/企业微信", "WeChat / WeCom"),
            ("短信", "Text message"),
            ("视频会议", "Video meeting"),
            ("上门拜访", "Visit"),
            ("社交媒体", "Social media"),
            ("在线客服", "Online service"),
            ("其他", "Other"),
        ),
        required=True,
    ),
    FieldSpec(
        "direction",
        Text("方向", "Direction"),
        "choice",
        choices(("我方发起", "By us"), ("客户发起", "By the customer")),
    ),
    FieldSpec("content", Text("沟通内容", "What was said"), "long", required=True, short=Text("内容", "Content")),
    FieldSpec("feedback", Text("客户反馈", "Customer feedback"), "long", short=Text("反馈", "Feedback")),
    FieldSpec("next_step", Text("下一步行动", "Next step"), "long", short=Text("下一步", "Next")),
    OUTCOME,
    FieldSpec(
        "intent_change",
        Text("意向变化", "Change of intent"),
        "choice",
        choices(("上升", "Up", "green"), ("不变", "Same"), ("下降", "Down", "red")),
        short=Text("意向", "Intent"),
    ),
    FieldSpec(
        "minutes", Text("时长（分钟）", "Duration (minutes)"), "number", {"decimals": 0}, short=Text("时长", "Minutes")
    ),
    FieldSpec("order", Text("关联订单", "Order"), "link", {"target": "orders"}),
    FieldSpec("colleagues", Text("参与同事", "Colleagues"), "members"),
    tags(),
    *EVERY_TABLE,
)

_FIRST = (
    "topic",
    "customer",
    "contacts",
    "at",
    "channel",
    "content",
    "feedback",
    "next_step",
    "outcome",
    "intent_change",
    "owner",
)
_NEWEST = (Sort("at", descending=True),)

TABLE = TableSpec(
    key="interactions",
    name=Text("联系记录", "Interactions"),
    icon="message",
    title="topic",
    fields=FIELDS,
    views=(
        grid("all", Text("全部联系记录", "All interactions"), FIELDS, _FIRST, sorts=_NEWEST),
        grid("mine", Text("我的联系记录", "My interactions"), FIELDS, _FIRST, where=mine(), sorts=_NEWEST),
        grid(
            "this_week", Text("本周联系", "This week"), FIELDS, _FIRST, where=within("at", "this_week"), sorts=_NEWEST
        ),
        grid(
            "again",
            Text("需再联系", "Contact again"),
            FIELDS,
            _FIRST,
            where=is_one_of(OUTCOME, "需再联系", "联系不上"),
            sorts=_NEWEST,
        ),
    ),
    note=Text(
        "与客户的每一次沟通：说了什么、客户怎么说、接下来做什么",
        "Every talk with a customer: what was said, what they answered, what follows",
    ),
)
