"""What people type finds what they mean."""

import pytest

from kehu.base.search import ask, keyed, phone_tokens, rank, text_tokens, title_tokens
from kehu.base.spelling import fold


def finds(query: str, title: str) -> bool:
    """Tell whether every word of the query is met by the tokens of the title."""
    tokens = title_tokens(title)
    return all(any(set(way) <= tokens for way in word) for word in ask(query).words)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("华", "华为技术有限公司"),
        ("技术", "华为技术有限公司"),
        ("h", "华为"),
        ("hw", "华为"),
        ("hw", "北京华为技术"),
        ("hwjs", "北京华为技术"),
        ("huawei", "华为"),
        ("huaw", "北京华为技术"),
        ("huaweijs", "华为技术"),
        ("华w", "华为"),
        ("hua为", "华为"),
        ("华为 bj", "北京华为"),
        ("xian", "西安兵马俑"),
        ("ibm", "IBM中国"),
        ("cqyh", "重庆银行"),
        ("lvye", "绿叶"),
    ],
)
def test_characters_pinyin_and_initials_find_a_title(query: str, title: str) -> None:
    assert finds(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [("shan", "单晓明"), ("zeng", "曾晓明"), ("xie", "解珍"), ("qiu", "仇英"), ("zha", "查良镛"), ("ou", "区大为")],
)
def test_surnames_are_found_by_the_way_they_are_read(query: str, title: str) -> None:
    assert finds(query, title)
    assert finds(query[0], title)
    assert rank(ask(query), title) == 2


def test_width_case_and_traditional_characters_make_no_difference() -> None:
    assert fold("ＨＷ華為") == "hw华为"
    assert finds("華為", "华为")
    assert finds("华为", "華為")
    assert finds("ＨＷ", "华为")
    assert fold("乾隆") == "乾隆"


def test_any_four_digits_of_a_phone_find_it() -> None:
    tokens = phone_tokens("138 1234-5678")
    for query in ("1", "138", "1381", "2345", "12345678", "13812345678"):
        ((way,),) = ask(query).words
        assert set(way) <= tokens, query
    assert "138" in phone_tokens("+86 13812345678")
    ((way,),) = ask("9999").words
    assert not set(way) <= tokens


def test_what_does_not_match_is_not_found() -> None:
    assert not finds("zs", "华为")
    assert not finds("为华", "华为")


def test_better_answers_rank_first() -> None:
    titles = ["中国华为", "华为技术", "华为", "贵州茅台"]
    assert sorted(titles, key=lambda title: rank(ask("华为"), title))[:3] == ["华为", "华为技术", "中国华为"]
    assert rank(ask("hw"), "华为技术") < rank(ask("hw"), "中国华为")


@pytest.mark.parametrize(
    "words", ["", " ", "%_\\", "(" * 5000, "𠮷野家" * 500, "\ud800", "a" * 10_000, "é̀ ß ﷽", "٣٤٥٦"]
)
def test_strange_words_are_cut_without_complaint(words: str) -> None:
    asked = ask(words)
    assert len(asked.words) <= 6
    assert all(-(2**31) <= number < 2**31 for number in keyed(7, title_tokens(words) | text_tokens(words)))


def test_a_table_has_numbers_of_its_own() -> None:
    assert keyed(1, ("华为",)) != keyed(2, ("华为",))
