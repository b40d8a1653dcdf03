"""Begin a job, or ask for its end."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kehu.access.actor import Actor
from kehu.base.errors import NotFound
from kehu.base.text import Text
from kehu.jobs.events import announce
from kehu.jobs.models import Job, State
from kehu.jobs.shown import keep

TASK = "kehu.jobs.run"
MISSING = Text("没有这个后台任务，可能已被删除", "There is no such job; it may have been deleted")


def start(actor: Actor, kind: str, label: Text, **arguments: Any) -> Job:
    """Begin a job of `kind` on behalf of `actor`; it exists only if the caller's transaction commits."""
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, label_zh=label.zh, label_en=label.en, actor_id=actor.member, arguments=keep(arguments)
        )
        app.configure_task(TASK).defer(job=str(job.pk))
        announce(job)
    return job


def cancel(actor: Actor, job: UUID | str) -> Job:
    """Ask the job to end: a waiting one ends at once, a running one at its next step; raises NotFound."""
    with transaction.atomic():
        found = Job.objects.select_for_update().filter(pk=job, actor_id=actor.member).first()
        if found is None:
            raise NotFound(MISSING, code="job_not_found")
        if found.open:
            found.cancel_requested = True
            if found.state == State.QUEUED:
                found.state, found.finished_at = State.CANCELLED, timezone.now()
            found.save(update_fields=["cancel_requested", "state", "finished_at"])
            announce(found)
    return found
