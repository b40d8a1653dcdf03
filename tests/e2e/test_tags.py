"""Tags in the browser: made by typing in the grid, by pasting and on a phone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e


@pytest.fixture
def tagged(owner: Client, table: dict[str, Any]) -> dict[str, Any]:
    """Give the small table a field of tags."""
    made = owner.post(f"/api/tables/{table['key']}/fields", json={"name": "标签", "type": "tags"})
    assert made.ok, made.text
    return table


def test_a_colleague_makes_tags_by_typing_and_pasting_and_finds_them_again(
    visit: Visit, colleague: Client, tagged: dict[str, Any]
) -> None:
    page = visit(colleague, f"/t/{tagged['key']}")
    desk = Desk(page).wait()
    column = desk.headers().index("标签") + 1
    desk.select(1, column).type("临街")
    expect(page.get_by_role("option", name="新标签“临街”")).to_be_visible()
    desk.keys("Enter").type("老店").keys("Enter", "Enter")
    desk.says(1, column, "临街老店")
    desk.saved()
    desk.select(2, column).type("临")
    expect(page.get_by_role("option", name="临街", exact=True)).to_be_visible()
    desk.keys("Enter", "Enter")
    desk.says(2, column, "临街")
    desk.saved()
    page.evaluate("navigator.clipboard.writeText('临街、近地铁')")
    desk.select(3, column).keys("Control+v")
    desk.says(3, column, "临街近地铁")
    desk.saved()
    fields = colleague.get(f"/api/tables/{tagged['key']}").json()["fields"]
    (tags,) = [field for field in fields if field["type"] == "tags"]
    assert [choice["label"] for choice in tags["config"]["choices"]] == ["临街", "老店", "近地铁"]


def test_a_tag_is_made_on_a_phone(visit: Visit, colleague: Client, tagged: dict[str, Any]) -> None:
    size = {"width": 390, "height": 844}
    page = visit(colleague, f"/t/{tagged['key']}", viewport=size, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="甲公司").tap()
    page.get_by_label("标签", exact=True).fill("老店、")
    expect(page.locator(".ant-select-selection-item", has_text="老店")).to_be_visible()
    page.get_by_role("button", name="关闭").tap()
    page.reload()
    page.get_by_role("button", name="甲公司").tap()
    expect(page.locator(".ant-select-selection-item", has_text="老店")).to_be_visible()
