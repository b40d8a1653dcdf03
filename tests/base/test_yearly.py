"""Yearly dates return on the right day, by the sun and by the moon."""

from __future__ import annotations

from datetime import date

import pytest

from kehu.base.lunar import month_of, months_of
from kehu.base.yearly import Yearly, next_occurrence, read_yearly


@pytest.mark.parametrize(
    "written", ["1988-03-05", "--03-05", "农历1988-02-29", "农历--08-15", "农历2020-闰04-15", "农历--闰04-15"]
)
def test_the_stored_form_reads_back(written: str) -> None:
    assert str(read_yearly(written)) == written


@pytest.mark.parametrize(("year", "first"), [(2000, (2, 5)), (2024, (2, 10)), (2025, (1, 29)), (2026, (2, 17))])
def test_the_lunar_new_year_is_that_of_the_almanac(year: int, first: tuple[int, int]) -> None:
    assert months_of(year)[0].first == date(year, *first)


@pytest.mark.parametrize(
    ("written", "start", "wanted"),
    [
        ("1988-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        ("--03-05", date(2026, 3, 6), date(2027, 3, 5)),
        ("--02-29", date(2026, 1, 1), date(2026, 2, 28)),
        ("--02-29", date(2028, 1, 1), date(2028, 2, 29)),
        ("农历--08-15", date(2026, 1, 1), date(2026, 9, 25)),
        ("农历--01-01", date(2026, 2, 18), date(2027, 2, 6)),
        ("农历--12-23", date(2026, 1, 1), date(2026, 2, 10)),
    ],
)
def test_it_returns_on_the_next_such_day(written: str, start: date, wanted: date) -> None:
    assert next_occurrence(read_yearly(written), start) == wanted


def test_the_thirtieth_falls_on_the_last_day_of_a_short_month() -> None:
    for year in range(2020, 2040):
        month = month_of(year, 2)
        assert month
        day = next_occurrence(Yearly(2, 30, lunar=True), month.first)
        assert day is not None
        assert (day - month.first).days == month.days - 1


def test_a_leap_month_is_kept_where_it_is_and_else_in_the_month_of_its_number() -> None:
    born = Yearly(4, 15, 2020, lunar=True, leap=True)
    assert next_occurrence(born, date(2020, 5, 1)) == date(2020, 6, 6)
    usual = month_of(2021, 4)
    assert usual
    assert next_occurrence(born, date(2021, 1, 1)) == next_occurrence(Yearly(4, 15, lunar=True), usual.first)


@pytest.mark.parametrize(
    "written", ["--02-30", "--13-01", "2025-02-29", "农历--01-31", "农历2021-闰04-15", "农历1800-01-01"]
)
def test_days_that_no_calendar_has_do_not_exist(written: str) -> None:
    assert not read_yearly(written).exists


def test_beyond_the_lunar_calendar_there_is_no_next_day() -> None:
    assert next_occurrence(Yearly(8, 15, lunar=True), date(2150, 1, 1)) is None
