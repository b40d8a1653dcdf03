"""The language changes without a reload and is remembered."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e


def test_the_interface_speaks_english_at_once_and_chinese_again(
    visit: Visit, colleague: Client, table: dict[str, Any]
) -> None:
    page = visit(colleague, f"/t/{table['key']}")
    desk = Desk(page).wait()
    page.evaluate("() => { window.stayed = true }")
    page.get_by_role("button", name="账号菜单").click()
    page.get_by_role("menuitem", name="English").click()
    expect(page.get_by_role("button", name="Filter")).to_be_visible()
    expect(page.get_by_text("3 records")).to_be_visible()
    expect(page.get_by_role("link", name="Customers")).to_be_visible()
    desk.says(1, 1, "甲公司")
    assert page.evaluate("() => window.stayed") is True

    page.reload()
    expect(page.get_by_role("button", name="Filter")).to_be_visible()
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("menuitem", name="简体中文").click()
    expect(page.get_by_role("button", name="筛选")).to_be_visible()
