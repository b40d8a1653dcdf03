"""The gate before every operation: who asks, is it really them (CSRF), and is the body of a kind we read."""

from __future__ import annotations

from types import MappingProxyType

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security.apikey import APIKeyCookie

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.api.problems import UnsupportedMedia, unauthenticated
from kehu.base.errors import Forbidden, Invalid, TooLarge
from kehu.base.text import Text
from kehu.engine.files.limits import FILE_BYTES

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON = "application/json"
UPLOAD = "multipart/form-data"
JSON_LIMIT = 32 * 1024 * 1024
UPLOAD_LIMIT = 200 * 1024 * 1024
AROUND = 64 * 1024
"""What a form puts around its file."""
UPLOADS = MappingProxyType({"/api/imports": UPLOAD_LIMIT, "/api/files": FILE_BYTES + AROUND})
"""Addresses that read a form with one file, and how large it may be."""


class Signed(HttpRequest):
    """A request that passed the gate."""

    auth: Actor


class Gate(APIKeyCookie):
    """The one authentication class: the session's member, CSRF proven, a readable body of bounded size."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor:
        """Give the actor, or raise why not."""
        _check_address(request)
        member = request.user
        if not isinstance(member, Member):
            raise unauthenticated()
        request.auth = actor_of(member)  # type: ignore[attr-defined]
        if request.method not in SAFE:
            check_body(request)
            _check_csrf(request)
        return request.auth  # type: ignore[attr-defined,no-any-return]

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Not asked: `__call__` does all."""
        return None


def _check_address(request: HttpRequest) -> None:
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        raise Invalid(
            Text("地址里不能有空字符（U+0000）", "The address must not hold the character U+0000"), code="address"
        )


def _check_csrf(request: HttpRequest) -> None:
    checker = CsrfViewMiddleware(lambda _: HttpResponseForbidden())
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    checker.process_request(request)
    if checker.process_view(request, _nothing, (), {}) is not None:
        raise Forbidden(Text("页面已过期，请刷新后再试", "The page has expired; reload it and try again"), code="csrf")


def check_body(request: HttpRequest) -> None:
    """Refuse a body of a kind that is not read here, or of too large or unknown size."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" not in request.META:
        return
    upload = UPLOADS.get(request.path)
    wanted = UPLOAD if upload else JSON
    most = upload or JSON_LIMIT
    if request.content_type != wanted and length != "0":
        raise UnsupportedMedia(
            Text("这里只接受 {type} 格式的内容", "Only {type} is read here").format(type=wanted), code="body.type"
        )
    if not length.isdigit() or int(length) > most:
        limit = most // 1024 // 1024
        raise TooLarge(
            Text("一次最多 {limit} MB；请分成几次", "At most {limit} MB at once; send it in several parts").format(
                limit=limit
            ),
            code="body.too_large",
            details={"limit": limit * 1024 * 1024},
        )


def _nothing(request: HttpRequest) -> HttpResponse:
    """Stand where CSRF checks want a view."""
    return HttpResponse()
