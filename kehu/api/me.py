"""Who am I, and which company is this."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router

from kehu import __version__
from kehu.access import company as companies
from kehu.access import members
from kehu.access.actor import actor_of
from kehu.access.models import Company, Member
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Told
from kehu.engine.reading import forget_company

router = Router()


class MeTold(Told):
    """The member who asks."""

    id: int
    name: str
    email: str
    role: Literal["owner", "member", "reader"]
    language: Literal["zh-CN", "en"]


class CompanyTold(Told):
    """The company of this installation."""

    name: str
    goal: str
    language: Literal["zh-CN", "en"]
    time_zone: str
    fiscal_start: int


class Here(Told):
    """What the page needs first; `state` says how far the first run is."""

    member: MeTold | None
    company: CompanyTold | None
    state: Literal["no_owner", "no_company", "ready"]
    csrf_token: str
    version: str


class MeChange(Body):
    """New name or language of the member who asks."""

    name: str | None = None
    language: Literal["zh-CN", "en"] | None = None


class CompanyChange(Body):
    """New name or goal of the company, or the month (1 to 12) in which its fiscal year begins."""

    name: str | None = None
    goal: str | None = None
    fiscal_start: int | None = None


@router.get("/me", auth=None, response=Here, summary="Tell who asks, for which company, and how far the first run is")
def me(request: HttpRequest) -> HttpResponse:
    """Answer also those who are not signed in, with `member` null and no company name."""
    found = companies.company()
    member = request.user if isinstance(request.user, Member) else None
    if member is not None:
        request.auth = actor_of(member)  # type: ignore[attr-defined]
    return answer(
        request,
        {
            "member": tell_me(member) if member else None,
            "company": tell_company(found) if found and member else None,
            "state": companies.state(found),
            "csrf_token": get_token(request),
            "version": __version__,
        },
    )


@router.patch("/me", response=MeTold, summary="Change one's own name or language")
def change_me(request: Signed, change: MeChange) -> HttpResponse:
    """Change the member who asks."""
    return answer(request, tell_me(members.change_self(request.auth, name=change.name, language=change.language)))


@router.patch("/company", response=CompanyTold, summary="Name the company, or change its name or goal")
def change_company(request: Signed, change: CompanyChange) -> HttpResponse:
    """Change the company; owners only."""
    found = companies.change_company(request.auth, name=change.name, goal=change.goal, fiscal_start=change.fiscal_start)
    forget_company()
    return answer(request, tell_company(found))


def tell_me(member: Member) -> dict[str, object]:
    """Say who a member is, to themselves."""
    return {
        "id": member.pk,
        "name": member.name,
        "email": member.email,
        "role": member.role,
        "language": member.language,
    }


def tell_company(found: Company) -> dict[str, object]:
    """Say which company this is."""
    return {
        "name": found.name,
        "goal": found.goal,
        "language": found.language,
        "time_zone": found.time_zone,
        "fiscal_start": found.fiscal_start,
    }
