"""How a running work tells how far it is, and learns that it shall stop."""

import json
import threading
import time
from types import TracebackType

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kehu.access.actor import SYSTEM, Actor, actor_of
from kehu.base.errors import Forbidden
from kehu.base.text import Text
from kehu.jobs.events import announce
from kehu.jobs.models import Job
from kehu.jobs.shown import keep

PAUSE = 0.3
"""Seconds between two written steps."""

UPDATE = """
update jobs_job set done = %s, total = %s, note = %s where id = %s and state = 'running' returning cancel_requested
"""

SWITCHED_OFF = Text(
    "发起这个任务的账号已停用，没有写入任何数据",
    "The account that began this job was switched off; the job wrote nothing",
)

stopping = threading.Event()
"""Set while the worker is being stopped: running works give up at their next step and start anew later."""


class Cancelled(Exception):
    """The person asked to cancel the job; everything the work did is rolled back."""


class Interrupted(Exception):
    """The worker is stopping; everything the work did is rolled back and the job runs again later."""


class Progress:
    """The progress of one job, written on a connection of its own: visible while the work's transaction is open."""

    def __init__(self, job: Job) -> None:
        """Take the job; the connection opens with the first step."""
        self.job = job
        self._connection: BaseDatabaseWrapper | None = None
        self._written = 0.0
        self._done = 0
        self._total: int | None = None
        self._note: Text | None = None

    @property
    def actor(self) -> Actor:
        """On whose behalf the work happens; raises Forbidden when the account was switched off meanwhile."""
        member = self.job.actor
        if member is not None and not member.is_active:
            raise Forbidden(SWITCHED_OFF, code="member.inactive")
        return actor_of(member) if member is not None else SYSTEM

    def step(self, done: int, total: int | None = None, note: Text | None = None) -> None:
        """Tell that `done` of `total` is done; raises Cancelled or Interrupted when the work shall end."""
        self._done = done
        self._total = self._total if total is None else total
        self._note = note or self._note
        if stopping.is_set():
            raise Interrupted
        now = time.monotonic()
        if now - self._written < PAUSE:
            return
        self._written = now
        self._write()

    def values(self) -> dict[str, object]:
        """Return the last step as columns of the job."""
        return {"done": self._done, "total": self._total, "note": keep(self._note)}

    def _write(self) -> None:
        if self._connection is None:
            self._connection = connections.create_connection("default")
        through = self._connection
        with through.cursor() as cursor:
            cursor.execute(UPDATE, [self._done, self._total, json.dumps(keep(self._note)), self.job.pk])
            row = cursor.fetchone()
        if row is None:
            return
        announce(self.job, through)
        if row[0]:
            raise Cancelled

    def __enter__(self) -> "Progress":
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
