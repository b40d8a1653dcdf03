"""联系人: the people at a customer (standard table A2)."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.crm.lists import EVERY_TABLE, HOBBIES, tags
from kehu.crm.views import grid, is_one_of, mine
from kehu.lang.filters import Condition

ROLE = FieldSpec(
    "role",
    Text("决策角色", "Role in the decision"),
    "choice",
    choices(
        ("决策者", "Decides", "blue"),
        ("影响者", "Influences"),
        ("使用者", "Uses"),
        ("采购", "Buys"),
        ("财务", "Pays"),
        ("技术把关", "Checks the technology"),
        ("反对者", "Opposes", "red"),
    ),
    short=Text("角色", "Role"),
)

FIELDS = (
    FieldSpec("name", Text("姓名", "Name"), "text", required=True),
    FieldSpec("customer", Text("客户", "Customer"), "link", {"target": "customers"}, required=True),
    FieldSpec(
        "gender", Text("性别", "Gender"), "choice", choices(("男", "Male"), ("女", "Female"), ("未知", "Unknown"))
    ),
    FieldSpec(
        "title_of_address",
        Text("称谓", "Form of address"),
        "choice",
        choices(
            ("先生", "Mr"),
            ("女士", "Ms"),
            ("总", "President"),
            ("经理", "Manager"),
            ("主任", "Director"),
            ("老师", "Teacher"),
        ),
        short=Text("称谓", "Address as"),
    ),
    FieldSpec("position", Text("职位", "Position"), "text"),
    FieldSpec("dept", Text("部门", "Department"), "text", short=Text("部门", "Dept.")),
    ROLE,
    FieldSpec("mobile", Text("手机", "Mobile"), "phone"),
    FieldSpec("tel", Text("固定电话", "Landline"), "phone", short=Text("固话", "Landline")),
    FieldSpec("email", Text("邮箱", "E-mail"), "email"),
    FieldSpec("wechat", Text("微信", "WeChat"), "text"),
    FieldSpec("social", Text("其他社交账号", "Other social accounts"), "long", short=Text("社交账号", "Social")),
    FieldSpec("birthday", Text("生日", "Birthday"), "yearly_date"),
    FieldSpec("hobbies", Text("兴趣爱好", "Hobbies"), "choices", choices(*HOBBIES)),
    FieldSpec("taboo", Text("喜好与忌讳", "Likes and dislikes"), "long", short=Text("喜忌", "Likes")),
    FieldSpec(
        "closeness",
        Text("关系程度", "Closeness"),
        "choice",
        choices(("陌生", "Unknown"), ("认识", "Acquainted"), ("熟悉", "Familiar", "cyan"), ("密切", "Close", "green")),
    ),
    FieldSpec("primary", Text("是否主要联系人", "Main contact"), "checkbox", short=Text("主要", "Main")),
    FieldSpec(
        "employed",
        Text("在职状态", "Employment"),
        "choice",
        choices(("在职", "Employed"), ("已离职", "Has left", "red"), ("未知", "Unknown")),
        short=Text("在职", "Employed"),
    ),
    FieldSpec("do_not_contact", Text("不再联系", "Do not contact"), "checkbox"),
    tags(),
    *EVERY_TABLE,
    FieldSpec(
        "talks",
        Text("联系记录", "Interactions"),
        "backlink",
        {"table": "interactions", "link": "contacts"},
    ),
)

_NAME = 140
_FIRST = ("name", "customer", "position", "dept", "role", "mobile", "wechat", "email", "closeness", "primary", "owner")

TABLE = TableSpec(
    key="contacts",
    name=Text("联系人", "Contacts"),
    icon="contacts",
    title="name",
    fields=FIELDS,
    views=(
        grid("all", Text("全部联系人", "All contacts"), FIELDS, _FIRST, title_width=_NAME),
        grid("mine", Text("我负责的联系人", "My contacts"), FIELDS, _FIRST, title_width=_NAME, where=mine()),
        grid(
            "deciders",
            Text("决策者", "Decision makers"),
            FIELDS,
            _FIRST,
            title_width=_NAME,
            where=is_one_of(ROLE, "决策者"),
        ),
        grid(
            "primary",
            Text("主要联系人", "Main contacts"),
            FIELDS,
            _FIRST,
            title_width=_NAME,
            where=Condition("primary", "is", True),
        ),
    ),
    note=Text("客户公司里与我们往来的人", "The people we deal with at a customer"),
)
