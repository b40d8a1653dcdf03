"""Filters, kinds and periods as values."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.base.errors import Invalid
from kehu.lang.filters import MAX_DEPTH, Condition, Filter, Group, both, conditions, read_filter, write_filter
from kehu.lang.kinds import AGGREGATES, Kind
from kehu.lang.periods import COUNTED, MAX_DAYS, PERIODS, period

LEAVES = st.builds(Condition, st.text(min_size=1), st.text(), st.none() | st.integers() | st.lists(st.text()))
TREES: st.SearchStrategy[Filter] = st.recursive(
    LEAVES,
    lambda inner: st.builds(Group, st.sampled_from(["and", "or"]), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=8,
)


@given(TREES)
def test_a_filter_written_and_read_is_itself(tree: Filter) -> None:
    if depth(tree) <= MAX_DEPTH:
        assert read_filter(write_filter(tree)) == tree


def depth(of: Filter) -> int:
    return 1 if isinstance(of, Condition) else 1 + max((depth(item) for item in of.items), default=0)


@pytest.mark.parametrize(
    "data",
    ["x", 5, [], {}, {"field": "a"}, {"field": 1, "operator": "is"}, {"join": "xor", "items": []},
     {"join": "and", "items": {}},
     {"field": "a", "operator": "is", "value": 1, "more": 2}, {"join": "and", "items": [None]}],
)  # fmt: skip
def test_other_forms_are_refused(data: object) -> None:
    with pytest.raises(Invalid):
        read_filter(data)


def test_depth_and_length_are_limited() -> None:
    deep: object = {"field": "a", "operator": "is"}
    for _ in range(MAX_DEPTH):
        deep = {"join": "and", "items": [deep]}
    with pytest.raises(Invalid):
        read_filter(deep)
    with pytest.raises(Invalid):
        read_filter({"join": "or", "items": [{"field": "a", "operator": "is"}] * 201})


def test_joining_with_nothing_is_the_other() -> None:
    one = Condition("a", "is", 1)
    assert both(None, one) is one
    assert list(conditions(both(one, one))) == [one, one]


def test_every_kind_has_figures() -> None:
    assert all(AGGREGATES[kind] for kind in Kind)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("this_week", "2026-03-02", "2026-03-08"),
        ("last_month", "2026-02-01", "2026-02-28"),
        ("next_month", "2026-04-01", "2026-04-30"),
        ("this_quarter", "2026-01-01", "2026-03-31"),
        ("last_quarter", "2025-10-01", "2025-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("last_30_days", "2026-02-04", "2026-03-05"),
        ("next_7_days", "2026-03-05", "2026-03-11"),
        ("last_1_days", "2026-03-05", "2026-03-05"),
        ("3_days_ago", "2026-03-02", "2026-03-02"),
        ("in_3_days", "2026-03-08", "2026-03-08"),
        ("over_3_days_ago", "0001-01-01", "2026-03-01"),
        ("next_quarter", "2026-04-01", "2026-06-30"),
        ("this_fiscal_year", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods_know_their_days(key: str, first: str, last: str) -> None:
    assert span(key) == (date.fromisoformat(first), date.fromisoformat(last))


def span(key: str, today: date = date(2026, 3, 5), start: int = 1) -> tuple[date, date]:
    found = period(key)
    assert found is not None
    return found.span(today, start)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("this_fiscal_year", "2025-04-01", "2026-03-31"),
        ("last_fiscal_year", "2024-04-01", "2025-03-31"),
        ("this_fiscal_quarter", "2026-01-01", "2026-03-31"),
        ("next_fiscal_quarter", "2026-04-01", "2026-06-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_fiscal_year_begins_in_the_company_s_month(key: str, first: str, last: str) -> None:
    assert span(key, start=4) == (date.fromisoformat(first), date.fromisoformat(last))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)), st.integers(1, 12))
def test_fiscal_quarters_part_the_fiscal_year(today: date, start: int) -> None:
    year, quarter = span("this_fiscal_year", today, start), span("this_fiscal_quarter", today, start)
    assert year[0].month == start
    assert year[0] <= quarter[0] <= today <= quarter[1] <= year[1]
    assert (quarter[0].month - start) % 3 == 0


@pytest.mark.parametrize(
    "key",
    ["last_0_days", "last_007_days", f"last_{MAX_DAYS + 1}_days", "last_-1_days", "last_{n}_days", "", "last_٣_days"],
)
def test_a_number_of_days_is_from_one_to_a_hundred_years(key: str) -> None:
    assert period(key) is None


@given(st.integers(1, MAX_DAYS), st.sampled_from(list(COUNTED)))
def test_a_counted_period_says_its_number(days: int, form: str) -> None:
    found = period(form.replace("{n}", str(days)))
    assert found is not None
    assert str(days) in found.name.zh
    assert str(days) in found.name.en


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_periods_join_without_gap(today: date) -> None:
    for before, now, after in (("last_week", "this_week", "next_week"), ("last_month", "this_month", "next_month")):
        spans = [PERIODS[key].span(today) for key in (before, now, after)]
        assert [(b[0] - a[1]).days for a, b in pairwise(spans)] == [1, 1]
        assert spans[1][0] <= today <= spans[1][1]
