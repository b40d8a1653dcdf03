"""A table as of any moment is what was there then; bringing it back makes now equal then, and can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import NotFound
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import read, schema, write
from kehu.engine.history import asof, rewind, undo
from kehu.engine.operations import Archive, Insert, Operation, Restore, Update
from kehu.engine.retyping.retype import retype
from kehu.lang.query import Query

KEYS = ("name", "size", "tags", "open", "day", "parent", "owner")
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["甲", "乙", "丙", ""]),
        "size": st.sampled_from(["1", "2.50", None]),
        "tags": st.sampled_from([["c1"], ["c2", "c1"], None]),
        "open": st.booleans(),
        "day": st.sampled_from(["2026-10-01", None]),
    },
)


@pytest.fixture
def actor(db: None) -> Actor:
    actor = actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))
    fields = (
        FieldSpec("name", Text.same("名"), "text"),
        FieldSpec("size", Text.same("大小"), "number"),
        FieldSpec("tags", Text.same("标签"), "choices", choices(("新", "New"), ("热", "Hot"))),
        FieldSpec("open", Text.same("开"), "checkbox"),
        FieldSpec("day", Text.same("日"), "date"),
        FieldSpec("parent", Text.same("上级"), "link", {"target": "things"}),
        FieldSpec("twice", Text.same("两倍"), "formula", {"formula": "{大小}*2"}),
    )
    schema.create_table(actor, TableSpec("things", Text.same("东西"), "box", "name", fields))
    return actor


def clock() -> datetime:
    """Tell the time as the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def rows(found: list[Any]) -> dict[int, Any]:
    return {row[0]: row[2:] for row in found}


def state(actor: Actor) -> tuple[dict[int, Any], dict[int, Any]]:
    """Tell what is in use, and what is archived."""
    live = read.page(actor, "things", Query(limit=1000, fields=KEYS)).rows
    return rows(live), rows(read.page(actor, "things", Query(limit=1000, fields=KEYS, archived=True)).rows)


def state_at(actor: Actor, at: datetime) -> tuple[dict[int, Any], dict[int, Any]]:
    opened = asof.open_at(actor, "things", at)
    assert opened.snapshot is not None
    live = asof.page(actor, opened.snapshot, Query(limit=1000, fields=KEYS)).rows
    gone = asof.page(actor, opened.snapshot, Query(limit=1000, fields=KEYS, archived=True)).rows
    return rows(live), rows(gone)


def step(actor: Actor, data: st.DataObject) -> None:
    live, gone = state(actor)
    kinds = (
        ["insert"] * 2
        + ["update", "update", "archive", "link"] * bool(live)
        + ["restore"] * bool(gone)
        + ["undo", "redo"]
    )
    kind = data.draw(st.sampled_from(kinds))
    one = data.draw(st.sampled_from(sorted(live))) if live else 0
    operations: list[Operation] = []
    match kind:
        case "insert":
            operations = [Insert("things", data.draw(VALUES)) for _ in range(data.draw(st.integers(1, 2)))]
        case "update":
            operations = [Update("things", one, data.draw(VALUES))]
        case "link":
            operations = [Update("things", one, {"parent": data.draw(st.sampled_from([*sorted(live), None]))})]
        case "archive":
            operations = [Archive("things", one)]
        case "restore":
            operations = [Restore("things", data.draw(st.sampled_from(sorted(gone))))]
        case _:
            try:
                undo.undo(actor) if kind == "undo" else undo.redo(actor)
            except NotFound:
                return
    if operations:
        write.apply(actor, operations)


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_past_is_what_was_there_and_comes_back(actor: Actor, data: st.DataObject) -> None:
    place = transaction.savepoint()
    try:
        walk(actor, data)
    finally:
        transaction.savepoint_rollback(place)


def walk(actor: Actor, data: st.DataObject) -> None:
    known = [(clock(), *state(actor))]
    for _ in range(data.draw(st.integers(1, 10))):
        step(actor, data)
        known.append((clock(), *state(actor)))
    for at, live, gone in known:
        assert state_at(actor, at) == (live, gone)
    at, live, _ = data.draw(st.sampled_from(known))
    before = state(actor)
    opened = asof.open_at(actor, "things", at)
    assert opened.snapshot is not None
    done = rewind.restore(actor, opened.snapshot, rewind.Choice())
    assert done["failed"] == 0
    assert state(actor)[0] == live
    assert sum(rewind.totals(actor, opened.snapshot, rewind.Choice()).kinds.values()) == 0
    if done["change"] is not None:
        undo.undo(actor, done["change"])
    assert state(actor)[0] == before[0]


@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_past_of_a_retyped_field_is_told_in_its_type_of_today(actor: Actor, data: st.DataObject) -> None:
    place = transaction.savepoint()
    try:
        write.apply(
            actor, [Insert("things", {"name": name, "size": size}) for name, size in (("1", 5), ("a", 6), ("3", 7))]
        )
        first = clock()
        ids = sorted(state(actor)[0])
        chosen = data.draw(st.lists(st.sampled_from(ids), unique=True))
        for identity in chosen:
            write.apply(actor, [Update("things", identity, {"name": "42"})])
        retype(actor, "things", "name", "number")
        for identity in data.draw(st.lists(st.sampled_from(ids), unique=True)):
            write.apply(actor, [Update("things", identity, {"name": "77"})])
        live, _ = state_at(actor, first)
        assert [live[identity][0] for identity in ids] == ["1", None, "3"]
        assert [live[identity][1] for identity in ids] == ["5", "6", "7"]
    finally:
        transaction.savepoint_rollback(place)
