"""Buttons in cells: made in the dialog, pressed in the grid and on a record."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.test_views import choose
from tests.installation import Client

pytestmark = pytest.mark.e2e


def start(desk: Desk, name: str) -> Page:
    page = desk.page
    desk.menu("名称", "在右侧插入字段")
    page.get_by_label("字段名称").fill(name)
    choose(page, "类型", "按钮")
    return page


def test_a_button_is_made_asks_sets_fields_and_is_undone(desk: Desk) -> None:
    page = start(desk, "成交")
    dialog = page.get_by_role("dialog")
    choose(page, "按下后", "修改这条记录")
    dialog.get_by_role("button", name="再改一个字段").click()
    choose(page, "修改哪个字段", "阶段")
    choose(page, "“阶段”改成", "成交")
    dialog.get_by_label("按下前先问一句（不填就不问）").fill("确定成交了吗？")
    dialog.get_by_role("button", name="添加", exact=True).click()
    expect(desk.header("成交")).to_be_visible()
    desk.cell(1, 2).get_by_role("button", name="成交").click()
    question = page.get_by_role("dialog").filter(has_text="确定成交了吗？")
    question.get_by_role("button", name="确定").click()
    expect(page.get_by_text("“成交”已完成")).to_be_visible()
    stage = desk.headers().index("阶段") + 1
    desk.says(1, stage, "成交")
    desk.select(1, stage).keys("Control+z")
    desk.says(1, stage, "初谈")


def test_a_button_opens_an_address_from_the_record(desk: Desk, owner: Client, table: dict[str, Any]) -> None:
    page = start(desk, "查资料")
    page.get_by_role("dialog").get_by_label("链接").fill(f"{owner.url}/api/health?q={{名称}}")
    page.get_by_role("dialog").get_by_role("button", name="添加", exact=True).click()
    expect(desk.header("查资料")).to_be_visible()
    with page.context.expect_page() as opened:
        desk.select(2, 1).keys("ArrowRight", "Enter")
    expect(opened.value).to_have_url(f"{owner.url}/api/health?q=%E4%B9%99%E5%85%AC%E5%8F%B8")
    assert opened.value.evaluate("window.opener") is None
