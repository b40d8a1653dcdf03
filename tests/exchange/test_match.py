"""Headers are recognised in the words people use, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kehu.access.actor import Actor
from kehu.exchange import sessions
from kehu.exchange.match import simplify
from tests.exchange.conftest import Imported

Bring = Callable[..., Imported]


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("客户名称*", "客户名称"),
        ("金额(元)", "金额"),
        ("Ｃｕｓｔｏｍｅｒ Name", "customername"),
        ("手机 号码:", "手机号码"),
        ("(备注)", "(备注)"),
    ],
)
def test_headers_are_compared_without_marks_width_case_and_brackets(header: str, plain: str) -> None:
    assert simplify(header) == plain


@pytest.mark.parametrize(
    ("table", "body", "wanted"),
    [
        (
            "contacts",
            "姓名,公司名称,职务,手机号,微信号,生日\n"
            "张三,华为,经理,13900000001,zs001,1990-01-01\n李四,小米,总监,13900000002,ls002,1991-02-03\n",
            {
                "姓名": "name",
                "公司名称": "customer",
                "职务": "position",
                "手机号": "mobile",
                "微信号": "wechat",
                "生日": "birthday",
            },
        ),
        (
            "interactions",
            "客户名称,跟进时间,跟进方式,跟进内容,下一步计划\n"
            "华为,2024-03-05 10:00,电话,聊了报价,发合同\n小米,2024-03-06 11:00,邮件,发了资料,回访\n",
            {
                "客户名称": "customer",
                "跟进时间": "at",
                "跟进方式": "channel",
                "跟进内容": "content",
                "下一步计划": "next_step",
            },
        ),
        (
            "orders",
            "订单编号,客户,下单日期,产品名称,订单金额,付款状态\nA1,华为,2024-03-05,打印机,100,已付清\nA2,小米,2024-03-06,硒鼓,50,未付\n",
            {
                "订单编号": "number",
                "客户": "customer",
                "下单日期": "date",
                "产品名称": "product",
                "订单金额": "amount",
                "付款状态": "pay_status",
            },
        ),
        (
            "customers",
            "Company Name,Mobile Phone,E-mail,Website,Lead Source\n"
            "Huawei,13900000001,a@b.cn,www.huawei.com,Exhibition\n"
            "Xiaomi,13900000002,c@d.cn,www.mi.com,Referral\n",
            {
                "Company Name": "name",
                "Mobile Phone": "mobile",
                "E-mail": "email",
                "Website": "site",
                "Lead Source": "source",
            },
        ),
    ],
)
def test_sheets_find_their_standard_table(bring: Bring, table: str, body: str, wanted: dict[str, str]) -> None:
    imported = bring(body.encode(), "数据.csv")
    assert imported.plan()["target"]["table"] == table
    assert imported.mapping() == wanted
    assert imported.load()["sheets"][0]["failed"] == 0


def test_a_sheet_of_something_else_becomes_a_table_of_its_own_name(bring: Bring) -> None:
    imported = bring("设备,型号,采购年份\n打印机,M100,2021\n复印机,C200,2022\n".encode(), "固定资产.csv")
    assert imported.plan()["target"]["new"] == {"name": "固定资产", "icon": "table", "title": 0}


def test_a_new_table_never_takes_the_name_of_another(bring: Bring) -> None:
    imported = bring("设备,型号\n打印机,M100\n复印机,C200\n".encode(), "客户.csv")
    assert imported.plan()["target"]["new"]["name"] == "客户 (2)"


def test_a_column_whose_values_do_not_fit_becomes_a_field_of_its_own(owner: Actor, bring: Bring) -> None:
    imported = bring(
        "客户名称,邮箱,手机,城市\n华为,无,13900000001,深圳\n小米,没有邮箱,13900000002,北京\n".encode(), "a.csv"
    )
    assert imported.plan()["target"]["table"] == "customers"
    assert imported.mapping()["邮箱"] == "+text"
    new = next(column["new"] for column in imported.plan()["columns"] if column["header"] == "邮箱")
    assert new["name"] == "邮箱"


def test_members_are_matched_by_name_only_when_they_are_members(owner: Actor, bring: Bring) -> None:
    ours = bring("客户名称,手机,负责人\n华为,13900000001,王芳\n小米,13900000002,王芳\n".encode(), "a.csv")
    assert ours.mapping()["负责人"] == "owner"
    theirs = bring("客户名称,手机,负责人\n华为,13900000001,张三\n小米,13900000002,李四\n".encode(), "b.csv")
    assert theirs.mapping()["负责人"] == "+text"


def test_another_target_gets_another_proposal(owner: Actor, bring: Bring) -> None:
    imported = bring("客户名称,手机\n华为,13900000001\n小米,13900000002\n".encode(), "a.csv")
    plan = sessions.propose(owner, imported.id, 0, None, {"table": "contacts"})
    assert [column["field"] for column in plan["columns"]] == ["customer", "mobile"]
    plan = sessions.propose(owner, imported.id, 0, None, {"new": {"name": "名单"}})
    assert [column["new"]["type"] for column in plan["columns"]] == ["text", "phone"]
