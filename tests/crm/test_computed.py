"""What the standard tables compute of each other."""

from decimal import Decimal

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Company, Member
from kehu.base.clock import today
from kehu.crm.demo import load_demo
from kehu.crm.tables import all_tables
from kehu.engine import read, write
from kehu.engine.install import install
from kehu.engine.operations import Insert, Update
from kehu.lang.filters import Condition
from kehu.lang.query import Query


@pytest.fixture
def owner(db: None) -> Actor:
    install(all_tables())
    Company.objects.create(name="晨光办公用品有限公司")
    return actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))


def one(actor: Actor, table: str, **values: object) -> int:
    return write.apply(actor, [Insert(table, values)]).records[0].id


def customer(actor: Actor, identity: int) -> dict[str, object]:
    return read.record(actor, "customers", identity).values


def test_a_customer_knows_what_was_bought_and_when_without_cancelled_orders(owner: Actor) -> None:
    who = one(owner, "customers", name="甲")
    for amount, date, status in (
        ("100", "2026-01-05", "已完成"),
        ("50.5", "2026-03-01", None),
        ("999", "2026-04-01", "已取消"),
    ):
        order = one(owner, "orders", customer=who, amount=amount, date=date, status=status)
    found = customer(owner, who)
    assert (found["total"], found["order_count"], found["average_order"]) == ("150.5", "2", "75.25")
    assert (found["first_order"], found["last_order"]) == ("2026-01-05", "2026-03-01")
    write.apply(owner, [Update("orders", order, {"status": "已完成"})])
    assert customer(owner, who)["total"] == "1149.5"


def test_follow_up_and_overdue_go_by_today(owner: Actor) -> None:
    day = today("Asia/Shanghai")
    who = one(owner, "customers", name="甲", next_follow_up=day.replace(year=day.year - 1, day=1).isoformat())
    assert customer(owner, who)["follow_state"] == "已逾期"
    for value, state in ((day.isoformat(), "即将到期"), ("2999-01-01", "正常"), (None, None)):
        write.apply(owner, [Update("customers", who, {"next_follow_up": value})])
        assert (customer(owner, who)["follow_state"] or None) == state
    order = one(
        owner, "orders", customer=who, amount="10", cost="4", date="2020-01-01", due="2020-01-01", pay_status="未付"
    )
    values = read.record(owner, "orders", order).values
    assert (values["profit"], values["overdue_days"]) == ("6", str((day - day.replace(2020, 1, 1)).days))
    write.apply(owner, [Update("orders", order, {"pay_status": "已付清"})])
    assert read.record(owner, "orders", order).values["overdue_days"] is None


def test_the_demo_company_s_totals_are_those_of_its_orders(owner: Actor) -> None:
    load_demo(owner, lambda done, total: None, customers=30)
    orders = read.page(
        owner, "orders", Query(Condition("status", "none_of", ["c5", "c6"]), limit=1000, fields=("customer", "amount"))
    ).rows
    wanted: dict[int, Decimal] = {}
    for _, _, who, amount in orders:
        wanted[who] = wanted.get(who, Decimal(0)) + Decimal(amount)
    found = {
        row[0]: Decimal(row[2]) for row in read.page(owner, "customers", Query(limit=1000, fields=("total",))).rows
    }
    assert found == {who: wanted.get(who, Decimal(0)) for who in found}
    assert sum(found.values()) > 0
