"""客户: the companies and people that the company sells to (standard table A1)."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.crm.computed import SOLD, rollup
from kehu.crm.lists import CUSTOMER_TAGS, EVERY_TABLE, PAY_METHODS, tags
from kehu.crm.views import any_of, grid, is_one_of, mine, within
from kehu.lang.query import Sort

TIER = FieldSpec(
    "tier",
    Text("客户分层", "Tier"),
    "choice",
    choices(("重要客户", "Key", "blue"), ("普通客户", "Normal"), ("潜在客户", "Potential")),
)
STAGE = FieldSpec(
    "stage",
    Text("生命周期", "Lifecycle stage"),
    "choice",
    choices(
        ("潜在客户", "Prospect"),
        ("初次购买客户", "First-time buyer", "cyan"),
        ("重复购买客户", "Repeat buyer", "blue"),
        ("忠诚客户", "Loyal", "green"),
        ("沉睡", "Dormant", "orange"),
        ("流失", "Lost", "red"),
    ),
    short=Text("阶段", "Stage"),
)
PROJECT_STATUS = FieldSpec(
    "project_status",
    Text("项目状态", "Project status"),
    "choice",
    choices(
        ("未启动", "Not started"),
        ("沟通中", "In talks", "cyan"),
        ("进行中", "Under way", "blue"),
        ("已交付", "Delivered", "green"),
        ("已终止", "Ended", "red"),
    ),
)
SOURCES = (
    ("广告", "Advertisement"),
    ("推荐/转介绍", "Referral"),
    ("展会", "Exhibition"),
    ("官网", "Website"),
    ("搜索引擎", "Search engine"),
    ("电商平台", "Marketplace"),
    ("短视频/直播", "Short video / live stream"),
    ("电话陌拜", "Cold call"),
    ("门店到访", "Walk-in"),
    ("合作伙伴", "Partner"),
    ("老客户复购", "Returning customer"),
    ("其他", "Other"),
)
INDUSTRIES = (
    ("制造业", "Manufacturing"),
    ("批发零售", "Wholesale and retail"),
    ("互联网/软件", "Internet and software"),
    ("金融", "Finance"),
    ("教育", "Education"),
    ("医疗健康", "Health care"),
    ("建筑/房地产", "Construction and real estate"),
    ("物流运输", "Logistics"),
    ("餐饮酒店", "Restaurants and hotels"),
    ("农林牧渔", "Agriculture and fishing"),
    ("政府/公共事业", "Government and utilities"),
    ("专业服务", "Professional services"),
    ("其他", "Other"),
)

FIELDS = (
    FieldSpec("name", Text("客户名称", "Customer name"), "text", required=True, short=Text("客户", "Customer")),
    FieldSpec(
        "kind",
        Text("客户类型", "Customer type"),
        "choice",
        choices(
            ("企业", "Company"),
            ("个人", "Person"),
            ("渠道/代理商", "Channel / agent"),
            ("政府/事业单位", "Public body"),
        ),
        short=Text("类型", "Type"),
    ),
    FieldSpec("short", Text("简称", "Short name"), "text"),
    FieldSpec(
        "uscc",
        Text("统一社会信用代码", "Unified social credit code"),
        "credit_code",
        short=Text("信用代码", "Credit code"),
    ),
    FieldSpec("industry", Text("行业", "Industry"), "choice", choices(*INDUSTRIES)),
    FieldSpec(
        "size",
        Text("公司规模", "Company size"),
        "choice",
        choices(("小型企业", "Small"), ("中型企业", "Medium"), ("大型企业", "Large")),
        short=Text("规模", "Size"),
    ),
    FieldSpec(
        "headcount",
        Text("员工人数", "Employees"),
        "choice",
        choices(("1–20人", "1–20"), ("21–99人", "21–99"), ("100–499人", "100–499"), ("500人以上", "500 or more")),
        short=Text("人数", "Staff"),
    ),
    FieldSpec("region", Text("所在地区", "Region"), "region", {"elsewhere": True}, short=Text("地区", "Region")),
    FieldSpec("address", Text("公司地址", "Company address"), "address", short=Text("地址", "Address")),
    FieldSpec("tel", Text("固定电话", "Landline"), "phone", short=Text("固话", "Landline")),
    FieldSpec("mobile", Text("手机号码", "Mobile number"), "phone", short=Text("手机", "Mobile")),
    FieldSpec("email", Text("电子邮件", "E-mail"), "email", short=Text("邮箱", "E-mail")),
    FieldSpec("site", Text("官网", "Website"), "url"),
    FieldSpec("social", Text("社交媒体账号", "Social media accounts"), "long", short=Text("社媒", "Social")),
    FieldSpec("registered_on", Text("注册日期", "Registered on"), "date"),
    FieldSpec("source", Text("客户来源", "Source"), "choice", choices(*SOURCES), short=Text("来源", "Source")),
    FieldSpec("referrer", Text("推荐人", "Referred by"), "link", {"target": "customers"}),
    TIER,
    FieldSpec(
        "value_class",
        Text("客户价值", "Customer value"),
        "choice",
        choices(("高价值客户", "High value", "green"), ("普通客户", "Normal value"), ("低价值客户", "Low value")),
        short=Text("价值", "Value"),
    ),
    STAGE,
    FieldSpec(
        "intent",
        Text("购买意向", "Purchase intent"),
        "choice",
        choices(("高", "High", "green"), ("中", "Medium", "blue"), ("低", "Low"), ("无", "None")),
        short=Text("意向", "Intent"),
    ),
    PROJECT_STATUS,
    FieldSpec(
        "follow_up_every",
        Text("跟进频率", "Follow-up frequency"),
        "choice",
        choices(
            ("每天", "Daily"),
            ("每周", "Weekly"),
            ("每两周", "Every two weeks"),
            ("每月", "Monthly"),
            ("每季度", "Quarterly"),
            ("每半年", "Half-yearly"),
            ("每年", "Yearly"),
            ("不定期", "No fixed rhythm"),
        ),
        short=Text("频率", "Rhythm"),
    ),
    FieldSpec("next_follow_up", Text("下次跟进", "Next follow-up"), "date"),
    FieldSpec("needs", Text("需求概述", "Needs"), "long", short=Text("需求", "Needs")),
    FieldSpec(
        "pay_habit",
        Text("付款方式习惯", "Usual payment method"),
        "choice",
        choices(*PAY_METHODS),
        short=Text("付款习惯", "Pays by"),
    ),
    FieldSpec("credit", Text("信用额度", "Credit limit"), "money", {"currency": "CNY", "decimals": 2}),
    FieldSpec(
        "terms", Text("账期天数", "Payment terms (days)"), "number", {"decimals": 0}, short=Text("账期", "Terms")
    ),
    FieldSpec(
        "member_level",
        Text("会员等级", "Membership level"),
        "choice",
        choices(("普通", "Basic"), ("银卡", "Silver"), ("金卡", "Gold"), ("钻石", "Diamond")),
        short=Text("等级", "Level"),
    ),
    FieldSpec("points", Text("会员积分", "Membership points"), "number", {"decimals": 0}, short=Text("积分", "Points")),
    tags(*CUSTOMER_TAGS),
    *EVERY_TABLE,
    rollup("total", Text("累计交易额", "Total purchases"), "orders", "sum", "amount", SOLD),
    rollup("order_count", Text("交易次数", "Number of orders"), "orders", "count", where=SOLD),
    rollup("first_order", Text("首次购买", "First purchase"), "orders", "min", "date", SOLD),
    rollup("last_order", Text("最近购买", "Latest purchase"), "orders", "max", "date", SOLD),
    rollup("average_order", Text("客单价", "Average order"), "orders", "average", "amount", SOLD),
    rollup("last_contact", Text("最近联系", "Latest contact"), "interactions", "max", "at"),
    rollup(
        "contacts_90d",
        Text("联系次数(90天)", "Contacts in 90 days"),
        "interactions",
        "count",
        where=within("at", "last_90_days"),
    ),
    FieldSpec(
        "follow_state",
        Text("跟进状态", "Follow-up state"),
        "formula",
        {
            "formula": 'IF(ISBLANK({next_follow_up}),"",IF({next_follow_up}<TODAY(),"已逾期",'
            'IF({next_follow_up}<=TODAY()+3,"即将到期","正常")))'
        },
    ),
)

_FIRST = (
    "name",
    "tier",
    "stage",
    "industry",
    "region",
    "mobile",
    "source",
    "project_status",
    "next_follow_up",
    "owner",
    "needs",
)
_NEWEST = (Sort("created_at", descending=True),)
_BY_FOLLOW_UP = (Sort("next_follow_up"),)
_DUE = any_of(within("next_follow_up", "today"), within("next_follow_up", "overdue"))

TABLE = TableSpec(
    key="customers",
    name=Text("客户", "Customers"),
    icon="team",
    title="name",
    fields=FIELDS,
    views=(
        grid("all", Text("全部客户", "All customers"), FIELDS, _FIRST),
        grid("mine", Text("我负责的客户", "My customers"), FIELDS, _FIRST, where=mine(), sorts=_BY_FOLLOW_UP),
        grid(
            "due",
            Text("今日跟进", "Follow up today"),
            FIELDS,
            ("name", "next_follow_up", "follow_up_every", "project_status", "mobile", "needs", "tier", "owner"),
            where=_DUE,
            sorts=_BY_FOLLOW_UP,
        ),
        grid(
            "key",
            Text("重点客户", "Key customers"),
            FIELDS,
            (
                "name",
                "total",
                "order_count",
                "last_order",
                "last_contact",
                "stage",
                "industry",
                "next_follow_up",
                "owner",
            ),
            where=is_one_of(TIER, "重要客户"),
            sorts=_BY_FOLLOW_UP,
        ),
        grid(
            "new",
            Text("本月新增", "New this month"),
            FIELDS,
            _FIRST,
            where=within("created_at", "this_month"),
            sorts=_NEWEST,
        ),
    ),
    note=Text("与公司有往来或可能成交的企业和个人", "Companies and people that buy, or may buy, from us"),
)
