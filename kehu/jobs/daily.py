"""Work of every day: once after the company's midnight, by whichever worker looks first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from kehu.access.actor import SYSTEM
from kehu.access.models import Company
from kehu.base.clock import today
from kehu.base.text import Text
from kehu.jobs.start import start


@dataclass(frozen=True, slots=True)
class Daily:
    """A kind of job to start once a day."""

    kind: str
    label: Text


_DAILY: dict[str, Daily] = {}


def daily(kind: str, label: Text) -> None:
    """Have a job of `kind` started once a day."""
    _DAILY[kind] = Daily(kind, label)


def look() -> list[str]:
    """Start what is due and not yet begun today, by compare-and-set; gives the kinds started."""
    zone = Company.objects.values_list("time_zone", flat=True).first()
    if zone is None:
        return []
    day = today(zone)
    started = []
    for each in _DAILY.values():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO jobs_day (kind, day) VALUES (%s, %s)"
                " ON CONFLICT (kind) DO UPDATE SET day = excluded.day WHERE jobs_day.day < excluded.day RETURNING kind",
                [each.kind, day],
            )
            if cursor.fetchone():
                start(SYSTEM, each.kind, each.label)
                started.append(each.kind)
    return started
