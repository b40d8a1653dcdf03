"""Saved views and the version of the catalog."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Forbidden, Invalid, KehuError, NotFound, TooLarge
from kehu.base.text import Text
from kehu.catalog import store, views
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import schema


@pytest.fixture
def people(db: None) -> tuple[Actor, Actor]:
    made = [
        Member.objects.create_user(f"{role}@example.com", "x", name=role, role=role) for role in ("owner", "member")
    ]
    return actor_of(made[0]), actor_of(made[1])


@pytest.fixture
def things(people: tuple[Actor, Actor]) -> Table:
    fields = (FieldSpec("name", Text.same("名"), "text"),)
    return schema.create_table(people[0], TableSpec("things", Text.same("东西"), "box", "name", fields))


def test_a_new_table_has_a_view_for_everybody(people: tuple[Actor, Actor], things: Table) -> None:
    assert [view.name_zh for view in views.visible(people[1], things)] == ["全部"]


def test_a_view_of_mine_is_seen_by_me_alone(people: tuple[Actor, Actor], things: Table) -> None:
    owner, member = people
    mine = views.create(member, things, "我的", {"sorts": [{"field": "name", "descending": True}]})
    assert mine.id in [view.id for view in views.visible(member, things)]
    assert mine.id not in [view.id for view in views.visible(owner, things)]
    with pytest.raises(NotFound):
        views.change(owner, mine.id, name="抢")
    views.archive(member, mine.id)
    assert mine.id not in [view.id for view in views.visible(member, things)]


def test_views_of_the_company_are_the_owner_s_to_change(people: tuple[Actor, Actor], things: Table) -> None:
    owner, member = people
    shared = views.create(owner, things, "重点", {}, "company")
    with pytest.raises(Forbidden):
        views.change(member, shared.id, name="x")
    with pytest.raises(Forbidden):
        views.create(member, things, "x", {}, "company")
    assert views.change(owner, shared.id, name="重点客户").name_en == "重点客户"


def test_the_last_view_of_the_company_stays(people: tuple[Actor, Actor], things: Table) -> None:
    (only,) = views.visible(people[0], things)
    with pytest.raises(Invalid):
        views.archive(people[0], only.id)


@pytest.mark.parametrize(
    ("name", "config"), [("", {}), ("x" * 200, {}), ("x", {"colour": 1}), ("x", {"filter": {"a": 1}})]
)
def test_a_view_that_makes_no_sense_is_refused(
    people: tuple[Actor, Actor], things: Table, name: str, config: dict[str, object]
) -> None:
    with pytest.raises(KehuError):
        views.create(people[0], things, name, config)


def test_shapes_are_kept_until_the_version_moves(people: tuple[Actor, Actor], things: Table) -> None:
    first = store.current()
    with CaptureQueriesContext(connection) as captured:
        assert store.current() is first
    assert len(captured) == 1
    store.raise_version()
    assert store.current() is not first


def test_a_view_of_the_company_that_becomes_one_s_own_is_not_lost(people: tuple[Actor, Actor], things: Table) -> None:
    owner, _ = people
    (only,) = views.visible(owner, things)
    with pytest.raises(Invalid) as refused:
        views.change(owner, only.id, audience="mine")
    assert refused.value.code == "view.last"
    views.create(owner, things, "另一个", {}, "company")
    views.change(owner, only.id, audience="mine")
    assert only.id in [view.id for view in views.visible(owner, things)]


def test_a_new_name_and_new_settings_at_once_are_both_kept(people: tuple[Actor, Actor], things: Table) -> None:
    owner, _ = people
    mine = views.create(owner, things, "我的", {})
    views.change(owner, mine.id, name="新名")
    with CaptureQueriesContext(connection) as captured:
        views.change(owner, mine.id, config={"frozen": 1})
    (update,) = [query["sql"] for query in captured if query["sql"].startswith('UPDATE "catalog_view"')]
    assert "name_zh" not in update


def test_a_view_is_of_bounded_size(people: tuple[Actor, Actor], things: Table) -> None:
    columns = [{"field": "name", "width": number} for number in range(100_000)]
    with pytest.raises(TooLarge):
        views.create(people[0], things, "大", {"columns": columns})


def test_an_unlocked_view_of_the_company_is_arranged_by_everybody(people: tuple[Actor, Actor], things: Table) -> None:
    owner, member = people
    shared = views.create(owner, things, "重点", {}, "company")
    with pytest.raises(Forbidden):
        views.change(member, shared.id, config={"frozen": 2})
    with pytest.raises(Forbidden):
        views.change(member, shared.id, locked=False)
    views.change(owner, shared.id, locked=False)
    assert views.change(member, shared.id, config={"frozen": 2}).config == {"frozen": 2}
    for other in ({"name": "x"}, {"audience": "mine"}, {"locked": True}):
        with pytest.raises(Forbidden):
            views.change(member, shared.id, **other)
    with pytest.raises(Forbidden):
        views.archive(member, shared.id)
