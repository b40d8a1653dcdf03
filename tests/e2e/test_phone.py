"""A phone: a list of cards, a record that fills the screen, a quick entry."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.installation import Client

pytestmark = pytest.mark.e2e


def test_a_record_is_found_made_and_changed_on_a_phone(visit: Visit, owner: Client, table: dict[str, Any]) -> None:
    size = {"width": 390, "height": 844}
    page = visit(owner, f"/t/{table['key']}", viewport=size, has_touch=True, is_mobile=True)
    expect(page.get_by_role("button", name="甲公司")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="新建记录").tap()
    page.get_by_label("名称").fill("手机上记的")
    page.get_by_role("button", name="保存").tap()
    expect(page.get_by_role("heading", name="手机上记的")).to_be_visible()
    page.get_by_role("button", name="关闭").tap()
    expect(page.get_by_role("button", name="手机上记的")).to_be_visible()
    page.get_by_role("button", name="打开菜单").tap()
    expect(page.get_by_role("link", name="客户", exact=True)).to_be_visible()
