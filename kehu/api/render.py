"""Answers as JSON bytes: our texts in the actor's language, decimals as strings, moments in UTC with a Z."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.renderers import BaseRenderer

from kehu.access.actor import Actor
from kehu.base.text import LANGUAGES, Text

OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS | orjson.OPT_NON_STR_KEYS


def dump(value: Any, language: str) -> bytes:
    """Write any value of ours as JSON."""
    return orjson.dumps(value, default=_DEFAULTS[language], option=OPTIONS)


def answer(request: HttpRequest, value: Any, status: int = 200) -> HttpResponse:
    """Answer with a value, spoken in the language of who asks."""
    return HttpResponse(dump(value, language_of(request)), content_type="application/json", status=status)


def language_of(request: HttpRequest) -> str:
    """Tell the language of an answer: the actor's, else what the browser asks for, else Chinese."""
    actor = getattr(request, "auth", None)
    if isinstance(actor, Actor):
        return actor.language if actor.language in LANGUAGES else LANGUAGES[0]
    wanted = request.headers.get("Accept-Language", "").lower()
    for part in wanted.split(","):
        if part.strip().startswith("zh"):
            return LANGUAGES[0]
        if part.strip().startswith("en"):
            return LANGUAGES[1]
    return LANGUAGES[0]


class Renderer(BaseRenderer):
    """Lets django-ninja write its few own answers as we do."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Write `data` as JSON."""
        return dump(data, language_of(request))


def _default(language: str) -> Callable[[Any], Any]:
    def default(value: Any) -> Any:
        match value:
            case Text():
                return value.say(language)
            case Decimal():
                return format(value, "f")
            case Mapping():
                return dict(value)
            case Set():
                return sorted(value)
            case _ if is_dataclass(value) and not isinstance(value, type):
                return {field.name: getattr(value, field.name) for field in fields(value)}
        raise TypeError(f"{type(value).__name__} is not JSON")

    return default


_DEFAULTS = {language: _default(language) for language in LANGUAGES}
