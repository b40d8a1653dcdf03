"""The circumstances of a request: the company's time zone, fiscal year and today's date, the actor's language."""

from __future__ import annotations

from time import monotonic

from kehu.access.actor import Actor
from kehu.access.models import Company
from kehu.access.scope import require
from kehu.base.clock import today
from kehu.catalog import store
from kehu.catalog.shapes import Catalog
from kehu.engine.fields import Reading
from kehu.engine.sql.where import Asker, Reach

_KEPT_SECONDS = 30.0
_kept: tuple[float, str, int] = (0.0, "", 1)


def reading_of(actor: Actor) -> Reading:
    """Give the circumstances in which this actor's values are read and shown."""
    zone, fiscal_start = _company()
    return Reading(today=today(zone), time_zone=zone, language=actor.language, fiscal_start=fiscal_start)


def asker_of(actor: Actor, hidden: frozenset[str] = frozenset(), catalog: Catalog | None = None) -> Asker:
    """Give who asks, for the filter language; what lies behind links is what the actor reaches there."""

    def reach(table: str) -> Reach:
        allowed = require(actor, "read", table)
        return Reach((catalog or store.current()).table(table), allowed.rows, allowed.hidden)

    return Asker(actor.member, reading_of(actor), hidden, reach)


def forget_company() -> None:
    """Read the company's settings again at the next request of this process."""
    global _kept  # noqa: PLW0603 - one small value, read on every request
    _kept = (0.0, "", 1)


def _company() -> tuple[str, int]:
    global _kept  # noqa: PLW0603 - one small value, read on every request
    until, zone, fiscal_start = _kept
    if monotonic() > until or not zone:
        found = Company.objects.values_list("time_zone", "fiscal_start").first()
        zone, fiscal_start = found or ("Asia/Shanghai", 1)
        _kept = (monotonic() + _KEPT_SECONDS, zone, fiscal_start)
    return zone, fiscal_start
