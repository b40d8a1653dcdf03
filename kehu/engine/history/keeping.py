"""How long deleted records and the ledger are kept, and the parts of the ledger by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text
from kehu.engine.models import Keeping
from kehu.engine.sql import parts

MAX_DAYS = 3650
MAX_MONTHS = 240
_BOUNDS = Text(
    "要填 1 到 {most} 之间的整数，留空表示一直保留", "A whole number from 1 to {most} is wanted; empty keeps for ever"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is set; None keeps for ever. The ledger holds everything since `kept_from`, None is the beginning."""

    bin_days: int | None
    ledger_months: int | None
    kept_from: datetime | None


def keeping() -> Kept:
    """Give what is set."""
    found = Keeping.objects.filter(id=1).first() or Keeping(id=1)
    return Kept(found.bin_days, found.ledger_months, found.kept_from)


@transaction.atomic
def change_keeping(actor: Actor, bin_days: int | None, ledger_months: int | None) -> Kept:
    """Set after how many days the bin empties itself and after how many months the ledger is cleared; owners only."""
    if not actor.owner:
        raise Forbidden(
            Text("只有所有者能设置保留时间", "Only an owner sets how long things are kept"), code="forbidden"
        )
    for value, most in ((bin_days, MAX_DAYS), (ledger_months, MAX_MONTHS)):
        if value is not None and not 1 <= value <= most:
            raise Invalid(
                Text(
                    "要填 1 到 {most} 之间的整数，留空表示一直保留", "A whole number from 1 to {most}; empty keeps"
                ).format(most=most),
                code="keeping",
            )
    Keeping.objects.update_or_create(id=1, defaults={"bin_days": bin_days, "ledger_months": ledger_months})
    return keeping()


@transaction.atomic
def clear_ledger() -> tuple[list[str], list[str]]:
    """Make the parts of the coming months, drop those beyond what is kept; gives the names of both."""
    made = parts.make_ahead(now())
    months = keeping().ledger_months
    if months is None:
        return made, []
    since = parts.month_after(now(), -months)
    dropped = parts.drop_before(since)
    if dropped:
        Keeping.objects.update_or_create(id=1, defaults={"kept_from": since})
    return made, dropped
