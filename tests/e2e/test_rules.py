"""Rules made in the browser: on a field, on the table, over records that break them, and their marks in the grid."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.e2e.test_views import choose
from tests.installation import Client

pytestmark = pytest.mark.e2e
Read = Callable[[str], list[Any]]


def dialog(page: Page, title: str) -> Any:
    return page.get_by_role("dialog", name=title)


def pick(rule: Any, place: int, field: str) -> None:
    """Choose a field in one of the lists of fields."""
    rule.get_by_label("字段", exact=True).nth(place).click()
    rule.page.locator(".ant-select-dropdown:visible").get_by_text(field, exact=True).click()
    if place == 0:
        rule.get_by_text("类型", exact=True).click()
        expect(rule.page.locator(".ant-select-dropdown:visible")).to_have_count(0)


def open_rules(desk: Desk, table: dict[str, Any]) -> None:
    page = desk.page
    page.get_by_text(table["name"], exact=True).first.hover()
    page.get_by_role("button", name=re.compile(f"“{table['name']}”")).first.click()
    page.get_by_role("menuitem", name="规则").click()


def test_a_range_on_a_field_keeps_the_records_that_break_it_and_refuses_new_values(desk: Desk, stored: Read) -> None:
    page = desk.page
    desk.menu("金额", "编辑字段")
    page.get_by_role("button", name="添加规则").click()
    rule = dialog(page, "添加规则")
    rule.get_by_label("最大").fill("250")
    rule.get_by_role("button", name="保存").click()
    expect(rule).to_contain_text("已有 1 条记录不符合")
    expect(rule).to_contain_text("甲公司")
    rule.get_by_text("保留它们").click()
    rule.get_by_role("button", name="保存").click()
    expect(rule).to_have_count(0)
    expect(page.get_by_role("region", name="规则")).to_contain_text("“金额”不能大于")
    page.keyboard.press("Escape")
    expect(desk.cell(1, 3)).to_have_class(re.compile("kg-warning"))
    desk.select(2, 3).type("900").keys("Enter")
    expect(desk.cell(2, 3)).to_have_class(re.compile("kg-error"))
    assert [float(value) for value in stored("金额")] == [300, 100, 200]


def test_a_conditional_rule_only_warns_marks_the_cell_and_says_so(
    desk: Desk, table: dict[str, Any], stored: Read
) -> None:
    page = desk.page
    open_rules(desk, table)
    page.get_by_role("button", name="添加规则").click()
    rule = dialog(page, "添加规则")
    choose(page, "类型", "必填")
    pick(rule, 0, "电话")
    rule.get_by_text("只检查满足条件的记录").click()
    pick(rule, 1, "阶段")
    choose(page, "“阶段”的值", "成交")
    rule.get_by_text("可以保存，但提醒").click()
    rule.get_by_label("提示文字").fill("成交了就要有电话")
    rule.get_by_role("button", name="保存").click()
    expect(rule).to_have_count(0)
    expect(dialog(page, f"规则：{table['name']}")).to_contain_text("成交了就要有电话")
    page.keyboard.press("Escape")
    desk.select(2, 2).keys("Delete")
    expect(page.locator(".ant-message")).to_contain_text("成交了就要有电话")
    expect(desk.cell(2, 2)).to_have_class(re.compile("kg-warning"))
    assert stored("电话")[1] is None
    desk.select(2, 2).type("010-8").keys("Enter")
    expect(desk.cell(2, 2)).not_to_have_class(re.compile("kg-warning"))


def test_a_wrong_expression_is_told_with_its_place(desk: Desk) -> None:
    page = desk.page
    desk.menu("名称", "编辑字段")
    page.get_by_role("button", name="添加规则").click()
    rule = dialog(page, "添加规则")
    rule.get_by_label("类型").click()
    page.locator(".ant-select-dropdown:visible").get_by_text("格式", exact=True).click()
    rule.get_by_label("正则表达式").fill("[A-Z](")
    rule.get_by_role("button", name="保存").click()
    expect(rule).to_contain_text("第 6 个字符处")


def test_an_end_before_its_beginning_is_ruled_out_on_a_phone(visit: Visit, owner: Client) -> None:
    fields = [{"name": name, "type": kind} for name, kind in (("名称", "text"), ("开始", "date"), ("结束", "date"))]
    table = owner.post("/api/tables", json={"name": "手机上的合同", "fields": fields}).json()
    size = {"width": 390, "height": 844}
    page = visit(owner, f"/t/{table['key']}", viewport=size, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="打开菜单").tap()
    page.get_by_role("button", name=re.compile("“手机上的合同”")).tap()
    page.get_by_role("menuitem", name="规则").tap()
    page.get_by_role("button", name="添加规则").tap()
    rule = dialog(page, "添加规则")
    pick(rule, 0, "结束")
    rule.get_by_label("和哪个字段比").click()
    page.locator(".ant-select-dropdown:visible").get_by_text("开始", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    rule.get_by_role("button", name="保存").tap()
    expect(dialog(page, "规则：手机上的合同")).to_contain_text("“结束”不能早于“开始”")
    wrong = {field["key"]: day for field, day in zip(table["fields"][1:], ("2026-03-05", "2026-03-04"), strict=False)}
    body = {"operations": [{"do": "insert", "values": wrong}], "source": "api"}
    assert owner.patch(f"/api/tables/{table['key']}/records", json=body).status_code == 422


def warn_of_large_sums(owner: Client, table: dict[str, Any]) -> None:
    """Let the small table warn of sums over 250."""
    (money,) = [field["key"] for field in table["fields"] if field["name"] == "金额"]
    wanted = {"kind": "range", "fields": [money], "config": {"max": "250"}, "warns": True, "message": "金额偏大"}
    made = owner.post(f"/api/tables/{table['key']}/rules", json=wanted)
    assert made.ok, made.text


def test_a_record_and_its_card_on_a_phone_tell_what_they_break(
    visit: Visit, owner: Client, table: dict[str, Any]
) -> None:
    warn_of_large_sums(owner, table)
    size = {"width": 390, "height": 844}
    page = visit(owner, f"/t/{table['key']}", viewport=size, has_touch=True, is_mobile=True)
    expect(page.get_by_role("button", name=re.compile("甲公司.*金额偏大"))).to_be_visible()
    if folder := os.environ.get("KEHU_SHOTS"):
        page.screenshot(path=f"{folder}/cards.png")
    page.get_by_role("button", name=re.compile("甲公司")).tap()
    expect(page.locator(".record-warning")).to_have_text("金额偏大")
    page.get_by_label("金额").fill("200")
    page.get_by_label("电话").focus()
    expect(page.locator(".record-warning")).to_have_count(0)
    page.get_by_label("金额").fill("260")
    page.get_by_label("电话").focus()
    expect(page.locator(".record-warning")).to_have_text("金额偏大")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    if folder := os.environ.get("KEHU_SHOTS"):
        page.screenshot(path=f"{folder}/warned.png")


def test_making_a_field_required_lists_the_records_that_are_empty(
    desk: Desk, owner: Client, table: dict[str, Any]
) -> None:
    page = desk.page
    desk.select(2, 2).keys("Delete")
    desk.saved()
    desk.menu("电话", "编辑字段")
    page.get_by_label("必填").check()
    report = page.get_by_role("alert").filter(has_text="有 1 条记录现在是空的")
    expect(report).to_contain_text("乙公司")
    if folder := os.environ.get("KEHU_SHOTS"):
        page.screenshot(path=f"{folder}/empty.png")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    desk.menu("名称", "编辑字段")
    page.get_by_label("必填").check()
    expect(page.get_by_role("alert").filter(has_text="现有记录都已填写")).to_be_visible()
