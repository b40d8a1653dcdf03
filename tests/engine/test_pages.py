"""Pages whose wide half is kept as text, and figures over whole tables: always of the records that there are now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kehu.access import scope as scopes
from kehu.access.actor import Actor
from kehu.access.roles import WORK
from kehu.base.errors import Forbidden, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.operations import Archive, Insert
from kehu.engine.sql import pages
from kehu.lang.filters import Condition
from kehu.lang.query import Aggregate, Query, Sort

LEVELS = choices(("低", "Low"), ("中", "Middle"), ("高", "High"))


@pytest.fixture
def jobs(wang: Actor) -> Table:
    """Six jobs with a level, a colour and points; one has nothing."""
    text = Text.same
    schema.create_table(
        wang,
        TableSpec(
            "jobs", text("活"), "box", "name",
            (FieldSpec("name", text("名"), "text"), FieldSpec("level", text("级"), "choice", LEVELS),
             FieldSpec("colour", text("色"), "choice", choices(("红", "Red"), ("蓝", "Blue"))),
             FieldSpec("points", text("分"), "number")),
        ),
    )  # fmt: skip
    rows = [
        ("甲", "高", "红", 5),
        ("乙", "低", "蓝", 5),
        ("丙", "中", "红", 7),
        ("丁", "低", "红", 9),
        ("戊", "高", "蓝", 1),
    ]
    write.apply(
        wang,
        [Insert("jobs", {"name": n, "level": lev, "colour": c, "points": p}) for n, lev, c, p in rows]
        + [Insert("jobs", {"name": "己"})],
    )
    return store.current().table("jobs")


def names(actor: Actor, *sorts: Sort, of: Condition | None = None, skip: int = 0) -> str:
    """The names of a page, and of all pages behind it by their cursors."""
    query, found = Query(filter=of, sorts=sorts, fields=("name",), limit=2, skip=skip), ""
    while True:
        page = read.page(actor, "jobs", query)
        found += "".join(row[2] for row in page.rows)
        if page.next is None:
            return found
        query = replace(query, after=page.next, skip=0)


def test_values_of_the_filter_the_order_and_the_group_do_not_meet(wang: Actor, jobs: Table) -> None:
    red = Condition("colour", "is", "c1")
    for _ in range(2):
        assert names(wang, Sort("level")) == "乙丁丙甲戊己"
        assert names(wang, Sort("level", True), of=red) == "甲丙丁"
        assert names(wang, Sort("points", by="band:5"), Sort("name", True)) == "戊乙甲丁丙己"
        assert names(wang, Sort("level", by="value"), Sort("colour", True), of=red) == "丁丙甲"
        assert names(wang, Sort("level"), skip=3) == "甲戊己"


def test_the_wide_half_is_made_once_for_a_shape_whatever_is_asked(wang: Actor, jobs: Table) -> None:
    names(wang, Sort("level"), of=Condition("colour", "is", "c1"))
    names(wang, Sort("level"), of=Condition("points", "gt", 3))
    shape = store.current().table("jobs")
    assert len(pages._shown[shape]) == 1


def test_another_shape_has_statements_of_its_own(wang: Actor, jobs: Table) -> None:
    assert names(wang, Sort("level")) == "乙丁丙甲戊己"
    turned = list(reversed(jobs.field("level").config["choices"]))
    schema.change_field(wang, "jobs", "level", config={"choices": turned})
    assert names(wang, Sort("level")) == "甲戊丙乙丁己"


def test_different_values_of_a_whole_table_are_those_of_records_in_use(wang: Actor, jobs: Table) -> None:
    def different(key: str, of: Condition | None = None) -> object:
        return read.aggregate(wang, "jobs", of, [Aggregate(key, "distinct"), Aggregate(key, "filled")]).groups[0][1]

    assert different("points") == (4, 5)
    assert different("level", Condition("colour", "is", "c2")) == (2, 2)
    page = read.page(wang, "jobs", Query(filter=Condition("name", "is", "戊"), fields=("name",)))
    write.apply(wang, [Archive("jobs", page.rows[0][0], page.rows[0][1])])
    assert different("points") == (3, 4)


def test_different_values_of_a_field_out_of_reach_are_refused(
    wang: Actor, jobs: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound):
        read.aggregate(wang, "jobs", None, [Aggregate("salary", "distinct")])
    with pytest.raises(Invalid):
        read.aggregate(wang, "jobs", None, [Aggregate("level", "sum")])
    monkeypatch.setattr(scopes, "_of_role", lambda role: scopes.Scope(WORK, None, frozenset({"points"})))
    with pytest.raises(Forbidden):
        read.aggregate(wang, "jobs", None, [Aggregate("points", "distinct")])
