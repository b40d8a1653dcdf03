"""Conditions on the fields of linked records: over one or two links, never beyond the asker's reach."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access import scope as scopes
from kehu.access.actor import Actor
from kehu.access.roles import WORK
from kehu.base.errors import Forbidden, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import read, reading, schema, write
from kehu.engine.operations import Insert
from kehu.engine.operators import operators
from kehu.lang.filters import Condition, Filter, Group
from kehu.lang.kinds import Kind
from kehu.lang.query import Query


@pytest.fixture
def company(wang: Actor) -> dict[str, int]:
    """Regions, customers in them, orders of the customers; one customer without a region, one order without any."""
    text = Text.same
    schema.create_table(
        wang,
        TableSpec(
            "areas", text("大区"), "box", "name",
            (FieldSpec("name", text("名"), "text"), FieldSpec("size", text("人数"), "number")),
        ),
    )  # fmt: skip
    schema.create_table(
        wang,
        TableSpec(
            "firms", text("客户"), "box", "name",
            (FieldSpec("name", text("名"), "text"),
             FieldSpec("region", text("地区"), "choice", choices(("华东", "East"), ("华南", "South"))),
             FieldSpec("area", text("大区"), "link", {"target": "areas"}), FieldSpec("boss", text("负责"), "member")),
        ),
    )  # fmt: skip
    schema.create_table(
        wang,
        TableSpec(
            "sales", text("订单"), "box", "number",
            (FieldSpec("number", text("号"), "text"), FieldSpec("firm", text("客户"), "link", {"target": "firms"}),
             FieldSpec("amount", text("额"), "number")),
        ),
    )  # fmt: skip
    made: dict[str, int] = {}

    def add(table: str, title: str, **values: object) -> None:
        key = {"areas": "name", "firms": "name", "sales": "number"}[table]
        made[title] = write.apply(wang, [Insert(table, {key: title, **values})]).records[0].id

    add("areas", "北区", size=5)
    add("areas", "南区", size=50)
    add("firms", "东江", region="c1", area=made["北区"])
    add("firms", "南山", region="c2", area=made["南区"])
    add("firms", "无名", boss=wang.member)
    for number, firm in (("甲", "东江"), ("乙", "南山"), ("丙", "无名"), ("戊", "东江")):
        add("sales", number, firm=made[firm])
    add("sales", "丁")
    return made


@pytest.fixture
def found(wang: Actor, company: dict[str, int]) -> Callable[[str, str, object], str]:
    def ask(path: str, operator: str, value: object = None) -> str:
        return answer(wang, Condition(path, operator, value))

    return ask


def answer(actor: Actor, of: Filter) -> str:
    return "".join(row[2] for row in read.page(actor, "sales", Query(filter=of, fields=("number",))).rows)


def test_a_record_is_found_by_a_field_of_the_record_it_links_to(found: Callable[..., str]) -> None:
    assert found("firm.region", "is", "c1") == "甲戊"
    assert found("firm.region", "any_of", ["c1", "c2"]) == "甲乙戊"
    assert found("firm.name", "contains", "山") == "乙"
    assert found("firm.boss", "is", "@me") == "丙"


def test_no_linked_record_is_like_an_empty_field(found: Callable[..., str]) -> None:
    assert found("firm.region", "empty") == "丙丁"
    assert found("firm.region", "not_empty") == "甲乙戊"
    assert found("firm.region", "is_not", "c1") == "乙丙丁"
    assert found("firm.name", "not_contains", "山") == "甲丙戊丁"


def test_a_path_goes_over_two_links_and_no_further(found: Callable[..., str]) -> None:
    assert found("firm.area.size", "gt", 10) == "乙"
    assert found("firm.area.size", "ne", 5) == "乙丙丁"
    assert found("firm.area.name", "empty") == "丙丁"
    with pytest.raises(Invalid, match="links"):
        found("firm.area.size.more.still", "eq", 1)


def test_paths_join_with_other_conditions(wang: Actor, company: dict[str, int]) -> None:
    either = Group("or", (Condition("firm.region", "is", "c2"), Condition("number", "is", "丁")))
    assert answer(wang, either) == "乙丁"
    both = Group("and", (Condition("firm.region", "is", "c1"), Condition("number", "is_not", "甲")))
    assert answer(wang, both) == "戊"


def test_a_path_through_something_else_is_refused_in_words(found: Callable[..., str]) -> None:
    for path in ("number.name", "firm.boss.name", "amount.x"):
        with pytest.raises(Invalid):
            found(path, "is", "x")
    with pytest.raises(NotFound):
        found("firm.nothing", "is", "x")
    with pytest.raises(Invalid):
        found("firm.region", "contains", "华")


def test_what_the_asker_does_not_reach_does_not_exist(
    wang: Actor, company: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    only_south = scopes.Scope(WORK, Condition("region", "is", "c2"), frozenset({"boss"}))

    def narrowed(actor: Actor, action: str, table: str) -> scopes.Scope:
        return only_south if table == "firms" else scopes.Scope(WORK)

    monkeypatch.setattr(reading, "require", narrowed)
    assert answer(wang, Condition("firm.region", "is", "c1")) == ""
    assert answer(wang, Condition("firm.name", "contains", "东")) == ""
    assert answer(wang, Condition("firm.region", "is_not", "c1")) == "甲乙丙戊丁"
    with pytest.raises(Forbidden):
        answer(wang, Condition("firm.boss", "is", "@me"))


def test_a_path_costs_no_further_statement(wang: Actor, company: dict[str, int]) -> None:
    def cost(of: Filter) -> int:
        with CaptureQueriesContext(connection) as log:
            read.count(wang, "sales", of)
        return len(log)

    assert cost(Condition("firm.area.size", "gt", 10)) == cost(Condition("number", "is", "x"))


def test_every_operator_is_named_in_both_languages_once_per_kind() -> None:
    for kind in Kind:
        keys = [operator.key for operator in operators()[kind]]
        assert len(keys) == len(set(keys))
        assert all(operator.name.zh and operator.name.en for operator in operators()[kind])
