"""Members: adding, roles, leaving."""

import threading

import pytest
from django.db import connection

from kehu.access import members
from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.access.scope import require, scope
from kehu.base.errors import Conflict, Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Actor:
    return actor_of(Member.objects.create_user("Boss@Example.com ", "correct-horse", name="王芳", role="owner"))


def test_an_address_is_kept_in_one_form(owner: Actor) -> None:
    assert Member.objects.get(pk=owner.member).email == "boss@example.com"
    assert Member.objects.get_by_natural_key(" BOSS@example.COM").pk == owner.member


def test_an_added_member_signs_in_with_the_initial_password(owner: Actor) -> None:
    member, password = members.add(owner, "Li@Example.com", " 李 雷 ", "member")
    assert (member.email, member.name, member.role, member.language) == ("li@example.com", "李 雷", "member", "zh-CN")
    assert len(password) == 19
    assert Member.objects.get(pk=member.pk).check_password(password)


def test_the_same_address_is_not_added_twice(owner: Actor) -> None:
    with pytest.raises(Conflict, match="already an account") as refused:
        members.add(owner, "BOSS@example.com", "又一个", "member")
    assert refused.value.code == "member.exists"
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    "email, name, role",
    [
        ("no-address", "甲", "member"),
        ("a@b.cn", " ", "member"),
        ("a@b.cn", "甲", "king"),
        ("a@b.cn", "甲" * 81, "member"),
    ],
)
def test_wrong_values_are_named(owner: Actor, email: str, name: str, role: str) -> None:
    with pytest.raises(Invalid) as refused:
        members.add(owner, email, name, role)
    assert len(refused.value.details["errors"]) == 1


@pytest.mark.parametrize("role", ["member", "reader"])
def test_only_owners_look_after_members(owner: Actor, role: str) -> None:
    member, _ = members.add(owner, "a@b.cn", "甲", role)
    for act in (
        lambda: members.add(actor_of(member), "c@d.cn", "乙", "owner"),
        lambda: members.change(actor_of(member), member.pk, role="owner"),
    ):
        with pytest.raises(Forbidden):
            act()


def test_the_last_owner_stays(owner: Actor) -> None:
    for change in ({"role": "member"}, {"active": False}):
        with pytest.raises(Conflict) as refused:
            members.change(owner, owner.member or 0, **change)
        assert refused.value.code == "member.last_owner"
    assert Member.objects.get(pk=owner.member).is_active


def test_an_unknown_member_is_not_found(owner: Actor) -> None:
    with pytest.raises(NotFound):
        members.change(owner, 2**62, name="谁")


def test_switching_off_ends_sessions_and_switching_on_does_not_revive_them(owner: Actor) -> None:
    member, _ = members.add(owner, "a@b.cn", "甲", "member")
    before = member.get_session_auth_hash()
    assert members.change(owner, member.pk, active=False).get_session_auth_hash() != before
    again = members.change(owner, member.pk, active=True)
    assert again.is_active
    assert again.get_session_auth_hash() != before


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_demote_each_other_leave_one() -> None:
    first, second = (
        actor_of(Member.objects.create_user(f"{name}@b.cn", "correct-horse", name=name, role="owner")) for name in "ab"
    )
    start, refused = threading.Barrier(2), []

    def demote(by: Actor, whom: Actor) -> None:
        start.wait()
        try:
            members.change(by, whom.member or 0, role="member")
        except Conflict as error:
            refused.append(error.code)
        finally:
            connection.close()

    pair = [threading.Thread(target=demote, args=args) for args in ((first, second), (second, first))]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join()
    assert refused == ["member.last_owner"]
    assert Member.objects.filter(role="owner").count() == 1


def test_roles_say_what_is_allowed() -> None:
    assert scope(Actor(1, "甲", "owner"), "customers").actions >= {"read", "design"}
    assert "design" not in scope(Actor(1, "甲", "member"), "customers").actions
    assert scope(Actor(1, "甲", "reader"), "customers").actions == {"read"}
    with pytest.raises(Forbidden) as refused:
        require(Actor(1, "甲", "reader"), "edit", "customers")
    assert "只读成员" in refused.value.text.zh
    assert refused.value.details == {"action": "edit", "table": "customers", "role": "reader"}


@pytest.mark.parametrize("address", ["a" * 300 + "@b.cn", "a@" + "b" * 60 + ".cn" * 80, "a@b.cn\n", "", "a b@c.cn"])
def test_an_address_that_cannot_be_one_is_refused(owner: Actor, address: str) -> None:
    if address.strip() == "a@b.cn":
        assert members.add(owner, address, "甲", "member")[0].email == "a@b.cn"
        return
    with pytest.raises(Invalid):
        members.add(owner, address, "甲", "member")
