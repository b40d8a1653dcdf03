"""Currencies have the places of ISO 4217, and amounts of one are never taken for another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kehu.base.currencies import currencies
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.lang.kinds import Kind

MONEY = field_type("money")
_NAMED = (1, "f", Text.same("金额"), None, "money", Kind.NUMBER, "c1", {})
FIELD = Field(*_NAMED, False, False, None, 1, "custom", False, False, False)


def read(words: str, currency: str) -> Decimal:
    config = MONEY.check_config({"currency": currency})
    found: Decimal = MONEY.parse(words, replace(FIELD, config=config), Reading(date(2026, 3, 5)))
    return found


@pytest.mark.parametrize(("code", "places"), [("CNY", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("VND", 0), ("KWD", 3)])
def test_places_are_those_of_the_currency_unless_the_field_says_otherwise(code: str, places: int) -> None:
    assert currencies()[code].places == places
    assert MONEY.check_config({"currency": code})["decimals"] == places
    assert MONEY.check_config({"currency": code, "decimals": 4})["decimals"] == 4


@pytest.mark.parametrize(
    ("words", "currency", "amount"),
    [
        ("¥1,234.50", "CNY", "1234.50"),
        ("人民币 3万元整", "CNY", "30000.00"),
        ("￥1200", "JPY", "1200"),
        ("1,200円", "JPY", "1200"),
        ("US$ 99.5", "USD", "99.50"),
        ("99.5 USD", "USD", "99.50"),
        ("HK$100", "HKD", "100.00"),
        ("€1,000.5", "EUR", "1000.50"),
        ("1.2345", "KWD", "1.235"),
    ],
)
def test_an_amount_is_read_with_the_marks_of_its_currency(words: str, currency: str, amount: str) -> None:
    assert str(read(words, currency)) == amount


@pytest.mark.parametrize(
    ("words", "currency"), [("$100", "CNY"), ("100美元", "CNY"), ("¥100", "USD"), ("€5", "USD"), ("100元", "EUR")]
)
def test_an_amount_in_another_currency_is_refused_with_what_to_do(words: str, currency: str) -> None:
    with pytest.raises(Wrong) as refused:
        read(words, currency)
    assert refused.value.code == "money.currency"
    assert currencies()[currency].name.zh in refused.value.text.zh
    assert "换算" in refused.value.text.zh


def test_what_is_no_amount_at_all_is_told_as_before() -> None:
    with pytest.raises(Wrong) as refused:
        read("面议", "CNY")
    assert refused.value.code == "number"
