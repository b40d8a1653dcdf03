"""What a company wants from its table: the answer given at the first start decides what comes first.

A goal moves tables, views and columns forward. It hides nothing for good, and leaves alone what people arranged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.catalog.declare import TableSpec, ViewSpec
from kehu.crm.tables import all_tables
from kehu.crm.views import brought_forward


@dataclass(frozen=True, slots=True)
class Goal:
    """A purpose: the order of the tables, and per table the columns and views that come first."""

    key: str
    name: Text
    note: Text
    tables: tuple[str, ...]
    first_columns: Mapping[str, tuple[str, ...]]
    first_views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _keys(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ALL = (
    Goal(
        "follow_up",
        Text("跟进客户，不再遗漏", "Follow up every customer"),
        Text("先看今天该联系谁、上次谈到哪、下一步做什么", "Whom to call today, what was said last, what comes next"),
        ("customers", "next_actions", "interactions", "contacts", "orders"),
        {
            "customers": _keys("name next_follow_up follow_up_every project_status needs mobile intent tier owner"),
            "interactions": _keys("topic customer at channel next_step outcome content owner"),
        },
        {"customers": ("all", "due", "mine"), "next_actions": ("open", "today", "overdue", "mine")},
    ),
    Goal(
        "purchase_history",
        Text("记录购买历史", "Keep the purchase history"),
        Text("先看每位客户买过什么、花了多少、怎么付款", "What each customer bought, for how much and how they paid"),
        ("customers", "orders", "contacts", "interactions", "next_actions"),
        {
            "customers": _keys("name stage value_class member_level points pay_habit credit terms mobile owner"),
            "orders": _keys("number customer product date amount pay_method pay_status channel status"),
        },
        {"customers": ("all", "key"), "orders": ("all", "this_month", "unpaid")},
    ),
    Goal(
        "satisfaction",
        Text("收集反馈，提高满意度", "Gather feedback and raise satisfaction"),
        Text("先看客户的需求、联系历史和他们的意见", "Customers' needs, the history of talks and what they think"),
        ("customers", "interactions", "contacts", "next_actions", "orders"),
        {
            "customers": _keys("name needs tier stage mobile email social next_follow_up confirmed_on owner"),
            "interactions": _keys("topic customer feedback outcome at channel content next_step owner"),
            "contacts": _keys("name customer taboo closeness hobbies birthday mobile wechat position"),
        },
        {"customers": ("all", "key"), "interactions": ("all", "again")},
    ),
    Goal(
        "sales_growth",
        Text("提升销售额", "Grow sales"),
        Text("先看意向、来源、价值和成交金额", "Intent, source, value and what was sold"),
        ("customers", "orders", "next_actions", "interactions", "contacts"),
        {
            "customers": _keys("name intent stage value_class tier source industry size next_follow_up owner"),
            "orders": _keys("number customer date amount cost discount product channel salesperson status"),
        },
        {"customers": ("all", "new", "key"), "orders": ("all", "this_month")},
    ),
)


def all_goals() -> Mapping[str, Goal]:
    """Give the goals by key, in the order in which they are offered."""
    return MappingProxyType({goal.key: goal for goal in _ALL})


def goal_of(key: str) -> Goal:
    """Give the goal with this key; raises `Invalid` naming those that exist."""
    found = all_goals().get(key)
    if found is None:
        raise Invalid(
            Text("没有目标“{key}”，可选：{all}", "There is no goal “{key}”; there are: {all}").format(
                key=key, all=", ".join(all_goals())
            ),
            code="goal.unknown",
        )
    return found


def arranged(spec: TableSpec, goal: Goal | None) -> tuple[ViewSpec, ...]:
    """Give the views of a standard table as a goal orders them; its first columns lead every view that shows all."""
    if goal is None:
        return spec.views
    leading = goal.first_views.get(spec.key, ())
    ranks = {key: rank for rank, key in enumerate(leading)}
    ordered = sorted(spec.views, key=lambda view: ranks.get(view.key, len(ranks)))
    first = goal.first_columns.get(spec.key)
    return tuple(_led(view, first) if first and view.key in _WHOLE else view for view in ordered)


@transaction.atomic
def apply(actor: Actor, key: str) -> None:
    """Bring tables, views and columns into the order of a goal; a view that somebody changed stays as it is.

    Raises `Invalid` for an unknown goal and `Forbidden` when the actor may not design tables.
    """
    goal = goal_of(key)
    store.lock()
    for spec in all_tables():
        require(actor, "design", spec.key)
        table = models.Table.objects.filter(key=spec.key, archived_at=None).first()
        if table is None:
            continue
        table.overrides = {**table.overrides, "position": goal.tables.index(spec.key) + 1}
        table.save(update_fields=["overrides"])
        _apply_views(table, spec, arranged(spec, goal))
    store.raise_version()


def _apply_views(table: models.Table, spec: TableSpec, wanted: Sequence[ViewSpec]) -> None:
    ours = {key: _known_configs(spec, key) for key in (view.key for view in spec.views)}
    stored = {
        view.key: view
        for view in models.View.objects.filter(table=table, archived_at=None, owner=None)
        if view.key in ours
    }
    for position, view in enumerate(wanted, 1):
        row = stored.get(view.key)
        if row is not None:
            row.position = position
            if row.config in ours[view.key]:
                row.config = dict(view.config)
            row.save(update_fields=["position", "config"])


def _known_configs(spec: TableSpec, view: str) -> list[Mapping[str, Any]]:
    """Collect how we ourselves may have arranged a view: as declared, or by one of the goals."""
    return [each.config for goal in (None, *_ALL) for each in arranged(spec, goal) if each.key == view]


def _led(view: ViewSpec, first: tuple[str, ...]) -> ViewSpec:
    config = {**view.config, "columns": brought_forward(view.config["columns"], first)}
    return ViewSpec(view.key, view.name, view.type, config)


_WHOLE = frozenset({"all", "mine", "new", "this_month", "this_week"})
