"""Undo of any sequence of writes is identity, and redo brings all of it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import read, schema, write
from kehu.engine.history import undo
from kehu.engine.operations import Archive, Insert, Operation, Restore, Update
from kehu.lang.query import Query

VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["甲", "乙", "丙"]),
        "size": st.sampled_from(["1", "2.5", None]),
        "tags": st.sampled_from([["c1"], ["c2", "c1"], None]),
        "open": st.booleans(),
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
    )
    schema.create_table(actor, TableSpec("things", Text.same("东西"), "box", "name", fields))
    return actor


def state(actor: Actor) -> tuple[dict[int, Any], set[int]]:
    keys = ("name", "size", "tags", "open")
    live = read.page(actor, "things", Query(limit=1000, fields=keys)).rows
    gone = read.page(actor, "things", Query(limit=1000, fields=keys, archived=True)).rows
    return {row[0]: row[2:] for row in live}, {row[0] for row in gone}


def operation(data: st.DataObject, live: list[int], gone: list[int]) -> Operation:
    kinds = ["insert"] + ["update", "archive"] * bool(live) + ["restore"] * bool(gone)
    match data.draw(st.sampled_from(kinds)):
        case "insert":
            return Insert("things", data.draw(VALUES))
        case "update":
            return Update("things", live[data.draw(st.integers(0, len(live) - 1))], data.draw(VALUES))
        case "archive":
            return Archive("things", live[data.draw(st.integers(0, len(live) - 1))])
        case _:
            return Restore("things", gone[data.draw(st.integers(0, len(gone) - 1))])


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_every_step_and_doing_them_again(actor: Actor, data: st.DataObject) -> None:
    place = transaction.savepoint()
    try:
        walk(actor, data)
    finally:
        transaction.savepoint_rollback(place)


def walk(actor: Actor, data: st.DataObject) -> None:
    states = [state(actor)]
    for _ in range(data.draw(st.integers(1, 6))):
        before = len(undo.changes(actor, limit=500))
        calls: dict[int, Operation] = {}
        for _ in range(data.draw(st.integers(1, 3))):
            live, gone = states[-1]
            step = operation(data, sorted(live), sorted(gone))
            calls[getattr(step, "id", -len(calls))] = step
        write.apply(actor, list(calls.values()))
        if len(undo.changes(actor, limit=500)) > before:
            states.append(state(actor))
    for expected in reversed(states[:-1]):
        undo.undo(actor)
        live, _ = state(actor)
        assert live == expected[0]
    for expected in states[1:]:
        undo.redo(actor)
        live, _ = state(actor)
        assert live == expected[0]
