"""GET /api/health: is this process up and does the database answer."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from ninja import Router

from kehu.api.render import answer
from kehu.api.strict import Told

router = Router()


class Health(Told):
    """All is well."""

    ok: bool


@router.get("/health", auth=None, response=Health, summary="Tell whether the server and its database answer")
def health(request: HttpRequest) -> HttpResponse:
    """Ask the database for one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return answer(request, {"ok": True})
