"""Yearly date: a birthday or anniversary by the sun or by the moon, with or without its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.base.yearly import Yearly, read_yearly
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_date, read_text
from kehu.lang.kinds import Kind

_LUNAR = re.compile(r"^(?:农历|阴历|旧历|夏历|lunar)[:]?", re.IGNORECASE)
_SOLAR = re.compile(r"^(?:公历|阳历|新历|solar)[:]?", re.IGNORECASE)
_NUMBERS = re.compile(r"^(?:(\d{4})[-/.年]|--|-)?(闰)?(\d{1,2})[-/.月](\d{1,2})[日号]?$", re.ASCII)
_SPOKEN = re.compile(
    r"^(?:(\d{4})年)?(闰)?([正一二三四五六七八九十冬腊]{1,2})月([初十廿卅二三一四五六七八九]{1,3})[日号]?$"
)
_MONTHS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {
    "正": 1,
    "十一": 11,
    "十二": 12,
    "冬": 11,
    "腊": 12,
}
_ONLY_LUNAR = re.compile(r"[正冬腊闰初廿卅]")
_SOME_DAY = date(2026, 1, 1)


def read_words(words: str, today: date) -> Yearly | None:
    """Read a yearly date in the spellings people use; None when it is none."""
    bare = fold_width(words).replace(" ", "")
    lunar = bool(_LUNAR.match(bare))
    bare = _SOLAR.sub("", _LUNAR.sub("", bare))
    if found := _NUMBERS.match(bare):
        year, leap, month, day = found.groups()
        return Yearly(int(month), int(day), int(year) if year else None, lunar or bool(leap), bool(leap))
    if found := _SPOKEN.match(bare):
        year, leap, spoken, said = found.groups()
        number, count = _MONTHS.get(spoken), _day(said)
        if number is None or count is None:
            return None
        lunar = lunar or bool(_ONLY_LUNAR.search(bare))
        return Yearly(number, count, int(year) if year else None, lunar, bool(leap))
    if lunar:
        return None
    try:
        plain = read_date(bare, today)
    except Wrong:
        return None
    return None if plain is None else Yearly(plain.month, plain.day, plain.year)


def _day(said: str) -> int | None:
    bare = said.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = bare.rpartition("十")
    if (tens and tens not in _MONTHS) or (ones and ones not in _MONTHS):
        return None
    return (_MONTHS.get(tens, 1) * 10 if ten else 0) + _MONTHS.get(ones, 0)


class YearlyDateType(FieldType):
    """A day of every year, in one stored form such as 1988-03-05, --03-05, 农历--08-15, 农历2020-闰04-15."""

    key = "yearly_date"
    kind = Kind.TEXT
    name = Text("生日/纪念日", "Yearly date")
    icon = "cake"
    sensitivity = "personal"
    examples = ("1988-03-05", "3月5日", "农历八月十五", "农历1988年二月廿九", "闰四月初五", "腊月廿三")
    hints = ("生日", "纪念日", "诞辰", "birthday", "anniversary")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a yearly date; raises `Wrong` for other words and for days that no calendar has."""
        if isinstance(value, date):
            return str(Yearly(value.month, value.day, value.year))
        words = read_text(value, limit=200)
        if words is None:
            return None
        found = read_words(words, reading.today)
        if found is None:
            raise Wrong(
                Text(
                    "“{value}”不是生日或纪念日，请写成 1988-03-05、3月5日 或 农历八月十五",
                    "“{value}” is no yearly date; write 1988-03-05, 03-05 or lunar 08-15",
                ).format(value=words[:40]),
                "yearly_date",
            )
        if not found.exists:
            raise Wrong(
                Text("历法上没有“{value}”这一天", "“{value}” is not in the calendar").format(value=words[:40]),
                "yearly_date.missing",
            )
        return str(found)

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write it as people do; a solar date with its year stays 1988-03-05."""
        if stored is None:
            return ""
        try:
            yearly = read_yearly(stored)
        except ValueError:
            return str(stored)
        if yearly.year is not None and not yearly.lunar:
            return str(stored)
        if reading.language == "en":
            return str(stored).replace("农历", "Lunar ").replace("--", "")
        return yearly.spoken

    def guess(self, samples: Sequence[str]) -> float:
        """Lunar dates or dates without a year among dates; plain dates are dates unless the header says birthday."""

        def fits(words: str) -> bool:
            found = read_words(words, _SOME_DAY)
            return found is not None and found.exists

        if share(samples, fits) <= 0.9:
            return 0.0
        return 0.8 if share(samples, lambda words: bool(_LUNAR.match(words.strip()))) > 0.1 else 0.3


TYPE = YearlyDateType()
