"""Background jobs of the member who asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Told
from kehu.base.errors import NotFound
from kehu.jobs.models import OPEN, Job
from kehu.jobs.start import MISSING, cancel

router = Router()

LISTED = 50


class JobTold(Told):
    """A background job; `result` depends on its kind, `error` is a problem."""

    id: str
    kind: str
    label: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    done: int
    total: int | None
    note: str | None
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    cancellable: bool


@router.get("/jobs", response=list[JobTold], summary="List one's own jobs, newest first")
def list_jobs(request: Signed, open: bool = False) -> HttpResponse:  # noqa: A002 - the name of the parameter
    """List the last 50 jobs, with `open` only those that wait or run."""
    found = Job.objects.filter(actor_id=request.auth.member).order_by("-created_at")
    if open:
        found = found.filter(state__in=OPEN)
    return answer(request, [job.shown(request.auth.language) for job in found[:LISTED]])


@router.get("/jobs/{job_id}", response=JobTold, summary="Tell how far a job is")
def get_job(request: Signed, job_id: UUID) -> HttpResponse:
    """Answer with one job."""
    found = Job.objects.filter(pk=job_id, actor_id=request.auth.member).first()
    if found is None:
        raise NotFound(MISSING, code="job_not_found")
    return answer(request, found.shown(request.auth.language))


@router.post("/jobs/{job_id}/cancel", response=JobTold, summary="Ask a job to stop")
def cancel_job(request: Signed, job_id: UUID) -> HttpResponse:
    """Cancel a waiting job at once and a running one at its next step; nothing of it stays."""
    return answer(request, cancel(request.auth, job_id).shown(request.auth.language))
