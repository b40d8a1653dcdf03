"""What the web builds its dialogs, filter bar and cells from: kinds, types, periods, colours, limits."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router

from kehu.api.gate import JSON_LIMIT, UPLOAD_LIMIT, Signed
from kehu.api.render import dump, language_of
from kehu.api.strict import Told
from kehu.base.text import LANGUAGES
from kehu.catalog.declare import PALETTE
from kehu.engine.fields import FieldType, Setting, all_types
from kehu.engine.files.limits import FILE_BYTES, FILES_IN_CELL
from kehu.engine.operators import Takes, operators
from kehu.engine.ranges.doing import DIRECT_ROWS, MOST_CELLS, MOST_NAMED, MOST_ROWS, MOST_SPANS, TOLD
from kehu.engine.rules import RuleKind, all_kinds
from kehu.lang.filters import MAX_CONDITIONS, MAX_DEPTH, MAX_LINKS
from kehu.lang.grouping import GROUPABLE, MAX_GROUPINGS, UNITS
from kehu.lang.kinds import AGGREGATES, EDITORS, SORTABLE, Kind
from kehu.lang.periods import COUNTED, MAX_DAYS, PERIODS
from kehu.lang.query import MAX_PAGE, MAX_SORTS

router = Router()

MAX_OPERATIONS = 10_000
LIMITS = {
    "page": MAX_PAGE,
    "sorts": MAX_SORTS,
    "conditions": MAX_CONDITIONS,
    "depth": MAX_DEPTH,
    "links": MAX_LINKS,
    "groups": MAX_GROUPINGS,
    "days": MAX_DAYS,
    "operations": MAX_OPERATIONS,
    "range_direct": DIRECT_ROWS,
    "range_rows": MOST_ROWS,
    "range_cells": MOST_CELLS,
    "range_spans": MOST_SPANS,
    "range_records": MOST_NAMED,
    "range_told": TOLD,
    "body": JSON_LIMIT,
    "upload": UPLOAD_LIMIT,
    "file": FILE_BYTES,
    "files": FILES_IN_CELL,
}


class Named(Told):
    """A key and its name in the member's language."""

    key: str
    name: str


class OperatorTold(Named):
    """One way to compare; `takes` says how many values it wants."""

    takes: Takes


class KindTold(Told):
    """A kind: what every type of it can be asked."""

    key: str
    operators: list[OperatorTold]
    aggregates: list[str]
    editor: str
    sortable: bool
    groupable: bool


class SettingTold(Told):
    """One thing to configure about a field of a type."""

    key: str
    type: str
    name: str
    default: Any
    options: list[Named] | None


class TypeTold(Told):
    """A field type."""

    key: str
    kind: str
    name: str
    icon: str
    align: str
    computed: bool
    system: bool
    sensitivity: Literal["open", "personal", "secret"]
    settings: list[SettingTold]


class PeriodTold(Named):
    """A span of days; the key of one that `counts` holds `{n}` where a number of days belongs."""

    counts: bool


class RuleKindTold(Told):
    """A kind of rule: about one field or the table, which kinds of fields and how many it names, what it wants."""

    key: str
    name: str
    note: str
    about: Literal["field", "table"]
    kinds: list[str]
    least: int
    most: int
    settings: list[SettingTold]


class Meta(Told):
    """Everything that is the same for all tables."""

    kinds: list[KindTold]
    types: list[TypeTold]
    rules: list[RuleKindTold]
    periods: list[PeriodTold]
    colors: list[str]
    limits: dict[str, int]
    units: list[Named]
    languages: list[str]


@router.get("/meta", response=Meta, summary="Tell kinds, types, periods, colours and limits")
def meta(request: Signed) -> HttpResponse:
    """Answer what never changes while the process runs."""
    return HttpResponse(_meta(language_of(request)), content_type="application/json")


@cache
def _meta(language: str) -> bytes:
    return dump(
        {
            "kinds": [_kind(kind) for kind in Kind],
            "types": [_type(each) for each in all_types().values()],
            "rules": [_rule(each) for each in all_kinds().values()],
            "periods": [
                {"key": each.key, "name": each.name, "counts": each.counts}
                for each in (*PERIODS.values(), *COUNTED.values())
            ],
            "units": [{"key": key, "name": name} for key, name in UNITS.items()],
            "colors": PALETTE,
            "limits": LIMITS,
            "languages": LANGUAGES,
        },
        language,
    )


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "key": kind.value,
        "operators": [{"key": each.key, "name": each.name, "takes": each.takes} for each in operators()[kind]],
        "aggregates": AGGREGATES[kind],
        "editor": EDITORS[kind],
        "sortable": kind in SORTABLE,
        "groupable": kind in GROUPABLE,
    }


def _type(each: FieldType) -> dict[str, Any]:
    return {
        "key": each.key,
        "kind": each.kind.value,
        "name": each.name,
        "icon": each.icon,
        "align": each.align,
        "computed": each.computed,
        "system": each.system,
        "sensitivity": each.sensitivity,
        "settings": [_setting(setting) for setting in each.settings],
    }


def _rule(each: RuleKind) -> dict[str, Any]:
    return {
        "key": each.key,
        "name": each.name,
        "note": each.note,
        "about": each.about,
        "kinds": [kind.value for kind in Kind if kind in each.kinds],
        "least": each.least,
        "most": each.most,
        "settings": [_setting(setting) for setting in each.settings],
    }


def _setting(setting: Setting) -> dict[str, Any]:
    return {
        "key": setting.key,
        "type": setting.kind,
        "name": setting.name,
        "default": setting.default,
        "options": [{"key": key, "name": name} for key, name in setting.options] or None,
    }
