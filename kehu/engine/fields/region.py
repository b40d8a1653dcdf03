"""Region: province, city and district of China (省/市/区), completed from what people write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehu.base.regions import Change, region_of, regions_of
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_NAMED = 4


class RegionType(FieldType):
    """A region, stored as 广东省/深圳市/南山区 so that it sorts and filters by its beginning."""

    key = "region"
    kind = Kind.TEXT
    name = Text("地区", "Region")
    icon = "place"
    examples = ("广东省/深圳市/南山区", "广东深圳南山", "深圳市南山区", "上海 浦东新区", "香港")
    hints = ("地区", "省份", "城市", "省市", "所在地", "region", "province", "city")
    settings = (
        Setting(
            "elsewhere",
            Text("也可填写其他地区（如国外、大区）", "Other places too (abroad, sales areas)"),
            "bool",
            False,
        ),
    )

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Complete a region; raises `Wrong` for an unknown one or the name of several, unless others may be kept."""
        words = read_text(value, limit=200)
        if words is None:
            return None
        changes = changes_of(field)
        found = region_of(words, changes)
        if found is not None:
            return found
        if field.config.get("elsewhere"):
            return words
        several = [each.region for each in regions_of(words, changes) if not each.rest]
        if several:
            raise Wrong(
                Text("“{value}”有好几个，请写上省市：{some}", "“{value}” is the name of several places: {some}").format(
                    value=words[:40], some="、".join(several[:_NAMED])
                ),
                "region.several",
            )
        raise Wrong(
            Text(
                "没有找到地区“{value}”，请写成 广东省/深圳市/南山区",
                "There is no region “{value}”; write it like 广东省/深圳市/南山区",
            ).format(value=words[:40]),
            "region",
        )

    def guess(self, samples: Sequence[str]) -> float:
        """Never proposed: a single place outside the list would refuse its row, so people choose it."""
        return 0.0

    def check_config(self, config: Any) -> dict[str, Any]:
        """Keep the one switch as yes or no."""
        known = super().check_config(config)
        return {"elsewhere": bool(known["elsewhere"])}


def changes_of(field: Field) -> tuple[Change, ...]:
    """Give how the company changed the list of regions, as the field carries it."""
    return tuple(Change(kind, path, year, name) for kind, path, year, name in field.config.get("places", ()))


TYPE = RegionType()
