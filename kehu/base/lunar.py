"""The Chinese lunar calendar, 1900 to 2100: which months a lunar year has, and on which day they begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

FIRST_YEAR = 1900
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month of a lunar year: its number, whether it is the leap month (闰) after it, its days and its first day."""

    number: int
    leap: bool
    days: int
    first: date


@cache
def _years() -> dict[int, tuple[LunarMonth, ...]]:
    lines = (files("kehu.base") / "lunar_cn.tsv").read_text("utf-8").splitlines()
    return dict(_year(*line.split("\t")) for line in lines if not line.startswith("#"))


def _year(year: str, first: str, lengths: str) -> tuple[int, tuple[LunarMonth, ...]]:
    months: list[LunarMonth] = []
    day, number = date.fromisoformat(first), 0
    for length in lengths.split():
        leap = length.startswith("+")
        number += not leap
        months.append(LunarMonth(number, leap, int(length), day))
        day += timedelta(days=int(length))
    return int(year), tuple(months)


def months_of(year: int) -> tuple[LunarMonth, ...]:
    """Give the twelve or thirteen months of a lunar year; none outside of the calendar."""
    return _years().get(year, ())


def month_of(year: int, number: int, leap: bool = False) -> LunarMonth | None:
    """Find a month of a lunar year; None when that year has no such leap month."""
    return next((each for each in months_of(year) if (each.number, each.leap) == (number, leap)), None)
