"""Typing with a Chinese input method straight into a selected cell."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, InputMethod

pytestmark = pytest.mark.e2e
Read = Callable[[str], list[Any]]


def test_the_first_key_on_a_cell_starts_the_composition_and_loses_nothing(desk: Desk, stored: Read) -> None:
    desk.select(1, 1)
    method = InputMethod(desk.page)
    method.compose("nihao")
    method.confirm("你好")
    desk.keys("Enter")
    desk.says(1, 1, "你好")
    desk.saved()
    assert stored("名称")[0] == "你好"


def test_the_same_holds_after_moving_with_the_arrow_keys(desk: Desk, stored: Read) -> None:
    desk.select(1, 1).keys("ArrowDown", "ArrowRight")
    method = InputMethod(desk.page)
    method.compose("beijing")
    method.confirm("北京")
    method.compose("haidian")
    method.confirm("海淀")
    desk.keys("Enter", "ArrowUp", "ArrowUp")
    desk.says(2, 2, "北京海淀")
    method.compose("shanghai")
    method.confirm("上海")
    desk.keys("Tab")
    desk.says(1, 2, "上海")
    desk.saved()
    assert stored("电话")[:2] == ["上海", "北京海淀"]


def test_enter_that_confirms_a_composition_does_not_leave_the_cell(desk: Desk, stored: Read) -> None:
    desk.select(1, 1)
    method = InputMethod(desk.page)
    method.compose("kehu")
    method.confirm("客户", key="Enter")
    expect(desk.cell(1, 1)).to_have_attribute("aria-selected", "true")
    method.compose("biao")
    method.confirm("表", key="Enter")
    desk.keys("Enter")
    expect(desk.cell(2, 1)).to_have_attribute("aria-selected", "true")
    desk.says(1, 1, "客户表")
    desk.says(2, 1, "乙公司")
    desk.saved()
    assert stored("名称") == ["客户表", "乙公司", "丙公司"]
