"""Regions are completed from what people write, and never guessed where several would fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kehu.base.regions import Change, Found, Place, apply, at, country, provinces, region_of, regions_of


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("广东深圳南山", "广东省/深圳市/南山区"),
        ("深圳市南山区", "广东省/深圳市/南山区"),
        ("深圳 南山区", "广东省/深圳市/南山区"),
        ("广东省/深圳市/南山区", "广东省/深圳市/南山区"),
        ("上海市上海市浦东新区", "上海市/浦东新区"),
        ("北京市市辖区朝阳区", "北京市/朝阳区"),
        ("内蒙古呼和浩特", "内蒙古自治区/呼和浩特市"),
        ("郑州管城", "河南省/郑州市/管城回族区"),
        ("吉林", "吉林省"),
        ("吉林市", "吉林省/吉林市"),
        ("济源", "河南省/济源市"),
        ("昆山", "江苏省/苏州市/昆山市"),
        ("香港中西区", "香港特别行政区/中西区"),
    ],
)
def test_a_region_is_completed(written: str, region: str) -> None:
    assert region_of(written) == region


@pytest.mark.parametrize("written", ["朝阳区", "鼓楼区", "南山", "华东", "United States", "深圳南山科技园", ""])
def test_what_is_unclear_or_more_than_a_region_is_not_completed(written: str) -> None:
    assert region_of(written) is None


def test_an_unclear_name_tells_all_it_may_mean() -> None:
    assert {"北京市/朝阳区", "吉林省/长春市/朝阳区"} <= {found.region for found in regions_of("朝阳区")}


def test_what_follows_a_region_is_left_over() -> None:
    (found,) = regions_of("广东省深圳市南山区科技园1号")
    assert (found.region, found.rest) == ("广东省/深圳市/南山区", "科技园1号")


def test_every_region_reads_back_as_itself() -> None:
    for province in provinces().values():
        for city in province.inside.values():
            assert region_of(f"{province.name}/{city.name}") == f"{province.name}/{city.name}"


def places(above: Mapping[str, Place]) -> Iterator[Place]:
    """Give everything in the tree."""
    for place in above.values():
        yield place
        yield from places(place.inside)


def walked(
    words: str, inside: Mapping[str, Place], above: tuple[str, ...], left: int, full: int, past: bool = False
) -> Iterator[Found]:
    """Find regions by trying every place there is: slow, and plainly right."""
    for place in inside.values():
        levels, gone = (*above, place.name), past or place.until is not None
        for name in place.names:
            if words.startswith(name):
                rest, spelled = words.removeprefix(name), full + (name == place.name)
                rest = rest.removeprefix(place.name)
                yield Found(levels, rest, left + (left == 1 and place.name[-1] in "区县"), spelled, gone)
                yield from walked(rest, place.inside, levels, left, spelled, gone)
        yield from walked(words, place.inside, levels, left + 1, full, gone)


NAMES = sorted({name for place in places(provinces()) for name in place.names})
WRITTEN = some.builds(
    lambda parts, rest: "".join(parts) + rest,
    some.lists(some.sampled_from(NAMES), max_size=3),
    some.sampled_from(["", "和平路2号", "科技园", "公司"]),
)


@given(words=WRITTEN)
def test_what_is_found_is_what_trying_every_place_finds(words: str) -> None:
    every = list(walked(words, provinces(), (), 0, 0))
    best = min((found.rank for found in every), default=None)
    assert {found.levels for found in regions_of(words)} == {found.levels for found in every if found.rank == best}


def test_a_text_is_held_against_few_places_however_many_there_are() -> None:
    assert len(NAMES) > 6000
    assert max(len(known) for known in country().below.values()) < 24


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("北京宣武区", "北京市/宣武区"),
        ("上海市闸北区", "上海市/闸北区"),
        ("杭州江干", "浙江省/杭州市/江干区"),
        ("平江", "湖南省/岳阳市/平江县"),
        ("苏州平江区", "江苏省/苏州市/平江区"),
        ("南通市海门区", "江苏省/南通市/海门区"),
    ],
)
def test_places_that_are_no_more_are_known_and_yield_to_those_that_stand(written: str, region: str) -> None:
    assert region_of(written) == region


def test_what_ended_tells_when_and_what_became_of_it() -> None:
    for place in places(provinces()):
        if place.until is not None:
            became = at(country(), place.became.split("/"))
            assert became is not None
            assert became.until is None
            assert 2000 < place.until <= 2026


NEW = Change("add", "广东省/深圳市/前海区", 2027)
RENAMED = Change("rename", "广东省/深圳市", 2028, "鹏城市")
CLOSED = Change("close", "广东省/深圳市/盐田区", 2027)


def test_a_company_adds_renames_and_closes_places() -> None:
    changes = (NEW, CLOSED, RENAMED)
    assert region_of("深圳前海区", (NEW,)) == "广东省/深圳市/前海区"
    assert region_of("鹏城南山", changes) == "广东省/鹏城市/南山区"
    assert region_of("广东省/深圳市/南山区", changes) == "广东省/深圳市/南山区"
    assert region_of("前海区", changes) == "广东省/鹏城市/前海区"
    assert region_of("盐田", changes) == "广东省/深圳市/盐田区"
    assert region_of("鹏城南山") is None


@pytest.mark.parametrize(
    "change",
    [
        Change("add", "广东省/深圳市/南山区", 2027),
        Change("add", "广东省/没有市/某区", 2027),
        Change("rename", "广东省/没有市", 2027, "别的市"),
        Change("rename", "广东省/深圳市", 2027, "广州市"),
        Change("close", "北京市/宣武区", 2027),
    ],
)
def test_a_change_that_does_not_fit_changes_nothing(change: Change) -> None:
    assert not apply(country.__wrapped__(), change)
    assert {place.name for place in places(provinces((change,)))} == {place.name for place in places(provinces())}
