"""How allauth signs people up and in here: first owner only, uniform answers, limits that lock nobody else out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.headless.adapter import DefaultHeadlessAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language

from kehu.access.models import Member
from kehu.access.roles import Role
from kehu.access.signup import open_for_signup, save_first
from kehu.access.speak import spoken
from kehu.base.text import LANGUAGES, Text

ACCOUNT_LIMIT = {"login_failed_account": "100/h/key"}
"""Failed sign-ins that one account takes from all addresses together; one address alone cannot use them up."""

TOO_MANY = Text("尝试次数太多，请过几分钟再试", "Too many attempts; try again in a few minutes")
MESSAGES = {
    "email_password_mismatch": Text("邮箱或密码不正确", "The e-mail address or the password is not correct"),
    "account_inactive": Text("这个账号已停用，请联系所有者", "This account is switched off; ask an owner"),
    "enter_current_password": Text("当前密码不正确", "The current password is not correct"),
    "incorrect_password": Text("密码不正确", "The password is not correct"),
    "invalid_login": Text("请填写邮箱和密码", "Give e-mail address and password"),
    "email_taken": Text("这个邮箱已经有账号", "There is already an account with this e-mail address"),
    "rate_limited": TOO_MANY,
    "too_many_login_attempts": TOO_MANY,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our answers to the questions that allauth asks its project."""

    error_messages = DefaultAccountAdapter.error_messages | {key: spoken(text) for key, text in MESSAGES.items()}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether the first member is still awaited."""
        return open_for_signup()

    def save_user(self, request: HttpRequest, user: Member, form: BaseForm, commit: bool = True) -> Member:
        """Store the first member as owner; answers 403 when somebody was faster."""
        super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"]
        user.role = Role.OWNER.value
        user.language = LANGUAGES[1] if (get_language() or "").startswith("en") else LANGUAGES[0]
        if commit and not save_first(user):
            raise ImmediateHttpResponse(JsonResponse({"status": 403}, status=403))
        return user

    def clean_password(self, password: str, user: Member | None = None) -> str:
        """Refuse weak passwords by our rules alone."""
        validate_password(password, user)
        return password

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Find the member with these credentials; switched-off accounts answer as unknown ones do."""
        member: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return member if member is not None and member.is_active else None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt: per address, per account and address, per account."""
        super().pre_authenticate(request, **credentials)
        self._account_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_account",
            config=ACCOUNT_LIMIT,
            key=_email(credentials),
        )
        if not self._account_usage:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        self._account_usage.rollback()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Not by host name as allauth does: the client chooses it. With the address, so that a stranger
        # who guesses passwords does not lock out the member.
        return f"{_email(credentials)}|{ratelimit.get_ip(request)}"


class HeadlessAdapter(DefaultHeadlessAdapter):  # type: ignore[misc]
    """What sign-in answers tell about a member."""

    def serialize_user(self, user: Member) -> dict[str, Any]:
        """Give id, name and e-mail."""
        return {
            "id": user.pk,
            "display": user.name,
            "email": user.email,
            "has_usable_password": user.has_usable_password(),
        }


def _email(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", "")).strip().lower()
