"""Texts, errors and Chinese words."""

import pytest

from kehu.base.chinese import fold_width, pinyin_key, sort_key
from kehu.base.text import Text


def test_a_text_speaks_the_language_asked_for_and_chinese_otherwise() -> None:
    text = Text("客户", "Customers")
    assert [text.say(language) for language in ("zh-CN", "en", "en-GB", "fr")] == [
        "客户",
        "Customers",
        "Customers",
        "客户",
    ]


def test_a_text_inside_a_text_speaks_along() -> None:
    outer = Text("表“{table}”有 {count} 条", "{count} in “{table}”").format(table=Text("客户", "Customers"), count=3)
    assert (outer.zh, outer.en) == ("表“客户”有 3 条", "3 in “Customers”")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert Text("值“{value}”", "“{value}”").format(value="{0} {x}").zh == "值“{0} {x}”"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("客户名称", "ke_hu_ming_cheng"),
        ("订单 ID", "ding_dan_id"),
        ("2024年", "x_2024_nian"),
        ("ＡＢＣ", "abc"),
        ("😀", ""),
        ("a'; drop--", "a_drop"),
    ],
)
def test_keys_are_spelled_in_pinyin(words: str, key: str) -> None:
    assert pinyin_key(words) == key


def test_full_width_forms_fold() -> None:
    assert fold_width(" １３８（Ａ） ") == "138(A)"


def test_common_characters_sort_by_pinyin_and_letters_come_first() -> None:
    assert sorted(["张三", "李四", "阿里", "王五", "Zoe", "adam"], key=sort_key) == [
        "adam",
        "Zoe",
        "阿里",
        "李四",
        "王五",
        "张三",
    ]
