"""The list of regions in the settings: a place is added and renamed, and the grid offers it."""

import os
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e


def choose(page: Page, name: str, words: str, path: str) -> None:
    """Search for a region in a list and take it."""
    page.get_by_label(name).fill(words)
    page.locator(".ant-select-item-option-content").get_by_text(path, exact=True).click()


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_an_owner_adds_renames_and_takes_back(
    visit: Visit, owner: Client, table: dict[str, Any], size: tuple[int, int]
) -> None:
    made = owner.post(f"/api/tables/{table['key']}/fields", json={"name": "所在地", "type": "region"})
    assert made.ok, made.text
    page = visit(owner, "/settings", viewport={"width": size[0], "height": size[1]})
    section = page.get_by_role("region", name="地区")
    expect(section).to_contain_text("国家统计局")
    choose(page, "在哪个地区下面", "深圳", "广东省/深圳市")
    section.get_by_label("名称，如").fill("前海区")
    section.get_by_label("从哪一年起").fill("2027")
    section.get_by_role("button", name="保存").click()
    expect(section.get_by_role("listitem")).to_have_text([re.compile("2027 年起新增 广东省/深圳市/前海区")])
    section.get_by_text("改名", exact=True).click()
    choose(page, "选择地区", "前海", "广东省/深圳市/前海区")
    section.get_by_label("新名称").fill("前湾区")
    section.get_by_role("button", name="保存").click()
    expect(section.get_by_role("listitem")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    if folder := os.environ.get("KEHU_SHOTS"):
        page.screenshot(path=f"{folder}/regions-{size[0]}.png")
    if size[0] > 700:
        desk = Desk(visit(owner, f"/t/{table['key']}")).wait()
        column = desk.headers().index("所在地") + 1
        desk.select(1, column).type("前湾")
        expect(desk.page.get_by_role("option")).to_have_text(["广东省/深圳市/前湾区"])
        desk.keys("Enter")
        desk.says(1, column, "广东省/深圳市/前湾区")
        desk.saved()
    for left in (1, 0):
        section.get_by_role("button", name="撤回").last.click()
        expect(section.get_by_role("listitem")).to_have_count(left)
