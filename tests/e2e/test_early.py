"""What people do before the rows are there: on a slow line nothing of it may get lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk, InputMethod
from tests.installation import Client

pytestmark = pytest.mark.e2e
Read = Callable[[str], list[Any]]

HOLD = """(() => {
  const ask = window.fetch;
  const held = new Promise((resolve) => { window.release = resolve; });
  window.fetch = async (...given) => {
    const address = given[0] instanceof Request ? given[0].url : String(given[0]);
    if (/records\\/(query|count)/.test(address)) await held;
    return ask(...given);
  };
})()"""
"""Holds the rows and their number back until `release()`, as a slow line does."""


@pytest.fixture
def early(visit: Visit, owner: Client, table: dict[str, Any]) -> Desk:
    """Open the small table while its rows are still on their way."""
    page = visit(owner, "/")
    page.add_init_script(HOLD)
    page.goto(f"/t/{table['key']}")
    return Desk(page).wait()


def release(desk: Desk) -> Desk:
    desk.page.evaluate("release()")
    return desk


def test_letters_typed_before_the_row_is_there_are_written_into_it(early: Desk, stored: Read) -> None:
    early.select(1, 1).type("批次1").keys("Enter")
    early.type("批次2").keys("Enter")
    release(early).says(1, 1, "批次1")
    early.says(2, 1, "批次2")
    early.saved()
    assert stored("名称") == ["批次1", "批次2", "丙公司"]


def test_a_composition_begun_before_the_row_is_there_goes_on(early: Desk, stored: Read) -> None:
    early.select(1, 1)
    method = InputMethod(early.page)
    method.compose("kehu")
    release(early).says(2, 1, "乙公司")
    method.confirm("客户", key="Enter")
    method.compose("biao")
    method.confirm("表", key="Enter")
    early.keys("Enter")
    early.says(1, 1, "客户表")
    early.saved()
    assert stored("名称")[0] == "客户表"


def test_a_choice_typed_before_the_row_is_there_is_picked(early: Desk, stored: Read) -> None:
    early.select(1, 4).type("成交").keys("Enter")
    release(early).says(1, 4, "成交")
    early.saved()
    assert stored("阶段")[0] == "c2"


def test_a_cell_opened_before_the_row_is_there_keeps_its_text(early: Desk, stored: Read) -> None:
    early.select(2, 1).keys("F2").type("北京")
    release(early)
    expect(early.page.locator("textarea.kg-input")).to_have_value("乙公司北京")
    early.keys("Enter")
    early.says(2, 1, "乙公司北京")
    early.saved()
    assert stored("名称")[1] == "乙公司北京"


def test_leaving_a_cell_opened_before_the_row_is_there_writes_what_was_added(early: Desk, stored: Read) -> None:
    early.select(2, 1).keys("F2").type("北京")
    early.select(3, 2)
    release(early).says(2, 1, "乙公司北京")
    early.saved()
    assert stored("名称") == ["甲公司", "乙公司北京", "丙公司"]


def test_a_column_emptied_before_its_rows_are_counted_is_emptied_whole(early: Desk, stored: Read) -> None:
    early.select(1, 2).keys("Control+Space", "Delete")
    release(early).says(3, 1, "丙公司")
    early.says(3, 2, "")
    early.saved()
    assert stored("电话") == [None, None, None]


def test_letters_typed_where_there_turns_out_to_be_no_record_make_one(early: Desk, stored: Read) -> None:
    early.select(8, 1).type("丁公司")
    release(early).says(3, 1, "丙公司")
    early.keys("Enter")
    early.says(4, 1, "丁公司")
    early.saved()
    assert stored("名称") == ["甲公司", "乙公司", "丙公司", "丁公司"]
