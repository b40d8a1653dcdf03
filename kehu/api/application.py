"""The one API: its routers, its gate, its documentation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from kehu import __version__
from kehu.api import (
    bin as recycle,
)
from kehu.api import (
    buttons,
    events,
    fields,
    files,
    finding,
    formulas,
    health,
    history,
    imports,
    indexes,
    jobs,
    me,
    members,
    meta,
    past,
    ranges,
    records,
    regions,
    rules,
    start,
    tables,
    views,
    writing,
)
from kehu.api.gate import Gate
from kehu.api.openapi import complete
from kehu.api.problems import not_allowed, refusal
from kehu.api.render import Renderer
from kehu.api.strict import StrictParser

DESCRIPTION = """The API of Kehu. Sign in first; requests that change something carry the cookie `csrftoken`
in the header `X-CSRFToken`. Refusals are `application/problem+json` in the language of the member."""


class KehuAPI(NinjaAPI):
    """NinjaAPI whose OpenAPI says what every operation may answer."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """Describe the API, the refusals that every operation shares included."""
        return complete(super().get_openapi_schema(path_prefix="/api/"))

    def on_exception(self, request: HttpRequest, exc: object) -> HttpResponse:
        """Render every error in the one form."""
        return refusal(request, exc)

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        urls = super()._get_urls()
        for url in urls:
            if isinstance(url, URLPattern):
                url.callback = _with_refusal(url.callback)
        return urls


def _with_refusal(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Say in our form when an address does not know a method; django-ninja answers plain text."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        response = view(request, *args, **given)
        return not_allowed(request, response["Allow"]) if response.status_code == 405 else response

    return answered


api = KehuAPI(
    title="Kehu",
    version=__version__,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    auth=Gate(),
    parser=StrictParser(),
    renderer=Renderer(),
    urls_namespace="api",
)
for noun in (
    me,
    members,
    start,
    meta,
    tables,
    fields,
    files,
    formulas,
    rules,
    views,
    ranges,
    records,
    writing,
    finding,
    buttons,
    history,
    past,
    recycle,
    imports,
    indexes,
    regions,
    events,
    jobs,
    health,
):
    api.add_router("", noun.router, tags=[noun.__name__.rpartition(".")[2]])
