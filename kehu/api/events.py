"""GET /api/events: what changed, as server-sent events, while a page is open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

import orjson
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router

from kehu.api import live
from kehu.api.gate import Signed

router = Router()

HEARTBEAT = 15.0
"""Seconds after which it is looked whether the member is still signed in, and shown that the line still stands."""
RETRY = 2000
"""Milliseconds after which a browser comes back when the line broke."""
HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
STREAM = {
    "responses": {
        200: {
            "description": "Events `change` {table, change, actor, ids}, `catalog` {version}, `job` {job} and "
            "`refetch` (events were lost: fetch again what is shown).",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    }
}


@router.get("/events", summary="Follow what changes, as server-sent events", openapi_extra=STREAM)
def events(request: Signed) -> StreamingHttpResponse:
    """Open the stream; it ends when the member is signed out, switched off, or the server stops."""
    stream = follow(request.auth.member or 0, request.session, again="Last-Event-ID" in request.headers)
    if not connection.in_atomic_block:
        connection.close()  # a stream lasts for hours and must not keep a connection from the pool
    return StreamingHttpResponse(stream, content_type="text/event-stream", headers=HEADERS)


async def follow(member: int, session: SessionBase, *, again: bool) -> AsyncIterator[bytes]:
    """Yield events as they come, heartbeats when none do; a page that comes back is told to fetch again."""
    hub = live.hub()
    page = hub.open(member)
    number, checked = 1, monotonic()
    try:
        # The number makes browsers send Last-Event-ID when they come back.
        yield f"retry: {RETRY}\nid: {number}\n\n".encode()
        if again:
            page.put(live.REFETCH)
        while True:
            event = await _next(page, checked + HEARTBEAT - monotonic())
            if monotonic() >= checked + HEARTBEAT:
                if not await sync_to_async(_still_signed_in)(session, member):
                    return
                checked = monotonic()
            if event is live.END:
                return
            if event is None:
                yield b": here\n\n"
                continue
            number += 1
            yield b"id: %d\nevent: %s\ndata: %s\n\n" % (number, str(event["event"]).encode(), orjson.dumps(event))
    finally:
        hub.close(page)


async def _next(page: live.Page, patience: float) -> live.Event | None:
    try:
        return await asyncio.wait_for(page.queue.get(), max(patience, 0.001))
    except TimeoutError:
        return None


def _still_signed_in(session: SessionBase, member: int) -> bool:
    request = HttpRequest()
    request.session = type(session)(session.session_key)
    try:
        found = get_user(request)
        return found.is_authenticated and found.pk == member
    finally:
        if not connection.in_atomic_block:
            connection.close()
