"""Formulas over amounts of several currencies: what would add apples to pears is refused at its place."""

from __future__ import annotations

import pytest

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import schema
from kehu.engine.compute.preview import preview


@pytest.fixture
def deals(wang: Actor) -> Table:
    """Deals priced at home and abroad."""
    fields = (
        FieldSpec("name", Text("名称", "Name"), "text"),
        FieldSpec("home", Text("人民币", "Home"), "money", {"currency": "CNY"}),
        FieldSpec("fee", Text("手续费", "Fee"), "money", {"currency": "CNY"}),
        FieldSpec("abroad", Text("美元", "Abroad"), "money", {"currency": "USD"}),
        FieldSpec("rate", Text("汇率", "Rate"), "number"),
    )
    return schema.create_table(wang, TableSpec("deals", Text("交易", "Deals"), "table", "name", fields))


@pytest.mark.parametrize(
    ("formula", "column"),
    [
        ("{人民币}+{美元}", 6),
        ("{人民币}-{美元}", 6),
        ("{人民币} > -{美元}", 7),
        ("1+{手续费}+{人民币}+{美元}", 14),
        ("SUM({人民币}, {手续费}, {美元})", 1),
        ("最大值({人民币}, {美元})", 1),
        ("ROUND({人民币}, 1) + ABS({美元})", 17),
        ('IF({人民币}={美元}, "同", "不同")', 9),
    ],
)
def test_different_currencies_do_not_meet(wang: Actor, deals: Table, formula: str, column: int) -> None:
    with pytest.raises(Invalid) as refused:
        preview(wang, "deals", formula)
    assert refused.value.details["errors"][0]["column"] == column
    assert "CNY" in refused.value.text.zh
    assert "USD" in refused.value.text.zh
    with pytest.raises(Invalid):
        schema.add_field(wang, "deals", FieldSpec("x", Text.same("合计"), "formula", {"formula": formula}))


@pytest.mark.parametrize(
    "formula",
    [
        "{人民币}+{手续费}",
        "{人民币}+{美元}*{汇率}",
        "{人民币}+{美元}*7.1",
        "({人民币}+{手续费})/{汇率}",
        "SUM({人民币}, {手续费}, 5)",
        'IF({人民币}>0, {人民币}, 0)&"元，"&{美元}&"美元"',
        "{美元}%+{人民币}",
    ],
)
def test_one_currency_and_what_was_converted_may_meet(wang: Actor, deals: Table, formula: str) -> None:
    assert preview(wang, "deals", formula).samples == []
    schema.add_field(wang, "deals", FieldSpec("x", Text.same("合计"), "formula", {"formula": formula}))
