"""Computed fields as people make and change them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access.actor import Actor
from kehu.base.errors import Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import install, read, schema, write
from kehu.engine.compute.preview import preview
from kehu.engine.operations import Insert, Update
from kehu.engine.retyping import retype
from kehu.lang.filters import Condition
from kehu.lang.kinds import Kind
from kehu.lang.query import Query, Sort


def add(actor: Actor, key: str, type_key: str, **config: object) -> None:
    schema.add_field(actor, "shops", FieldSpec(key, Text.same(key), type_key, config))


def shop(actor: Actor, **values: object) -> int:
    return write.apply(actor, [Insert("shops", {"name": "店", **values})]).records[0].id


def values(actor: Actor, identity: int) -> dict[str, object]:
    return read.record(actor, "shops", identity).values


def test_a_formula_is_written_with_names_and_survives_their_change(wang: Actor, shops: Table) -> None:
    identity = shop(wang, size="50", level="旗舰")
    add(wang, "note", "formula", formula='IF({面积}>=50,"大店","小店")&"·"&{级别}')
    assert values(wang, identity)["note"] == "大店·旗舰"
    schema.change_field(wang, "shops", "size", name="营业面积")
    assert store.current().table("shops").field("note").config["formula"] == 'IF({size}>=50,"大店","小店")&"·"&{level}'
    write.apply(wang, [Update("shops", identity, {"size": "10"})])
    assert values(wang, identity)["note"] == "小店·旗舰"


def test_a_renamed_choice_is_followed_by_the_formulas_that_read_it(wang: Actor, shops: Table) -> None:
    identity = shop(wang, level="旗舰")
    add(wang, "note", "formula", formula="{级别}&{级别}")
    choices = [{"id": "c1", "label": "总店"}, {"id": "c2", "label": "标准"}, {"id": "c3", "label": "社区"}]
    schema.change_field(wang, "shops", "level", config={"choices": choices})
    assert values(wang, identity)["note"] == "总店总店"


def test_a_lookup_behaves_like_the_field_it_takes(wang: Actor, shops: Table) -> None:
    parent = shop(wang, level="旗舰", opened="2026-01-01", tags="新、热", open="是")
    child = shop(wang, parent=parent)
    for key in ("level", "opened", "tags", "open", "parent"):
        add(wang, f"of_{key}", "lookup", link="parent", field=key)
    found = values(wang, child)
    assert (found["of_level"], found["of_opened"], found["of_tags"], found["of_open"]) == (
        "c1",
        "2026-01-01",
        ["c1", "c2"],
        True,
    )
    field = store.current().table("shops").field("of_level")
    assert (field.kind, [each.label.zh for each in field.choices]) == (Kind.CHOICE, ["旗舰", "标准", "社区"])
    assert read.count(wang, "shops", Condition("of_level", "is", "旗舰")) == 1
    assert read.count(wang, "shops", Condition("of_opened", "within", "this_year")) == 1
    assert next(row[0] for row in read.page(wang, "shops", Query(sorts=(Sort("of_opened"),))).rows) == child


def test_what_is_computed_can_be_computed_with_again_and_sorted_by(wang: Actor, shops: Table) -> None:
    parent = shop(wang, rent="10")
    for rent in ("100", "50"):
        shop(wang, rent=rent, parent=parent)
    add(wang, "branches", "rollup", table="shops", link="parent", function="sum", field="rent")
    add(wang, "all", "formula", formula="{租金}+{branches}")
    add(wang, "above", "lookup", link="parent", field="all")
    assert values(wang, parent)["all"] == "160"
    rows = read.page(wang, "shops", Query(sorts=(Sort("all", True),), fields=("all", "above"))).rows
    assert [row[2:] for row in rows] == [("160", None), ("100", "160"), ("50", "160")]


def test_a_circle_is_refused_with_the_way_round(wang: Actor, shops: Table) -> None:
    add(wang, "a", "formula", formula="{面积}+1")
    add(wang, "b", "formula", formula="{a}+1")
    with pytest.raises(Invalid) as refused:
        schema.change_field(wang, "shops", "a", config={"formula": "{b}+1"})
    assert refused.value.code == "formula.cycle"
    assert set(refused.value.details["path"]) == {"shops.a", "shops.b"}
    with pytest.raises(Invalid):
        schema.change_field(wang, "shops", "a", config={"formula": "{a}+1"})
    assert values(wang, shop(wang, size="1"))["b"] == "3"


def test_a_changed_formula_may_give_another_kind(wang: Actor, shops: Table) -> None:
    identity = shop(wang, size="4")
    add(wang, "a", "formula", formula="{面积}*2")
    assert values(wang, identity)["a"] == "8"
    schema.change_field(wang, "shops", "a", config={"formula": "{面积}>3"})
    assert values(wang, identity)["a"] is True
    assert store.current().table("shops").field("a").kind is Kind.BOOL


@pytest.mark.parametrize(
    ("type_key", "config"),
    [
        ("formula", {"formula": "{不存在}+1"}),
        ("formula", {"formula": "("}),
        ("formula", {"formula": ""}),
        ("lookup", {"link": "name", "field": "size"}),
        ("lookup", {"link": "parent", "field": "nothing"}),
        ("rollup", {"table": "shops", "link": "name", "function": "count"}),
        ("rollup", {"table": "shops", "link": "parent", "function": "sum", "field": "name"}),
        ("rollup", {"table": "shops", "link": "parent", "function": "sum"}),
        ("rollup", {"table": "shops", "link": "parent", "function": "fold", "field": "size"}),
        ("rollup", {"table": "nowhere", "link": "parent", "function": "count"}),
    ],
)
def test_settings_that_make_no_sense_are_refused_and_nothing_is_added(
    wang: Actor, shops: Table, type_key: str, config: dict[str, object]
) -> None:
    before = len(store.current().table("shops").fields)
    with pytest.raises((Invalid, NotFound)):
        add(wang, "x", type_key, **config)
    assert len(store.current().table("shops").fields) == before


def test_nobody_writes_a_computed_field_and_nobody_takes_away_what_it_reads(wang: Actor, shops: Table) -> None:
    add(wang, "a", "formula", formula="{面积}*2")
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Insert("shops", {"name": "x", "a": "5"})])
    assert refused.value.details["errors"][0]["code"] == "field.readonly"
    for take_away in (
        lambda: schema.archive_field(wang, "shops", "size"),
        lambda: retype.retype(wang, "shops", "size", "text"),
    ):
        with pytest.raises(Invalid) as refused:
            take_away()
        assert refused.value.code == "field.read"


def test_a_computed_field_can_be_frozen_into_a_plain_one(wang: Actor, shops: Table) -> None:
    identity = shop(wang, size="4")
    add(wang, "a", "formula", formula="{面积}*2")
    retype.retype(wang, "shops", "a", "number")
    write.apply(wang, [Update("shops", identity, {"size": "100"})])
    assert values(wang, identity)["a"] == "8"
    write.apply(wang, [Update("shops", identity, {"a": "9"})])
    assert values(wang, identity)["a"] == "9"


def test_a_preview_shows_kind_spelling_and_samples(wang: Actor, shops: Table) -> None:
    identity = shop(wang, size="4")
    seen = preview(wang, "shops", "{size}*2")
    assert (seen.kind, seen.formula, seen.inputs) == (Kind.NUMBER, "{面积}*2", ("size",))
    assert seen.samples == [{"id": identity, "title": "店", "value": "8"}]


def test_a_mistake_is_placed_in_what_was_written_not_in_what_is_kept(wang: Actor, shops: Table) -> None:
    ways: tuple[Callable[[str], object], ...] = (
        lambda source: preview(wang, "shops", source),
        lambda source: add(wang, "x", "formula", formula=source),
    )
    for way in ways:
        with pytest.raises(Invalid) as refused:
            way("{面积}+{级别}")
        assert refused.value.details["errors"][0]["start"] == 5


def test_tables_that_compute_nothing_pay_nothing(wang: Actor, shops: Table) -> None:
    identity = shop(wang)
    with CaptureQueriesContext(connection) as before:
        write.apply(wang, [Update("shops", identity, {"name": "a"})])
    add(wang, "a", "formula", formula="{面积}*2")
    with CaptureQueriesContext(connection) as after:
        write.apply(wang, [Update("shops", identity, {"name": "b"})])
    assert len(after) - len(before) <= 1


def test_declared_tables_may_compute_across_each_other(wang: Actor) -> None:
    people = TableSpec(
        "buyers",
        Text.same("买家"),
        "user",
        "name",
        (
            FieldSpec("name", Text.same("名"), "text"),
            FieldSpec(
                "total",
                Text.same("总额"),
                "rollup",
                {"table": "deals", "link": "buyer", "function": "sum", "field": "sum"},
            ),
        ),
    )
    deals = TableSpec(
        "deals",
        Text.same("交易"),
        "bag",
        "note",
        (
            FieldSpec("note", Text.same("备注"), "text"),
            FieldSpec("sum", Text.same("金额"), "money"),
            FieldSpec("buyer", Text.same("买家"), "link", {"target": "buyers"}),
        ),
    )
    assert install.install([people]) == ["buyers"]
    assert install.install([people, deals]) == ["deals", "buyers.total"]
    assert install.install([people, deals]) == []
    buyer = write.apply(wang, [Insert("buyers", {"name": "甲"})]).records[0].id
    write.apply(wang, [Insert("deals", {"sum": "5", "buyer": buyer})])
    assert read.record(wang, "buyers", buyer).values["total"] == "5"
