"""Types are guessed from cells, words and header; identifiers are never taken for numbers."""

from __future__ import annotations

import pytest

from kehu.exchange.blocks import Block
from kehu.exchange.cells import Cell
from kehu.exchange.guess import guess
from kehu.exchange.profile import Profile, profile


def of(*cells: Cell, times: int = 1) -> Profile:
    column = [*cells] * times
    return profile([Block(0, len(column), [column])], 1, len(column))[0]


@pytest.mark.parametrize(
    ("header", "cells", "wanted"),
    [
        ("手机", ["13900000001", "139-0000-0002", "+86 13900000003", "13900000004"], "phone"),
        ("电话", ["0755-12345678", "010-87654321", "400-800-8888"], "phone"),
        ("联系方式", [13900000001, 13900000002, 13900000003], "phone"),
        ("邮箱", ["a@b.cn", "c@d.com", "x.y@z.com.cn"], "email"),
        ("官网", ["www.a.com", "https://b.cn", "http://c.com/x"], "url"),
        ("日期", ["2024年3月5日", "2024年12月31日", "2023年1月1日"], "date"),
        ("日期", ["2024.3.5", "2024.12.31", "2023.1.1"], "date"),
        ("下单日", ["20240305", "20241231", "20230101"], "date"),
        ("day", ["3/5/2024", "12/31/2024", "1/1/2023"], "date"),
        ("x", ["\x01D2024-03-05", "\x01D2024-03-06"], "date"),
        ("x", ["\x01D2024-03-05", "\x01M2024-03-06 10:00:00"], "datetime"),
        ("时间", ["2024-03-05 14:30", "2024-03-06 09:00", "2024/3/7 8:15"], "datetime"),
        ("金额", ["¥1,200.00", "¥300", "¥88.50"], "money"),
        ("销售额", [129.696, 125.44, 31.92], "money"),
        ("数量", [1, 2, 3, 17], "number"),
        ("利润", ["-60.70400000000001", "550.2", "125.43999999999998"], "money"),
        ("规模", ["1.5万", "2亿", "300"], "number"),
        ("完成率", ["12.5%", "30%", "100%"], "percent"),
        ("折扣", [0.4, 0, 0.8, 0.25], "percent"),
        ("是否付款", ["是", "否", "是"], "checkbox"),
        ("已签", ["√", "×", "√"], "checkbox"),
        ("x", ["\x01B1", "\x01B0"], "checkbox"),
        ("编号", ["0001", "0002", "0003"], "text"),
        ("身份证", ["110101199003078888", "110101199003078889"], "text"),
        ("客户编号", [1001, 1002, 1003], "text"),
        ("邮编", [518000, 100000], "text"),
        ("银行卡", ["6222020200012345678", "6222020200012345679"], "text"),
        ("customerID", ["0379-NEVHP", "8976-AMJEO"], "text"),
        ("invoiceNumber", [611365, 7900770], "text"),
        ("备注", ["很长的话" * 40, "另一段很长的话" * 30], "long"),
        ("公司", ["华为", "小米", "中兴"], "text"),
        ("空", [None, None], "text"),
    ],
)
def test_a_column_gets_the_type_a_person_would_give_it(header: str, cells: list[Cell], wanted: str) -> None:
    assert guess(header, of(*cells)).type == wanted


def test_few_repeated_words_are_a_choice_and_lists_of_them_choices() -> None:
    assert guess("地区", of("华东", "华南", "华北", times=10)).type == "choice"
    assert guess("爱好", of("篮球、足球", "足球", "音乐、篮球", "音乐", times=10)).type == "choices"


def test_names_are_no_choice_however_often_they_repeat() -> None:
    assert guess("客户名称", of("华为", "小米", times=20)).type == "text"


def test_many_different_words_are_no_choice() -> None:
    assert guess("城市", of(*[f"城市{number}" for number in range(40)], times=5)).type == "text"


def test_samples_come_from_all_over_the_column() -> None:
    late: list[Cell] = [1] * 90_000 + ["没有"] * 10_000
    blocks = [Block(start, 2000, [late[start : start + 2000]]) for start in range(0, 100_000, 2000)]
    column = profile(blocks, 1, 100_000)[0]
    assert (column.filled, column.distinct) == (100_000, 2)
    assert 50 <= column.samples.count("没有") <= 150
    assert guess("数量", column).type != "number"
