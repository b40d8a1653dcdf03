"""Filter, order, search and saved views."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e


def choose(page: Page, label: str, entry: str) -> None:
    """Choose an entry of a drop-down."""
    page.get_by_label(label).click()
    page.locator(".ant-select-dropdown:visible").get_by_text(entry, exact=True).click()


def test_a_filtered_and_sorted_view_is_saved_and_found_again(desk: Desk, owner: Client, table: dict[str, Any]) -> None:
    page = desk.page
    desk.menu("阶段", "按此字段筛选")
    choose(page, "“阶段”的值", "成交")
    expect(page.get_by_text("找到 2 条记录")).to_be_visible()
    page.keyboard.press("Escape")
    desk.menu("金额", "从大到小")
    desk.says(1, 1, "丙公司")
    desk.says(2, 1, "乙公司")

    page.reload()
    desk.says(1, 1, "丙公司")
    page.get_by_role("button", name="另存为").click()
    page.get_by_label("视图名称").fill("已成交")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.get_by_role("tab", name="已成交")).to_have_attribute("aria-selected", "true")
    desk.says(1, 1, "丙公司")

    page.get_by_role("tab").first.click()
    desk.says(1, 1, "甲公司")
    page.get_by_role("tab", name="已成交").click()
    desk.says(1, 1, "丙公司")
    saved = owner.get(f"/api/tables/{table['key']}/views").json()
    assert next(view for view in saved if view["name"] == "已成交")["audience"] == "mine"


def test_adjustments_can_be_discarded(desk: Desk) -> None:
    desk.menu("金额", "从小到大")
    desk.says(1, 1, "乙公司")
    desk.page.get_by_role("button", name="还原").click()
    desk.says(1, 1, "甲公司")


def test_the_search_narrows_the_table(desk: Desk) -> None:
    desk.select(1, 1).keys("Control+f")
    expect(desk.page.get_by_label("在表内搜索")).to_be_focused()
    desk.type("丙公")
    expect(desk.page.get_by_text("找到 1 条记录")).to_be_visible()
    desk.says(1, 1, "丙公司")
    desk.page.get_by_label("在表内搜索").fill("没有这样的")
    expect(desk.page.get_by_text("没有符合条件的记录")).to_be_visible()
    desk.page.get_by_role("button", name="清空搜索").click()
    desk.says(1, 1, "甲公司")
