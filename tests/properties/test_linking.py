"""Both sides of a link agree with a plain set of pairs after any writes, and undo restores each set exactly."""

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
from kehu.engine.operations import Archive, Insert, Operation, Restore, Update
from kehu.lang.query import Query

SIZE = 4
PLACES = st.lists(st.integers(0, SIZE - 1), max_size=SIZE, unique=True)
Links = dict[int, list[int]]


@pytest.fixture
def actor(db: None) -> Actor:
    actor = actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))
    name = FieldSpec("name", Text.same("名"), "text")
    for key in ("people", "talks"):
        schema.create_table(actor, TableSpec(key, Text.same(key), "box", "name", (name,)))
    schema.add_field(
        actor, "talks", FieldSpec("with", Text.same("和谁"), "links", {"target": "people"}), back=Text.same("talks")
    )
    return actor


def made(actor: Actor, table: str) -> list[int]:
    rows = [Insert(table, {"name": f"{table} {number}"}) for number in range(SIZE)]
    return [each.id for each in write.apply(actor, rows).records]


def sides(actor: Actor) -> tuple[Links, Links, set[int]]:
    """Give both sides as read, and the talks in use."""
    talks = read.page(actor, "talks", Query(limit=100, fields=("with",))).rows
    gone = read.page(actor, "talks", Query(limit=100, fields=("with",), archived=True)).rows
    people = read.page(actor, "people", Query(limit=100, fields=("talks",))).rows
    return (
        {row[0]: row[2] or [] for row in (*talks, *gone)},
        {row[0]: row[2] or [] for row in people},
        {row[0] for row in talks},
    )


class Oracle:
    """The links as a plain dictionary."""

    def __init__(self, talks: list[int], people: list[int]) -> None:
        self.talks, self.people = talks, people
        self.links: Links = {talk: [] for talk in talks}
        self.live = set(talks)

    def other_side(self) -> Links:
        return {who: sorted(t for t in self.live if who in self.links[t]) for who in self.people}

    def step(self, data: st.DataObject) -> list[Operation]:
        """Draw one write from either side and do it here."""
        talk = self.talks[data.draw(st.integers(0, SIZE - 1))]
        who = self.people[data.draw(st.integers(0, SIZE - 1))]
        match data.draw(st.sampled_from(["set", "delta", "whole", "turn"])):
            case "set" if talk in self.live:
                ids = [self.people[place] for place in data.draw(PLACES)]
                self.links[talk] = ids
                return [Update("talks", talk, {"with": ids})]
            case "delta":
                add = [each for each in self.some(data) if each in self.live]
                remove = [each for each in self.some(data) if each not in add and each in self.live]
                self.move(who, add, remove)
                return [Update("people", who, {"talks": {"add": add, "remove": remove}})]
            case "whole":
                wanted = [each for each in self.some(data) if each in self.live]
                self.move(who, wanted, [each for each in self.live if each not in wanted])
                return [Update("people", who, {"talks": wanted})]
            case "turn" if talk in self.live:
                self.live.discard(talk)
                return [Archive("talks", talk)]
            case "turn":
                self.live.add(talk)
                return [Restore("talks", talk)]
            case _:
                return []

    def some(self, data: st.DataObject) -> list[int]:
        return [self.talks[place] for place in data.draw(PLACES)]

    def move(self, who: int, add: list[int], remove: list[int]) -> None:
        for talk in add:
            if who not in self.links[talk]:
                self.links[talk] = [*self.links[talk], who]
        for talk in remove:
            self.links[talk] = [each for each in self.links[talk] if each != who]


@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_sides_agree_and_undo_restores_them(actor: Actor, data: st.DataObject) -> None:
    place = transaction.savepoint()
    try:
        walk(actor, data)
    finally:
        transaction.savepoint_rollback(place)


def walk(actor: Actor, data: st.DataObject) -> None:
    oracle = Oracle(made(actor, "talks"), made(actor, "people"))
    states: list[Any] = [sides(actor)]
    for _ in range(data.draw(st.integers(1, 6))):
        before = len(undo.changes(actor, limit=500))
        if operations := oracle.step(data):
            write.apply(actor, operations)
        talks, people, live = sides(actor)
        assert talks == oracle.links
        assert people == oracle.other_side()
        assert live == oracle.live
        if len(undo.changes(actor, limit=500)) > before:
            states.append((talks, people, live))
    for expected in reversed(states[:-1]):
        undo.undo(actor)
        assert sides(actor) == expected
    for expected in states[1:]:
        undo.redo(actor)
        assert sides(actor) == expected
