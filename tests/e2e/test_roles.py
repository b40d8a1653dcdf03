"""What a person may not do is not offered to them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client, Installation

pytestmark = pytest.mark.e2e


def test_the_owner_adds_a_reader_who_only_reads(
    visit: Visit, owner: Client, server: Installation, table: dict[str, Any], stored: Callable[[str], list[Any]]
) -> None:
    page = visit(owner, f"/t/{table['key']}")
    page.get_by_role("button", name="账号菜单").click()
    page.get_by_role("menuitem", name="成员").click()
    page.get_by_role("button", name="添加成员").click()
    dialog = page.get_by_role("dialog", name="添加成员")
    dialog.get_by_label("姓名").fill("赵读")
    dialog.get_by_label("邮箱").fill("zhaodu@example.cn")
    dialog.get_by_text("只能查看").click()
    dialog.get_by_role("button", name="添加", exact=True).click()
    made = page.get_by_role("dialog", name="成员已添加")
    password = made.locator("code").inner_text().strip()
    made.get_by_role("button", name="我已记下").click()

    page = visit(server.client("zhaodu@example.cn", password), f"/t/{table['key']}")
    desk = Desk(page).wait()
    expect(page.get_by_text("赵读")).to_be_visible()
    expect(page.get_by_role("button", name="新建表")).to_have_count(0)
    expect(page.get_by_role("link", name="导入表格文件")).to_have_count(0)
    desk.select(1, 1).type("偷偷改").keys("Enter")
    desk.says(1, 1, "甲公司")
    desk.cell(1, 1).click(button="right")
    expect(page.get_by_role("menuitem", name="展开记录")).to_be_visible()
    expect(page.get_by_role("menuitem", name="删除 1 条记录")).to_have_count(0)
    assert stored("名称")[0] == "甲公司"
