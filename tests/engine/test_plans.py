"""Edits run by plans that the database keeps; what the plans were made for may change at any time."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access.actor import Actor
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.operations import Insert, Update
from kehu.engine.retyping import retype


def value(actor: Actor, table: str, record: int, key: str) -> object:
    """Give one value as it is shown now."""
    return read.record(actor, table, record).values[key]


def kept() -> set[str]:
    """Give the statements whose plans the database keeps for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return {row[0] for row in cursor.fetchall()}


def edit(actor: Actor, record: int, size: str) -> None:
    """Change one cell."""
    write.apply(actor, [Update("shops", record, {"size": size})])


@pytest.mark.django_db(transaction=True)
def test_the_second_edit_leaves_plans_and_no_further_edit_makes_more(wang: Actor, shops: Table) -> None:
    record = write.apply(wang, [Insert("shops", {"name": "总店"})]).records[0].id
    edit(wang, record, "1")
    edit(wang, record, "2")
    plans = kept()
    assert any(shops.physical in text and "UPDATE" in text for text in plans)
    for number in range(3, 9):
        edit(wang, record, str(number))
    assert kept() == plans


@pytest.mark.django_db(transaction=True)
def test_an_edit_by_a_kept_plan_fits_a_field_that_somebody_else_gave_another_type(wang: Actor, shops: Table) -> None:
    record = write.apply(wang, [Insert("shops", {"name": "总店"})]).records[0].id
    for number in range(8):
        edit(wang, record, str(number))

    def other() -> None:
        retype.retype(wang, "shops", "size", "text")
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join(30)
    edit(wang, record, "很大")
    assert value(wang, "shops", record, "size") == "很大"


@pytest.fixture
def visits(wang: Actor, shops: Table) -> Table:
    """Visits of shops, whose number and latest day each shop knows."""
    made = schema.create_table(
        wang,
        TableSpec(
            "visits",
            Text("巡店记录", "Visits"),
            "eye",
            "name",
            (
                FieldSpec("name", Text("名称", "Name"), "text"),
                FieldSpec("day", Text("日期", "Day"), "date"),
                FieldSpec("shop", Text("门店", "Shop"), "link", {"target": "shops"}),
            ),
        ),
    )
    config = {"table": "visits", "link": "shop", "function": "max", "field": "day"}
    schema.add_field(wang, "shops", FieldSpec("latest", Text("最近", "Latest"), "rollup", config))
    return made


def test_a_roll_up_follows_the_record_and_the_shop_it_moves_to(wang: Actor, visits: Table) -> None:
    rows = [Insert("shops", {"name": "甲"}), Insert("shops", {"name": "乙"})]
    one, two = (written.id for written in write.apply(wang, rows).records)
    visit = write.apply(wang, [Insert("visits", {"name": "v", "day": "2026-01-01", "shop": one})]).records[0].id
    for day in range(2, 10):
        write.apply(wang, [Update("visits", visit, {"day": f"2026-01-0{day}"})])
        assert value(wang, "shops", one, "latest") == f"2026-01-0{day}"
    with write.action(wang) as act:
        act.apply([Update("visits", visit, {"day": "2026-02-01"})])
        act.apply([Update("visits", visit, {"shop": two})])
    assert (value(wang, "shops", one, "latest"), value(wang, "shops", two, "latest")) == (None, "2026-02-01")
    write.apply(wang, [Update("visits", visit, {"shop": None})])
    assert value(wang, "shops", two, "latest") is None


def test_a_cell_that_a_roll_up_follows_takes_seven_statements(wang: Actor, visits: Table) -> None:
    # table held, lock, update, change with ledger and notice; shop locked, worked out again, told
    shop = write.apply(wang, [Insert("shops", {"name": "甲"})]).records[0].id
    visit = write.apply(wang, [Insert("visits", {"name": "v", "day": "2026-01-01", "shop": shop})]).records[0].id
    write.apply(wang, [Update("visits", visit, {"day": "2026-01-02"})])
    with CaptureQueriesContext(connection) as caught:
        write.apply(wang, [Update("visits", visit, {"day": "2026-01-03"})])
    assert sum(1 for query in caught if "SAVEPOINT" not in query["sql"]) == 7
