"""Imports: send a workbook, look at what is proposed, preview, load, take back."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Router, UploadedFile
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Told
from kehu.exchange import sessions

router = Router()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Place = Annotated[int, Field(ge=0, le=2_000_000)]
Plan = dict[str, Any]
"""The plan of one sheet; its form is checked below, where every mistake is told in words."""


class Begun(Told):
    """A new import and the job that reads its file."""

    id: str
    job: str


class JobBegun(Told):
    """The job that does it."""

    job: str


class ImportTold(Told):
    """Everything about an import; `proposal` holds one plan per sheet, `result` the reconciliation of the load."""

    id: str
    name: str
    size: int
    state: Literal["reading", "read", "loading", "loaded", "undone", "failed"]
    job: str | None
    error: dict[str, Any] | None
    format: str
    encoding: str | None
    delimiter: str | None
    encodings: list[str]
    sheets: list[dict[str, Any]]
    proposal: dict[str, Any]
    result: dict[str, Any] | None


class Reading(Body):
    """How to read a text file instead."""

    encoding: Annotated[str, Field(max_length=40)] | None = None
    delimiter: Annotated[str, Field(max_length=4)] | None = None


class Proposing(Body):
    """What the person chose: another header row (from 1, 0 = none), another table."""

    sheet: Place
    header_row: Place | None = None
    target: dict[str, Any] | None = None


class Previewing(Body):
    """A plan and how many rows of it to show."""

    plan: Plan
    rows: Annotated[int, Field(ge=1, le=500)] = 200


class Loading(Body):
    """The plans to load; on an error the row is skipped, or everything stops."""

    plans: Annotated[list[Plan], Field(min_length=1, max_length=200)]
    on_error: Literal["skip", "stop"] = "skip"


@router.post("/imports", response=Begun, summary="Send a workbook or csv file")
def send_file(request: Signed, file: File[UploadedFile]) -> HttpResponse:
    """Take one file of up to 200 MB and begin to read it in the background."""
    return answer(request, sessions.receive(request.auth, file.chunks(), file.name or ""))


@router.get("/imports/{import_id}", response=ImportTold, summary="Tell how an import stands")
def get_import(request: Signed, import_id: UUID) -> HttpResponse:
    """Tell sheets, proposal, state and result."""
    return answer(request, sessions.get(request.auth, import_id))


@router.post("/imports/{import_id}/read", response=JobBegun, summary="Read the file again, otherwise")
def read_again(request: Signed, import_id: UUID, reading: Reading) -> HttpResponse:
    """Read the file once more with another encoding or delimiter."""
    return answer(request, sessions.read_again(request.auth, import_id, reading.encoding, reading.delimiter))


@router.post("/imports/{import_id}/propose", response=Plan, summary="Propose a plan again")
def propose(request: Signed, import_id: UUID, wanted: Proposing) -> HttpResponse:
    """Propose after the person chose another header row or table."""
    return answer(request, sessions.propose(request.auth, import_id, wanted.sheet, wanted.header_row, wanted.target))


@router.post("/imports/{import_id}/preview", response=Plan, summary="Show what a plan makes of the first rows")
def preview(request: Signed, import_id: UUID, wanted: Previewing) -> HttpResponse:
    """Show each cell as it would be, and every problem of the sheet."""
    return answer(request, sessions.preview(request.auth, import_id, wanted.plan, wanted.rows))


@router.post("/imports/{import_id}/load", response=JobBegun, summary="Load sheets by their plans")
def load(request: Signed, import_id: UUID, wanted: Loading) -> HttpResponse:
    """Load in the background as one change that can be undone."""
    return answer(request, sessions.load(request.auth, import_id, wanted.plans, wanted.on_error))


@router.get(
    "/imports/{import_id}/errors",
    summary="Download the rows that were not loaded",
    openapi_extra={
        "responses": {
            200: {
                "description": "The refused rows, each with its reason.",
                "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def errors_file(request: Signed, import_id: UUID) -> HttpResponse:
    """Answer with a workbook of the refused rows and why."""
    place, name = sessions.errors_file(request.auth, import_id)
    response = HttpResponse(place.read_bytes(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


@router.post("/imports/{import_id}/undo", response=JobBegun, summary="Take a whole import back")
def undo(request: Signed, import_id: UUID) -> HttpResponse:
    """Undo the load by a job, and archive the tables and fields it made when they are empty again."""
    return answer(request, sessions.start_undo(request.auth, import_id))
