"""Views as files: taken over by the same table, by another one, and what does not fit is told."""

from typing import Any

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store, view_files, views
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.catalog.shapes import Table
from kehu.engine import schema

CONFIG: dict[str, Any] = {
    "filter": {
        "join": "and",
        "items": [
            {"field": "stage", "operator": "any_of", "value": ["c2"]},
            {"field": "firm.city", "operator": "contains", "value": "京"},
            {"field": "amount", "operator": "gt", "value": "10"},
        ],
    },
    "sorts": [{"field": "amount", "descending": True}],
    "groups": [{"field": "stage", "by": None, "descending": False}],
    "colors": [
        {"filter": {"field": "amount", "operator": "gt", "value": "100"}, "color": "red", "field": None},
        {"filter": {"field": "stage", "operator": "is", "value": "c1"}, "color": "green", "field": "amount"},
    ],
    "columns": [{"field": "amount", "width": 90, "summary": "sum"}, {"field": "stage", "hidden": True}],
    "frozen": 1,
}


@pytest.fixture
def owner(db: None) -> Actor:
    return actor_of(Member.objects.create_user("owner@example.com", "x", name="王芳", role="owner"))


@pytest.fixture
def deals(owner: Actor) -> Table:
    schema.create_table(
        owner,
        TableSpec(
            "firms", Text.same("公司"), "box", "name",
            (FieldSpec("name", Text.same("名"), "text"), FieldSpec("city", Text("城市", "City"), "text")),
        ),
    )  # fmt: skip
    return deal_table(owner, "deals", (("一", "One"), ("二", "Two")))


def deal_table(owner: Actor, key: str, stages: tuple[tuple[str, str], ...], amount: str = "amount") -> Table:
    return schema.create_table(
        owner,
        TableSpec(
            key, Text.same(key), "box", "name",
            (
                FieldSpec("name", Text.same("名"), "text"),
                FieldSpec("stage", Text("阶段", "Stage"), "choice", choices(*stages)),
                FieldSpec(amount, Text("金额", "Amount"), "number"),
                FieldSpec("firm", Text("公司", "Firm"), "link", {"target": "firms"}),
            ),
        ),
    )  # fmt: skip


def exported(owner: Actor, deals: Table) -> dict[str, Any]:
    view = views.create(owner, deals, "大单", CONFIG)
    return view_files.write(view, store.current(), "deals", "zh-CN")


def test_the_same_table_takes_its_view_over_unchanged(owner: Actor, deals: Table) -> None:
    file = exported(owner, deals)
    assert file["fields"]["firm.city"] == ["公司", "城市"]
    assert file["choices"]["stage"] == {"c1": "一", "c2": "二"}
    assert view_files.read(file, store.current(), deals) == ("大单", CONFIG, [])


def test_another_table_takes_it_over_by_names(owner: Actor, deals: Table) -> None:
    file = exported(owner, deals)
    stages = (("零", "Zero"), ("二", "Two"), ("一", "One"))
    other = deal_table(owner, "leads", stages, amount="sum_of_money")
    _, config, missing = view_files.read(file, store.current(), other)
    assert missing == []
    stage, _, amount = config["filter"]["items"]
    assert stage["value"] == ["c2"]
    assert amount["field"] == "sum_of_money"
    assert config["colors"][1]["filter"]["value"] == "c3"
    assert config["colors"][1]["field"] == "sum_of_money"
    assert [column["field"] for column in config["columns"]] == ["sum_of_money", "stage"]


def test_what_a_table_does_not_have_is_left_out_and_told(owner: Actor, deals: Table) -> None:
    file = exported(owner, deals)
    name = FieldSpec("name", Text.same("名"), "text")
    bare = schema.create_table(owner, TableSpec("notes", Text.same("笔记"), "box", "name", (name,)))
    _, config, missing = view_files.read(file, store.current(), bare)
    assert sorted(missing) == sorted(["阶段", f"公司{view_files.WAY}城市", "金额"])
    assert config["filter"] is None
    assert (config["sorts"], config["groups"], config["colors"], config["columns"]) == ([], [], [], [])


@pytest.mark.parametrize(
    "change",
    [{"kehu": "table"}, {"version": 2}, {"config": []}, {"fields": 5}, {"choices": {"stage": 1}},
     {"config": {"sorts": [{}]}}, {"config": {"colors": [{"color": "red"}]}}, {"config": {"filter": {"x": 1}}}],
)  # fmt: skip
def test_another_file_is_refused_in_words(owner: Actor, deals: Table, change: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        view_files.read({**exported(owner, deals), **change}, store.current(), deals)
