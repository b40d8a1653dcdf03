"""The formula language: what may be written, how names are kept, and what is told about mistakes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import Reading
from kehu.engine.functions import library
from kehu.engine.sql.formula import evaluate
from kehu.lang.formulas import Type, canonical, check, parse, spoken
from kehu.lang.kinds import Kind


def field(key: str, name: Text, kind: Kind) -> Field:
    return Field(1, key, name, None, "x", kind, key, {}, False, False, None, 1, "custom", False, False, False)


FIELDS = (
    field("amount", Text("金额", "Amount"), Kind.NUMBER),
    field("name", Text("客户名称", "Customer"), Kind.TEXT),
    field("bought", Text("购买日期", "Bought"), Kind.DATE),
    field("seen", Text("拜访时间", "Seen"), Kind.DATETIME),
    field("vip", Text("大客户", "VIP"), Kind.BOOL),
    field("tags", Text("标签", "Tags"), Kind.CHOICES),
    field("photo", Text("照片", "Photo"), Kind.FILES),
    field("odd", Text("怪{名}", "Odd {name}"), Kind.NUMBER),
)
SHAPE = Table(1, "t", Text.same("表"), None, "box", "custom", "t", "name", 1, False, FIELDS)
READING = Reading(date(2026, 3, 5))


def value(source: str, **values: Any) -> Any:
    return evaluate(source, SHAPE, values, READING)


def refused(source: str) -> Invalid:
    with pytest.raises(Invalid) as found:
        value(source)
    return found.value


def test_a_formula_reads_as_in_excel() -> None:
    formula = 'IF({金额}>=10000,"大客户","普通")'
    assert value(formula, amount=Decimal(10000)) == "大客户"
    assert value(formula, amount=Decimal(9999)) == "普通"
    assert value("=" + formula) == "普通"
    assert value(" = 如果（｛金额｝＞＝１０，“是”，”否“）", amount=Decimal(10)) == "是"
    assert value("if({Amount}<>10;真;假)", amount=Decimal(10)) is False
    assert value('"说""好"""') == '说"好"'
    assert value("2+3*4-8/2") == 10
    assert value("-2^2") == 4
    assert value("200%*-1") == -2
    assert value('1+1&"a"="2A"') is True
    assert value("{客户名称}&1+2", name="华") == "华3"
    assert value("１２．５×２") == 25


def test_blank_flows_as_in_a_sheet() -> None:
    assert value("{amount}") is None
    assert value("{amount}+1") == 1
    assert value('{name}&"a"') == "a"
    assert value("{amount}=0") is True
    assert value('{name}=""') is True
    assert value("5/{amount}") is None
    assert value("{bought}<TODAY()") is False
    assert value("{bought}=BLANK()") is True
    assert value("{bought}+1") is None
    assert value("{vip}") is False
    assert value("SUM({amount},,2)") == 2
    assert value("{tags}") is None
    assert value("{tags}", tags=["甲", "乙"]) == "甲, 乙"


def test_types_are_found() -> None:
    for source, kind in {
        "1+1": Type.NUMBER, "{bought}+1": Type.DATE, "{bought}-{bought}": Type.NUMBER, "{seen}+0.5": Type.DATETIME,
        "IF({vip},{bought},{seen})": Type.DATETIME, 'IF({vip},1,"a")': Type.TEXT, "{tags}": Type.TEXTS,
        "MAX({bought},{bought})": Type.DATE, "MAX({bought},{seen})": Type.DATETIME, "{amount}>1": Type.BOOL,
        "BLANK()": Type.BLANK, "IF({vip},1)": Type.NUMBER, "{amount}&1": Type.TEXT,
    }.items():  # fmt: skip
        assert check(parse(source), SHAPE, library()).root.type is kind, source


def test_what_a_formula_reads_is_known() -> None:
    checked = check(parse("{金额}+YEAR({Bought})+{amount}"), SHAPE, library())
    assert checked.inputs == {"amount", "bought"}
    assert not checked.uses_today
    assert check(parse("{bought}<今天()"), SHAPE, library()).uses_today


def test_names_are_stored_as_keys_and_shown_as_names() -> None:
    written = 'IF( {金额} > 1 , "{金额}" , { customer } ) & {怪{{名}}}'
    stored = canonical(written, SHAPE)
    assert stored == 'IF( {amount} > 1 , "{金额}" , {name} ) & {odd}'
    assert canonical(stored, SHAPE) == stored
    assert spoken(stored, SHAPE, "zh-CN") == 'IF( {金额} > 1 , "{金额}" , {客户名称} ) & {怪{{名}}}'
    assert canonical(spoken(stored, SHAPE, "en"), SHAPE) == stored
    assert spoken('"unfinished {amount', SHAPE, "en") == '"unfinished {amount'
    assert spoken("{gone}+{amount}", SHAPE, "en") == "{gone}+{Amount}"


@pytest.mark.parametrize(
    "name", ["{", "}", "{{}}", "a}}", "｛金｝", ' " ', "“", "a\nb", "金额 ", "", "amount", "客户名称"]
)
def test_any_name_is_shown_so_that_it_reads_back(name: str) -> None:
    named = replace(SHAPE, fields=(*FIELDS, field("strange", Text.same(name), Kind.NUMBER)))
    for language in ("zh-CN", "en"):
        shown = spoken('{strange}&"{strange}"', named, language)
        assert canonical(shown, named) == '{strange}&"{strange}"'
        assert evaluate(shown, named, {"strange": Decimal(7)}, READING) == "7{strange}"


