"""Reading what people write: plain text, numbers with Chinese units, dates in their many spellings."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.engine.fields.base import Wrong

MAX_TEXT = 100_000
_UNITS = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1_000), "百万": Decimal(1_000_000)}
_NUMBER = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d{1,3})?$")
_YMD = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MDY = re.compile(r"^(\d{1,2})[/](\d{1,2})[/](\d{4})$")
_MD = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})日?$")
_SHORT_YEAR = re.compile(r"^(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_TIME = re.compile(
    r"^(上午|下午|晚上|凌晨)?\s*(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2}))?(?:\.\d+)?[秒分]?\s*([AaPp][Mm])?$"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")


def read_text(value: Any, *, lines: bool = False, limit: int = MAX_TEXT) -> str | None:
    """Read a text: ends trimmed, control characters removed, line breaks only where `lines` says; None when empty."""
    if value is None:
        return None
    if isinstance(value, str):
        words = value
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Wrong(Text("这里要填文字", "Text is wanted here"), "text")
    else:
        words = str(value)
    if not words.isprintable():
        words = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
        if not lines:
            words = words.replace("\n", " ")
    words = words.strip()
    if len(words) > limit:
        raise Wrong(
            Text("文字太长：{count} 个字，最多 {limit} 个", "Too long: {count} characters, at most {limit}").format(
                count=len(words), limit=limit
            ),
            "text.long",
        )
    return words or None


def read_number(value: Any, *, marks: str = "", digits: int = 28) -> Decimal | None:
    """Read a number: thousands separators, full-width digits, (1,234), units 千 万 亿, and the given currency marks.

    Raises `Wrong` for everything else, infinities and more than `digits` digits.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        raise Wrong(Text("这里要填数字", "A number is wanted here"), "number")
    number = _decimal(value, marks)
    if not number.is_finite() or len(number.as_tuple().digits) > digits or abs(number.adjusted()) > digits:
        raise Wrong(Text("数字太大或位数太多", "The number is too large or has too many digits"), "number.size")
    return number


def _decimal(value: Any, marks: str) -> Decimal:
    if isinstance(value, Decimal | int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if not isinstance(value, str):
        raise Wrong(Text("这里要填数字", "A number is wanted here"), "number")
    words = value if value.isascii() else fold_width(value)
    words = words.strip()
    for mark in marks.split():
        words = words.replace(mark, "")
    words = words.strip().replace(" ", "")
    negative = words.startswith("(") and words.endswith(")")
    if negative:
        words = f"-{words[1:-1]}"
    factor = Decimal(1)
    for unit, size in _UNITS.items():
        if words.endswith(unit) and len(words) > len(unit):
            words, factor = words[: -len(unit)], size
    if not words or not _NUMBER.match(words):
        raise Wrong(Text("“{value}”不是数字", "“{value}” is not a number").format(value=_clip(value)), "number")
    try:
        return Decimal(words.replace(",", "")) * factor
    except InvalidOperation:
        raise Wrong(
            Text("“{value}”不是数字", "“{value}” is not a number").format(value=_clip(value)), "number"
        ) from None


def read_date(value: Any, today: date) -> date | None:
    """Read a date in the spellings people use: 2026-3-5, 2026/3/5, 2026年3月5日, 20260305, 3/5/2026, 3月5日, 今天."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise _no_date(value)
    words = fold_width(value).replace(" ", "")
    if not words:
        return None
    if words in _DAYS:
        return date.fromordinal(today.toordinal() + _DAYS[words])
    parts = _date_parts(words, today)
    if parts is None:
        words = words.split("T")[0] if "T" in words else fold_width(value).split(" ")[0]
        parts = _date_parts(words, today)
    if parts is None:
        raise _no_date(value)
    try:
        return date(*parts)
    except ValueError:
        raise Wrong(
            Text("日历上没有“{value}”这一天", "“{value}” is not in the calendar").format(value=_clip(value)), "date"
        ) from None


_DAYS = {"今天": 0, "today": 0, "昨天": -1, "yesterday": -1, "明天": 1, "tomorrow": 1, "后天": 2, "前天": -2}


def _date_parts(words: str, today: date) -> tuple[int, int, int] | None:
    if found := _YMD.match(words) or _COMPACT.match(words):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _MDY.match(words):
        return int(found[3]), int(found[1]), int(found[2])
    if found := _SHORT_YEAR.match(words):
        year = int(found[1])
        return (2000 if year < 70 else 1900) + year, int(found[2]), int(found[3])
    if found := _MD.match(words):
        return today.year, int(found[1]), int(found[2])
    return None


def read_time(words: str) -> time | None:
    """Read a time of day: 14:30, 14:30:05, 下午2:30, 2:30 PM; None when it is none."""
    found = _TIME.match(words.strip())
    if not found:
        return None
    hour, minute, second = int(found[2]), int(found[3] or 0), int(found[4] or 0)
    half = found[1] or (found[5] or "").lower()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    if half in ("am", "凌晨", "上午") and hour == 12:
        hour = 0
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _no_date(value: Any) -> Wrong:
    return Wrong(
        Text("“{value}”不是日期，请写成 2026-03-05", "“{value}” is not a date; write 2026-03-05").format(
            value=_clip(value)
        ),
        "date",
    )


def _clip(value: Any) -> str:
    words = str(value)
    return words if len(words) <= 40 else f"{words[:40]}…"
