"""Yearly dates such as birthdays, by the sun or by the moon, with or without the year: written, read, and when next."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date

from kehu.base.lunar import FIRST_YEAR, LAST_YEAR, month_of

LUNAR = "农历"
_ANY_LEAP_YEAR = 2000
_LONGEST_MONTH = 30
_WRITTEN = re.compile(r"^(农历)?(\d{4}|-)-(闰)?(\d{2})-(\d{2})$")
_MONTHS = "正二三四五六七八九十冬腊"
_DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Yearly:
    """A day that returns every year; `year` is the one it began in, where it is known."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False

    def __str__(self) -> str:
        """Write it in its one stored form: 1988-03-05, --03-05, 农历1988-02-29, 农历--08-15, 农历2020-闰04-15."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{LUNAR if self.lunar else ''}{year}-{'闰' if self.leap else ''}{self.month:02d}-{self.day:02d}"

    @property
    def spoken(self) -> str:
        """Say it as people do: 3月5日, 1988年3月5日, 农历八月十五, 农历2020年闰四月十五."""
        year = "" if self.year is None else f"{self.year}年"
        if not self.lunar:
            return f"{year}{self.month}月{self.day}日"
        return f"{LUNAR}{year}{'闰' if self.leap else ''}{_MONTHS[self.month - 1]}月{_spoken_day(self.day)}"

    @property
    def exists(self) -> bool:
        """Tell whether the calendar has this day: in its year, or in some year when none is given."""
        if not 1 <= self.month <= 12 or self.day < 1:
            return False
        if not self.lunar:
            year = _ANY_LEAP_YEAR if self.year is None else self.year
            return not self.leap and 1 <= year <= 9999 and self.day <= monthrange(year, self.month)[1]
        if self.year is None:
            return self.day <= _LONGEST_MONTH
        found = month_of(self.year, self.month, self.leap)
        return found is not None and self.day <= found.days


def _spoken_day(day: int) -> str:
    tens, ones = divmod(day, 10)
    if day <= 10:
        return f"初{_DIGITS[day - 1]}"
    if ones == 0:
        return "二十" if tens == 2 else "三十"
    return ("十" if tens == 1 else "廿") + _DIGITS[ones - 1]


def read_yearly(written: str) -> Yearly:
    """Read the stored form; raises ValueError for anything else."""
    found = _WRITTEN.match(written)
    if found is None:
        raise ValueError(written)
    lunar, year, leap, month, day = found.groups()
    return Yearly(int(month), int(day), None if year == "-" else int(year), bool(lunar), bool(leap))


def next_occurrence(yearly: Yearly, start: date) -> date | None:
    """Give the first day on or after `start` on which the date returns; None beyond the lunar calendar.

    29 February is kept on the 28th of other years, the thirtieth of a lunar month on the 29th when the month is short,
    and a day of a leap month in the month of the same number in years without that leap month.
    """
    years = range(start.year - 1, start.year + 3)
    days = (_in_lunar_year(yearly, year) if yearly.lunar else _in_year(yearly, year) for year in years)
    return next((day for day in days if day is not None and day >= start), None)


def _in_year(yearly: Yearly, year: int) -> date | None:
    if not 1 <= year <= 9999:
        return None
    missing = (yearly.month, yearly.day) == (2, 29) and not isleap(year)
    return date(year, yearly.month, 28 if missing else yearly.day)


def _in_lunar_year(yearly: Yearly, year: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    month = month_of(year, yearly.month, yearly.leap) or month_of(year, yearly.month)
    if month is None:
        return None
    return date.fromordinal(month.first.toordinal() + min(yearly.day, month.days) - 1)
