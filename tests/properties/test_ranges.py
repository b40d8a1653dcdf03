"""Fill, paste, clear, set and archive over random views do what a simple sheet of rows would (T08, R03)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.engine import read, schema, write
from kehu.engine.history import undo
from kehu.engine.operations import Insert
from kehu.engine.ranges.carry import carry, prepare
from kehu.engine.ranges.doing import doing_of
from kehu.lang.query import Query

KEYS = ("name", "note", "size")
WORDS = st.sampled_from(["甲", "乙", "丙", None])
SIZES = st.sampled_from(["1", "2", "3", None])
Row = dict[str, Any]
START = st.lists(st.fixed_dictionaries({"name": WORDS, "note": WORDS, "size": SIZES}), min_size=1, max_size=9)
FILTERS = st.sampled_from(
    [
        None,
        {"field": "size", "operator": "ge", "value": "2"},
        {"field": "note", "operator": "not_empty"},
        {"field": "name", "operator": "is", "value": "乙"},
    ]
)
SORTS = st.lists(
    st.fixed_dictionaries({"field": st.sampled_from(["size", "note"]), "descending": st.booleans()}), max_size=2
)
DOING = st.fixed_dictionaries(
    {
        "do": st.sampled_from(["fill", "fill", "paste", "paste", "clear", "set", "archive"]),
        "filter": FILTERS,
        "sorts": SORTS,
        "ends": st.tuples(st.integers(0, 9), st.integers(0, 9) | st.none()),
        "fields": st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True),
        "seeds": st.integers(1, 3),
        "direction": st.sampled_from(["down", "up"]),
        "insert": st.booleans(),
        "block": st.lists(st.lists(st.sampled_from(["1", "2", ""]), min_size=1, max_size=2), min_size=1, max_size=3),
    }
)


@pytest.fixture
def wang(db: None) -> Actor:
    actor = actor_of(Member.objects.create_user("wang@b.cn", "x", name="王芳", role="owner"))
    types = {"name": "text", "note": "text", "size": "number"}
    fields = tuple(FieldSpec(key, Text.same(key), kind) for key, kind in types.items())
    schema.create_table(actor, TableSpec("things", Text.same("东西"), "box", "name", fields))
    return actor


def test_ranges_do_what_a_sheet_would_and_undo_takes_all_of_it_back(wang: Actor) -> None:
    @given(START, st.lists(DOING, min_size=1, max_size=4))
    @settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def holds(start: list[Row], doings: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            play(wang, start, doings)
            transaction.set_rollback(True)

    holds()


def play(actor: Actor, start: list[Row], doings: list[dict[str, Any]]) -> None:
    made = write.apply(actor, [Insert("things", row) for row in start]).records
    sheet = {each.id: dict(row) for each, row in zip(made, start, strict=True)}
    for wanted in doings:
        before = stored(actor)
        assert before == sheet
        shown = view(sheet, wanted["filter"], wanted["sorts"])
        first, last = wanted["ends"]
        if last is not None and last < first:
            first, last = last, first
        rows = {
            "spans": [{"first": first, "last": last}],
            "filter": wanted["filter"],
            "sorts": wanted["sorts"],
            "count": len(shown),
        }
        body = {**wanted, "rows": rows, "mode": "copy", "values": dict.fromkeys(wanted["fields"], "2")}
        outcome = carry(actor, prepare(actor, doing_of("things", body)))
        new = expect(sheet, shown[first : None if last is None else last + 1], wanted)
        made_ids = [record["id"] for record in outcome.records or [] if record["id"] not in sheet]
        sheet = new | dict(zip(made_ids, sheet_rows(wanted, first, last, len(shown)), strict=True))
        assert stored(actor) == sheet
        if outcome.change is not None:
            undo.undo(actor, outcome.change)
            assert stored(actor) == before
            undo.redo(actor)
            assert stored(actor) == sheet


def stored(actor: Actor) -> dict[int, Row]:
    page = read.page(actor, "things", Query(fields=KEYS, limit=1000))
    return {row[0]: dict(zip(KEYS, row[2:], strict=True)) for row in page.rows}


def view(sheet: dict[int, Row], of: dict[str, Any] | None, sorts: list[dict[str, Any]]) -> list[int]:
    """Give the ids that a view shows, in order: empty values last both ways, then by id."""

    def holds(row: Row) -> bool:
        match of and (of["operator"], row[of["field"]]):
            case None:
                return True
            case "ge", value:
                return value is not None and int(value) >= 2
            case "not_empty", value:
                return value is not None
            case _, value:
                return bool(value == "乙")

    ids = sorted(identity for identity, row in sheet.items() if holds(row))
    for sort in reversed(sorts):
        order = sorted({row[sort["field"]] for row in sheet.values()} - {None}, key=gb, reverse=sort["descending"])
        ids.sort(key=lambda identity: place(order, sheet[identity][sort["field"]]))
    return ids


def gb(value: str) -> bytes:
    return value.encode("gb18030")


def place(order: list[str], value: str | None) -> int:
    return len(order) if value is None else order.index(value)


def expect(sheet: dict[int, Row], ids: list[int], wanted: dict[str, Any]) -> dict[int, Row]:
    """Give the sheet after a doing, new rows aside."""
    fields, after = wanted["fields"], {identity: dict(row) for identity, row in sheet.items()}
    match wanted["do"]:
        case "archive":
            return {identity: row for identity, row in after.items() if identity not in ids}
        case "clear" | "set":
            for identity in ids:
                after[identity] |= dict.fromkeys(fields, None if wanted["do"] == "clear" else "2")
        case "paste":
            for line, identity in zip(pasted(wanted), ids, strict=False):
                after[identity] |= {key: value or None for key, value in line.items()}
        case "fill":
            turned = ids[::-1] if wanted["direction"] == "up" else ids
            seeds = turned[: wanted["seeds"]]
            for index, identity in enumerate(turned[len(seeds) :]):
                after[identity] |= {key: sheet[seeds[index % len(seeds)]][key] for key in fields}
    return after


def sheet_rows(wanted: dict[str, Any], first: int, last: int | None, count: int) -> list[Row]:
    """Give the rows that a paste makes behind the last record."""
    if wanted["do"] != "paste" or not wanted["insert"] or last is None:
        return []
    lines, empty = pasted(wanted), dict.fromkeys(KEYS)
    held = max(0, min(last + 1, count) - first)
    behind = last + 1 - max(first, count)
    made = [line for index, line in enumerate(lines) if held <= index < held + behind]
    return [empty | {key: value or None for key, value in line.items()} for line in made if any(line.values())]


def pasted(wanted: dict[str, Any]) -> list[Row]:
    """Lay the block over twenty rows; a line that is too short leaves its cells as they are."""
    block, fields = wanted["block"], wanted["fields"]
    width = max(map(len, block))
    lines = [{key: line[at % width] for at, key in enumerate(fields) if at % width < len(line)} for line in block]
    return [lines[index % len(lines)] for index in range(20)]
