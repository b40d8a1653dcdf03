"""Groups, colours and figures of a view."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e

PALE_GREEN = "rgb(220, 243, 227)"


def keys(table: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: field["key"] for field in table["fields"]}


def opened(visit: Visit, owner: Client, table: dict[str, Any], **search: object) -> Desk:
    """Open the small table with adjustments in its address."""
    said = "&".join(f"{name}={quote(json.dumps(value))}" for name, value in search.items())
    return Desk(visit(owner, f"/t/{table['key']}?{said}")).wait()


def head(page: Page, label: str) -> Locator:
    """Find the head of a group."""
    return page.locator(".kg-row:not([hidden]) .kg-group-head:not([hidden])").filter(has_text=label)


def titles(desk: Desk) -> list[str]:
    """Read the first column of the records on screen, from above."""
    found: list[str] = desk.page.locator(".kg-row:not([hidden]):not(.kg-group):not(.kg-new)").evaluate_all(
        "rows => rows.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)"
        ".map(row => row.querySelector('[aria-colindex=\"2\"]').textContent)"
    )
    return found


def test_records_stand_in_groups_that_fold_and_stay_folded(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("button", name="分组", exact=True).click()
    page.get_by_role("button", name="添加分组").click()
    page.locator(".group-panel").get_by_label("字段").click()
    page.locator(".ant-select-dropdown:visible").get_by_text("阶段", exact=True).click()
    page.keyboard.press("Escape")
    expect(head(page, "成交")).to_contain_text("2")
    assert titles(desk) == ["甲公司", "乙公司", "丙公司"]

    head(page, "成交").get_by_role("button", name="收起").click()
    expect(head(page, "成交").get_by_role("button", name="展开")).to_be_visible()
    assert titles(desk) == ["甲公司"]
    page.reload()
    expect(head(page, "成交").get_by_role("button", name="展开")).to_be_visible()
    assert titles(desk) == ["甲公司"]

    desk.cell(3, 2).click()
    desk.keys("Enter")
    expect(head(page, "成交").get_by_role("button", name="收起")).to_be_visible()


def test_an_edit_moves_a_record_to_its_group_and_a_new_one_takes_over_the_group(
    visit: Visit, owner: Client, table: dict[str, Any]
) -> None:
    desk = opened(visit, owner, table, groups=[{"field": keys(table)["阶段"]}])
    page = desk.page
    expect(head(page, "初谈")).to_contain_text("1")
    desk.cell(2, 4).click()
    desk.type("成交").keys("Enter")
    expect(head(page, "初谈")).to_have_count(0)
    expect(head(page, "成交")).to_contain_text("3")

    head(page, "成交").get_by_role("button", name="在这一组新建记录").click()
    expect(head(page, "成交")).to_contain_text("4")
    desk.type("丁公司").keys("Enter")
    desk.says(5, 1, "丁公司")
    desk.says(5, 4, "成交")


def test_a_paste_does_not_cross_groups(visit: Visit, owner: Client, table: dict[str, Any]) -> None:
    desk = opened(visit, owner, table, groups=[{"field": keys(table)["阶段"]}])
    desk.cell(2, 2).click()
    desk.page.evaluate("navigator.clipboard.writeText('1\\n2\\n3')")
    desk.keys("Control+v")
    expect(desk.page.get_by_text("粘贴的范围跨过了分组")).to_be_visible()
    desk.says(2, 2, "010-1")


def test_colours_follow_what_a_cell_says(visit: Visit, owner: Client, table: dict[str, Any]) -> None:
    amount = keys(table)["金额"]
    rule = {"color": "green", "filter": {"field": amount, "operator": "ge", "value": "200"}}
    desk = opened(visit, owner, table, colors=[rule])
    expect(desk.cell(1, 1)).to_have_css("background-color", PALE_GREEN)
    expect(desk.cell(2, 1)).not_to_have_css("background-color", PALE_GREEN)
    desk.cell(2, 3).click()
    desk.type("500").keys("Enter")
    expect(desk.cell(2, 1)).to_have_css("background-color", PALE_GREEN)


def test_a_figure_at_the_foot_follows_edits_and_the_filter(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("button", name="统计", exact=True).click()
    page.get_by_label("“金额”的统计").click()
    page.locator(".ant-select-dropdown:visible").get_by_text("求和", exact=True).click()
    page.keyboard.press("Escape")
    foot = page.locator(".kg-foot-cell").filter(has_text="求和")
    expect(foot).to_contain_text("600")
    desk.cell(2, 3).click()
    desk.type("150").keys("Enter")
    expect(foot).to_contain_text("650")
    foot.click()
    page.get_by_role("menuitem", name="平均").click()
    expect(page.locator(".kg-foot-cell").filter(has_text="平均")).to_contain_text("216.67")


def test_a_view_is_exported_and_imported(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    desk.menu("金额", "从大到小")
    page.get_by_role("button", name="另存为").click()
    page.get_by_label("视图名称").fill("从大到小")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    more = page.get_by_role("button", name=re.compile("视图.*的更多操作"))
    more.click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="导出视图").click()
    file = tmp_path / "view.json"
    download.value.save_as(file)
    page.get_by_role("tab").first.click()
    more.click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="导入视图").click()
    chooser.value.set_files(file)
    expect(page.get_by_text("已导入视图“从大到小”")).to_be_visible()
    desk.says(1, 1, "甲公司")
    expect(page.get_by_role("tab", name="从大到小")).to_have_count(2)


def test_groups_open_on_a_phone(visit: Visit, owner: Client, table: dict[str, Any]) -> None:
    groups = quote(json.dumps([{"field": keys(table)["阶段"]}]))
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    page = visit(owner, f"/t/{table['key']}?groups={groups}", **phone)
    page.get_by_role("button", name=re.compile("成交")).tap()
    expect(page.get_by_text("丙公司")).to_be_visible()
    expect(page.get_by_text("甲公司")).to_have_count(0)


def test_a_filter_asks_about_a_linked_record(visit: Visit, owner: Client, table: dict[str, Any]) -> None:
    link = {"name": "客户", "type": "link", "config": {"target": table["key"]}}
    made = owner.post("/api/tables", json={"name": "回访", "fields": [{"name": "事由", "type": "text"}, link]}).json()
    subject, firm = keys(made)["事由"], keys(made)["客户"]
    name = keys(table)["名称"]
    found = owner.post(f"/api/tables/{table['key']}/records/query", json={"fields": [name]}).json()["records"]
    operations = [{"do": "insert", "values": {subject: f"第{each['id']}次", firm: each["id"]}} for each in found]
    owner.patch(f"/api/tables/{made['key']}/records", json={"operations": operations, "source": "api"})
    desk = Desk(visit(owner, f"/t/{made['key']}")).wait()
    page = desk.page
    desk.menu("事由", "按此字段筛选")
    panel = page.locator(".filter-panel")
    panel.get_by_label("字段").click()
    page.keyboard.type("› 阶段")
    page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter(has_text="客户 › 阶段").first.click()
    panel.get_by_label(re.compile("的值")).click()
    page.locator(".ant-select-dropdown:visible").get_by_text("初谈", exact=True).click()
    expect(page.get_by_text("找到 1 条记录")).to_be_visible()
