"""Refusals as application/problem+json (RFC 9457), in the language of who asks."""

from __future__ import annotations

import logging
import uuid
from types import MappingProxyType
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled, SerializationFailure, UniqueViolation

from kehu.api.mistakes import mistakes
from kehu.api.render import dump, language_of
from kehu.base.errors import Conflict, Invalid, KehuError, NotFound, TooLarge, Unauthenticated, Unavailable
from kehu.base.text import Text
from kehu.engine.files.store import FULL, full

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("kehu.api")

TITLES: MappingProxyType[int, Text] = MappingProxyType(
    {
        400: Text("请求有误", "Bad request"),
        401: Text("请先登录", "Sign in first"),
        403: Text("没有权限", "Not allowed"),
        404: Text("没有找到", "Not found"),
        405: Text("不支持的请求方法", "Method not allowed"),
        409: Text("有冲突", "Conflict"),
        413: Text("内容太大", "Too large"),
        415: Text("不支持的内容格式", "Unsupported media type"),
        422: Text("内容有误", "Invalid"),
        429: Text("请求太频繁", "Too many requests"),
        500: Text("系统出错", "Internal error"),
        503: Text("暂时不可用", "Not available now"),
    }
)


class NotAllowed(KehuError):
    """The address exists, the method does not."""

    status = 405


class UnsupportedMedia(KehuError):
    """The body is of a kind that the API does not read."""

    status = 415


class Unexpected(KehuError):
    """A mistake of ours; the log knows more under the incident's number."""

    status = 500


def problem(request: HttpRequest, error: KehuError) -> HttpResponse:
    """Render one refusal."""
    language = language_of(request)
    body: dict[str, Any] = {
        **error.details,
        "type": f"urn:kehu:{error.code}",
        "title": TITLES.get(error.status, TITLES[400]),
        "status": error.status,
        "code": error.code,
        "detail": error.text,
    }
    return HttpResponse(dump(body, language), status=error.status, content_type=MEDIA_TYPE)


def unknown_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer every address under /api/ that does not exist."""
    return problem(request, NotFound(Text("没有这个接口地址", "There is no such address"), code="address.unknown"))


def not_allowed(request: HttpRequest, methods: str) -> HttpResponse:
    """Answer a method that an address does not know; the header `Allow` names those it does."""
    methods = ", ".join(sorted(methods.split(", ")))
    text = Text("这个接口只支持 {methods}", "This address answers only {methods}").format(methods=methods)
    response = problem(request, NotAllowed(text, code="method"))
    response["Allow"] = methods
    return response


def unauthenticated() -> Unauthenticated:
    """Make the refusal for those who are not signed in."""
    return Unauthenticated(Text("请先登录，再继续操作", "Sign in to go on"), code="unauthenticated")


def refusal(request: HttpRequest, error: object) -> HttpResponse:
    """Render whatever went wrong: our errors, the framework's, and the unexpected, which the log remembers."""
    match error:
        case KehuError():
            return problem(request, error)
        case AuthenticationError():
            return problem(request, unauthenticated())
        case ValidationError():
            return _invalid(request, error)
        case Http404():
            return unknown_address(request)
        case RequestDataTooBig():
            return _too_big(request)
        case HttpError() if isinstance(error.__cause__, KehuError | RequestDataTooBig):
            return refusal(request, error.__cause__)
        case HttpError() | MultiPartParserError() | SuspiciousOperation():
            return _unreadable(request)
        case OperationalError():
            return _database(request, error)
        case OSError() if error.errno in FULL:
            return problem(request, full())
        case IntegrityError() if isinstance(error.__cause__, UniqueViolation):
            return _taken(request)
    return _unexpected(request, error)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = mistakes(error.errors)
    first = found[0]
    text = Text("“{field}”：{message}", "“{field}”: {message}").format(field=first["field"], message=first["message"])
    return problem(request, Invalid(text, code="invalid", details={"errors": found}))


def _too_big(request: HttpRequest) -> HttpResponse:
    text = Text("一次提交的内容太大，请分成几次", "This is too much at once; send it in several parts")
    return problem(request, TooLarge(text, code="body.too_large"))


def _unreadable(request: HttpRequest) -> HttpResponse:
    text = Text("请求的内容无法读取", "The body of the request cannot be read")
    return problem(request, Invalid(text, code="body.unreadable"))


def _database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    if isinstance(error.__cause__, QueryCanceled):
        slow = Text("这个查询花的时间太长，请缩小范围再试", "This takes too long; ask for less and try again")
        return problem(request, Unavailable(slow, code="slow"))
    if isinstance(error.__cause__, LockNotAvailable | DeadlockDetected | SerializationFailure):
        busy = Text("别人正在保存相关内容，请稍后再试", "Somebody is just saving this; try again in a moment")
        return problem(request, Unavailable(busy, code="busy"))
    log.error("The database did not answer: %s", error, exc_info=error)
    text = Text("数据库暂时没有响应，请稍后再试", "The database does not answer now; try again in a moment")
    return problem(request, Unavailable(text, code="database"))


def _taken(request: HttpRequest) -> HttpResponse:
    text = Text("刚刚有人保存了同样的内容，请刷新后再试", "Somebody just saved the same; reload and try again")
    return problem(request, Conflict(text, code="taken"))


def _unexpected(request: HttpRequest, error: object) -> HttpResponse:
    incident = uuid.uuid4().hex[:12]
    log.error(
        "Incident %s at %s %s",
        incident,
        request.method,
        request.path,
        exc_info=error if isinstance(error, BaseException) else None,
    )
    text = Text(
        "系统出错了，你的操作没有完成。请把编号 {incident} 告诉管理员",
        "Something went wrong and nothing was done. Give the number {incident} to your administrator",
    ).format(incident=incident)
    return problem(request, Unexpected(text, code="internal", details={"incident": incident}))
