"""The first run: from an empty installation to typing in a grid."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import EMAIL, PASSWORD, Client, Installation

pytestmark = pytest.mark.e2e


def test_a_new_owner_comes_from_the_guide_to_a_grid_and_types(installation: Installation, visit: Visit) -> None:
    page = visit(None, installation.url)
    expect(page.get_by_role("heading", name="欢迎，先建一个账号")).to_be_visible()
    page.get_by_label("姓名").fill("王芳")
    page.get_by_label("邮箱").fill("wangfang@example.cn")
    page.get_by_label("密码").fill("12345678")
    expect(page.get_by_text("容易被猜到")).to_be_visible()
    page.get_by_label("密码").fill("mingyuan-office-2026")
    page.get_by_role("button", name="下一步").click()

    expect(page.get_by_role("heading", name="你们公司怎么称呼？")).to_be_visible()
    page.get_by_label("公司名称").fill("明远办公设备")
    page.get_by_text("记录购买历史").click()
    page.get_by_role("button", name="下一步").click()

    expect(page.get_by_role("heading", name="从哪里开始？")).to_be_visible()
    page.get_by_role("button", name="用空表开始").click()
    page.wait_for_url("**/t/**")
    expect(page.get_by_text("三种方法填进来")).to_be_visible()
    expect(page.get_by_text("明远办公设备")).to_be_visible()

    page.get_by_role("button", name="直接在第一行里打字").click()
    desk = Desk(page)
    desk.type("北京远景科技有限公司").keys("Enter")
    desk.says(1, 1, "北京远景科技有限公司")
    desk.saved()
    page.reload()
    desk.says(1, 1, "北京远景科技有限公司")


def test_whoever_is_not_signed_in_signs_in_and_out(visit: Visit, server: Installation, owner: Client) -> None:
    page = visit(None, f"{server.url}/t/customers")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.get_by_label("邮箱").fill("nobody@example.cn")
    page.get_by_label("密码").fill("wrong-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_be_visible()

    page.get_by_label("邮箱").fill(EMAIL)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/t/**")
    page.get_by_role("button", name="账号菜单").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
