"""Functions that make and cut text."""

from __future__ import annotations

import re
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    LONG,
    MAX_RESULT,
    bind,
    counted,
    cut,
    folded,
    folded_sql,
    function,
    let,
    listed,
    sql,
    to_count,
    to_whole,
    whole,
)

CATEGORY = Text("文字", "Text")
_SPACES = " \t\r\n\u3000\u00a0"
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@function(
    "合并文字",
    "CONCAT",
    Text("把几段文字连成一段", "Joins texts into one."),
    ('CONCAT("客户", 7, "号")', "客户7号"),
    "text+ -> text",
    lambda *pieces: cut(listed("concat({0})", pieces)),
    aliases=("CONCATENATE", "连接"),
)
def concat(*pieces: str) -> str:
    return "".join(pieces)[:MAX_RESULT]


@function(
    "文字长度",
    "LEN",
    Text("数文字有几个字", "Counts the characters of a text."),
    ('LEN("客户 a")', Decimal(4)),
    "text -> number",
    "length({0})::numeric",
    aliases=("长度",),
)
def length(words: str) -> Decimal:
    return Decimal(len(words))


@function(
    "左边",
    "LEFT",
    Text("取文字开头的若干个字", "Takes characters from the beginning of a text."),
    ('LEFT("客户系统", 2)', "客户"),
    "text, number=1 -> text",
    lambda words, count: sql("left({0}, {1})", words, counted(count)),
    aliases=("左侧",),
)
def left(words: str, count: Decimal) -> str:
    return words[: to_count(count)]


@function(
    "右边",
    "RIGHT",
    Text("取文字末尾的若干个字", "Takes characters from the end of a text."),
    ('RIGHT("13800138000", 4)', "8000"),
    "text, number=1 -> text",
    lambda words, count: sql("right({0}, {1})", words, counted(count)),
    aliases=("右侧",),
)
def right(words: str, count: Decimal) -> str:
    wanted = to_count(count)
    return words[-wanted:] if wanted else ""


@function(
    "中间",
    "MID",
    Text("从第几个字起取若干个字", "Takes characters from a place inside a text."),
    ('MID("2026-03-05", 6, 2)', "03"),
    "text, number, number -> text",
    lambda words, start, count: sql(
        "substr({0}, nullif({1}, 0), {2})", words, whole(start, 0, LONG + 1), counted(count)
    ),
    aliases=("截取",),
)
def mid(words: str, start: Decimal, count: Decimal) -> str | None:
    first = to_whole(start, 0, LONG + 1)
    return words[first - 1 : first - 1 + to_count(count)] if first else None


@function(
    "大写",
    "UPPER",
    Text("把英文字母变成大写", "Makes the letters a-z capital."),
    ('UPPER("Kehu 客户")', "KEHU 客户"),
    "text -> text",
    'upper({0} COLLATE "C")',
)
def upper(words: str) -> str:
    return words.translate(_UPPER)


@function(
    "小写",
    "LOWER",
    Text("把英文字母变成小写", "Makes the letters A-Z small."),
    ('LOWER("Kehu 客户")', "kehu 客户"),
    "text -> text",
    folded_sql,
)
def lower(words: str) -> str:
    return folded(words)


@function(
    "首字母大写",
    "PROPER",
    Text("让每个英文单词以大写字母开头", "Begins every word of a-z with a capital."),
    ('PROPER("john o\'neil")', "John O'Neil"),
    "text -> text",
    'initcap({0} COLLATE "C")',
)
def proper(words: str) -> str:
    return re.sub("[A-Za-z0-9]+", lambda found: found[0][0].translate(_UPPER) + folded(found[0][1:]), words)


@function(
    "去空格",
    "TRIM",
    Text("去掉两端的空格，中间的连续空格只留一个", "Takes spaces off the ends and leaves single ones inside."),
    ('TRIM("  张  三 ")', "张 三"),
    "text -> text",
    lambda words: sql("btrim(regexp_replace({0}, {1}, ' ', 'g'), ' ')", words, bind(f"[{_SPACES}]+", "text")),
)
def trim(words: str) -> str:
    return re.sub(f"[{_SPACES}]+", " ", words).strip(" ")


@function(
    "去控制符",
    "CLEAN",
    Text("去掉换行和其他不可见的控制符", "Takes out line breaks and other control characters."),
    ('CLEAN(CONCAT("a", UNICHAR(10), "b"))', "ab"),
    "text -> text",
    lambda words: sql("regexp_replace({0}, {1}, '', 'g')", words, bind("[\x01-\x1f\x7f]", "text")),
)
def clean(words: str) -> str:
    return re.sub("[\x01-\x1f\x7f]", "", words)


