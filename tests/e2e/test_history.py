"""What happened is seen and taken back: a table as of a time, a cell's history, comparing, the recycle bin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e


def restore(page: Page) -> None:
    """Open the table as it was before the last change, look at what differs, bring all of it back."""
    page.get_by_role("button", name="操作历史").click()
    page.get_by_role("link", name="表格历史").click()
    page.get_by_role("button", name="改动前").first.click()
    expect(page.locator(".past-table tr.is-changed").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="恢复到这个时间").click()
    page.get_by_role("dialog").get_by_role("button", name="恢复", exact=False).last.click()
    expect(page.get_by_text("与现在没有差别").first).to_be_visible(timeout=120_000)


def test_a_change_that_others_changed_again_is_undone_but_for_those(
    desk: Desk, owner: Client, colleague: Client, table: dict[str, Any], stored: Callable[[str], list[Any]]
) -> None:
    key = next(field["key"] for field in table["fields"] if field["name"] == "名称")
    path = f"/api/tables/{table['key']}/records"
    ids = [each["id"] for each in owner.post(f"{path}/query", json={}).json()["records"]]
    owner.patch(path, json={"operations": [{"do": "update", "id": each, "values": {key: "错"}} for each in ids]})
    colleague.patch(path, json={"operations": [{"do": "update", "id": ids[0], "values": {key: "新名字"}}]})
    page = desk.page
    page.get_by_role("button", name="操作历史").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").first.click()
    asked = page.get_by_role("dialog").filter(has_text="后来又改过")
    expect(asked).to_contain_text("新名字")
    expect(asked).to_contain_text("甲公司")
    asked.get_by_role("button", name="跳过这些记录").click()
    expect(page.get_by_text("保持现在的值")).to_be_visible()
    assert stored("名称") == ["新名字", "乙公司", "丙公司"]


def test_the_history_of_a_cell_and_two_records_side_by_side(desk: Desk) -> None:
    page = desk.page
    desk.select(1, 1).type("甲有限公司").keys("Enter")
    desk.saved()
    desk.cell(1, 1).click(button="right")
    page.get_by_role("menuitem", name="单元格历史").click()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("甲公司")
    expect(told).to_contain_text("甲有限公司")
    page.keyboard.press("Escape")
    desk.select_block(1, 1, 2, 1)
    desk.cell(2, 1).click(button="right")
    page.get_by_role("menuitem", name="对比两条记录").click()
    expect(page.get_by_role("dialog")).to_contain_text("4 个字段不同")


def test_a_deleted_record_is_found_in_the_bin_and_comes_back(
    desk: Desk, table: dict[str, Any], stored: Callable[[str], list[Any]]
) -> None:
    page = desk.page
    desk.cell(2, 1).click(button="right")
    page.get_by_role("menuitem", name="删除 1 条记录").click()
    desk.says(2, 1, "丙公司")
    page.get_by_role("link", name="回收站").click()
    page.get_by_role("navigation", name="回收站").get_by_role("button", name=table["name"]).click()
    row = page.locator(".past-table tr", has_text="乙公司")
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="恢复 1 条").click()
    expect(row).to_have_count(0)
    assert stored("名称") == ["甲公司", "乙公司", "丙公司"]
