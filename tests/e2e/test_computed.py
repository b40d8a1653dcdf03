"""Computed fields through the dialog: added, seen to follow what they read, told where a formula is mistaken."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk, InputMethod
from tests.e2e.test_views import choose
from tests.installation import Client

pytestmark = pytest.mark.e2e


@pytest.fixture
def purchases(owner: Client, table: dict[str, Any]) -> dict[str, Any]:
    """Make a table of purchases that link to the small table: two of 甲公司, one of 乙公司."""
    fields = [
        {"name": "单号", "type": "text"},
        {"name": "买家", "type": "link", "config": {"target": table["key"]}},
        {"name": "货款", "type": "money"},
    ]
    made = owner.post("/api/tables", json={"name": f"{table['name']}采购", "fields": fields})
    assert made.ok, made.text
    shape: dict[str, Any] = made.json()
    number, buyer, amount = (field["key"] for field in shape["fields"] if not field["system"])
    rows = [("A1", "甲公司", "6000"), ("A2", "甲公司", "5000"), ("B1", "乙公司", "800")]
    operations = [{"do": "insert", "values": {number: a, buyer: b, amount: c}} for a, b, c in rows]
    written = owner.patch(f"/api/tables/{shape['key']}/records", json={"operations": operations, "source": "api"})
    assert written.ok, written.text
    return shape


def begin(desk: Desk, name: str, kind: str, beside: str = "名称") -> Page:
    """Open the dialog for a field right of another, with its name and type."""
    desk.menu(beside, "在右侧插入字段")
    desk.page.get_by_label("字段名称").fill(name)
    desk.page.get_by_label("类型").click()
    desk.page.get_by_label("类型").fill(kind)
    desk.page.locator(".ant-select-dropdown:visible").get_by_text(kind, exact=True).click()
    return desk.page


def add(page: Page) -> None:
    """Add the field and wait until the dialog is gone."""
    page.get_by_role("dialog").get_by_role("button", name="添加", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def write_formula(desk: Desk, name: str, formula: str, beside: str = "名称") -> None:
    """Add a formula."""
    page = begin(desk, name, "公式", beside)
    page.get_by_role("textbox", name="公式").fill(formula)
    add(page)


def test_a_rollup_and_a_formula_follow_the_purchases_they_read(
    desk: Desk, visit: Visit, colleague: Client, table: dict[str, Any], purchases: dict[str, Any]
) -> None:
    page = begin(desk, "累计", "汇总")
    choose(page, "汇总哪张表", purchases["name"])
    expect(page.get_by_role("dialog").get_by_label("汇总字段")).to_have_count(0)
    choose(page, "算法", "求和")
    choose(page, "汇总字段", "货款")
    add(page)
    desk.says(1, 2, "¥11,000.00")
    desk.says(2, 2, "¥800.00")

    page = begin(desk, "分级", "公式")
    page.get_by_role("textbox", name="公式").click()
    page.keyboard.type("IF(")
    page.get_by_role("button", name="插入字段").click()
    page.get_by_role("textbox", name="查找字段").fill("累计")
    page.locator(".insert-item").get_by_text("累计", exact=True).click()
    page.keyboard.type('>=10000,"大客户","普通")')
    expect(page.get_by_role("dialog")).to_contain_text("结果是文字")
    expect(page.locator(".formula-samples")).to_contain_text("大客户")
    add(page)
    desk.says(1, 2, "大客户")
    desk.says(2, 2, "普通")

    watching = Desk(visit(colleague, f"/t/{table['key']}")).wait()
    watching.says(1, 3, "¥11,000.00")
    buying = Desk(visit(colleague, f"/t/{purchases['key']}")).wait()
    buying.select(1, 3).type("1000").keys("Enter")
    buying.saved()
    watching.says(1, 3, "¥6,000.00", timeout=4000)
    watching.says(1, 2, "普通")
    desk.says(1, 2, "普通")


def test_a_lookup_looks_like_the_field_it_takes_and_is_only_read(
    visit: Visit, owner: Client, purchases: dict[str, Any]
) -> None:
    desk = Desk(visit(owner, f"/t/{purchases['key']}")).wait()
    desk.menu("单号", "在右侧插入字段")
    page = desk.page
    page.get_by_label("字段名称").fill("买家阶段")
    page.get_by_label("类型").click()
    page.get_by_label("类型").fill("查找引用")
    page.locator(".ant-select-dropdown:visible").get_by_text("查找引用", exact=True).click()
    choose(page, "通过关联", "买家")
    choose(page, "取字段", "阶段")
    add(page)
    desk.says(1, 2, "初谈")
    desk.says(3, 2, "成交")
    desk.select(1, 2).type("成交").keys("Enter")
    desk.says(1, 2, "初谈")
    desk.header("买家阶段").hover()
    page.get_by_role("button", name="字段“买家阶段”的菜单").click()
    expect(page.get_by_role("menu")).to_contain_text("来自 买家 · 阶段")


def test_a_mistake_in_a_formula_is_told_with_its_place(desk: Desk) -> None:
    page = begin(desk, "估算", "公式")
    box = page.get_by_role("textbox", name="公式")
    box.fill("{金额}*2\n+{金客}")
    expect(page.get_by_role("alert")).to_contain_text("第 2 行第 2 列")
    expect(page.get_by_role("alert")).to_contain_text("金额")
    expect(page.locator(".formula-ground mark")).to_have_text("{金客}")
    page.get_by_role("dialog").get_by_role("button", name="添加", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("第 2 行第 2 列")
    box.fill("{金额}*2")
    expect(page.get_by_role("alert")).to_have_count(0)
    add(page)
    desk.says(1, 2, "600")


def test_a_formula_is_not_checked_while_the_input_method_composes(desk: Desk) -> None:
    page = begin(desk, "称呼", "公式")
    box = page.get_by_role("textbox", name="公式")
    box.fill('{名称}&""')
    box.press("ArrowLeft")
    expect(page.locator(".formula-samples")).to_contain_text("甲公司")
    checked: list[str] = []
    page.on("request", lambda request: checked.append(request.url) if "formulas/check" in request.url else None)
    method = InputMethod(page)
    method.compose("hao")
    page.wait_for_timeout(800)
    assert not checked
    method.confirm("好")
    expect(page.locator(".formula-samples")).to_contain_text("甲公司好")
    expect(box).to_have_value('{名称}&"好"')


def test_a_formula_is_changed_and_turned_into_plain_values(desk: Desk) -> None:
    page = desk.page
    write_formula(desk, "两倍", "{金额}*2")
    desk.says(1, 2, "600")
    desk.menu("两倍", "编辑字段")
    box = page.get_by_role("textbox", name="公式")
    expect(box).to_have_value("{金额}*2")
    box.fill("{金额}*3")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    desk.says(1, 2, "900")

    desk.menu("两倍", "编辑字段")
    page.get_by_role("button", name="变成普通字段，保留现在的值").click()
    page.get_by_role("dialog").get_by_role("button", name="看看会怎样").click()
    expect(page.get_by_role("dialog")).to_contain_text("3 个值都能转换")
    page.get_by_role("dialog").get_by_role("button", name="确定转换").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    desk.says(1, 2, "900")
    desk.select(1, 2).type("7").keys("Enter")
    desk.says(1, 2, "7")
    desk.saved()
