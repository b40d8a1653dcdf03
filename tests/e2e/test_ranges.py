"""Filling, copying and clearing thousands of rows that nobody loaded, and moving columns: as in a spreadsheet."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e
Read = Callable[[str], list[Any]]
Large = Callable[[int], tuple[Desk, str, dict[str, str]]]


@pytest.fixture
def large(owner: Client, visit: Visit) -> Large:
    """Give a function that makes a table of many rows and opens it."""

    def made(rows: int) -> tuple[Desk, str, dict[str, str]]:
        types = {"名称": "text", "数量": "number", "备注": "text"}
        fields = [{"name": name, "type": kind} for name, kind in types.items()]
        shape = owner.post("/api/tables", json={"name": f"大表{rows}", "fields": fields}).json()
        keys = {field["name"]: field["key"] for field in shape["fields"]}
        for start in range(0, rows, 5000):
            values = [
                {keys["名称"]: f"客户{number}", keys["数量"]: "1"} for number in range(start, min(start + 5000, rows))
            ]
            operations = [{"do": "insert", "values": each} for each in values]
            assert owner.patch(f"/api/tables/{shape['key']}/records", json={"operations": operations}).ok
        return Desk(visit(owner, f"/t/{shape['key']}")).wait(), shape["key"], keys

    return made


def filled(owner: Client, table: str, key: str) -> int:
    spans = [{"first": 0, "last": None}]
    answer = owner.post(f"/api/tables/{table}/records/range/look", json={"spans": spans, "fields": [key]})
    return int(answer.json()["figures"][0]["filled"])


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def middle(desk: Desk, row: int, column: int) -> tuple[float, float]:
    box = desk.cell(row, column).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def handle(desk: Desk) -> tuple[float, float]:
    box = desk.page.locator(".kg-fill").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_fill_handle_continues_a_series_and_undo_takes_it_back(desk: Desk, stored: Read) -> None:
    desk.select(1, 1).type("批次1").keys("Enter")
    desk.saved()
    desk.select(1, 1)
    drag(desk.page, handle(desk), middle(desk, 3, 1))
    desk.says(3, 1, "批次3")
    desk.saved()
    assert stored("名称") == ["批次1", "批次2", "批次3"]
    desk.keys("Control+z")
    desk.says(3, 1, "丙公司")
    assert stored("名称") == ["批次1", "乙公司", "丙公司"]


def test_a_double_click_on_the_handle_fills_down_to_the_end_of_the_column_beside(desk: Desk, stored: Read) -> None:
    desk.select(1, 3)
    x, y = handle(desk)
    mouse = desk.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 1, y + 2)  # the hand trembles
    mouse.up()
    mouse.move(x, y)
    mouse.down(click_count=2)
    mouse.up(click_count=2)
    expect(desk.cell(3, 3)).to_contain_text("300")
    desk.saved()
    assert [float(value) for value in stored("金额")] == [300, 300, 300]
    assert stored("阶段") == ["c1", "c2", "c2"]
    desk.keys("Control+z")
    desk.says(2, 3, "¥100.00")
    assert [float(value) for value in stored("金额")] == [300, 100, 200]


def test_ctrl_d_and_ctrl_r_fill_and_a_single_value_is_pasted_over_a_range(desk: Desk, stored: Read) -> None:
    desk.select_block(1, 3, 3, 3).keys("Control+d")
    expect(desk.cell(3, 3)).to_contain_text("300")
    desk.select_block(2, 1, 2, 2).keys("Control+r")
    desk.says(2, 2, "乙公司")
    desk.select(1, 1).keys("Control+c")
    desk.select_block(1, 2, 3, 2).keys("Control+v")
    desk.says(3, 2, "甲公司")
    desk.saved()
    assert stored("电话") == ["甲公司"] * 3


def test_everything_is_cleared_with_ctrl_a_and_delete_and_comes_back(owner: Client, large: Large) -> None:
    desk, table, keys = large(5_200)
    desk.select(1, 2).keys("Control+a", "Delete")
    expect(desk.page.get_by_text("已清空 5200 行的内容")).to_be_visible(timeout=60_000)
    desk.says(1, 2, "")
    expect(desk.page.locator(".status")).not_to_contain_text("求和")
    assert filled(owner, table, keys["数量"]) == 0
    desk.keys("Control+z")
    desk.says(1, 2, "1", timeout=60_000)
    assert filled(owner, table, keys["数量"]) == 5_200


def test_twenty_thousand_rows_are_copied_in_one_go(large: Large) -> None:
    desk, _, _ = large(20_000)
    desk.select(1, 2).keys("Control+Space")
    expect(desk.page.locator(".status")).to_contain_text("求和 20,000")
    desk.keys("Control+c")
    expect(desk.page.get_by_text("已复制 20000 行")).to_be_visible(timeout=60_000)
    text = desk.page.evaluate("navigator.clipboard.readText()")
    assert text.replace("\r\n", "\n").split("\n") == ["1"] * 20_000


def test_ctrl_and_an_arrow_lead_over_rows_that_are_not_loaded(owner: Client, large: Large) -> None:
    desk, table, keys = large(3_000)
    span = {"spans": [{"first": 1700, "last": 1800}], "count": 3000}
    body = {"do": "clear", "rows": span, "fields": [keys["数量"]]}
    assert owner.post(f"/api/tables/{table}/records/range", json=body).ok
    desk.select(1, 2).keys("Control+ArrowDown")
    expect(desk.cell(1700, 2)).to_be_visible()
    desk.keys("Control+Shift+ArrowDown")
    expect(desk.cell(1802, 2)).to_be_visible()
    expect(desk.page.locator(".status")).to_contain_text("已选 103 行")


def test_a_column_is_moved_by_its_header_and_by_its_menu(desk: Desk) -> None:
    assert desk.headers()[:4] == ["名称", "电话", "金额", "阶段"]
    start, end = desk.header("阶段").bounding_box(), desk.header("电话").bounding_box()
    assert start
    assert end
    drag(desk.page, (start["x"] + 40, start["y"] + 15), (end["x"] + 8, end["y"] + 15))
    expect(desk.page.locator("[role=columnheader][aria-colindex='3']")).to_have_attribute("aria-label", "阶段")
    assert desk.headers()[:4] == ["名称", "阶段", "电话", "金额"]
    desk.menu("阶段", "右移一列")
    expect(desk.page.locator("[role=columnheader][aria-colindex='4']")).to_have_attribute("aria-label", "阶段")


def test_the_keys_are_listed_with_ctrl_and_slash(desk: Desk) -> None:
    desk.select(1, 1).keys("Control+/")
    expect(desk.page.get_by_role("dialog", name="键盘快捷键")).to_contain_text("向下填充第一行")
    desk.keys("Escape")
    expect(desk.page.get_by_role("dialog", name="键盘快捷键")).to_be_hidden()
    desk.keys("ArrowDown").type("键").keys("Enter")
    desk.says(2, 1, "键")
