"""The fixed table of background jobs."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from kehu.base.text import Text
from kehu.jobs.shown import speak


class State(models.TextChoices):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.QUEUED, State.RUNNING)


class Day(models.Model):
    """The last day on which a daily kind of job was started."""

    kind = models.CharField(max_length=80, primary_key=True)
    day = models.DateField()


class Job(models.Model):
    """One piece of background work that a member, or the installation itself, has started."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    label_zh = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    note = models.JSONField(null=True)
    """What is being done now, as `{"zh": ..., "en": ...}`."""
    arguments = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    error = models.JSONField(null=True)
    """Why it failed: `{"status", "code", "text": {"zh", "en"}, "details"}`."""
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """A member's jobs are listed newest first."""

        indexes = [models.Index(fields=["actor", "-created_at"], name="jobs_of_actor")]

    @property
    def label(self) -> Text:
        """What the job does, for its progress bar."""
        return Text(self.label_zh, self.label_en)

    @property
    def open(self) -> bool:
        """True while the job waits or runs, and so can be cancelled."""
        return self.state in OPEN

    def problem(self, language: str) -> dict[str, Any] | None:
        """Return why the job failed as a problem document in `language`."""
        if self.error is None:
            return None
        details = speak(self.error.get("details") or {}, language)
        text = speak(self.error["text"], language)
        return {"title": text, "detail": text, "status": self.error["status"], "code": self.error["code"], **details}

    def shown(self, language: str) -> dict[str, Any]:
        """Return the job as the API shows it."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "label": self.label.say(language),
            "state": str(self.state),
            "done": self.done,
            "total": self.total,
            "note": speak(self.note, language),
            "result": speak(self.result, language),
            "error": self.problem(language),
            "created_at": self.created_at,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "cancellable": self.open and not self.cancel_requested,
        }