def test_renaming_breaks_no_formula() -> None:
    stored = canonical("{金额}*2", SHAPE)
    renamed = replace(SHAPE, fields=(replace(FIELDS[0], name=Text("客户名称", "Total")), *FIELDS[1:]))
    assert evaluate(stored, renamed, {"amount": Decimal(2)}, READING) == 4
    # a name that now means two fields is not shown
    assert canonical(spoken("{name}", renamed, "zh-CN"), renamed) == "{name}"


@pytest.mark.parametrize(
    "source, line, column, says",
    [
        ("", 1, 1, "空"), ("1+", 1, 3, "没有写完"), ("(1", 1, 3, "右括号"), ("1)", 1, 2, "“)”"),
        ("1 2", 1, 3, "运算符"),
        ('1+\n "abc', 2, 2, "右引号"), ("{金额", 1, 1, "缺少 }"), ("金额*2", 1, 1, "花括号"), ("1+@", 1, 3, "“@”"),
        ("{金颔}", 1, 1, "金额"), ("1+\n\n  {没有}", 3, 3, "没有字段"), ("SUMM(1)", 1, 1, "SUM"),
        ("LEFT()", 1, 1, "1 到 2 个"),
        ('1+LEFT("a",1,2)', 1, 3, "这里有 3 个"), ('1+"a"', 1, 3, "VALUE"), ("{照片}", 1, 1, "不能用在公式里"),
        ("YEAR(5)", 1, 6, "应该是日期"), ('{金额}="a"', 1, 6, "应该是数字"), ('TEXT(1,"abc")', 1, 1, "0.00"),
        ("1<2<3", 1, 4, "“<”"),
        ("TEXT(1,{客户名称})", 1, 8, "直接写出"), ('DATEADD(TODAY(),1,"世纪")', 1, 1, "单位"), ("1e99", 1, 1, "太大"),
        ("1+\x00", 1, 3, "控制符"), ("IFS(1>2)", 1, 1, "至少 2 个"), ("IF({购买日期}>1,1)", 1, 11, "应该是日期"),
        ("\ud800", 1, 1, "控制符"), ('{客户名称}>{金额}', 1, 8, "应该是"), ("IF(TRUE,1,TODAY())", 1, 1, "类型不同"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_column_in_both_languages(
    source: str, line: int, column: int, says: str
) -> None:
    wrong = refused(source)
    first = wrong.details["errors"][0]
    assert (first["line"], first["column"]) == (line, column)
    assert wrong.text.zh.startswith(f"第 {line} 行第 {column} 列：")
    assert wrong.text.en.startswith(f"Line {line}, column {column}: ")
    assert says in wrong.text.zh
    assert 0 <= first["start"] <= first["end"] <= len(source) + 1


def test_all_mistakes_are_told_together() -> None:
    errors = refused('{一}+NOPE({二})+LEFT()+YEAR("x")').details["errors"]
    assert [each["column"] for each in errors] == [1, 5, 10, 15, 27]


@pytest.mark.parametrize(
    "source",
    [
        "(" * 10_000, "(" * 4_999 + "1" + ")" * 4_999, "-" * 9_999 + "1",
        "IF(" * 3_000, "1" + "%" * 9_999, "{" * 10_000,
        '"' * 9_999, "“" * 9_999, "1+" * 4_999 + "1",
        "NOT(" * 2_000 + "1" + ")" * 2_000, "1" * 10_001,
        "IF(1,2,3)&" * 900 + "1",
        "^" * 10_000, "{金额}" * 2_000, "SUM(" + "," * 9_000 + ")", "a" * 10_000, "（" * 10_000,
    ],
)  # fmt: skip
def test_what_is_too_deep_or_too_large_gets_a_clear_answer(source: str) -> None:
    wrong = refused(source)
    assert wrong.code == "formula"
    assert len(wrong.text.zh) < 300
    assert "列：" in wrong.text.zh


PIECES = ["1", "{金额}", '"', "“", "”", "(", "）", "IF(", "SUM(",
          ",", "+", "-", "%", "^", "&", "=", "<>", "{", "}", "真",
          " ", "\n",
          "a", ".", "e9", "TODAY()", "\u2028", "😀", "\\", "'", ";", "\x00", "{{", "}}", "5e", "０"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30))
@settings(max_examples=600, deadline=None)
def test_whatever_is_written_is_a_formula_or_refused_with_its_place(source: str) -> None:
    with suppress(Invalid):
        value(source, amount=Decimal("0.5"))
    shown = spoken(source, SHAPE, "en")
    assert spoken(shown, SHAPE, "en") == shown or "{" in source


def test_sixty_four_levels_and_five_hundred_parts_are_allowed() -> None:
    assert value("(" * 64 + "1" + ")" * 64) == 1
    assert value("IF(FALSE,0," * 64 + "1" + ")" * 64) == 1
    assert value("+".join(["1"] * 499)) == 499
