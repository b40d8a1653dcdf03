"""Functions that write values as text and read them back."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    Circumstances,
    also,
    bind,
    function,
    let,
    sql,
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

CATEGORY = Text("格式和转换", "Formats")
_FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "\u3000"
_HALF = "".join(chr(code) for code in range(0x21, 0x7F)) + " "
_AMOUNT = re.compile(r"^[+-]?([0-9]{1,27}(\.[0-9]{0,24})?|\.[0-9]{1,24})[万亿%]?$")
_AMOUNT_SQL = r"^[+-]?([0-9]{1,27}(\.[0-9]{0,24})?|\.[0-9]{1,24})[万亿%]?$"


@function(
    "文本",
    "TEXT",
    Text("按格式把数字或日期写成文字", "Writes a number or a date in a format."),
    ('TEXT(1234.5, "#,##0.00")', "1,234.50"),
    "number, word -> text",
    lambda number, words: _digits(words).sql(number),
    check=check_digits,
    aliases=("格式化",),
)
def text(number: Decimal, words: str) -> str | None:
    return _digits(words).python(number)


def _digits(words: str) -> Digits:
    found = digits(words)
    if found is None:
        raise ValueError(words)  # `check_digits` has refused it before
    return found


@also(text, "date, word -> text", written_sql, check=check_calendar)
def text_of_date(it: date, words: str) -> str:
    return written(it, words)


@also(
    text,
    "datetime, word -> text",
    lambda env, it, words: written_sql(wall_of(it, env.zone), words),
    check=check_calendar,
)
def text_of_moment(env: Circumstances, it: datetime, words: str) -> str:
    return written(local(it, env.zone), words)


_CLEARED = " ,，¥￥$元\t\u3000"


@function(
    "数值",
    "VALUE",
    Text("把写成文字的数字读成数字", "Reads a number out of a text."),
    ('VALUE("¥1,234.50")', Decimal("1234.5")),
    "text -> number",
    lambda words: let(
        lambda it: sql(
            "CASE WHEN {0} ~ {1} THEN rtrim({0}, '万亿%')::numeric"
            " * CASE right({0}, 1) WHEN '万' THEN 10000 WHEN '亿' THEN 100000000 WHEN '%' THEN 0.01 ELSE 1 END END",
            it,
            bind(_AMOUNT_SQL, "text"),
        ),
        sql(
            "translate(translate({0}, {1}, {2}), {3}, '')",
            words,
            bind(_FULL, "text"),
            bind(_HALF, "text"),
            bind(_CLEARED, "text"),
        ),
    ),
    aliases=("转数字",),
)
def value(words: str) -> Decimal | None:
    words = words.translate(str.maketrans(_FULL, _HALF)).translate(dict.fromkeys(map(ord, _CLEARED)))
    if not _AMOUNT.match(words) or words.endswith("\n"):
        return None
    units = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "%": Decimal("0.01")}
    return Decimal(words.rstrip("万亿%")) * units.get(words[-1], Decimal(1))


@function(
    "半角",
    "ASC",
    Text("把全角字母、数字和标点变成半角", "Makes full-width letters, digits and marks half-width."),
    ('ASC("ＡＢＣ１２３")', "ABC123"),
    "text -> text",
    lambda words: sql("translate({0}, {1}, {2})", words, bind(_FULL, "text"), bind(_HALF, "text")),
)
def asc(words: str) -> str:
    return words.translate(str.maketrans(_FULL, _HALF))


@function(
    "文字",
    "TOTEXT",
    Text("把任何值写成文字", "Writes any value as text."),
    ("TOTEXT(0.5)", "0.5"),
    "text -> text",
    "{0}",
    aliases=("T",),
)
def totext(words: str) -> str:
    return words
