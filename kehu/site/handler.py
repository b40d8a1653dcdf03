"""How a request runs: whole in one thread out of a few that stay, with one switch there and one back.

Django's own handler runs each part of the middleware in a thread of its own request, a dozen switches per answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any

from asgiref.sync import sync_to_async
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

THREADS = 32
"""Requests that run at once; more wait for their turn, as they would for a connection to the database."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class Handler(ASGIHandler):
    """The application: everything up to the finished answer is synchronous, only streams are sent piece by piece."""

    def __init__(self) -> None:
        """Start without threads; they come with the requests."""
        super().__init__()
        self._answers = sync_to_async(
            self._answer, thread_sensitive=False, executor=ThreadPoolExecutor(THREADS, "request")
        )

    def load_middleware(self, is_async: bool = False) -> None:
        """Join the middleware without any switch between threads."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the request, have it answered in a thread, send the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await self._answers(scope, body)
        if not response.streaming:
            await self.send_response(response, send)
            return
        try:
            await self._stream(response, receive, send)
        finally:
            await sync_to_async(response.close)()

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """Make the answer; when it is whole, everything is given back before it is sent."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        try:
            request, wrong = self.create_request(scope, body)
            response = wrong if request is None else self.get_response(request)
            assert response is not None
            response._handler_class = type(self)  # type: ignore[attr-defined]
            if isinstance(response, FileResponse):
                response.block_size = self.chunk_size
            if not response.streaming:
                response.close()
            return response
        finally:
            close_old_connections()

    async def _stream(self, response: HttpResponseBase, receive: Receive, send: Send) -> None:
        """Send a stream until it ends or nobody listens any more."""
        sending = asyncio.ensure_future(self.send_response(response, send))
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, leaving):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
