"""The standard tables installed and the demo company loaded, on a real database."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Company, Member
from kehu.base.errors import Forbidden
from kehu.catalog import models, store
from kehu.crm import goals
from kehu.crm.demo import load_demo
from kehu.crm.tables import all_tables
from kehu.crm.work import start_demo
from kehu.engine import read
from kehu.engine.history.undo import changes, undo
from kehu.engine.install import install
from kehu.jobs.models import Job
from kehu.lang.filters import read_filter
from kehu.lang.query import Query, Sort

pytestmark = pytest.mark.django_db

TABLES = [spec.key for spec in all_tables()]


@pytest.fixture
def owner() -> Actor:
    """Give the owner of a company with the standard tables."""
    install(all_tables())
    Company.objects.get_or_create(id=1, defaults={"name": "远图办公设备"})
    return actor_of(Member.objects.create(email="wang@kehu.example", name="王芳", role="owner"))


def test_installing_twice_changes_nothing(owner: Actor) -> None:
    before = store.current().version
    fields = models.Field.objects.count()
    assert install(all_tables()) == []
    assert store.current().version == before
    assert models.Field.objects.count() == fields


def test_every_standard_table_has_its_fields_and_views_in_the_catalog(owner: Actor) -> None:
    for spec in all_tables():
        table = store.current().table(spec.key)
        assert table.origin == "standard"
        assert [field.key for field in table.fields if not field.system] == [field.key for field in spec.fields]
        views = models.View.objects.filter(table_id=table.id).order_by("position")
        assert [view.key for view in views] == [view.key for view in spec.views]


def test_the_demo_company_is_one_change_and_one_undo_takes_it_back(owner: Actor) -> None:
    told: list[tuple[int, int]] = []
    made = load_demo(owner, lambda done, total: told.append((done, total)), customers=40)
    assert set(made) == set(TABLES)
    assert {table: read.count(owner, table) for table in TABLES} == made
    assert told[-1][0] == told[-1][1] == sum(made.values())
    assert len(changes(owner)) == 1
    undo(owner)
    assert {table: read.count(owner, table) for table in TABLES} == dict.fromkeys(TABLES, 0)


def test_links_of_the_demo_company_lead_to_records_and_the_person_who_asked_is_responsible(owner: Actor) -> None:
    load_demo(owner, customers=40)
    orders = read.page(owner, "orders", Query(fields=("number", "customer", "owner"), limit=5))
    for _, _, number, customer, responsible in orders.rows:
        assert number.startswith("SO-")
        assert "公司" in orders.titles["customers"][customer] or "事务所" in orders.titles["customers"][customer]
        assert responsible == owner.member
    referred = read_filter({"field": "referrer", "operator": "not_empty"})
    assert read.count(owner, "customers", referred) > 0


def test_every_standard_view_opens_on_the_demo_company(owner: Actor) -> None:
    load_demo(owner, customers=60)
    empty = []
    for spec in all_tables():
        for view in spec.views:
            config = view.config
            sorts = tuple(Sort(sort["field"], sort["descending"]) for sort in config["sorts"])
            shown = tuple(column["field"] for column in config["columns"] if not column["hidden"])
            page = read.page(owner, spec.key, Query(read_filter(config["filter"]), sorts, shown, limit=20))
            if not page.rows:
                empty.append(f"{spec.key}.{view.key}")
    assert set(empty) <= {"orders.this_month", "orders.cancelled", "interactions.this_week"}


def test_the_demo_company_loads_in_the_background(owner: Actor, run_jobs: Callable[[], list[Job]]) -> None:
    job = start_demo(owner)
    (done,) = run_jobs()
    assert done.pk == job.pk
    assert done.state == "done", done.error
    assert read.count(owner, "customers") == done.result["created"]["customers"] == 120


def test_a_goal_brings_tables_and_columns_forward(owner: Actor) -> None:
    goals.apply(owner, "sales_growth")
    ordered = sorted(store.current().tables.values(), key=lambda table: table.position)
    assert [table.key for table in ordered][:2] == ["customers", "orders"]
    customers = store.current().table("customers")
    view = models.View.objects.get(table_id=customers.id, key="all")
    assert [column["field"] for column in view.config["columns"]][:4] == ["name", "intent", "stage", "value_class"]


def test_a_goal_leaves_a_view_that_somebody_arranged_and_moves_its_own_earlier_arrangement(owner: Actor) -> None:
    customers = store.current().table("customers")
    mine = models.View.objects.get(table_id=customers.id, key="mine")
    mine.config = {**mine.config, "columns": [{"field": "name", "width": 300, "hidden": False}]}
    mine.save()
    goals.apply(owner, "sales_growth")
    goals.apply(owner, "satisfaction")
    mine.refresh_from_db()
    assert len(mine.config["columns"]) == 1
    whole = models.View.objects.get(table_id=customers.id, key="all")
    assert whole.config["columns"][1]["field"] == "needs"


def test_only_who_may_design_tables_chooses_the_goal(owner: Actor) -> None:
    with pytest.raises(Forbidden):
        goals.apply(Actor(owner.member, owner.name, "member"), "follow_up")
