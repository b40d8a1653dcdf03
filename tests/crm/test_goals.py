"""Goals: each says something in both languages and brings other columns first."""

from __future__ import annotations

import pytest

from kehu.base.errors import Invalid
from kehu.crm.goals import all_goals, arranged, goal_of
from kehu.crm.tables import all_tables

TABLES = {spec.key: spec for spec in all_tables()}
KEYS = list(all_goals())

each_goal = pytest.mark.parametrize("key", KEYS)


def shown(goal: str, table: str, view: str = "all") -> list[str]:
    """List the visible columns of a view under a goal."""
    found = next(each for each in arranged(TABLES[table], goal_of(goal)) if each.key == view)
    return [column["field"] for column in found.config["columns"] if not column["hidden"]]


def test_the_four_goals_are_offered_in_both_languages() -> None:
    assert KEYS == ["follow_up", "purchase_history", "satisfaction", "sales_growth"]
    for goal in all_goals().values():
        assert all((goal.name.zh, goal.name.en, goal.note.zh, goal.note.en))


@each_goal
def test_a_goal_orders_every_table_and_names_only_fields_and_views_that_exist(key: str) -> None:
    goal = goal_of(key)
    assert sorted(goal.tables) == sorted(TABLES)
    for table, views in goal.first_views.items():
        assert set(views) <= {view.key for view in TABLES[table].views}
    for table, fields in goal.first_columns.items():
        assert set(fields) <= {field.key for field in TABLES[table].fields} | {"owner"}
        assert fields[0] == TABLES[table].title


@each_goal
def test_a_goal_keeps_every_view_and_every_column(key: str) -> None:
    for spec in TABLES.values():
        views = arranged(spec, goal_of(key))
        assert {view.key for view in views} == {view.key for view in spec.views}
        for view, declared in ((view, next(each for each in spec.views if each.key == view.key)) for view in views):
            assert {column["field"] for column in view.config["columns"]} == {
                column["field"] for column in declared.config["columns"]
            }
            assert view.config["filter"] == declared.config["filter"]


def test_purchase_history_and_feedback_start_from_visibly_different_columns() -> None:
    purchases, feedback = shown("purchase_history", "customers"), shown("satisfaction", "customers")
    assert len(set(purchases) ^ set(feedback)) >= 6
    assert goal_of("purchase_history").tables[1] == "orders"
    assert goal_of("satisfaction").tables[1] == "interactions"


def test_raising_satisfaction_puts_needs_and_talks_first_and_raising_sales_puts_sales_first() -> None:
    assert shown("satisfaction", "customers")[1] == "needs"
    assert shown("satisfaction", "interactions")[2] == "feedback"
    assert shown("sales_growth", "customers")[1:4] == ["intent", "stage", "value_class"]
    assert shown("sales_growth", "orders")[3] == "amount"


def test_an_unknown_goal_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Invalid, match="follow_up"):
        goal_of("world_peace")
