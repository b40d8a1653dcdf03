"""The index of groups tells where every record of a page stands: counts, keys, order and figures are Python's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.access.models import Company
from kehu.base.errors import Invalid
from kehu.engine import read
from kehu.engine.reading import forget_company
from kehu.lang.grouping import UNITS
from kehu.lang.kinds import Kind
from kehu.lang.query import Aggregate, Query, Sort
from tests.properties.test_reading import KINDS, LIGHT, ZONE, World, filters, passes

FISCAL = 4


@pytest.fixture
def world(db: None) -> Iterator[World]:
    Company.objects.create(id=1, name="晨光", fiscal_start=FISCAL)
    forget_company()
    yield World()
    forget_company()


def ways(key: str) -> list[str]:
    match KINDS[key]:
        case Kind.DATE | Kind.DATETIME:
            return list(UNITS)
        case Kind.NUMBER:
            return ["value", "band:10", "band:0.5"]
        case _:
            return ["value"]


GROUPABLE = [key for key in KINDS if key != "choices"]


@st.composite
def groupings(draw: st.DrawFn) -> tuple[Sort, ...]:
    keys = draw(st.lists(st.sampled_from(GROUPABLE), min_size=1, max_size=3, unique=True))
    return tuple(Sort(key, draw(st.booleans()), draw(st.sampled_from(ways(key)))) for key in keys)


def bucket(of: Sort, value: Any) -> Any:
    """The key of a record's group as it travels."""
    if value is None:
        return None
    kind = KINDS[of.field]
    if kind is Kind.NUMBER:
        width = Decimal(of.by.removeprefix("band:")) if of.by != "value" else None
        return (value / width).to_integral_value("ROUND_FLOOR") * width if width else value
    if kind in (Kind.DATE, Kind.DATETIME):
        day = value.astimezone(ZONE).date() if isinstance(value, datetime) else value
        return first_day(of.by or "day", day).isoformat()
    return value


def first_day(unit: str, day: date) -> date:
    begins = FISCAL - 1 if unit.startswith("fiscal_") else 0
    months = {"month": 1, "quarter": 3, "year": 12, "fiscal_quarter": 3, "fiscal_year": 12}
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    index = day.year * 12 + day.month - 1
    index -= (index - begins) % months[unit]
    return date(index // 12, index % 12 + 1, 1)


def number(key: Any, of: Sort) -> Any:
    return Decimal(key) if KINDS[of.field] is Kind.NUMBER and key is not None else key


@given(data=st.data())
@LIGHT
def test_records_stand_in_the_order_of_the_index(world: World, data: st.DataObject) -> None:
    by = data.draw(groupings())
    of = data.draw(st.none() | filters(world))
    ordered = data.draw(st.lists(st.sampled_from(GROUPABLE), max_size=2, unique=True))
    sorts = tuple(Sort(key, data.draw(st.booleans())) for key in ordered)
    index = read.groups(world.actor, "things", of, by, [Aggregate("number", "sum"), Aggregate("number", "filled")])
    expected = [identity for identity, row in world.rows.items() if of is None or passes(of, row, world)]
    whole, *groups = index.groups
    assert (whole.keys, whole.count) == ((), len(expected))

    found: list[int] = []
    after = None
    while True:
        limit = data.draw(st.integers(1, 40))
        query = Query(filter=of, sorts=(*by, *sorts), after=after, limit=limit, fields=("text",))
        page = read.page(world.actor, "things", query)
        found += [row[0] for row in page.rows]
        after = page.next
        if after is None:
            break
    assert sorted(found) == sorted(expected)

    offset, path = 0, []
    for group in groups:
        path = [*path[: len(group.keys) - 1], group]
        inside = found[offset : offset + group.count]
        for place, each in enumerate(by[: len(group.keys)]):
            keys = {bucket(each, world.rows[identity][each.field]) for identity in inside}
            assert keys == {number(group.keys[place], each)}
        values = [world.rows[identity]["number"] for identity in inside]
        filled = [value for value in values if value is not None]
        assert (Decimal(group.values[0]) if filled else group.values[0]) == (sum(filled) if filled else None)
        assert group.values[1] == len(filled)
        if len(group.keys) == len(by):
            offset += group.count
    assert offset == len(expected)


def test_groups_come_in_pages(world: World) -> None:
    by = (Sort("text", by="value"), Sort("choice", by="value"))
    whole = read.groups(world.actor, "things", None, by).groups
    found: list[read.GroupFound] = []
    more = True
    while more:
        page = read.groups(world.actor, "things", None, by, skip=len(found), limit=4)
        found, more = found + page.groups, page.more
    assert found == whole


def test_what_cannot_be_grouped_is_refused_in_words(world: World) -> None:
    for by in (
        [Sort("choices", by="value")],
        [Sort("text", by="month")],
        [Sort("number", by="band:0")],
        [Sort("number", by="band:x")],
        [Sort("date", by="decade")],
        [Sort("text", by="value")] * 4,
    ):
        with pytest.raises(Invalid):
            read.groups(world.actor, "things", None, by)


@given(data=st.data())
@LIGHT
def test_a_record_passes_the_filters_that_find_it(world: World, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(filters(world), min_size=1, max_size=3))
    found = read.passing(world.actor, "things", list(world.rows), wanted)
    assert found == {
        identity: [place for place, of in enumerate(wanted) if passes(of, row, world)]
        for identity, row in world.rows.items()
    }
