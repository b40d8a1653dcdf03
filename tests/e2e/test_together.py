"""Two people in one table: they see each other's edits, and neither overwrites the other silently."""

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e


def test_each_sees_the_others_edit_within_two_seconds(
    desk: Desk, visit: Visit, colleague: Client, table: dict[str, Any]
) -> None:
    other = Desk(visit(colleague, f"/t/{table['key']}")).wait()
    desk.page.wait_for_timeout(500)
    desk.select(1, 1).type("我改的").keys("Enter")
    begun = time.monotonic()
    other.says(1, 1, "我改的", timeout=4000)
    assert time.monotonic() - begun < 2
    other.select(2, 2).type("对方改的").keys("Enter")
    begun = time.monotonic()
    desk.says(2, 2, "对方改的", timeout=4000)
    assert time.monotonic() - begun < 2


def test_the_second_to_change_a_cell_is_shown_both_values(
    desk: Desk, visit: Visit, owner: Client, colleague: Client, table: dict[str, Any]
) -> None:
    page = visit(colleague, "/signin")
    page.context.route("**/api/events", lambda route: route.abort())
    page.goto(f"/t/{table['key']}")
    late = Desk(page).wait()

    desk.select(1, 1).type("先到的").keys("Enter")
    desk.saved()
    late.says(1, 1, "甲公司")
    late.select(1, 1).type("后到的").keys("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("先到的")
    expect(dialog).to_contain_text("后到的")
    expect(dialog).to_contain_text("王芳")
    dialog.get_by_role("button", name="用对方的").click()
    late.says(1, 1, "先到的")
    desk.says(1, 1, "先到的")


def test_keeping_mine_in_a_conflict_writes_mine(
    desk: Desk, visit: Visit, colleague: Client, table: dict[str, Any]
) -> None:
    page = visit(colleague, "/signin")
    page.context.route("**/api/events", lambda route: route.abort())
    page.goto(f"/t/{table['key']}")
    late = Desk(page).wait()
    desk.select(2, 1).type("先到的").keys("Enter")
    desk.saved()
    late.select(2, 1).type("后到的").keys("Enter")
    page.locator(".ant-modal-close").click()
    page.get_by_role("button", name="1 处冲突待处理").click()
    page.get_by_role("dialog").get_by_role("button", name="用我的").click()
    late.says(2, 1, "后到的")
    desk.says(2, 1, "后到的")
