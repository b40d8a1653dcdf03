"""Types with a rule of their own read what people write and say what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.engine.fields.credit_code import proven

READING = Reading(date(2026, 3, 5))


def field_of(key: str, config: dict[str, Any] | None = None) -> Field:
    kind = field_type(key)
    settings = kind.check_config(config or {})
    return Field(
        1,
        "f",
        Text.same("f"),
        None,
        key,
        kind.kind,
        "c1",
        settings,
        False,
        False,
        None,
        1,
        "custom",
        False,
        False,
        False,
    )


def read(key: str, value: object, **config: object) -> Any:
    return field_type(key).parse(value, field_of(key, config), READING)


def shown(key: str, stored: object, language: str = "zh-CN", **config: object) -> str:
    return field_type(key).show(stored, field_of(key, config), Reading(date(2026, 3, 5), language=language))


@pytest.mark.parametrize(
    ("key", "written", "code"),
    [
        ("credit_code", "91110000600037341M", "credit_code.check"),
        ("credit_code", "9111000060003734", "credit_code.length"),
        ("credit_code", "9111000060003734OL", "credit_code.check"),
        ("id_number", "110105194912310021", "id_number"),
        ("id_number", "11010519491331002X", "id_number"),
        ("barcode", "6901234567893", "barcode"),
        ("barcode", "96385075", "barcode"),
        ("plate", "粤I12345", "plate"),
        ("plate", "粤B1234", "plate"),
        ("plate", "广B12345", "plate"),
        ("plate", "京AL12345", "plate"),
        ("rating", "6", "rating"),
        ("rating", "2.5", "rating"),
        ("progress", "101%", "progress"),
        ("progress", "-0.1", "progress"),
        ("duration", "-60", "duration.negative"),
        ("duration", "很久", "duration"),
        ("region", "朝阳区", "region.several"),
        ("region", "华东", "region"),
        ("yearly_date", "2月30日", "yearly_date.missing"),
        ("yearly_date", "农历1988年二月三十", "yearly_date.missing"),
        ("yearly_date", "农历2021年闰四月初五", "yearly_date.missing"),
        ("yearly_date", "春天", "yearly_date"),
        ("phones", "13800138000、没有", "phone"),
        ("emails", "a@example.com、b", "email"),
    ],
)
def test_a_mistake_is_told_by_its_code(key: str, written: str, code: str) -> None:
    with pytest.raises(Wrong) as refused:
        print(read(key, written))
    assert refused.value.code == code


@pytest.mark.parametrize("written", ["1:30", "1:30:00", "90分钟", "1小时30分", "1.5h", "1h 30min"])
def test_durations_are_seconds(written: str) -> None:
    assert read("duration", written) == Decimal(5400)


def test_durations_are_shown_as_the_field_says() -> None:
    units = ("words", "clock", "hours", "minutes")
    assert [shown("duration", Decimal(5400), unit=unit) for unit in units] == ["1小时30分", "1:30", "1.5小时", "90分钟"]
    assert shown("duration", Decimal(5400), "en", unit="words") == "1h 30min"
    assert shown("duration", Decimal(5001), unit="hours") == "1小时23分21秒"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("1988/3/5", "1988-03-05"),
        ("3月5日", "--03-05"),
        ("03-05", "--03-05"),
        ("八月十五", "--08-15"),
        ("农历八月十五", "农历--08-15"),
        ("阴历8月15日", "农历--08-15"),
        ("农历1988-02-29", "农历1988-02-29"),
        ("正月初一", "农历--01-01"),
        ("腊月廿三", "农历--12-23"),
        ("农历二月三十", "农历--02-30"),
        ("农历2020年闰四月廿九", "农历2020-闰04-29"),
        ("Lunar 08-15", "农历--08-15"),
    ],
)
def test_yearly_dates_have_one_form(written: str, stored: str) -> None:
    assert read("yearly_date", written) == stored
    for language in ("zh-CN", "en"):
        assert read("yearly_date", shown("yearly_date", stored, language)) == stored


def test_a_region_may_be_elsewhere_where_the_field_allows_it() -> None:
    assert read("region", "华东", elsewhere=True) == "华东"
    assert read("region", "深圳南山", elsewhere=True) == "广东省/深圳市/南山区"


def test_several_phones_are_each_read_as_one_and_kept_once() -> None:
    assert read("phones", "+86 138 0013 8000\n010-62345678，13800138000") == "13800138000、010-62345678"


def test_the_codes_of_a_house_are_no_ean() -> None:
    assert read("barcode", "A-1024/B") == "A-1024/B"
    assert read("barcode", 6901234567892.0) == "6901234567892"


def test_secrets_are_marked() -> None:
    assert field_type("id_number").sensitivity == "secret"
    assert field_type("text").sensitivity == "open"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("粤b12345", "粤B12345"), ("沪Ａ·1234挂", "沪A1234挂"), ("京A D12345", "京AD12345"), ("苏E12345D", "苏E12345D")],
)
def test_a_number_plate_is_kept_as_it_is_registered(written: str, kept: str) -> None:
    assert read("plate", written) == kept


@given(
    st.from_regex(r"[0-9A-Z]{16,19}", fullmatch=True) | st.from_regex(r"[0-9]{8}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True)
)
def test_a_credit_code_is_proven_as_the_standard_says(begun: str) -> None:
    codes = [begun, *(begun + letter for letter in "0123456789ABCDEFGHJKLMNPQRTUWXYIO" if len(begun) == 17)]
    assert [proven(code) for code in codes] == [uscc.is_valid(code) for code in codes]
