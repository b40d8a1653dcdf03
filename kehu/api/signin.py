"""Sign-up, sign-in, sign-out and password change: allauth's endpoints behind the same strict reading as all others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.headless.account.views import ChangePasswordView, LoginView, SessionView, SignupView
from allauth.headless.base.views import ConfigView
from allauth.headless.constants import Client
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path

from kehu.api.gate import SAFE, check_body
from kehu.api.problems import refusal, unknown_address
from kehu.api.strict import read_json
from kehu.base.errors import Invalid, KehuError
from kehu.base.text import Text

View = Callable[..., HttpResponseBase]
OFFERED = {
    "config": ConfigView,
    "auth/session": SessionView,
    "auth/login": LoginView,
    "auth/signup": SignupView,
    "account/password/change": ChangePasswordView,
}
"""The rest of what allauth could do, other e-mail addresses, phones, reset by mail, is not offered (yet)."""


def _strict(view: View) -> View:
    """Refuse bodies that allauth would stumble over, before it sees them."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        try:
            if request.method not in SAFE:
                check_body(request)
                _check_object(request.body)
        except (KehuError, RequestDataTooBig) as error:
            return refusal(request, error)
        return view(request, *args, **given)

    return checked


def _check_object(body: bytes) -> None:
    if body and not isinstance(read_json(body), dict):
        raise Invalid(Text("需要一个 JSON 对象", "This must be a JSON object"), code="json")


urlpatterns: list[URLPattern] = [
    *(
        path(f"_allauth/browser/v1/{address}", _strict(view.as_api_view(client=Client.BROWSER)))
        for address, view in OFFERED.items()
    ),
    re_path(r"^_allauth/(.*)$", unknown_address),
]
