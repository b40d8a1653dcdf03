"""Addresses of the API; what is unknown there is answered by a problem, never by the web application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from kehu.api.application import api
from kehu.api.docs import asset, openapi_json, page
from kehu.api.problems import unknown_address
from kehu.api.signin import urlpatterns as signin

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs", page),
    path("api/docs/<str:name>", asset),
    path("api/openapi.json", openapi_json),
    path("api/", unknown_address),
    path("api/", api.urls),
    re_path(r"^api/(.*)$", unknown_address),
    *signin,
]
