"""Functions that find, compare and replace inside of text."""

from __future__ import annotations

from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    LONG,
    MAX_RESULT,
    Sql,
    also,
    counted,
    cut,
    folded,
    folded_sql,
    function,
    let,
    sql,
    to_count,
    to_whole,
    whole,
)

CATEGORY = Text("查找和替换", "Finding and replacing")


def _find_sql(needle: Sql, words: Sql, start: Sql) -> Sql:
    return let(
        lambda first: sql("(nullif(strpos(substr({1}, {2}), {0}), 0) + {2} - 1)::numeric", needle, words, first),
        sql("nullif({0}, 0)", whole(start, 0, LONG + 1)),
    )


@function(
    "查找",
    "FIND",
    Text("找出一段文字在另一段里的位置，区分大小写", "Finds where a text stands in another, regarding case."),
    ('FIND("户", "客户")', Decimal(2)),
    "text, text, number=1 -> number",
    _find_sql,
)
def find(needle: str, words: str, start: Decimal) -> Decimal | None:
    first = to_whole(start, 0, LONG + 1)
    place = words[first - 1 :].find(needle) if first else -1
    return None if place < 0 else Decimal(place + first)


@function(
    "搜索",
    "SEARCH",
    Text("找出一段文字在另一段里的位置，不分大小写", "Finds where a text stands in another, disregarding case."),
    ('SEARCH("a", "BANANA")', Decimal(2)),
    "text, text, number=1 -> number",
    lambda needle, words, start: _find_sql(folded_sql(needle), folded_sql(words), start),
)
def search(needle: str, words: str, start: Decimal) -> Decimal | None:
    first = to_whole(start, 0, LONG + 1)
    place = folded(words)[first - 1 :].find(folded(needle)) if first else -1
    return None if place < 0 else Decimal(place + first)


@function(
    "替换位置",
    "REPLACE",
    Text("把从第几个字起的若干个字换成另一段", "Replaces characters at a place by another text."),
    ('REPLACE("13800138000", 4, 4, "****")', "138****8000"),
    "text, number, number, text -> text",
    lambda words, start, count, new: cut(
        let(
            lambda it, first: sql(
                "left({0}, {1} - 1) || {3} || substr({0}, {1} + {2})", it, first, counted(count), new
            ),
            words,
            sql("nullif({0}, 0)", whole(start, 0, LONG + 1)),
        )
    ),
)
def replace(words: str, start: Decimal, count: Decimal, new: str) -> str | None:
    first = to_whole(start, 0, LONG + 1)
    if not first:
        return None
    return (words[: first - 1] + new + words[first - 1 + to_count(count) :])[:MAX_RESULT]


@function(
    "替换",
    "SUBSTITUTE",
    Text("把文字里的一段换成另一段；可以只换第几处", "Replaces a text inside another, everywhere or at one place."),
    ('SUBSTITUTE("a-b-c", "-", "/")', "a/b/c"),
    "text, text, text -> text",
    lambda words, old, new: cut(sql("replace(left({0}, 10000), {1}, left({2}, 1000))", words, old, new)),
)
def substitute(words: str, old: str, new: str) -> str:
    return (words[:MAX_RESULT].replace(old, new[:1000]) if old else words)[:MAX_RESULT]


@also(
    substitute,
    "text, text, text, number -> text",
    lambda words, old, new, place: cut(
        let(
            lambda it, what, parts, at: sql(
                "CASE WHEN {1} <> '' AND {3} >= 1 AND cardinality({2}) > {3} THEN"
                " array_to_string({2}[1:{3}], {1}) || left({4}, 1000) || array_to_string({2}[{3} + 1:], {1})"
                " ELSE {0} END",
                it,
                what,
                parts,
                at,
                new,
            ),
            words,
            old,
            sql("string_to_array({0}, {1})", words, old),
            whole(place, 0, LONG),
        )
    ),
)
def substitute_one(words: str, old: str, new: str, place: Decimal) -> str:
    parts, at = words.split(old) if old else [words], to_count(place)
    if at < 1 or len(parts) <= at:
        return words[:MAX_RESULT]
    return (old.join(parts[:at]) + new[:1000] + old.join(parts[at:]))[:MAX_RESULT]


