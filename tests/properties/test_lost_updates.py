"""However the edits of two people interleave, no value is overwritten that the one who writes has not seen (R03)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Conflict, Invalid
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.engine import read, schema, write
from kehu.engine.operations import Archive, Insert, Operation, Restore, Update

FIELDS = ("name", "place")
STEP = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["look", "write", "write", "write", "archive", "restore"]),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from("甲乙丙"), min_size=1),
)


@dataclass
class Page:
    """What one person sees of the record."""

    actor: Actor
    version: int = 1
    values: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def people(db: None) -> list[Actor]:
    made = [Member.objects.create_user(f"{name}@b.cn", "x", name=name, role="owner") for name in ("wang", "li")]
    actors = [actor_of(member) for member in made]
    fields = tuple(FieldSpec(key, Text.same(key), "text") for key in FIELDS)
    schema.create_table(actors[0], TableSpec("things", Text.same("东西"), "box", "name", fields))
    return actors


def now(actor: Actor, identity: int) -> tuple[int, bool, dict[str, Any]]:
    found = read.record(actor, "things", identity)
    return found.version, found.archived, {key: found.values[key] for key in FIELDS}


def test_nobody_overwrites_what_they_have_not_seen(people: list[Actor]) -> None:
    @given(st.lists(STEP, max_size=14))
    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def holds(steps: list[tuple[int, str, dict[str, str]]]) -> None:
        with transaction.atomic():
            play(people, steps)
            transaction.set_rollback(True)

    holds()


def play(people: list[Actor], steps: list[tuple[int, str, dict[str, str]]]) -> None:
    first = dict.fromkeys(FIELDS, "甲")
    identity = write.apply(people[0], [Insert("things", first)]).records[0].id
    pages = [Page(actor, 1, dict(first)) for actor in people]
    for who, what, values in steps:
        page = pages[who]
        version, archived, before = now(page.actor, identity)
        if what == "look":
            page.version, page.values = version, before
            continue
        unseen = {key for key in FIELDS if before[key] != page.values[key]}
        operation: Operation = Update("things", identity, values, page.version)
        if what == "archive":
            operation = Archive("things", identity, page.version)
        elif what == "restore":
            operation = Restore("things", identity)
        try:
            write.apply(page.actor, [operation])
        except (Conflict, Invalid) as refused:
            assert now(page.actor, identity) == (version, archived, before)
            told = {clash["field"] for clash in refused.details.get("conflicts", [])}
            if what == "write" and not archived:
                assert told == {key for key in unseen & values.keys() if values[key] != before[key]}
            assert told or archived
            continue
        after_version, after_archived, after = now(page.actor, identity)
        assert after_version - version in (0, 1)
        assert after_archived == {"archive": True, "restore": False}.get(what, archived)
        if what == "write":
            assert not archived
            assert after == before | values
            assert all(before[key] == values[key] for key in unseen & values.keys())
        else:
            assert after == before
            assert what == "restore" or archived or not unseen
