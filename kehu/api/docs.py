"""GET /api/docs: the OpenAPI as a page for members, with scripts from our own server only."""

from __future__ import annotations

from pathlib import Path

import ninja
import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kehu.access.models import Member
from kehu.api.application import api
from kehu.api.problems import problem, unauthenticated, unknown_address

OWN = Path(__file__).parent / "static"
SWAGGER = Path(ninja.__file__).parent / "static" / "ninja"
ASSETS = {
    "swagger-ui-bundle.js": (SWAGGER, "text/javascript"),
    "swagger-ui.css": (SWAGGER, "text/css"),
    "docs.js": (OWN, "text/javascript"),
}
PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Kehu API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/docs.js"></script>
</html>
"""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer members with the page."""
    return HttpResponse(PAGE, content_type="text/html; charset=utf-8") if _member(request) else _nobody(request)


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """Answer members with the OpenAPI document."""
    if not _member(request):
        return _nobody(request)
    return HttpResponse(orjson.dumps(api.get_openapi_schema(), option=orjson.OPT_NON_STR_KEYS), "application/json")


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one of the page's own files; they hold nothing of the company."""
    if name not in ASSETS:
        return unknown_address(request)
    folder, kind = ASSETS[name]
    headers = {"Cache-Control": "private, max-age=86400"}
    return HttpResponse((folder / name).read_bytes(), content_type=f"{kind}; charset=utf-8", headers=headers)


def _member(request: HttpRequest) -> bool:
    return isinstance(request.user, Member)


def _nobody(request: HttpRequest) -> HttpResponse:
    return problem(request, unauthenticated())
