"""Computed fields are always true: after any sequence of writes they are what Python computes from scratch."""

from __future__ import annotations

from decimal import Decimal
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
from kehu.engine.operations import Archive, Insert, Restore, Update
from kehu.lang.query import Query

PAID = {"field": "state", "operator": "is", "value": "c1"}
CUSTOMERS = ("name", "total", "paid", "count", "biggest", "last", "firstday", "parent", "kids", "family", "big")
ORDERS = ("amount", "state", "day", "customer", "whose", "worth")


def spec(key: str, type_key: str, **config: Any) -> FieldSpec:
    return FieldSpec(key, Text.same(key), type_key, config)


def rollup(key: str, function: str, field: str | None = None, **more: Any) -> FieldSpec:
    return spec(key, "rollup", table="orders", link="customer", function=function, field=field, **more)


@pytest.fixture
def actor(db: None) -> Actor:
    actor = actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))
    people = TableSpec(
        "people", Text.same("客户"), "user", "name", (spec("name", "text"), spec("parent", "link", target="people"))
    )
    schema.create_table(actor, people)
    schema.create_table(
        actor,
        TableSpec(
            "orders",
            Text.same("订单"),
            "bag",
            "note",
            (
                spec("note", "text"),
                spec("amount", "money"),
                FieldSpec("state", Text.same("状态"), "choice", choices(("已付", "paid"), ("未付", "open"))),
                spec("day", "date"),
                spec("customer", "link", target="people"),
            ),
        ),
    )
    for each in (
        rollup("total", "sum", "amount"),
        rollup("paid", "sum", "amount", filter=PAID),
        rollup("count", "count"),
        rollup("biggest", "max", "amount"),
        rollup("last", "last", "state", order="day"),
        rollup("firstday", "min", "day"),
        spec("kids", "rollup", table="people", link="parent", function="count"),
        spec("family", "rollup", table="people", link="parent", function="sum", field="total"),
        spec("big", "formula", formula='IF({total}>100,"大客户","普通")&"-"&{parent}'),
    ):
        schema.add_field(actor, "people", each)
    schema.add_field(actor, "orders", spec("whose", "lookup", link="customer", field="name"))
    schema.add_field(actor, "orders", spec("worth", "lookup", link="customer", field="total"))
    return actor


def rows(actor: Actor, table: str, keys: tuple[str, ...], archived: bool = False) -> dict[int, dict[str, Any]]:
    found = read.page(actor, table, Query(limit=1000, fields=keys, archived=archived)).rows
    return {row[0]: dict(zip(keys, row[2:], strict=True)) for row in found}


def check(actor: Actor) -> None:
    """Compute everything again in Python and compare."""
    people, gone = rows(actor, "people", CUSTOMERS), rows(actor, "people", CUSTOMERS, archived=True)
    orders = rows(actor, "orders", ORDERS)
    everybody = {**people, **gone}
    for identity, person in everybody.items():
        mine = sorted(
            (order["day"] or "9999", number) for number, order in orders.items() if order["customer"] == identity
        )
        own = [orders[number] for _, number in mine]
        amounts = [Decimal(order["amount"]) for order in own if order["amount"] is not None]
        dated = [
            (order["day"], number) for number, order in orders.items() if order["customer"] == identity and order["day"]
        ]
        undated = [number for number, order in orders.items() if order["customer"] == identity and not order["day"]]
        last = max(dated)[1] if dated else max(undated, default=None)
        kids = [kid for kid in people.values() if kid["parent"] == identity]
        paid = [Decimal(order["amount"]) for order in own if order["state"] == "c1" and order["amount"] is not None]
        parent = everybody[person["parent"]]["name"] if person["parent"] else ""
        size = "大客户" if sum(amounts) > 100 else "普通"
        assert person == {
            **person,
            "total": wire(sum(amounts)),
            "paid": wire(sum(paid)),
            "count": str(len(own)),
            "biggest": wire(max(amounts)) if amounts else None,
            "last": orders[last]["state"] if last else None,
            "firstday": min((order["day"] for order in own if order["day"]), default=None),
            "kids": str(len(kids)),
            "family": wire(sum(Decimal(kid["total"]) for kid in kids)),
            "big": f"{size}-{parent or ''}",
        }
    for order in orders.values():
        whose = everybody.get(order["customer"], {})
        assert (order["whose"], order["worth"]) == (whose.get("name"), whose.get("total"))


def wire(number: Decimal | int) -> str:
    words = format(Decimal(number).normalize(), "f")
    return words if words != "-0" else "0"


@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_they_are_right_after_any_sequence_of_writes_and_undos(actor: Actor, data: st.DataObject) -> None:
    place = transaction.savepoint()
    try:
        for _ in range(data.draw(st.integers(1, 5))):
            step(actor, data)
            check(actor)
        for _ in range(data.draw(st.integers(0, 2))):
            if any(change.kind == "do" and change.undone_by_id is None for change in undo.changes(actor)):
                undo.undo(actor)
                check(actor)
    finally:
        transaction.savepoint_rollback(place)


def step(actor: Actor, data: st.DataObject) -> None:
    people, orders = sorted(rows(actor, "people", ("name",))), sorted(rows(actor, "orders", ("note",)))
    gone = sorted(rows(actor, "orders", ("note",), archived=True))

    def person() -> int | None:
        return data.draw(st.sampled_from([None, *range(len(people))])) if people else None

    def some_person() -> int | None:
        place = person()
        return None if place is None else people[place]

    def order() -> dict[str, Any]:
        return {
            "amount": data.draw(st.sampled_from(["10", "99.5", "250", None])),
            "state": data.draw(st.sampled_from(["c1", "c2", None])),
            "day": data.draw(st.sampled_from(["2026-01-05", "2026-02-01", None])),
            "customer": some_person(),
        }

    match data.draw(st.sampled_from(["people", "orders", "orders", "move", "archive", "restore", "rename", "mixed"])):
        case "people":
            named = [
                Insert("people", {"name": data.draw(st.sampled_from("甲乙丙")), "parent": some_person()})
                for _ in range(2)
            ]
            write.apply(actor, named)
        case "orders":
            write.apply(actor, [Insert("orders", order()) for _ in range(data.draw(st.integers(1, 3)))])
        case "move" if orders:
            write.apply(actor, [Update("orders", each, order()) for each in orders[:2]])
        case "archive" if orders:
            write.apply(actor, [Archive("orders", orders[0])])
        case "restore" if gone:
            write.apply(actor, [Restore("orders", gone[0])])
        case "rename" if people:
            write.apply(
                actor,
                [Update("people", people[0], {"name": data.draw(st.sampled_from("丁戊")), "parent": some_person()})],
            )
        case "mixed" if people:
            write.apply(actor, [Archive("people", people[-1]), Insert("orders", order())])
        case _:
            write.apply(actor, [Insert("people", {"name": "新"})])
