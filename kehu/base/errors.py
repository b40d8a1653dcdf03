"""The one error family: every refusal says what was wrong and what to do, in both languages."""

from __future__ import annotations

from typing import Any, ClassVar

from kehu.base.text import Text


class KehuError(Exception):
    """A refusal: HTTP `status`, stable `code`, human `text`, machine-readable `details`."""

    status: ClassVar[int] = 400

    def __init__(self, text: Text, *, code: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(text.en)
        self.text = text
        self.code = code
        self.details = details or {}


class Unauthenticated(KehuError):
    """Nobody is signed in."""

    status = 401


class Forbidden(KehuError):
    """The actor may see it, but not do it."""

    status = 403


class NotFound(KehuError):
    """It does not exist, or not for this actor: both answer alike."""

    status = 404


class Conflict(KehuError):
    """Somebody was faster; `details` hold both values."""

    status = 409


class TooLarge(KehuError):
    """The input exceeds a limit that the text names."""

    status = 413


class Invalid(KehuError):
    """The input is wrong; `details["errors"]` lists every mistake at its place."""

    status = 422


class Unavailable(KehuError):
    """A part that is needed does not answer now; trying later helps."""

    status = 503
