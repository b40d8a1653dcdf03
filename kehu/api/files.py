"""Files: send one, get one back. What comes out can be looked at or saved, never run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from ninja import File, Router, UploadedFile
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Told
from kehu.engine.files.names import clean_name
from kehu.engine.files.reach import Opened, open_file
from kehu.engine.files.receive import receive

router = Router()

Hash = Annotated[str, Field(min_length=1, max_length=64)]
FileName = Annotated[str, Field(max_length=300)]
PIECE = 256 * 1024
AT_ONCE = 1024 * 1024
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
BYTES = {
    "responses": {
        200: {
            "description": "The contents; pictures as what they are, all else as bytes to be saved.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        304: {"description": "The contents are those that the browser has."},
    }
}
PICTURE = {
    "responses": {
        200: {
            "description": "A small picture.",
            "content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}},
        },
        304: {"description": "The picture is the one that the browser has."},
    }
}


class FileTold(Told):
    """A file as it stands in a cell; `file` is the SHA-256 of its contents, `picture` says there is a preview."""

    file: str
    name: str
    type: str
    size: int
    picture: bool


@router.post("/files", response=FileTold, summary="Send a file for an attachment or image")
def send_file(request: Signed, file: File[UploadedFile]) -> HttpResponse:
    """Keep one file of up to 50 MB for a day; it stays when a record holds it."""
    return answer(request, receive(request.auth, file.chunks(), file.name or ""))


@router.get("/files/{file_id}", summary="Get a file", openapi_extra=BYTES)
def get_file(request: Signed, file_id: Hash, name: FileName = "") -> HttpResponseBase:
    """Give the contents to who can read a record that holds them; `name` is what the browser saves it as."""
    return _given(request, open_file(request.auth, file_id), clean_name(name) or file_id[:12])


@router.get("/files/{file_id}/preview", summary="Get a small picture of a picture", openapi_extra=PICTURE)
def get_preview(request: Signed, file_id: Hash) -> HttpResponseBase:
    """Give a picture of at most 320 pixels a side."""
    return _given(request, open_file(request.auth, file_id, small=True), f"{file_id[:12]}.webp")


def _given(request: Signed, found: Opened, name: str) -> HttpResponseBase:
    tag = f'"{found.hash}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    elif found.size <= AT_ONCE:
        response = HttpResponse(found.place.read_bytes())
    else:
        response = StreamingHttpResponse(_pieces(found.place))
        response["Content-Length"] = str(found.size)
    response["Content-Type"] = found.type if found.shown else "application/octet-stream"
    disposition = content_disposition_header(as_attachment=not found.shown, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return response


async def _pieces(place: Path) -> AsyncIterator[bytes]:
    """Read a file piece by piece without keeping the server from others."""
    with await asyncio.to_thread(place.open, "rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
