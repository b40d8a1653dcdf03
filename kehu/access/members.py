"""Members: add, rename, give a role, deactivate; the last owner always stays."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from kehu.access.actor import Actor
from kehu.access.models import Member, normalise_email
from kehu.access.passwords import initial_password
from kehu.access.roles import Role
from kehu.base.errors import Conflict, Forbidden, Invalid, NotFound
from kehu.base.text import LANGUAGES, Text

LONGEST_NAME = 80
LONGEST_EMAIL = 254


def all_members() -> list[Member]:
    """List everybody, also those who left, in the order in which they came."""
    return list(Member.objects.order_by("id"))


def add(actor: Actor, email: str, name: str, role: str) -> tuple[Member, str]:
    """Add a member with a generated initial password; gives both, the password is stored nowhere in clear.

    Raises `Forbidden` for everybody but owners, `Invalid` for a wrong e-mail, name or role, `Conflict` when the
    e-mail has an account.
    """
    _owners_only(actor)
    address, password = _email(email), initial_password()
    values = {"name": _name(name), "role": _role(role), "language": actor.language}
    try:
        with transaction.atomic():
            return Member.objects.create_user(address, password, **values), password
    except IntegrityError as error:
        raise Conflict(
            Text("邮箱 {email} 已经有账号", "There is already an account for {email}").format(email=address),
            code="member.exists",
            details={"email": address},
        ) from error


@transaction.atomic
def change(
    actor: Actor, member_id: int, *, role: str | None = None, active: bool | None = None, name: str | None = None
) -> Member:
    """Change another member; taking away the account ends all its sessions.

    Raises `Forbidden` for everybody but owners, `NotFound`, and `Conflict` when no owner would be left.
    """
    _owners_only(actor)
    member = _locked(member_id)
    if name is not None:
        member.name = _name(name)
    if role is not None:
        member.role = _role(role)
    if active is not None:
        if member.is_active and not active:
            member.sessions = member.sessions + 1
        member.is_active = active
    member.save(update_fields=["name", "role", "is_active", "sessions"])
    if not Member.objects.filter(role=Role.OWNER.value, is_active=True).exists():
        raise Conflict(
            Text(
                "至少要有一位所有者。请先把另一位成员设为所有者",
                "One owner must stay. Make another member an owner first",
            ),
            code="member.last_owner",
        )
    return member


def change_self(actor: Actor, *, name: str | None = None, language: str | None = None) -> Member:
    """Change one's own name or language."""
    member = Member.objects.get(pk=actor.member or 0)
    if name is not None:
        member.name = _name(name)
    if language is not None:
        member.language = _language(language)
    member.save(update_fields=["name", "language"])
    return member


def _locked(member_id: int) -> Member:
    # All owners are locked together, in one order: two owners who demote each other come one after the other.
    owners = Member.objects.select_for_update().filter(role=Role.OWNER.value).order_by("id")
    locked = {owner.pk: owner for owner in owners}
    found = locked.get(member_id) or Member.objects.select_for_update().filter(pk=member_id).first()
    if found is None:
        raise NotFound(Text("没有这个成员", "There is no such member"), code="member.unknown")
    return found


def _owners_only(actor: Actor) -> None:
    if not actor.owner:
        raise Forbidden(Text("只有所有者能管理成员", "Only owners look after members"), code="forbidden")


def _email(email: str) -> str:
    address = normalise_email(email)
    try:
        validate_email(address)
        if len(address) > LONGEST_EMAIL:
            raise ValidationError("too long")
    except ValidationError as error:
        raise _wrong("email", Text("这不是一个邮箱地址", "This is not an e-mail address")) from error
    return address


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if not clean or len(clean) > LONGEST_NAME:
        raise _wrong("name", Text(f"姓名需要 1 到 {LONGEST_NAME} 个字", f"A name has 1 to {LONGEST_NAME} characters"))
    return clean


def _role(role: str) -> str:
    if role not in set(Role):
        raise _wrong("role", Text("角色只能是 owner、member 或 reader", "A role is owner, member or reader"))
    return role


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise _wrong("language", Text("语言只能是 zh-CN 或 en", "A language is zh-CN or en"))
    return language


def _wrong(field: str, text: Text) -> Invalid:
    return Invalid(text, code="invalid", details={"errors": [{"field": field, "code": field, "message": text}]})
