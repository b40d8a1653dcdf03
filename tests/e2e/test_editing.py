"""Typing, copying, pasting, clearing, undoing: as in a spreadsheet."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk

pytestmark = pytest.mark.e2e
Read = Callable[[str], list[Any]]


def test_what_is_typed_is_stored_and_undo_and_redo_go_back_and_forth(desk: Desk, stored: Read) -> None:
    desk.select(2, 1).type("新名字").keys("Enter")
    desk.says(2, 1, "新名字")
    desk.saved()
    assert stored("名称")[1] == "新名字"
    desk.keys("Control+z")
    desk.says(2, 1, "乙公司")
    desk.keys("Control+y")
    desk.says(2, 1, "新名字")
    desk.page.get_by_role("button", name="撤销", exact=True).click()
    desk.says(2, 1, "乙公司")
    assert stored("名称")[1] == "乙公司"


def test_a_block_is_copied_pasted_and_taken_back_in_one_step(desk: Desk, stored: Read) -> None:
    desk.select_block(1, 1, 2, 2).keys("Control+c")
    desk.select(2, 1).keys("Control+v")
    desk.says(2, 1, "甲公司")
    desk.says(3, 2, "010-2")
    desk.saved()
    assert stored("名称") == ["甲公司", "甲公司", "乙公司"]
    assert stored("电话") == ["010-1", "010-1", "010-2"]
    desk.keys("Control+z")
    desk.says(2, 1, "乙公司")
    desk.says(3, 1, "丙公司")
    assert stored("电话") == ["010-1", "010-2", "010-3"]


def test_rows_copied_in_excel_become_records_with_human_numbers_read(desk: Desk, stored: Read) -> None:
    block = "丁公司\t010-4\t¥1,200.50\t成交\r\n戊公司\t010-5\t3万\t初谈\r\n"
    desk.page.evaluate("text => navigator.clipboard.writeText(text)", block)
    desk.select(3, 1).keys("ArrowDown", "Control+v")
    desk.says(5, 1, "戊公司")
    desk.saved()
    assert stored("名称")[3:] == ["丁公司", "戊公司"]
    assert [float(value) for value in stored("金额")[3:]] == [1200.5, 30000]
    assert stored("阶段")[3:] == ["c2", "c1"]


def test_a_cell_that_cannot_be_read_keeps_its_text_and_says_why(desk: Desk, stored: Read) -> None:
    desk.select(1, 3).type("很多钱").keys("Enter")
    expect(desk.cell(1, 3)).to_have_attribute("aria-invalid", "true")
    expect(desk.cell(1, 3)).to_contain_text("很多钱")
    assert float(stored("金额")[0]) == 300


def test_delete_empties_cells_and_the_row_menu_deletes_records(desk: Desk, stored: Read) -> None:
    desk.select_block(1, 2, 2, 2).keys("Delete")
    desk.says(1, 2, "")
    desk.saved()
    assert stored("电话")[:2] == [None, None]
    desk.cell(3, 1).click(button="right")
    desk.page.get_by_role("menuitem", name="删除 1 条记录").click()
    expect(desk.page.get_by_text("已删除 1 条记录")).to_be_visible()
    desk.saved()
    assert stored("名称") == ["甲公司", "乙公司"]
    desk.page.get_by_role("button", name="撤销").last.click()
    desk.says(3, 1, "丙公司")
    assert stored("名称") == ["甲公司", "乙公司", "丙公司"]


def test_the_status_bar_counts_and_sums(desk: Desk) -> None:
    expect(desk.page.get_by_text("共 3 条记录")).to_be_visible()
    desk.select_block(1, 3, 3, 3)
    expect(desk.page.locator(".status")).to_contain_text("求和 600")
    expect(desk.page.locator(".status")).to_contain_text("平均 200")


def test_a_record_opens_beside_the_grid_and_its_history_tells_who(desk: Desk, stored: Read) -> None:
    desk.cell(1, 1).click(button="right")
    desk.page.get_by_role("menuitem", name="展开记录").click()
    field = desk.page.locator(".record").get_by_label("电话")
    field.fill("400-800")
    field.press("Enter")
    desk.says(1, 2, "400-800")
    assert stored("电话")[0] == "400-800"
    desk.page.get_by_text("历史", exact=True).click()
    expect(desk.page.locator(".record-history")).to_contain_text("010-1")
    expect(desk.page.locator(".record-history")).to_contain_text("王芳")


def test_an_edit_asks_the_server_for_nothing_but_itself(desk: Desk) -> None:
    asked: list[str] = []
    expect(desk.page.locator(".status")).to_contain_text("共 3 条记录")
    desk.page.on("request", lambda request: asked.append(f"{request.method} {request.url.partition('/api/')[2]}"))
    desk.select(1, 1).type("丁公司").keys("Enter")
    desk.saved()
    desk.says(1, 1, "丁公司")
    desk.page.wait_for_timeout(600)  # what would follow an edit follows at once
    assert [each.partition(" ")[0] for each in asked] == ["PATCH"], asked
