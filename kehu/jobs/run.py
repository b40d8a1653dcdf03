"""Run one job: its work and its final state commit together, so it takes effect exactly once."""

import logging
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from kehu.base.errors import KehuError, Unavailable
from kehu.base.text import Text
from kehu.jobs.events import announce
from kehu.jobs.models import OPEN, Job, State
from kehu.jobs.progress import Cancelled, Interrupted, Progress
from kehu.jobs.shown import keep
from kehu.jobs.work import find_work

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8

PASSING = ("08", "40", "53300", "57P")
"""SQLSTATE classes: connection lost, deadlock or serialization, too many connections, server going down."""

BROKEN = Text(
    "任务因程序内部错误而停止，没有写入任何数据。请重试；若再次出现，请把日志交给管理员",
    "The job stopped because of an internal error and wrote nothing. Try again; if it happens again, show the log to "
    "your administrator",
)
GIVEN_UP = Text(
    "任务被中断了 {times} 次(进程异常退出)，不再重试，没有写入任何数据。请查看日志，或减小文件后再试",
    "The job was interrupted {times} times (its process died) and is not tried again; it wrote nothing. Look at the "
    "log, or try a smaller file",
)


class LostDatabase(Exception):
    """The database went away, or refused for the moment; the job runs again later."""


def run(key: UUID | str, attempt: int = 1) -> None:
    """Run the job `key` unless it is finished; `attempt` counts how often it was begun."""
    job = _begin(key)
    if job is None:
        return
    try:
        if attempt > MOST_ATTEMPTS:
            raise Unavailable(GIVEN_UP.format(times=attempt - 1), code="job_given_up")
        _work(job)
    except Cancelled:
        _end(job, State.CANCELLED)
    except Interrupted:
        _end(job, State.QUEUED)
        raise
    except KehuError as error:
        _end(job, State.FAILED, error=problem(error))
    except Exception as error:
        if _passes_by(error):
            raise LostDatabase from error
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _end(job, State.FAILED, error=problem(Unavailable(BROKEN, code="internal")))


def _passes_by(error: Exception) -> bool:
    """Tell whether the database was away, or two transactions met: trying again helps then."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    code = getattr(error.__cause__, "sqlstate", None) or ""
    return not code or code.startswith(PASSING)


def problem(error: KehuError) -> dict[str, Any]:
    """Return what a job keeps of a refusal."""
    return {
        "status": error.status,
        "code": error.code,
        "text": keep(error.text),
        "details": keep(error.details),
    }


def lock_key(key: UUID | str) -> int:
    """Return the number by which a running job is locked in the database: the first 63 bits of its id."""
    return UUID(str(key)).int >> 65


def _begin(key: UUID | str) -> Job | None:
    """Mark the job as running; None when there is nothing to do any more."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("actor").filter(pk=key).first()
        if job is None or not job.open:
            return None
        if job.cancel_requested and job.state == State.QUEUED:
            job.state, job.finished_at = State.CANCELLED, timezone.now()
        else:
            job.state, job.started_at = State.RUNNING, timezone.now()
        job.save(update_fields=["state", "started_at", "finished_at"])
        announce(job)
    return job if job.state == State.RUNNING else None


def _work(job: Job) -> None:
    with Progress(job) as progress, transaction.atomic():
        with connection.cursor() as cursor:
            # Held until this transaction ends: the remains of a killed run, or a run elsewhere, come to an end first.
            cursor.execute("select pg_advisory_xact_lock(%s)", [lock_key(job.pk)])
        if not Job.objects.filter(pk=job.pk, state__in=OPEN).exists():
            return
        result = find_work(job.kind)(progress, **job.arguments)
        values = {**progress.values(), "result": keep(result), "state": State.DONE, "finished_at": timezone.now()}
        Job.objects.filter(pk=job.pk).update(**values)
        announce(job)


def _end(job: Job, state: State, error: dict[str, Any] | None = None) -> None:
    finished = None if state == State.QUEUED else timezone.now()
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, state__in=OPEN).update(state=state, error=error, finished_at=finished)
        announce(job)
