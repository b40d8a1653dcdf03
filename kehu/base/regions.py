"""The regions of China (省/市/区): found by full or short names, with or without the levels above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from kehu.base.chinese import fold_width

SEPARATOR = "/"
"""Stands between the levels in a stored region."""
_BETWEEN = re.compile(r"[\s/\\,、>|·\-–—]+|市辖区")
_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 "
    "拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 "
    "怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_PEOPLE = "|".join(f"{words}族?" if len(words) > 1 else f"{words}族" for words in _PEOPLES.split())
_SELF_GOVERNED = re.compile(rf"(?:(?:{_PEOPLE}|各族)*自治[区州县旗]|(?:{_PEOPLE})+区)$")
_ENDING = re.compile(r"(?:特别行政区|地区|林区|矿区|新区|[省市区县旗盟])$")
_HEAD = 2
"""Characters by which places are looked up; no name is shorter."""
_DISTRICT = "区县"
"""How districts end: those of Beijing are no clearer on their own than those of other cities."""


@dataclass(slots=True)
class Place:
    """One division; `names` are its full name and the short ones people use, `below` is everything inside of it.

    It came into being in the year `since` (None: long ago) and ended in `until` (None: it stands), as part of `became`.
    """

    name: str
    names: tuple[str, ...]
    since: int | None = None
    until: int | None = None
    became: str = ""
    inside: dict[str, Place] = field(default_factory=dict)
    below: Index = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Below:
    """A division somewhere inside another, by one of its names; `between` are the levels from one to the other."""

    place: Place
    name: str
    between: tuple[str, ...]
    past: bool
    """Whether it, or what it lies in, is no more."""


Index = dict[str, list[Below]]
"""Divisions by how their names begin, so that a text meets only the few that it can begin with."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a company changes about the list: a division is added (`path`), renamed to `name`, or closed, in a year."""

    kind: Literal["add", "rename", "close"]
    path: str
    year: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A region at the start of a text: its levels, what follows it, and how it was spelled."""

    levels: tuple[str, ...]
    rest: str
    depth: int
    full: int
    past: bool = False

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """Order candidates: most text explained, those that stand first, fewest levels left out, full names first."""
        return (len(self.rest), self.past, self.depth, -self.full)

    @property
    def region(self) -> str:
        """Write the region as it is stored."""
        return SEPARATOR.join(self.levels)


def provinces(changes: tuple[Change, ...] = ()) -> dict[str, Place]:
    """Give the tree that came with the program, as a company has changed it."""
    return country(changes).inside


@lru_cache(maxsize=8)
def country(changes: tuple[Change, ...] = ()) -> Place:
    """Give everything as one place; changes that no longer fit are passed over."""
    whole = Place("", ())
    for province, city, districts in _lines("regions_cn.tsv", 3):
        above = _put(whole, province)
        below = _put(above, city) if city else above
        for district in districts.split():
            _put(below, district)
    for path, since, until, became in _lines("regions_past_cn.tsv", 4):
        *above_it, name = path.split(SEPARATOR)
        place = _put(at(whole, above_it) or whole, name)
        place.since, place.until, place.became = int(since or 0) or None, int(until or 0) or None, became
    for change in changes:
        apply(whole, change)
    _index(whole, past=False)
    return whole


def apply(whole: Place, change: Change) -> bool:
    """Make a change of the list; false when what it speaks of is not there, or already is."""
    *levels, name = change.path.split(SEPARATOR)
    above, place = at(whole, levels), at(whole, [*levels, name])
    if above is None or (above.until is not None and change.kind != "close"):
        return False
    if change.kind == "add":
        if place is not None and place.until is None:
            return False
        made = _put(above, name)
        made.since, made.until, made.became = change.year, None, ""
        return True
    if place is None or place.until is not None:
        return False
    if change.kind == "rename":
        other = above.inside.get(change.name)
        if other is not None and other.until is None:
            return False
        renamed = _standing(place)
        renamed.name, renamed.names, renamed.since = change.name, _names(change.name), change.year
        above.inside[change.name] = renamed
        place.became = SEPARATOR.join((*levels, change.name))
    place.until = change.year
    return True


def _standing(place: Place) -> Place:
    """Copy a place with what stands inside of it."""
    inside = {name: _standing(each) for name, each in place.inside.items() if each.until is None}
    return replace(place, inside=inside, below={})


def at(whole: Place, levels: Sequence[str]) -> Place | None:
    """Find a place by its levels; the country itself for none."""
    found: Place | None = whole
    for level in levels:
        found = found.inside.get(level) if found else None
    return found


def _lines(name: str, columns: int) -> Iterator[list[str]]:
    for line in (files("kehu.base") / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield (line.split("\t") + [""] * columns)[:columns]


def _put(above: Place, name: str) -> Place:
    return above.inside.setdefault(name, Place(name, _names(name)))


def _index(above: Place, *, past: bool) -> None:
    """List what is inside by the beginnings of names, the nearest first."""
    for place in above.inside.values():
        gone = past or place.until is not None
        _index(place, past=gone)
        for name in place.names:
            above.below.setdefault(name[:_HEAD], []).append(Below(place, name, (), gone))
        for head, deeper in place.below.items():
            above.below.setdefault(head, []).extend(
                Below(each.place, each.name, (place.name, *each.between), each.past) for each in deeper
            )


def _names(name: str) -> tuple[str, ...]:
    """Give 广西壮族自治区 and 广西, 深圳市 and 深圳; no name of one character."""
    short = name.removesuffix("自治区") if name == "内蒙古自治区" else _SELF_GOVERNED.sub("", name)
    if short == name:
        short = _ENDING.sub("", name)
    return (name, short) if 1 < len(short) < len(name) else (name,)


def regions_of(words: str, changes: tuple[Change, ...] = ()) -> tuple[Found, ...]:
    """Find the regions a text may begin with, all of the best ones: one when it is clear, none when it has none."""
    bare = _BETWEEN.sub("", fold_width(words)[:200])
    found = list(_walk(bare, country(changes), (), 0, 0))
    if not found:
        return ()
    best = min(each.rank for each in found)
    return tuple({each.levels: each for each in found if each.rank == best}.values())


def region_of(words: str, changes: tuple[Change, ...] = ()) -> str | None:
    """Complete a text that is a region and nothing else (深圳南山 gives 广东省/深圳市/南山区); None when it is not."""
    found = regions_of(words, changes)
    return found[0].region if len(found) == 1 and not found[0].rest else None


def _walk(words: str, inside: Place, above: tuple[str, ...], left_out: int, full: int) -> Iterator[Found]:
    for known in inside.below.get(words[:_HEAD], ()):
        if not words.startswith(known.name):
            continue
        place, left = known.place, left_out + len(known.between)
        rest, spelled = words.removeprefix(known.name), full + (known.name == place.name)
        if rest.startswith(place.name):  # 上海市上海市: the municipality once more as its own city
            rest = rest.removeprefix(place.name)
        levels = (*above, *known.between, place.name)
        yield Found(levels, rest, left + (left == 1 and place.name[-1] in _DISTRICT), spelled, known.past)
        yield from _walk(rest, place, levels, left, spelled)
