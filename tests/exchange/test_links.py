"""Cells of a file that name several records."""

from datetime import date

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.engine import read, schema, write
from kehu.engine.fields import Reading
from kehu.exchange.convert import Converter


@pytest.fixture
def actor(db: None) -> Actor:
    """An owner with talks that link to several people."""
    actor = actor_of(Member.objects.create_user("wang@example.com", "x", name="王芳", role="owner"))
    name = FieldSpec("name", Text.same("名"), "text")
    schema.create_table(actor, TableSpec("people", Text.same("人"), "user", "name", (name,)))
    schema.create_table(actor, TableSpec("talks", Text.same("联系"), "phone", "name", (name,)))
    schema.add_field(actor, "talks", FieldSpec("with", Text.same("和谁"), "links", {"target": "people"}))
    write.apply(actor, [write.Insert("people", {"name": "甲"})])
    return actor


def test_titles_are_split_found_and_made_when_that_is_wanted(actor: Actor) -> None:
    converter = Converter(store.current().table("talks").field("with"), Reading(date(2026, 3, 5)))
    assert converter.convert("甲；乙").shown == "甲、乙"
    converter.raw = True
    made = write.apply(actor, [write.Insert("talks", {"with": converter.convert("甲；乙\n丙").value})]).records[0]
    assert len(read.record(actor, "talks", made.id).values["with"]) == 3
    assert read.count(actor, "people") == 3
    converter.create_links = False
    receipt = write.apply(actor, [write.Insert("talks", {"with": converter.convert("甲、丁").value})], partial=True)
    assert [failure.code for failure in receipt.failed] == ["link.none"]
