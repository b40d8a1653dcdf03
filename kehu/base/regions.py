"""The regions of China (省/市/区): found by full or short names, with or without the levels above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

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
_DISTRICT = "区县"
"""How districts end: those of Beijing are no clearer on their own than those of other cities."""


@dataclass(slots=True)
class Place:
    """One division; `names` are its full name and the short ones people use."""

    name: str
    names: tuple[str, ...]
    inside: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A region at the start of a text: its levels, what follows it, and how it was spelled."""

    levels: tuple[str, ...]
    rest: str
    depth: int
    full: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """Order candidates: most text explained, fewest levels left out, full names first."""
        return (len(self.rest), self.depth, -self.full)

    @property
    def region(self) -> str:
        """Write the region as it is stored."""
        return SEPARATOR.join(self.levels)


@cache
def provinces() -> dict[str, Place]:
    """Read the tree that came with the program."""
    tree: dict[str, Place] = {}
    for line in (files("kehu.base") / "regions_cn.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        province, city, districts = line.split("\t")
        above = _put(tree, province).inside
        below = _put(above, city).inside if city else above
        for district in districts.split():
            _put(below, district)
    return tree


def _put(places: dict[str, Place], name: str) -> Place:
    return places.setdefault(name, Place(name, _names(name)))


def _names(name: str) -> tuple[str, ...]:
    """Give 广西壮族自治区 and 广西, 深圳市 and 深圳; no name of one character."""
    short = name.removesuffix("自治区") if name == "内蒙古自治区" else _SELF_GOVERNED.sub("", name)
    if short == name:
        short = _ENDING.sub("", name)
    return (name, short) if 1 < len(short) < len(name) else (name,)


@lru_cache(maxsize=20_000)
def regions_of(words: str) -> tuple[Found, ...]:
    """Find the regions a text may begin with, all of the best ones: one when it is clear, none when it has none."""
    bare = _BETWEEN.sub("", fold_width(words)[:200])
    found = list(_walk(bare, provinces(), (), 0, 0))
    if not found:
        return ()
    best = min(each.rank for each in found)
    return tuple({each.levels: each for each in found if each.rank == best}.values())


def region_of(words: str) -> str | None:
    """Complete a text that is a region and nothing else (深圳南山 gives 广东省/深圳市/南山区); None when it is not."""
    found = regions_of(words)
    return found[0].region if len(found) == 1 and not found[0].rest else None


def _walk(words: str, places: dict[str, Place], above: tuple[str, ...], left_out: int, full: int) -> Iterator[Found]:
    for place in places.values():
        levels = (*above, place.name)
        for name in place.names:
            if not words.startswith(name):
                continue
            rest, spelled = words.removeprefix(name), full + (name == place.name)
            if rest.startswith(place.name):  # 上海市上海市: the municipality once more as its own city
                rest = rest.removeprefix(place.name)
            depth = left_out + (left_out == 1 and place.name[-1] in _DISTRICT)
            yield Found(levels, rest, depth, spelled)
            yield from _walk(rest, place.inside, levels, left_out, spelled)
        yield from _walk(words, place.inside, levels, left_out + 1, full)
