"""The circumstances of a request: the company's time zone and today's date, the actor's language."""

from __future__ import annotations

from time import monotonic

from kehu.access.actor import Actor
from kehu.access.models import Company
from kehu.base.clock import today
from kehu.engine.fields import Reading
from kehu.engine.sql.where import Asker

_KEPT_SECONDS = 30.0
_zone: tuple[float, str] = (0.0, "")


def reading_of(actor: Actor) -> Reading:
    """Give the circumstances in which this actor's values are read and shown."""
    zone = _time_zone()
    return Reading(today=today(zone), time_zone=zone, language=actor.language)


def asker_of(actor: Actor, hidden: frozenset[str] = frozenset()) -> Asker:
    """Give who asks, for the filter language."""
    return Asker(actor.member, reading_of(actor), hidden)


def _time_zone() -> str:
    global _zone  # noqa: PLW0603 - one small value, read on every request
    until, name = _zone
    if monotonic() > until or not name:
        name = Company.objects.values_list("time_zone", flat=True).first() or "Asia/Shanghai"
        _zone = (monotonic() + _KEPT_SECONDS, name)
    return name
