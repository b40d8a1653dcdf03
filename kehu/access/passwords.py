"""What a password must be, said in both languages, and the initial passwords that owners hand over."""

from __future__ import annotations

import secrets
from difflib import SequenceMatcher

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from kehu.access.speak import spoken
from kehu.base.text import Text

SHORTEST = 8
LONGEST = 256
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike: 31 signs, so that 16 of them hold 79 bits."""

TOO_SHORT = Text(f"密码至少要有 {SHORTEST} 个字符", f"A password needs at least {SHORTEST} characters")
TOO_LONG = Text(f"密码最多 {LONGEST} 个字符", f"A password has at most {LONGEST} characters")
TOO_COMMON = Text(
    "这个密码太常见，很容易被猜到，请换一个", "This password is very common and easily guessed; choose another one"
)
TOO_LIKE = Text(
    "密码和你的邮箱或姓名太像，请换一个",
    "This password is too much like your e-mail address or name; choose another one",
)

_FAVOURITES = """
woaini1314 woaini520 5201314 1314520 520131400 woaini123 a5201314 5201314a qq123456 qq123456789 q1w2e3r4t5 1qaz2wsx3edc
a123456789 abc123456 abcd123456 asd123456 zxcvbnm123 wang1234 wang123456 li123456 zhang123 zhang123456 nihao123
nihao123456 admin888 admin123456 kehu1234 kehu123456 password123 mima1234 mima123456 aini1314 iloveyou1314 147258369
159357456 789456123 741852963 12344321 11223344 123123123
"""
CHINESE_FAVOURITES = frozenset(_FAVOURITES.split())


class LongEnough:
    """Refuse short passwords, and endless ones that only cost time to hash."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise when the length is out of bounds."""
        if len(password) < SHORTEST:
            raise ValidationError(spoken(TOO_SHORT), code="password_too_short")
        if len(password) > LONGEST:
            raise ValidationError(spoken(TOO_LONG), code="password_too_long")

    def get_help_text(self) -> str:
        """Say the rule."""
        return str(spoken(TOO_SHORT))


class NotCommon(CommonPasswordValidator):
    """Refuse the 20,000 passwords that people use most, and those that Chinese users favour."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise when the password stands on a list or is one sign repeated."""
        plain = password.lower().strip()
        if plain in self.passwords or plain in CHINESE_FAVOURITES or len(set(plain)) == 1:
            raise ValidationError(spoken(TOO_COMMON), code="password_too_common")

    def get_help_text(self) -> str:
        """Say the rule."""
        return str(spoken(TOO_COMMON))


class NotLikeMember:
    """Refuse passwords that are the member's e-mail address or name with little around it."""

    closest = 0.7

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise when the password resembles what everybody knows of the member."""
        plain = password.lower()[:LONGEST]
        for known in _known(user):
            if plain == known or SequenceMatcher(None, plain, known).ratio() >= self.closest:
                raise ValidationError(spoken(TOO_LIKE), code="password_too_similar")

    def get_help_text(self) -> str:
        """Say the rule."""
        return str(spoken(TOO_LIKE))


def initial_password() -> str:
    """Make a password that can be read out: four groups of four signs, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _known(user: AbstractBaseUser | None) -> list[str]:
    email = str(getattr(user, "email", "") or "").lower()
    name = str(getattr(user, "name", "") or "").lower()
    return [word for word in (email, email.partition("@")[0], name) if len(word) >= 3]
