"""News for the open browsers: one PostgreSQL channel, delivered when the transaction commits."""

import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from kehu.jobs.models import Job


def channel() -> str:
    """Name the channel of this installation: another one in the same database, in its own schema, has another."""
    return f"kehu_events_{settings.DATABASE_SCHEMA}"


def notify(payload: dict[str, Any], through: BaseDatabaseWrapper | None = None) -> None:
    """Send `payload` (below 8000 bytes of JSON) to everybody who listens."""
    with (through or connection).cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [channel(), json.dumps(payload, separators=(",", ":"))])


def announce(job: Job, through: BaseDatabaseWrapper | None = None) -> None:
    """Say that `job` has moved."""
    notify({"event": "job", "job": str(job.pk), "actor": job.actor_id}, through)
