"""The header row is found below titles, notes and blank rows, and every column gets a clear name."""

from __future__ import annotations

import pytest

from kehu.exchange.cells import Cell
from kehu.exchange.header import find_header, header_names

DATA: list[list[Cell]] = [
    ["华为", "13900000000", 120, "\x01D2024-03-05"],
    ["小米", "13900000001", 80, "\x01D2024-03-06"],
]
HEADER: list[Cell] = ["客户名称", "手机", "金额", "日期"]


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ([], 0),
        ([[None] * 4], 1),
        ([["2024年客户跟踪表", None, None, None]], 1),
        ([["2024年客户跟踪表", None, None, None], ["制表:王芳", None, None, "2024-03-01"], [None] * 4], 3),
        ([["说明:请不要改动表头", None, None, None], [None, None, None, None], ["单位:元", None, None, None]], 3),
    ],
)
def test_the_header_is_found_below_titles_notes_and_blank_rows(above: list[list[Cell]], row: int) -> None:
    assert find_header([*above, HEADER, *DATA]) == row


def test_of_a_two_line_header_the_lower_line_counts() -> None:
    upper: list[Cell] = ["客户名称", "联系", None, "日期"]
    lower: list[Cell] = ["客户名称", "手机", "邮箱", "日期"]
    assert find_header([upper, lower, ["华为", "139", "a@b.cn", "\x01D2024-03-05"]]) == 1


def test_a_sheet_of_words_only_has_its_header_in_the_first_row() -> None:
    assert find_header([["地区", "地区经理"], ["东北", "楚杰"], ["中南", "范彩"], ["华东", "洪光"]]) == 0


def test_data_without_a_header_has_none() -> None:
    assert find_header([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) is None
    assert find_header([["13900000000", 1.5], ["13900000001", 2.5]]) is None


def test_an_empty_sheet_has_none() -> None:
    assert find_header([]) is None
    assert find_header([[None, None]]) is None


def test_a_single_column_has_a_header() -> None:
    assert find_header([["客户名称"], ["华为"], ["小米"], ["中兴"]]) == 0


def test_nameless_and_repeated_columns_get_clear_names() -> None:
    assert header_names(["名称", None, "名称", "电话\n(手机)", "名称"], 6) == [
        "名称",
        "列2",
        "名称 (2)",
        "电话 (手机)",
        "名称 (3)",
        "列6",
    ]
    assert header_names(None, 2, "en") == ["Column 1", "Column 2"]
