"""The third step of the first run: the standard tables as they are, or the demo company."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.http import HttpResponse
from ninja import Router

from kehu.access.company import change_company
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Told
from kehu.crm import goals
from kehu.crm.work import start_demo

router = Router()


class Start(Body):
    """With what to begin, and what the table is for: the goal orders tables, views and columns."""

    choice: Literal["blank", "demo"]
    goal: str


class Started(Told):
    """The job that loads the demo company, null when there is nothing to load."""

    job: str | None


@router.post("/start", response=Started, summary="Begin with the standard tables or the demo company")
def start(request: Signed, start: Start) -> HttpResponse:
    """Note the goal and, when asked, load the demo company in the background; owners only."""
    with transaction.atomic():
        change_company(request.auth, goal=start.goal)
        goals.apply(request.auth, start.goal)
        job = start_demo(request.auth) if start.choice == "demo" else None
    return answer(request, {"job": str(job.pk) if job else None})