@function(
    "完全相同",
    "EXACT",
    Text("两段文字是否一字不差，区分大小写", "Tells whether two texts are the same, regarding case."),
    ('EXACT("a", "A")', False),
    "text, text -> bool",
    '{0} = {1} COLLATE "C"',
)
def exact(first: str, second: str) -> bool:
    return first == second


@function(
    "包含",
    "CONTAINS",
    Text(
        "文字里有没有另一段，或者选项里有没有这一个，不分大小写", "Tells whether a text, or a list, holds another text."
    ),
    ('CONTAINS("华为技术", "华为")', True),
    "text, text -> bool",
    lambda words, part: sql("strpos({0}, {1}) > 0", folded_sql(words), folded_sql(part)),
)
def contains(words: str, part: str) -> bool:
    return folded(part) in folded(words)


@also(
    contains,
    "texts, text -> bool",
    lambda options, one: sql('{1} = ANY (SELECT lower(o COLLATE "C") FROM unnest({0}) AS o)', options, folded_sql(one)),
)
def contains_option(options: tuple[str, ...], one: str) -> bool:
    return folded(one) in map(folded, options)


@function(
    "开头是",
    "STARTSWITH",
    Text("文字是不是以另一段开头，不分大小写", "Tells whether a text begins with another."),
    ('STARTSWITH("SO-001", "so")', True),
    "text, text -> bool",
    lambda words, part: sql("starts_with({0}, {1})", folded_sql(words), folded_sql(part)),
)
def startswith(words: str, part: str) -> bool:
    return folded(words).startswith(folded(part))


@function(
    "结尾是",
    "ENDSWITH",
    Text("文字是不是以另一段结尾，不分大小写", "Tells whether a text ends with another."),
    ('ENDSWITH("华为公司", "公司")', True),
    "text, text -> bool",
    lambda words, part: let(lambda it: sql("right({0}, length({1})) = {1}", folded_sql(words), it), folded_sql(part)),
)
def endswith(words: str, part: str) -> bool:
    return folded(words).endswith(folded(part))


@function(
    "拆分",
    "SPLIT",
    Text("按分隔符拆开文字，取第几段", "Cuts a text at a separator and takes one part."),
    ('SPLIT("广东-深圳-南山", "-", 2)', "深圳"),
    "text, text, number -> text",
    lambda words, between, place: sql("split_part({0}, {1}, nullif({2}, 0))", words, between, whole(place, 0, LONG)),
)
def split(words: str, between: str, place: Decimal) -> str | None:
    parts, at = words.split(between) if between else [words], to_count(place)
    return None if not at else parts[at - 1] if at <= len(parts) else ""


@function(
    "之前文字",
    "TEXTBEFORE",
    Text("取分隔符第一次出现之前的文字", "Takes what stands before a separator."),
    ('TEXTBEFORE("li@kehu.cn", "@")', "li"),
    "text, text -> text",
    lambda words, mark: let(
        lambda it, at: sql("CASE WHEN {1} > 0 THEN left({0}, {1} - 1) END", it, at),
        words,
        sql("strpos({0}, {1})", words, mark),
    ),
)
def textbefore(words: str, mark: str) -> str | None:
    place = words.find(mark)
    return None if place < 0 else words[:place]


@function(
    "之后文字",
    "TEXTAFTER",
    Text("取分隔符第一次出现之后的文字", "Takes what stands behind a separator."),
    ('TEXTAFTER("li@kehu.cn", "@")', "kehu.cn"),
    "text, text -> text",
    lambda words, mark: let(
        lambda it, what: sql(
            "CASE WHEN strpos({0}, {1}) > 0 THEN substr({0}, strpos({0}, {1}) + length({1})) END", it, what
        ),
        words,
        mark,
    ),
)
def textafter(words: str, mark: str) -> str | None:
    place = words.find(mark)
    return None if place < 0 else words[place + len(mark) :]
