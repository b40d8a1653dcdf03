"""Workdays of China, compared with going through the days one by one."""

from datetime import date, timedelta

from kehu.base.workdays import workdays


def test_a_day_has_its_place_in_the_count_and_the_count_its_day() -> None:
    known, worked = workdays(), 0
    first = date(2006, 1, 2).toordinal()
    before = known.up_to(first - 1)
    for day in range(first, date(2028, 12, 31).toordinal()):
        worked += known.is_workday(day)
        assert known.up_to(day) == before + worked
        if known.is_workday(day):
            assert known.which(before + worked) == day


def test_holidays_are_free_and_make_up_days_are_worked() -> None:
    known = workdays()
    assert not known.is_workday(date(2026, 10, 1).toordinal())
    assert known.is_workday(date(2026, 10, 10).toordinal())  # a Saturday
    assert not known.is_workday(date(2026, 11, 21).toordinal())  # a Saturday like others
    assert known.is_workday(date(2024, 2, 4).toordinal())  # the Sunday before the Spring Festival


def test_outside_of_the_announced_years_only_weekends_are_free() -> None:
    known, day = workdays(), date(2031, 10, 1)
    for _ in range(20):
        assert known.is_workday(day.toordinal()) == (day.weekday() < 5)
        day += timedelta(days=1)
