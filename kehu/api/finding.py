"""Finding records as people type: over all tables, and by title for link pickers."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.records import Words
from kehu.api.render import answer
from kehu.api.strict import Key, Told
from kehu.engine import read

router = Router()


class FoundTold(Told):
    """A record that a link may point to."""

    id: int
    title: str


@router.get("/tables/{table}/find", response=list[FoundTold], summary="Find records by title, for link pickers")
def find_records(
    request: Signed, table: Key, q: Words = "", limit: Annotated[int, Field(ge=1, le=50)] = 20
) -> HttpResponse:
    """Find by a part of the title, best first; the table may be `@members`."""
    return answer(request, [{"id": found, "title": title} for found, title in read.find(request.auth, table, q, limit)])


class SearchFoundTold(Told):
    """A record that answers; `field` and `text` tell where, when it is not the title."""

    table: str
    id: int
    title: str
    field: str | None
    text: str | None


class SearchTold(Told):
    """What was found, best first, and the tables whose records are still being prepared for search."""

    found: list[SearchFoundTold]
    pending: list[str]


@router.get("/search", response=SearchTold, summary="Search the records of all tables")
def search_records(request: Signed, q: Words = "", limit: Annotated[int, Field(ge=1, le=50)] = 20) -> HttpResponse:
    """Find records as people type: characters, pinyin, initials, digits; best first."""
    return answer(request, read.search(request.auth, q, limit=limit))
