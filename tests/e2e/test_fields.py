"""Fields change at run time: added, renamed, hidden, given another type, deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.test_views import choose

pytestmark = pytest.mark.e2e
Read = Callable[[str], list[Any]]


def test_a_field_is_added_beside_another_and_filled(desk: Desk) -> None:
    page = desk.page
    desk.menu("名称", "在右侧插入字段")
    page.get_by_label("字段名称").fill("等级")
    choose(page, "类型", "单选")
    page.get_by_role("button", name="添加选项").click()
    page.get_by_label("选项名称").last.fill("重要")
    page.get_by_role("button", name="添加选项").click()
    page.get_by_label("选项名称").last.fill("普通")
    page.get_by_role("dialog").get_by_role("button", name="添加", exact=True).click()
    expect(desk.header("等级")).to_be_visible()
    assert desk.headers()[:3] == ["名称", "等级", "电话"]
    desk.select(1, 2).type("重要").keys("Enter")
    desk.says(1, 2, "重要")
    desk.saved()


def test_a_field_is_renamed_hidden_and_deleted_with_a_way_back(desk: Desk) -> None:
    page = desk.page
    desk.menu("电话", "编辑字段")
    page.get_by_label("字段名称").fill("联系电话")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(desk.header("联系电话")).to_be_visible()
    desk.menu("联系电话", "隐藏字段")
    expect(desk.header("联系电话")).to_have_count(0)
    page.get_by_role("button", name="还原").click()
    expect(desk.header("联系电话")).to_be_visible()
    desk.menu("联系电话", "删除字段")
    expect(desk.header("联系电话")).to_have_count(0)
    page.locator(".ant-message").get_by_role("button", name="撤销").click()
    expect(desk.header("联系电话")).to_be_visible()


def test_another_type_is_previewed_before_anything_is_lost(desk: Desk, stored: Read) -> None:
    page = desk.page
    desk.select(1, 2).type("88").keys("Enter")
    desk.saved()
    desk.menu("电话", "编辑字段")
    choose(page, "类型", "数字")
    page.get_by_role("dialog").get_by_role("button", name="看看会怎样").click()
    expect(page.get_by_role("dialog")).to_contain_text("2 个转换不了")
    expect(page.get_by_role("dialog")).to_contain_text("010-2")
    page.get_by_role("dialog").get_by_role("button", name="确定转换").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    desk.says(2, 2, "")
    desk.says(1, 2, "88")
    values = stored("电话")
    assert [None if value is None else float(value) for value in values] == [88, None, None]
