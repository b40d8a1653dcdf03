"""The list of regions (省/市/区): where it comes from, and the company's own changes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Told
from kehu.catalog import models
from kehu.engine import regions

router = Router()

Kind = Literal["add", "rename", "close"]


class RegionChange(Body):
    """A place added (with the places above it), renamed to `name`, or closed, from a year on."""

    kind: Kind
    path: Annotated[str, Field(min_length=1, max_length=200)]
    year: Annotated[int, Field(ge=0, le=9999)]
    name: Annotated[str, Field(max_length=60)] = ""


class RegionChanged(Told):
    """A change that was made."""

    id: int
    kind: Kind
    path: str
    year: int
    name: str
    at: datetime
    by: str | None


class TakenBack(Told):
    """The change that was taken back."""

    id: int


@router.get("/regions", response=list[RegionChanged], summary="List the company's own changes of the list of regions")
def list_changes(request: Signed) -> HttpResponse:
    """List them in the order in which they were made; owners only."""
    return answer(request, [_told(each) for each in regions.made(request.auth)])


@router.post("/regions", response=RegionChanged, summary="Add, rename or close a region")
def make_change(request: Signed, wanted: RegionChange) -> HttpResponse:
    """Change the list for everybody; owners only. Records keep what they hold."""
    made = regions.make(request.auth, wanted.kind, wanted.path, wanted.year, wanted.name)
    made.refresh_from_db()
    return answer(request, _told(made))


@router.delete("/regions/{change}", response=TakenBack, summary="Take a change of the list of regions back")
def take_back(request: Signed, change: Id) -> HttpResponse:
    """Take a change back unless a later one builds on it; owners only."""
    regions.take_back(request.auth, change)
    return answer(request, {"id": change})


def _told(row: models.Region) -> dict[str, object]:
    by = row.made_by.name if row.made_by else None
    return {
        "id": row.id,
        "kind": row.kind,
        "path": row.path,
        "year": row.year,
        "name": row.name,
        "at": row.made_at,
        "by": by,
    }
