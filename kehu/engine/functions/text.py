"""Functions of text."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    MAX_RESULT,
    Circumstances,
    Sql,
    also,
    bind,
    folded,
    folded_sql,
    function,
    let,
    listed,
    sql,
    to_whole,
    whole,
)
from kehu.engine.functions.calendar import local, wall_of
from kehu.engine.functions.patterns import (
    Digits,
    check_calendar,
    check_digits,
    digits,
    written,
    written_sql,
)

CATEGORY = Text("文字", "Text")
LONG = 100_000
_SPACES = " \t\r\n\u3000\u00a0"
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "\u3000"
_HALF = "".join(chr(code) for code in range(0x21, 0x7F)) + " "
_AMOUNT = re.compile(r"^[+-]?([0-9]{1,27}(\.[0-9]{0,24})?|\.[0-9]{1,24})[万亿%]?$")
_AMOUNT_SQL = r"^[+-]?([0-9]{1,27}(\.[0-9]{0,24})?|\.[0-9]{1,24})[万亿%]?$"


def _count(words: Sql) -> Sql:
    return whole(words, 0, LONG)


def _to_count(number: Decimal) -> int:
    return to_whole(number, 0, LONG)


def _cut(piece: Sql) -> Sql:
    return sql(f"left({{0}}, {MAX_RESULT})", piece)


@function(
    "合并文字", "CONCAT", Text("把几段文字连成一段", "Joins texts into one."),
    ('CONCAT("客户", 7, "号")', "客户7号"), "text+ -> text",
    lambda *pieces: _cut(listed("concat({0})", pieces)), aliases=("CONCATENATE", "连接"),
)  # fmt: skip
def concat(*pieces: str) -> str:
    return "".join(pieces)[:MAX_RESULT]


@function(
    "文字长度", "LEN", Text("数文字有几个字", "Counts the characters of a text."),
    ('LEN("客户 a")', Decimal(4)), "text -> number", "length({0})::numeric", aliases=("长度",),
)  # fmt: skip
def length(words: str) -> Decimal:
    return Decimal(len(words))


@function(
    "左边", "LEFT", Text("取文字开头的若干个字", "Takes characters from the beginning of a text."),
    ('LEFT("客户系统", 2)', "客户"), "text, number=1 -> text", lambda words, count: sql("left({0}, {1})", words, _count(count)),
    aliases=("左侧",),
)  # fmt: skip
def left(words: str, count: Decimal) -> str:
    return words[: _to_count(count)]


@function(
    "右边", "RIGHT", Text("取文字末尾的若干个字", "Takes characters from the end of a text."),
    ('RIGHT("13800138000", 4)', "8000"), "text, number=1 -> text",
    lambda words, count: sql("right({0}, {1})", words, _count(count)), aliases=("右侧",),
)  # fmt: skip
def right(words: str, count: Decimal) -> str:
    wanted = _to_count(count)
    return words[-wanted:] if wanted else ""


@function(
    "中间", "MID", Text("从第几个字起取若干个字", "Takes characters from a place inside a text."),
    ('MID("2026-03-05", 6, 2)', "03"), "text, number, number -> text",
    lambda words, start, count: sql(
        "substr({0}, nullif({1}, 0), {2})", words, whole(start, 0, LONG + 1), _count(count)
    ),
    aliases=("截取",),
)  # fmt: skip
def mid(words: str, start: Decimal, count: Decimal) -> str | None:
    first = to_whole(start, 0, LONG + 1)
    return words[first - 1 : first - 1 + _to_count(count)] if first else None


def _find_sql(needle: Sql, words: Sql, start: Sql) -> Sql:
    return let(
        lambda first: sql(
            "(nullif(strpos(substr({1}, {2}), {0}), 0) + {2} - 1)::numeric", needle, words, first
        ),
        sql("nullif({0}, 0)", whole(start, 0, LONG + 1)),
    )


@function(
    "查找", "FIND", Text("找出一段文字在另一段里的位置，区分大小写", "Finds where a text stands in another, regarding case."),
    ('FIND("户", "客户")', Decimal(2)), "text, text, number=1 -> number", _find_sql,
)  # fmt: skip
def find(needle: str, words: str, start: Decimal) -> Decimal | None:
    first = to_whole(start, 0, LONG + 1)
    place = words[first - 1 :].find(needle) if first else -1
    return None if place < 0 else Decimal(place + first)


@function(
    "搜索", "SEARCH", Text("找出一段文字在另一段里的位置，不分大小写", "Finds where a text stands in another, disregarding case."),
    ('SEARCH("a", "BANANA")', Decimal(2)), "text, text, number=1 -> number",
    lambda needle, words, start: _find_sql(folded_sql(needle), folded_sql(words), start),
)  # fmt: skip
def search(needle: str, words: str, start: Decimal) -> Decimal | None:
    first = to_whole(start, 0, LONG + 1)
    place = folded(words)[first - 1 :].find(folded(needle)) if first else -1
    return None if place < 0 else Decimal(place + first)


@function(
    "替换位置", "REPLACE", Text("把从第几个字起的若干个字换成另一段", "Replaces characters at a place by another text."),
    ('REPLACE("13800138000", 4, 4, "****")', "138****8000"), "text, number, number, text -> text",
    lambda words, start, count, new: _cut(
        let(
            lambda it, first: sql(
                "left({0}, {1} - 1) || {3} || substr({0}, {1} + {2})", it, first, _count(count), new
            ),
            words,
            sql("nullif({0}, 0)", whole(start, 0, LONG + 1)),
        )
    ),
)  # fmt: skip
def replace(words: str, start: Decimal, count: Decimal, new: str) -> str | None:
    first = to_whole(start, 0, LONG + 1)
    if not first:
        return None
    return (words[: first - 1] + new + words[first - 1 + _to_count(count) :])[:MAX_RESULT]


@function(
    "替换", "SUBSTITUTE", Text("把文字里的一段换成另一段；可以只换第几处", "Replaces a text inside another, everywhere or at one place."),
    ('SUBSTITUTE("a-b-c", "-", "/")', "a/b/c"), "text, text, text -> text",
    lambda words, old, new: _cut(sql("replace(left({0}, 10000), {1}, left({2}, 1000))", words, old, new)),
)  # fmt: skip
def substitute(words: str, old: str, new: str) -> str:
    return (words[:MAX_RESULT].replace(old, new[:1000]) if old else words)[:MAX_RESULT]


@also(
    substitute, "text, text, text, number -> text",
    lambda words, old, new, place: _cut(
        let(
            lambda it, what, parts, at: sql(
                "CASE WHEN {1} <> '' AND {3} >= 1 AND cardinality({2}) > {3} THEN"
                " array_to_string({2}[1:{3}], {1}) || left({4}, 1000) || array_to_string({2}[{3} + 1:], {1})"
                " ELSE {0} END",
                it, what, parts, at, new,
            ),
            words, old, sql("string_to_array({0}, {1})", words, old), whole(place, 0, LONG),
        )
    ),
)  # fmt: skip
def substitute_one(words: str, old: str, new: str, place: Decimal) -> str:
    parts, at = words.split(old) if old else [words], _to_count(place)
    if at < 1 or len(parts) <= at:
        return words[:MAX_RESULT]
    return (old.join(parts[:at]) + new[:1000] + old.join(parts[at:]))[:MAX_RESULT]


@function(
    "大写", "UPPER", Text("把英文字母变成大写", "Makes the letters a-z capital."),
    ('UPPER("Kehu 客户")', "KEHU 客户"), "text -> text", 'upper({0} COLLATE "C")',
)  # fmt: skip
def upper(words: str) -> str:
    return words.translate(_UPPER)


@function(
    "小写", "LOWER", Text("把英文字母变成小写", "Makes the letters A-Z small."),
    ('LOWER("Kehu 客户")', "kehu 客户"), "text -> text", folded_sql,
)  # fmt: skip
def lower(words: str) -> str:
    return folded(words)


@function(
    "首字母大写", "PROPER", Text("让每个英文单词以大写字母开头", "Begins every word of a-z with a capital."),
    ('PROPER("john o\'neil")', "John O'Neil"), "text -> text", 'initcap({0} COLLATE "C")',
)  # fmt: skip
def proper(words: str) -> str:
    return re.sub("[A-Za-z0-9]+", lambda found: found[0][0].translate(_UPPER) + folded(found[0][1:]), words)


@function(
    "去空格", "TRIM", Text("去掉两端的空格，中间的连续空格只留一个", "Takes spaces off the ends and leaves single ones inside."),
    ('TRIM("  张  三 ")', "张 三"), "text -> text",
    lambda words: sql("btrim(regexp_replace({0}, {1}, ' ', 'g'), ' ')", words, bind(f"[{_SPACES}]+", "text")),
)  # fmt: skip
def trim(words: str) -> str:
    return re.sub(f"[{_SPACES}]+", " ", words).strip(" ")


@function(
    "去控制符", "CLEAN", Text("去掉换行和其他不可见的控制符", "Takes out line breaks and other control characters."),
    ("CLEAN(CONCAT(\"a\", UNICHAR(10), \"b\"))", "ab"), "text -> text",
    lambda words: sql("regexp_replace({0}, {1}, '', 'g')", words, bind("[\x01-\x1f\x7f]", "text")),
)  # fmt: skip
def clean(words: str) -> str:
    return re.sub("[\x01-\x1f\x7f]", "", words)


@function(
    "重复", "REPT", Text("把文字重复若干遍，最多一万个字", "Repeats a text, up to 10,000 characters."),
    ('REPT("★", 3)', "★★★"), "text, number -> text",
    lambda words, count: _cut(
        let(
            lambda it: sql(
                "repeat({0}, least({1}, 10000 / greatest(length({0}), 1) + 1))", it, whole(count, 0, MAX_RESULT)
            ),
            _cut(words),
        )
    ),
)  # fmt: skip
def rept(words: str, count: Decimal) -> str:
    words = words[:MAX_RESULT]
    return (words * min(to_whole(count, 0, MAX_RESULT), MAX_RESULT // max(len(words), 1) + 1))[:MAX_RESULT]


@function(
    "完全相同", "EXACT", Text("两段文字是否一字不差，区分大小写", "Tells whether two texts are the same, regarding case."),
    ('EXACT("a", "A")', False), "text, text -> bool", '{0} = {1} COLLATE "C"',
)  # fmt: skip
def exact(first: str, second: str) -> bool:
    return first == second


@function(
    "文本", "TEXT", Text("按格式把数字或日期写成文字", "Writes a number or a date in a format."),
    ('TEXT(1234.5, "#,##0.00")', "1,234.50"), "number, word -> text",
    lambda number, words: _digits(words).sql(number), check=check_digits, aliases=("格式化",),
)  # fmt: skip
def text(number: Decimal, words: str) -> str | None:
    return _digits(words).python(number)


def _digits(words: str) -> Digits:
    found = digits(words)
    if found is None:
        raise ValueError(words)  # `check_digits` has refused it before
    return found


@also(text, "date, word -> text", lambda it, words: written_sql(it, words), check=check_calendar)
def text_of_date(it: date, words: str) -> str:
    return written(it, words)


@also(
    text, "datetime, word -> text",
    lambda env, it, words: written_sql(wall_of(it, env.zone), words), check=check_calendar,
)  # fmt: skip
def text_of_moment(env: Circumstances, it: datetime, words: str) -> str:
    return written(local(it, env.zone), words)


_CLEARED = " ,，¥￥$元\t\u3000"


@function(
    "数值", "VALUE", Text("把写成文字的数字读成数字", "Reads a number out of a text."),
    ('VALUE("¥1,234.50")', Decimal("1234.5")), "text -> number",
    lambda words: let(
        lambda it: sql(
            "CASE WHEN {0} ~ {1} THEN rtrim({0}, '万亿%')::numeric"
            " * CASE right({0}, 1) WHEN '万' THEN 10000 WHEN '亿' THEN 100000000 WHEN '%' THEN 0.01 ELSE 1 END END",
            it, bind(_AMOUNT_SQL, "text"),
        ),
        sql("translate(translate({0}, {1}, {2}), {3}, '')", words, bind(_FULL, "text"), bind(_HALF, "text"),
            bind(_CLEARED, "text")),
    ),
    aliases=("转数字",),
)  # fmt: skip
def value(words: str) -> Decimal | None:
    words = words.translate(str.maketrans(_FULL, _HALF)).translate(dict.fromkeys(map(ord, _CLEARED)))
    if not _AMOUNT.match(words) or words.endswith("\n"):
        return None
    units = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "%": Decimal("0.01")}
    return Decimal(words.rstrip("万亿%")) * units.get(words[-1], Decimal(1))


@function(
    "包含", "CONTAINS", Text("文字里有没有另一段，或者选项里有没有这一个，不分大小写", "Tells whether a text, or a list, holds another text."),
    ('CONTAINS("华为技术", "华为")', True), "text, text -> bool",
    lambda words, part: sql("strpos({0}, {1}) > 0", folded_sql(words), folded_sql(part)),
)  # fmt: skip
def contains(words: str, part: str) -> bool:
    return folded(part) in folded(words)


@also(
    contains, "texts, text -> bool",
    lambda options, one: sql("{1} = ANY (SELECT lower(o COLLATE \"C\") FROM unnest({0}) AS o)", options, folded_sql(one)),
)  # fmt: skip
def contains_option(options: tuple[str, ...], one: str) -> bool:
    return folded(one) in map(folded, options)


@function(
    "开头是", "STARTSWITH", Text("文字是不是以另一段开头，不分大小写", "Tells whether a text begins with another."),
    ('STARTSWITH("SO-001", "so")', True), "text, text -> bool",
    lambda words, part: sql("starts_with({0}, {1})", folded_sql(words), folded_sql(part)),
)  # fmt: skip
def startswith(words: str, part: str) -> bool:
    return folded(words).startswith(folded(part))


@function(
    "结尾是", "ENDSWITH", Text("文字是不是以另一段结尾，不分大小写", "Tells whether a text ends with another."),
    ('ENDSWITH("华为公司", "公司")', True), "text, text -> bool",
    lambda words, part: let(
        lambda it: sql("right({0}, length({1})) = {1}", folded_sql(words), it), folded_sql(part)
    ),
)  # fmt: skip
def endswith(words: str, part: str) -> bool:
    return folded(words).endswith(folded(part))


@function(
    "连接文字", "TEXTJOIN", Text("用分隔符连接几段文字，可以略过空白", "Joins texts by a separator, passing over blanks if wanted."),
    ('TEXTJOIN("-", TRUE, "a", "", "b")', "a-b"), "text, bool, text+ -> text",
    lambda between, skip, *pieces: _cut(
        let(
            lambda it: sql(
                "array_to_string(CASE WHEN {1} THEN array_remove({0}, '') ELSE {0} END, {2})", it, skip, between
            ),
            listed("ARRAY[{0}]::text[]", pieces),
        )
    ),
)  # fmt: skip
def textjoin(between: str, skip: bool, *pieces: str) -> str:
    return between.join(piece for piece in pieces if piece or not skip)[:MAX_RESULT]


@function(
    "拆分", "SPLIT", Text("按分隔符拆开文字，取第几段", "Cuts a text at a separator and takes one part."),
    ('SPLIT("广东-深圳-南山", "-", 2)', "深圳"), "text, text, number -> text",
    lambda words, between, place: sql(
        "split_part({0}, {1}, nullif({2}, 0))", words, between, whole(place, 0, LONG)
    ),
)  # fmt: skip
def split(words: str, between: str, place: Decimal) -> str | None:
    parts, at = words.split(between) if between else [words], _to_count(place)
    return None if not at else parts[at - 1] if at <= len(parts) else ""


@function(
    "之前文字", "TEXTBEFORE", Text("取分隔符第一次出现之前的文字", "Takes what stands before a separator."),
    ('TEXTBEFORE("li@kehu.cn", "@")', "li"), "text, text -> text",
    lambda words, mark: let(
        lambda it, at: sql("CASE WHEN {1} > 0 THEN left({0}, {1} - 1) END", it, at),
        words, sql("strpos({0}, {1})", words, mark),
    ),
)  # fmt: skip
def textbefore(words: str, mark: str) -> str | None:
    place = words.find(mark)
    return None if place < 0 else words[:place]


@function(
    "之后文字", "TEXTAFTER", Text("取分隔符第一次出现之后的文字", "Takes what stands behind a separator."),
    ('TEXTAFTER("li@kehu.cn", "@")', "kehu.cn"), "text, text -> text",
    lambda words, mark: let(
        lambda it, what: sql(
            "CASE WHEN strpos({0}, {1}) > 0 THEN substr({0}, strpos({0}, {1}) + length({1})) END", it, what
        ),
        words, mark,
    ),
)  # fmt: skip
def textafter(words: str, mark: str) -> str | None:
    place = words.find(mark)
    return None if place < 0 else words[place + len(mark) :]


@function(
    "颠倒", "REVERSE", Text("把文字倒过来写", "Writes a text backwards."),
    ('REVERSE("abc")', "cba"), "text -> text", "reverse({0})",
)  # fmt: skip
def reverse(words: str) -> str:
    return words[::-1]


@function(
    "补齐", "PADLEFT", Text("在左边补字，直到够长", "Fills a text up on its left side."),
    ('PADLEFT(7, 3, "0")', "007"), "text, number, text=0 -> text",
    lambda words, count, fill: let(
        lambda it, wide: sql(
            "right(repeat(left({2}, 100), greatest({1} - length({0}), 0)), greatest({1} - length({0}), 0)) || {0}",
            it, wide, fill,
        ),
        _cut(words), whole(count, 0, 1000),
    ),
)  # fmt: skip
def padleft(words: str, count: Decimal, fill: str) -> str:
    words, missing = words[:MAX_RESULT], max(to_whole(count, 0, 1000) - len(words[:MAX_RESULT]), 0)
    filling = fill[:100] * missing
    return (filling[-missing:] if missing else "") + words


@function(
    "半角", "ASC", Text("把全角字母、数字和标点变成半角", "Makes full-width letters, digits and marks half-width."),
    ('ASC("ＡＢＣ１２３")', "ABC123"), "text -> text",
    lambda words: sql("translate({0}, {1}, {2})", words, bind(_FULL, "text"), bind(_HALF, "text")),
)  # fmt: skip
def asc(words: str) -> str:
    return words.translate(str.maketrans(_FULL, _HALF))


@function(
    "字符", "UNICHAR", Text("给出编码对应的字", "Gives the character of a code."),
    ("UNICHAR(23458)", "客"), "number -> text",
    lambda code: let(
        lambda it: sql(
            "CASE WHEN {0} IN (9, 10) OR ({0} BETWEEN 32 AND 1114111 AND {0} <> 127"
            " AND {0} NOT BETWEEN 55296 AND 57343) THEN chr({0}) END",
            it,
        ),
        whole(code, 0, 2_000_000),
    ),
    aliases=("CHAR",),
)  # fmt: skip
def unichar(code: Decimal) -> str | None:
    number = to_whole(code, 0, 2_000_000)
    usable = number in (9, 10) or (32 <= number <= 0x10FFFF and number != 127 and not 0xD800 <= number <= 0xDFFF)
    return chr(number) if usable else None


@function(
    "编码", "UNICODE", Text("给出第一个字的编码", "Gives the code of the first character."),
    ('UNICODE("客户")', Decimal(23458)), "text -> number", "nullif(ascii({0}), 0)::numeric", aliases=("CODE",),
)  # fmt: skip
def unicode(words: str) -> Decimal | None:
    return Decimal(ord(words[0])) if words else None


@function(
    "遮住", "MASK", Text("把中间的若干个字换成星号，例如手机号", "Covers characters in the middle by stars, as in a phone number."),
    ('MASK("13800138000", 3, 4)', "138****8000"), "text, number, number -> text",
    lambda words, head, tail: let(
        lambda it, first, last: sql(
            "left({0}, {1}) || repeat('*', greatest(length({0}) - {1} - {2}, 0))"
            " || right({0}, least({2}, greatest(length({0}) - {1}, 0)))",
            it, first, last,
        ),
        _cut(words), _count(head), _count(tail),
    ),
)  # fmt: skip
def mask(words: str, head: Decimal, tail: Decimal) -> str:
    words, first, last = words[:MAX_RESULT], _to_count(head), _to_count(tail)
    shown = min(last, max(len(words) - first, 0))
    return words[:first] + "*" * max(len(words) - first - last, 0) + (words[-shown:] if shown else "")


@function(
    "文字", "TOTEXT", Text("把任何值写成文字", "Writes any value as text."),
    ("TOTEXT(0.5)", "0.5"), "text -> text", "{0}", aliases=("T",),
)  # fmt: skip
def totext(words: str) -> str:
    return words


