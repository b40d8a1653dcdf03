"""Once: a request whose answer was lost on the way may be repeated, and happens a single time."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from kehu.access.actor import Actor
from kehu.base.errors import Conflict
from kehu.base.text import Text
from kehu.engine.models import Answer
from kehu.engine.writing.settled import settled
from kehu.jobs.shown import keep

KEPT = "7 days"
"""How long a key is remembered: a page that was away over a long weekend still gets its answer."""
Receipt = dict[str, Any]


def once(actor: Actor, key: str | None, asked: bytes, work: Callable[[], Receipt]) -> Receipt:
    """Do work and remember its receipt under the member's key, or give the receipt of when it was done.

    Work that is refused is not remembered. Raises `Conflict` when the key belongs to another request than `asked`.
    """
    member = actor.member
    if key is None or member is None:
        return _kept(work())
    digest = sha256(asked).digest()
    return settled(lambda: _once(member, key, digest, work))


@transaction.atomic
def _once(member: int, key: str, asked: bytes, work: Callable[[], Receipt]) -> Receipt:
    _forget()
    claimed = _claim(member, key, asked)
    if claimed is None:
        return _remembered(member, key, asked)
    receipt = _kept(work())
    Answer.objects.filter(pk=claimed).update(receipt=receipt)
    return receipt


def _kept(receipt: Receipt) -> Receipt:
    """Turn a receipt into JSON; texts keep both languages."""
    return {key: keep(value) for key, value in receipt.items()}


def _claim(member: int, key: str, asked: bytes) -> int | None:
    """Take a key; waits while the same request is under way, and gives None when it was done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_answer (member_id, key, asked, receipt) VALUES (%s, %s, %s, '{}')"
            " ON CONFLICT (member_id, key) DO NOTHING RETURNING id",
            [member, key, asked],
        )
        row = cursor.fetchone()
    return row and int(row[0])


def _remembered(member: int, key: str, asked: bytes) -> Receipt:
    found = Answer.objects.get(member_id=member, key=key)
    if bytes(found.asked) != asked:
        raise Conflict(
            Text(
                "这个 Idempotency-Key 已经用于另一个请求，请换一个",
                "This Idempotency-Key belongs to another request; take a new one",
            ),
            code="key.used",
        )
    receipt: Receipt = found.receipt
    return receipt


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM engine_answer WHERE id IN (SELECT id FROM engine_answer WHERE at < now() - %s::interval"
            " ORDER BY at LIMIT 100 FOR UPDATE SKIP LOCKED)",
            [KEPT],
        )
