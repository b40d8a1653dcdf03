"""Computed fields of many new records: worked out on the way in, as right as those of one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.compute.nodes import levels
from kehu.engine.compute.run import Touched
from kehu.engine.history import undo
from kehu.engine.operations import Insert, Update
from kehu.engine.reading import reading_of
from kehu.engine.writing.batch import STAGED_FROM

MANY = STAGED_FROM + 5
COMPUTED = ("double", "said", "below", "twice", "of_parent", "branches")


@pytest.fixture
def computing(wang: Actor, shops: Table) -> Table:
    """Shops with computed fields that read their own record, today, one another, and other records."""
    for key, type_key, config in (
        ("double", "formula", {"formula": "{面积}*2"}),
        ("said", "formula", {"formula": '{店名}&"·"&{级别}&IF({营业},"·开","")&{编号}'}),
        ("below", "formula", {"formula": 'IF({开业}<TODAY(),"已开","未开")'}),
        ("twice", "formula", {"formula": "{double}*2"}),
        ("of_parent", "lookup", {"link": "parent", "field": "double"}),
        ("branches", "rollup", {"table": "shops", "link": "parent", "function": "sum", "field": "double"}),
    ):
        schema.add_field(wang, "shops", FieldSpec(key, Text.same(key), type_key, config))
    return store.current().table("shops")


def many(parent: int | None = None) -> list[Insert]:
    return [
        Insert(
            "shops",
            {
                "name": f"店{index}",
                "code": f"C{index}",
                "size": str(index),
                "level": "旗舰" if index % 2 else "标准",
                "opened": "2020-01-01" if index % 3 else "2999-01-01",
                "open": bool(index % 5),
                "parent": parent,
            },
        )
        for index in range(MANY)
    ]


def test_they_are_right_at_once_and_follow_every_later_change(wang: Actor, computing: Table) -> None:
    parent = write.apply(wang, [Insert("shops", {"name": "总店", "size": "7"})]).records[0].id
    receipt = write.apply(wang, many(parent))
    ids = [written.id for written in receipt.records]
    for index in (0, 1, 2, 3, 5, MANY - 1):
        found = read.record(wang, "shops", ids[index]).values
        said = f"店{index}·{'旗舰' if index % 2 else '标准'}{'·开' if index % 5 else ''}{found['number']}"
        below = "已开" if index % 3 else "未开"
        assert [found[key] for key in COMPUTED] == [f"{index * 2}", said, below, f"{index * 4}", "14", "0"]
    assert read.record(wang, "shops", parent).values["branches"] == str(sum(2 * index for index in range(MANY)))
    write.apply(wang, [Update("shops", ids[3], {"size": "100"})])
    found = read.record(wang, "shops", ids[3]).values
    assert (found["double"], found["twice"]) == ("200", "400")


def test_records_that_change_again_in_the_same_action_are_worked_out_again(wang: Actor, computing: Table) -> None:
    with write.action(wang) as act:
        ids = [written.id for written in act.apply(many()).records]
        act.apply([Update("shops", ids[1], {"size": "1.5", "level": "社区"})])
    found = read.record(wang, "shops", ids[1]).values
    assert (found["double"], found["twice"], str(found["said"])[:5]) == ("3", "6", "店1·社区")


def test_each_record_is_written_once(wang: Actor, computing: Table) -> None:
    with CaptureQueriesContext(connection) as asked:
        write.apply(wang, many())
    own = [query["sql"] for query in asked if query["sql"].startswith(f"UPDATE {computing.physical}")]
    columns = {key: computing.field(key).column for key in ("double", "said", "below")}
    assert own  # what reads computed fields follows
    assert not [sql for sql in own for column in columns.values() if f"SET {column}=" in sql or f", {column}=" in sql]


def test_a_value_that_is_taken_refuses_its_row_and_undo_takes_all_back(wang: Actor, computing: Table) -> None:
    write.apply(wang, [Insert("shops", {"name": "早", "code": "C7"})])
    with pytest.raises(Invalid) as refused:
        write.apply(wang, many())
    assert [(each["index"], each["field"]) for each in refused.value.details["errors"]] == [(7, "code")]
    receipt = write.apply(wang, many(), partial=True)
    assert ([each.index for each in receipt.failed], len(receipt.records)) == ([7], MANY - 1)
    assert receipt.change is not None
    undo.undo(wang, receipt.change)
    assert read.count(wang, "shops") == 1


def test_what_was_worked_out_yesterday_waits_for_today(wang: Actor, computing: Table) -> None:
    reading = reading_of(wang)
    node = next(
        node for level in levels(store.current(), reading) for node in level if node.place == ("shops", "below")
    )
    yesterday = reading.today - timedelta(days=1)
    touched = Touched(made={1, 2}, filled={("below", yesterday): {1, 2}})
    assert touched.waiting(node, yesterday) == set()
    assert touched.waiting(node, reading.today) == {1, 2}
