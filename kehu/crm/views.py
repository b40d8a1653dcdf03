"""How a standard table says its views: which columns come first, which records, in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, ViewSpec
from kehu.lang.filters import Condition, Filter, Group, write_filter
from kehu.lang.query import Sort

SYSTEM_FIELDS = ("owner", "created_at", "created_by", "changed_at", "changed_by")
ME = "@me"
FROZEN_COLUMNS = 1

_WIDTHS = {
    "attachment": 180,
    "text": 160,
    "long": 260,
    "number": 100,
    "money": 130,
    "percent": 90,
    "date": 120,
    "datetime": 160,
    "checkbox": 90,
    "choice": 120,
    "choices": 160,
    "tags": 160,
    "phone": 140,
    "email": 190,
    "url": 190,
    "region": 200,
    "address": 260,
    "credit_code": 190,
    "yearly_date": 130,
    "wechat": 140,
    "member": 110,
    "members": 160,
    "link": 230,
    "links": 200,
    "backlink": 200,
    "autonumber": 120,
    "rollup": 130,
    "lookup": 130,
    "formula": 110,
}
_SYSTEM_WIDTHS = {
    "owner": 110,
    "created_at": 160,
    "created_by": 110,
    "changed_at": 160,
    "changed_by": 110,
}
TITLE_WIDTH = 240


def grid(
    key: str,
    name: Text,
    fields: Sequence[FieldSpec],
    show: Sequence[str],
    *,
    where: Filter | None = None,
    sorts: Sequence[Sort] = (),
    title_width: int = TITLE_WIDTH,
) -> ViewSpec:
    """Declare a grid that shows the fields of `show` in this order and keeps every other one hidden behind them."""
    config: dict[str, Any] = {
        "filter": write_filter(where),
        "sorts": [{"field": sort.field, "descending": sort.descending} for sort in sorts],
        "columns": _columns(fields, show, title_width),
        "frozen": FROZEN_COLUMNS,
    }
    return ViewSpec(key, name, "grid", config)


def brought_forward(columns: Sequence[Mapping[str, Any]], show: Sequence[str]) -> list[dict[str, Any]]:
    """Give the columns of a view with those of `show` first and visible, every other one hidden behind them."""
    known = {column["field"]: column for column in columns}
    ordered = (*show, *(key for key in known if key not in show))
    return [{**known[key], "hidden": key not in show} for key in ordered]


def _columns(fields: Sequence[FieldSpec], show: Sequence[str], title_width: int) -> list[dict[str, Any]]:
    widths = {field.key: _WIDTHS[field.type] for field in fields} | _SYSTEM_WIDTHS | {show[0]: title_width}
    return brought_forward([{"field": key, "width": width} for key, width in widths.items()], show)


def chosen(field: FieldSpec, *labels: str) -> list[str]:
    """Give the ids of a choice field's entries by their Chinese labels; raises `KeyError` on an unknown one."""
    ids = {choice["label"]["zh-CN"]: choice["id"] for choice in field.config["choices"]}
    return [ids[label] for label in labels]


def is_one_of(field: FieldSpec, *labels: str) -> Condition:
    """Ask for records whose choice is one of these."""
    ids = chosen(field, *labels)
    return Condition(field.key, "is", ids[0]) if len(ids) == 1 else Condition(field.key, "any_of", ids)


def mine() -> Condition:
    """Ask for the records that the person who looks is responsible for."""
    return Condition("owner", "is", ME)


def within(field: str, period: str) -> Condition:
    """Ask for records whose date lies in a named period."""
    return Condition(field, "within", period)


def all_of(*items: Filter) -> Group:
    """Ask that every filter holds."""
    return Group("and", items)


def any_of(*items: Filter) -> Group:
    """Ask that one of the filters holds."""
    return Group("or", items)
