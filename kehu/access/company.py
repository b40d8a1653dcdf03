"""The company of this installation: named once at the first run, changed by owners."""

from __future__ import annotations

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.models import Company, Member
from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text

LONGEST_NAME = 120
LONGEST_GOAL = 40


def company() -> Company | None:
    """Give the company, or None before it was named."""
    return Company.objects.filter(pk=1).first()


def state(found: Company | None) -> str:
    """Tell how far the first run is: `no_owner`, `no_company` or `ready`."""
    if found is not None:
        return "ready"
    return "no_company" if Member.objects.exists() else "no_owner"


@transaction.atomic
def change_company(
    actor: Actor, *, name: str | None = None, goal: str | None = None, fiscal_start: int | None = None
) -> Company:
    """Name the company, or change its name, its goal or the month in which its fiscal year begins.

    Raises `Forbidden` for everybody but owners and `Invalid` when the first naming lacks a name.
    """
    if not actor.owner:
        raise Forbidden(Text("只有所有者能修改公司信息", "Only owners change the company"), code="forbidden")
    found = Company.objects.select_for_update().filter(pk=1).first()
    if found is None:
        found = Company(name="", language=actor.language)
    if name is not None:
        found.name = " ".join(name.split())
    if goal is not None:
        found.goal = goal.strip()
    if fiscal_start is not None:
        found.fiscal_start = fiscal_start
    _check(found)
    found.save()
    return found


def _check(found: Company) -> None:
    if not found.name or len(found.name) > LONGEST_NAME:
        raise _wrong(
            "name", Text(f"公司名称需要 1 到 {LONGEST_NAME} 个字", f"A company name has 1 to {LONGEST_NAME} characters")
        )
    if len(found.goal) > LONGEST_GOAL:
        raise _wrong("goal", Text(f"目标最多 {LONGEST_GOAL} 个字", f"A goal has at most {LONGEST_GOAL} characters"))
    if found.fiscal_start not in range(1, 13):
        raise _wrong(
            "fiscal_start", Text("财年从 1 到 12 月中的一个月开始", "A fiscal year begins in one of the months 1 to 12")
        )


def _wrong(field: str, text: Text) -> Invalid:
    return Invalid(text, code="invalid", details={"errors": [{"field": field, "code": field, "message": text}]})
