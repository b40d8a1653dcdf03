"""One change that touches a record several times is turned back, and done again, as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.engine import read, schema, write
from kehu.engine.history.undo import redo, undo
from kehu.engine.operations import Archive, Insert, Operation, Restore, Update
from kehu.lang.query import Query

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    """Give an owner with a table whose first record is in use and whose second is archived."""
    actor = actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))
    fields = (FieldSpec("name", Text.same("名"), "text"), FieldSpec("size", Text.same("大小"), "number"))
    schema.create_table(actor, TableSpec("things", Text.same("东西"), "box", "name", fields))
    write.apply(actor, [Insert("things", {"name": "甲", "size": 1}), Insert("things", {"name": "乙", "size": 2})])
    write.apply(actor, [Archive("things", 2)])
    return actor


def state(actor: Actor) -> tuple[Any, Any]:
    """Tell what is in use and what is archived."""
    query = Query(fields=("name", "size"))
    live = [(row[0], *row[2:]) for row in read.page(actor, "things", query).rows]
    gone = read.page(actor, "things", Query(fields=("name", "size"), archived=True)).rows
    return live, [(row[0], *row[2:]) for row in gone]


BATCHES = {
    "made and changed": ([Insert("things", {"name": "丙"})], [Update("things", 3, {"name": "丁", "size": 9})]),
    "made and taken away": ([Insert("things", {"name": "丙"})], [Archive("things", 3)]),
    "changed twice": ([Update("things", 1, {"name": "丙"})], [Update("things", 1, {"name": "丁", "size": 5})]),
    "changed and taken away": ([Update("things", 1, {"name": "丙"})], [Archive("things", 1)]),
    "taken away and brought back": ([Archive("things", 1)], [Restore("things", 1)]),
    "brought back and changed": ([Restore("things", 2)], [Update("things", 2, {"size": 7})]),
    "made, linked to nothing, changed twice": (
        [Insert("things", {"name": "丙"})],
        [Update("things", 3, {"name": "丁"})],
        [Update("things", 3, {"name": "戊"})],
    ),
}


@pytest.mark.parametrize("batches", BATCHES.values(), ids=BATCHES)
def test_a_change_of_several_batches_is_undone_and_redone_as_a_whole(
    actor: Actor, batches: Sequence[list[Operation]]
) -> None:
    before = state(actor)
    with write.action(actor, source="test", label=Text.same("一步")) as act:
        for batch in batches:
            act.apply(batch)
    after = state(actor)
    undo(actor)
    gone = {row[0] for row in before[0]}
    live, archived = state(actor)
    assert live == before[0]
    assert {row[0] for row in archived} >= {row[0] for row in before[1]}
    assert not gone & {row[0] for row in archived}
    redo(actor)
    assert state(actor) == after
