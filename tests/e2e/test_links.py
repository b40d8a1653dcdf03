"""Links to several records in the browser: made with their back-link, picked, pasted, changed from both sides."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.test_views import choose
from tests.installation import Client

pytestmark = pytest.mark.e2e


@pytest.fixture
def people(owner: Client, table: dict[str, Any]) -> dict[str, Any]:
    """Make a table of three people beside the small table."""
    made = owner.post(
        "/api/tables", json={"name": f"人员{table['name']}", "fields": [{"name": "姓名", "type": "text"}]}
    )
    assert made.ok, made.text
    shape: dict[str, Any] = made.json()
    key = shape["title"]
    rows = [{"do": "insert", "values": {key: name}} for name in ("张伟", "王芳", "李娜")]
    assert owner.patch(f"/api/tables/{shape['key']}/records", json={"operations": rows, "source": "api"}).ok
    return shape


@pytest.fixture
def linked(desk: Desk, people: dict[str, Any]) -> Desk:
    """Add a field that links to several people, with its back-link, through the dialog."""
    page = desk.page
    page.reload()
    desk.wait()
    desk.menu("名称", "在右侧插入字段")
    page.get_by_label("字段名称").fill("参加的人")
    choose(page, "类型", "多条关联")
    page.get_by_label("关联到").fill(people["name"])
    page.keyboard.press("Enter")
    page.get_by_label(f"在“{people['name']}”里显示反向关联").check()
    page.get_by_label("反向关联的名称").fill("参加过")
    shot(page, "dialog")
    page.get_by_role("dialog").get_by_role("button", name="添加", exact=True).click()
    expect(desk.header("参加的人")).to_be_visible()
    return desk


def shot(page: Page, name: str) -> None:
    """Keep a picture when somebody wants to look."""
    if folder := os.environ.get("KEHU_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_people_are_picked_pasted_and_seen_from_the_other_side(
    linked: Desk, people: dict[str, Any], visit: Callable[..., Page], owner: Client
) -> None:
    page = linked.page
    linked.select(1, 2).type("张")
    expect(page.get_by_role("option", name="张伟")).to_be_visible()
    linked.keys("Enter").type("娜")
    expect(page.get_by_role("option", name="李娜")).to_be_visible()
    linked.keys("Enter")
    shot(page, "picker")
    linked.keys("Enter")
    linked.says(1, 2, "张伟李娜")
    linked.saved()
    linked.select(1, 2).keys("Control+c").select(2, 2).keys("Control+v")
    linked.says(2, 2, "张伟李娜")
    linked.saved()
    shot(page, "cells")

    other = Desk(visit(owner, f"/t/{people['key']}")).wait()
    other.says(1, 2, "甲公司乙公司")
    other.says(2, 2, "")
    other.select(2, 2).type("丙")
    expect(other.page.get_by_role("option", name="丙公司")).to_be_visible()
    other.keys("Enter", "Enter")
    other.says(2, 2, "丙公司")
    other.saved()
    linked.says(3, 2, "王芳")
    shot(other.page, "backlink")

    linked.select(2, 2).keys("Delete")
    linked.says(2, 2, "")
    other.says(1, 2, "甲公司")
    linked.keys("Control+z")
    linked.says(2, 2, "张伟李娜")
    other.says(1, 2, "甲公司乙公司")


def test_who_types_faster_than_the_search_answers_loses_nothing(linked: Desk) -> None:
    linked.select(1, 2).type("张").keys("Enter").type("娜").keys("Enter", "Enter")
    linked.says(1, 2, "张伟李娜")
    linked.saved()


def test_a_record_is_made_from_the_picker_and_undone_with_the_link(linked: Desk, owner: Client, people: Any) -> None:
    page = linked.page
    linked.select(1, 2).type("赵六")
    page.get_by_role("option", name="新建“赵六”").click()
    linked.keys("Enter")
    linked.says(1, 2, "赵六")
    linked.saved()
    count = f"/api/tables/{people['key']}/records/count"
    assert owner.post(count, json={}).json()["count"] == 4
    linked.select(1, 2).keys("Control+z")
    linked.says(1, 2, "")
    assert owner.post(count, json={}).json()["count"] == 3


def test_the_record_page_lists_what_is_linked(linked: Desk, people: dict[str, Any]) -> None:
    page = linked.page
    linked.select(1, 2).type("张伟")
    expect(page.get_by_role("option")).to_have_text(["张伟"])  # the search has been answered
    linked.keys("Enter", "Enter")
    linked.says(1, 2, "张伟")
    linked.saved()
    linked.cell(1, 1).click(button="right")
    page.get_by_role("menuitem", name="展开记录").click()
    page.locator(".record").get_by_label("参加的人", exact=True).fill("王芳")
    page.locator(".ant-select-dropdown:visible").get_by_text("王芳", exact=True).click()
    page.get_by_role("heading", level=2).click()
    listed = page.get_by_role("list", name="“参加的人”关联的记录")
    expect(listed.get_by_role("listitem")).to_have_text(["张伟", "王芳"])
    shot(page, "record")
    listed.get_by_role("link", name="王芳").click()
    expect(page.get_by_role("heading", name="王芳")).to_be_visible()
    expect(page.get_by_role("list", name="“参加过”关联的记录")).to_have_text("甲公司")
    shot(page, "other_record")