@function(
    "重复",
    "REPT",
    Text("把文字重复若干遍，最多一万个字", "Repeats a text, up to 10,000 characters."),
    ('REPT("★", 3)', "★★★"),
    "text, number -> text",
    lambda words, count: cut(
        let(
            lambda it: sql(
                "repeat({0}, least({1}, 10000 / greatest(length({0}), 1) + 1))", it, whole(count, 0, MAX_RESULT)
            ),
            cut(words),
        )
    ),
)
def rept(words: str, count: Decimal) -> str:
    words = words[:MAX_RESULT]
    return (words * min(to_whole(count, 0, MAX_RESULT), MAX_RESULT // max(len(words), 1) + 1))[:MAX_RESULT]


@function(
    "连接文字",
    "TEXTJOIN",
    Text("用分隔符连接几段文字，可以略过空白", "Joins texts by a separator, passing over blanks if wanted."),
    ('TEXTJOIN("-", TRUE, "a", "", "b")', "a-b"),
    "text, bool, text+ -> text",
    lambda between, skip, *pieces: cut(
        let(
            lambda it: sql(
                "array_to_string(CASE WHEN {1} THEN array_remove({0}, '') ELSE {0} END, {2})", it, skip, between
            ),
            listed("ARRAY[{0}]::text[]", pieces),
        )
    ),
)
def textjoin(between: str, skip: bool, *pieces: str) -> str:
    return between.join(piece for piece in pieces if piece or not skip)[:MAX_RESULT]


@function(
    "颠倒",
    "REVERSE",
    Text("把文字倒过来写", "Writes a text backwards."),
    ('REVERSE("abc")', "cba"),
    "text -> text",
    "reverse({0})",
)
def reverse(words: str) -> str:
    return words[::-1]


@function(
    "补齐",
    "PADLEFT",
    Text("在左边补字，直到够长", "Fills a text up on its left side."),
    ('PADLEFT(7, 3, "0")', "007"),
    "text, number, text=0 -> text",
    lambda words, count, fill: let(
        lambda it, wide: sql(
            "right(repeat(left({2}, 100), greatest({1} - length({0}), 0)), greatest({1} - length({0}), 0)) || {0}",
            it,
            wide,
            fill,
        ),
        cut(words),
        whole(count, 0, 1000),
    ),
)
def padleft(words: str, count: Decimal, fill: str) -> str:
    words, missing = words[:MAX_RESULT], max(to_whole(count, 0, 1000) - len(words[:MAX_RESULT]), 0)
    filling = fill[:100] * missing
    return (filling[-missing:] if missing else "") + words


@function(
    "出现次数",
    "COUNTTEXT",
    Text("数一段文字在另一段里出现几次", "Counts how often a text stands in another."),
    ('COUNTTEXT("电话,拜访,电话", "电话")', Decimal(2)),
    "text, text -> number",
    lambda words, piece: let(
        lambda it, part: sql(
            "CASE WHEN {1} = '' THEN 0 ELSE (length({0}) - length(replace({0}, {1}, ''))) / length({1}) END::numeric",
            it,
            part,
        ),
        cut(words),
        cut(piece),
    ),
)
def counttext(words: str, piece: str) -> Decimal:
    piece = piece[:MAX_RESULT]
    return Decimal(words[:MAX_RESULT].count(piece) if piece else 0)


@function(
    "字符",
    "UNICHAR",
    Text("给出编码对应的字", "Gives the character of a code."),
    ("UNICHAR(23458)", "客"),
    "number -> text",
    lambda code: let(
        lambda it: sql(
            "CASE WHEN {0} IN (9, 10) OR ({0} BETWEEN 32 AND 1114111 AND {0} <> 127"
            " AND {0} NOT BETWEEN 55296 AND 57343) THEN chr({0}) END",
            it,
        ),
        whole(code, 0, 2_000_000),
    ),
    aliases=("CHAR",),
)
def unichar(code: Decimal) -> str | None:
    number = to_whole(code, 0, 2_000_000)
    usable = number in (9, 10) or (32 <= number <= 0x10FFFF and number != 127 and not 0xD800 <= number <= 0xDFFF)
    return chr(number) if usable else None


@function(
    "编码",
    "UNICODE",
    Text("给出第一个字的编码", "Gives the code of the first character."),
    ('UNICODE("客户")', Decimal(23458)),
    "text -> number",
    "nullif(ascii({0}), 0)::numeric",
    aliases=("CODE",),
)
def unicode(words: str) -> Decimal | None:
    return Decimal(ord(words[0])) if words else None


@function(
    "遮住",
    "MASK",
    Text("把中间的若干个字换成星号，例如手机号", "Covers characters in the middle by stars, as in a phone number."),
    ('MASK("13800138000", 3, 4)', "138****8000"),
    "text, number, number -> text",
    lambda words, head, tail: let(
        lambda it, first, last: sql(
            "left({0}, {1}) || repeat('*', greatest(length({0}) - {1} - {2}, 0))"
            " || right({0}, least({2}, greatest(length({0}) - {1}, 0)))",
            it,
            first,
            last,
        ),
        cut(words),
        counted(head),
        counted(tail),
    ),
)
def mask(words: str, head: Decimal, tail: Decimal) -> str:
    words, first, last = words[:MAX_RESULT], to_count(head), to_count(tail)
    shown = min(last, max(len(words) - first, 0))
    return words[:first] + "*" * max(len(words) - first - last, 0) + (words[-shown:] if shown else "")
