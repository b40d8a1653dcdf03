"""Indexes by use: made from what views and slow queries ask, within a budget, dropped when they serve nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from kehu.access.actor import Actor
from kehu.base.errors import Forbidden
from kehu.base.text import Text
from kehu.catalog import store, views
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.indexes import keep, told, use
from kehu.engine.indexes.pattern import Pattern, pattern_of
from kehu.engine.indexes.wanted import Asked, wanted
from kehu.jobs.models import Job
from kehu.lang.filters import read_filter
from kehu.lang.query import Query, Sort

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 3_000
STAGES = {"choices": [{"id": f"c{number}", "label": f"阶段 {number}", "color": "grey"} for number in range(1, 6)]}
BY_STAGE = {
    "filter": {"join": "and", "items": [{"field": "stage", "operator": "is", "value": "c2"}]},
    "sorts": [{"field": "day", "descending": True}],
}


@pytest.fixture
def shape(wang: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """A table that counts as a large one."""
    monkeypatch.setattr(keep, "FROM_RECORDS", 1_000)
    monkeypatch.setattr(told, "FROM_RECORDS", 1_000)
    made = schema.create_table(
        wang,
        TableSpec(
            "deals",
            Text("商机", "Deals"),
            "table",
            "name",
            (
                FieldSpec("name", Text("名称", "Name"), "text"),
                FieldSpec("stage", Text("阶段", "Stage"), "choice", STAGES),
                FieldSpec("day", Text("日期", "Day"), "date"),
                FieldSpec("amount", Text("金额", "Amount"), "number"),
                FieldSpec("tags", Text("标签", "Tags"), "choices", STAGES),
            ),
        ),
    )
    columns = ", ".join(f'"{made.field(key).column}"' for key in ("name", "stage", "day", "amount", "tags"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO \"{made.physical}\" ({columns}) SELECT '商机 ' || n, 'c' || 1 + n %% 5,"
            " date '2026-01-01' + n %% 300, n, ARRAY['c' || 1 + n %% 5] FROM generate_series(1, %s) AS n",
            [ROWS],
        )
        cursor.execute(f'ANALYZE "{made.physical}"')
    yield made
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE "{made.physical}"')


def fields_of(wang: Actor) -> set[tuple[str, ...]]:
    """The fields of the indexes that stand."""
    table = next(each for each in told.told(wang) if each.shape.key == "deals")
    return {one.fields for one in table.indexes if one.bytes}


def plan(shape: Table, query: Query, wang: Actor) -> str:
    """How PostgreSQL would read a page."""
    from kehu.engine.reading import asker_of
    from kehu.engine.sql import pages, select

    source = select.Source(store.current(), shape, asker_of(wang), query.filter)
    (text, values), _ = pages.page_statement(source, query, tuple(shape.by_key.values()))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {text}", values)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_a_view_gets_the_index_that_gives_its_first_page_without_sorting(shape: Table, wang: Actor) -> None:
    view = views.create(wang, shape, "进行中", BY_STAGE)
    assert keep.keep()["built"] >= 2
    assert ("stage", "day") in fields_of(wang)
    query = Query(filter=read_filter(view.config["filter"]), sorts=(Sort("day", True),), limit=20)
    shown = plan(shape, query, wang)
    assert f"{shape.physical}_u" in shown, shown
    assert "Sort Key" not in shown.split("Limit", 1)[1], shown
    assert read.page(wang, "deals", query).rows


def test_what_stands_is_built_once(shape: Table, wang: Actor) -> None:
    views.create(wang, shape, "进行中", BY_STAGE)
    keep.keep()
    assert keep.keep() == {"built": 0, "dropped": 0, "failed": 0}


def test_an_index_goes_when_its_view_is_gone_and_nobody_used_it_for_two_weeks(shape: Table, wang: Actor) -> None:
    view = views.create(wang, shape, "进行中", BY_STAGE)
    keep.keep()
    views.archive(wang, view.pk)
    assert keep.keep()["dropped"] == 0, "it may still be of use"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE engine_index SET wanted_at = now() - interval '15 days', used_at = NULL")
    assert keep.keep()["dropped"] == 1
    assert fields_of(wang) == {("name",)}


def test_slow_queries_are_noted_and_indexed_when_they_come_often(
    shape: Table, wang: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use, "SLOW_MS", 0.0)
    for _ in range(keep.OFTEN):
        read.page(wang, "deals", Query(sorts=(Sort("amount", True),)))
    assert use.flush() >= 1
    assert Job.objects.filter(kind=keep.KEEP).count() == 1, "one look is enough"
    keep.keep()
    assert ("amount",) in fields_of(wang)


def test_the_budget_bounds_number_and_bytes(shape: Table, wang: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("day", "amount", "stage"):
        views.create(wang, shape, key, {"sorts": [{"field": key, "descending": False}]})
    monkeypatch.setattr(keep, "MOST", 2)
    assert keep.keep()["built"] == 2
    monkeypatch.setattr(keep, "MOST", 12)
    monkeypatch.setattr(keep, "LEAST_BYTES", 1)
    monkeypatch.setattr(keep, "SHARE", 0.0)
    assert keep.keep()["built"] == 0


def test_a_small_table_is_left_alone(shape: Table, wang: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "FROM_RECORDS", 1_000_000)
    views.create(wang, shape, "进行中", BY_STAGE)
    assert keep.keep()["built"] == 0
    assert not keep.soon(shape)


def test_every_text_fits_into_the_order_of_titles(shape: Table, wang: Actor) -> None:
    keep.keep()
    assert ("name",) in fields_of(wang)
    long = "".join(chr(0x20000 + place * 7) for place in range(5_000))
    receipt = write.apply(wang, [write.Insert("deals", {"name": long})])
    assert read.record(wang, "deals", receipt.records[0].id).values["name"] == long


def test_only_whoever_may_shape_tables_reads_of_indexes(shape: Table) -> None:
    with pytest.raises(Forbidden):
        told.told(Actor(None, "李", "member"))


def test_the_name_of_anothers_own_view_stays_private(shape: Table, wang: Actor, li: Actor) -> None:
    views.create(li, shape, "我的秘密", BY_STAGE)
    keep.keep()
    table = next(each for each in told.told(wang) if each.shape.key == "deals")
    (one,) = [each for each in table.indexes if each.fields == ("stage", "day")]
    assert one.why.views == ()
    assert one.why.private == 1


def test_only_conditions_that_all_must_hold_ask_for_an_index() -> None:
    of = read_filter(
        {
            "join": "and",
            "items": [
                {"field": "stage", "operator": "is", "value": "c1"},
                {"join": "or", "items": [{"field": "a", "operator": "empty"}, {"field": "b", "operator": "empty"}]},
            ],
        }
    )
    found = pattern_of(of, (Sort("day"),), ("amount",))
    assert found == Pattern(("stage",), (), (("amount", False), ("day", False)))
    assert Pattern.read(found.as_json()) == found


def test_one_index_serves_views_that_ask_for_the_same(shape: Table) -> None:
    first, second = Pattern(sorts=(("day", True),)), Pattern(sorts=(("day", True),))
    (one,) = wanted(shape, store.current(), [Asked(first, (1,)), Asked(second, (2,))])
    assert one.views == (1, 2)


def test_what_begins_an_order_needs_no_index_of_its_own(shape: Table) -> None:
    pattern = Pattern((), (("day", "within"),), (("day", True),))
    (one,) = wanted(shape, store.current(), [Asked(pattern, (1,))])
    assert one.definition.use == "order"
