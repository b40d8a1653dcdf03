"""Members of the company."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from ninja import Router

from kehu.access import members as access
from kehu.access.models import Member
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Told

router = Router()

RoleKey = Literal["owner", "member", "reader"]


class MemberTold(Told):
    """A member as the others see them."""

    id: int
    name: str
    email: str
    role: RoleKey
    active: bool


class NewMember(Body):
    """A member to add."""

    email: str
    name: str
    role: RoleKey = "member"


class MemberAdded(Told):
    """The new member and the initial password, told this once."""

    member: MemberTold
    password: str


class MemberChange(Body):
    """What to change of a member."""

    name: str | None = None
    role: RoleKey | None = None
    active: bool | None = None


@router.get("/members", response=list[MemberTold], summary="List all members")
def list_members(request: Signed) -> HttpResponse:
    """List everybody, also those who left."""
    return answer(request, [tell(member) for member in access.all_members()])


@router.post("/members", response=MemberAdded, summary="Add a member with an initial password")
def add_member(request: Signed, new: NewMember) -> HttpResponse:
    """Add a member; owners only."""
    member, password = access.add(request.auth, new.email, new.name, new.role)
    return answer(request, {"member": tell(member), "password": password})


@router.patch(
    "/members/{member_id}", response=MemberTold, summary="Change a member's name or role, or switch the account"
)
def change_member(request: Signed, member_id: Id, change: MemberChange) -> HttpResponse:
    """Change a member; owners only. The last owner stays."""
    found = access.change(request.auth, member_id, role=change.role, active=change.active, name=change.name)
    return answer(request, tell(found))


def tell(member: Member) -> dict[str, object]:
    """Say who a member is."""
    return {
        "id": member.pk,
        "name": member.name,
        "email": member.email,
        "role": member.role,
        "active": member.is_active,
    }
