"""The header `Idempotency-Key`: by it a request may be repeated when its answer was lost on the way."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Header

RequestKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        pattern=r"^[!-~]+$",
        description="A new random text for each request that changes something; repeat the request with the same key "
        "when its answer was lost, and it happens once. Remembered for a week.",
    ),
]


def asked(request: HttpRequest) -> bytes:
    """Give what a request asks for, to tell a repetition from another request."""
    return request.path.encode() + b"\n" + request.body
