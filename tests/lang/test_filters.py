"""Filters, kinds and periods as values."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.base.errors import Invalid
from kehu.lang.filters import MAX_DEPTH, Condition, Filter, Group, both, conditions, read_filter, write_filter
from kehu.lang.kinds import AGGREGATES, OPERATORS, Kind
from kehu.lang.periods import PERIODS

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


def test_every_operator_is_named_in_both_languages_once_per_kind() -> None:
    for kind in Kind:
        keys = [operator.key for operator in OPERATORS[kind]]
        assert len(keys) == len(set(keys))
        assert all(operator.name.zh and operator.name.en for operator in OPERATORS[kind])
        assert AGGREGATES[kind]


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
    ],
)
def test_periods_know_their_days(key: str, first: str, last: str) -> None:
    assert PERIODS[key].span(date(2026, 3, 5)) == (date.fromisoformat(first), date.fromisoformat(last))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_periods_join_without_gap(today: date) -> None:
    for before, now, after in (("last_week", "this_week", "next_week"), ("last_month", "this_month", "next_month")):
        spans = [PERIODS[key].span(today) for key in (before, now, after)]
        assert [(b[0] - a[1]).days for a, b in pairwise(spans)] == [1, 1]
        assert spans[1][0] <= today <= spans[1][1]
