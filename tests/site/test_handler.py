"""A request runs whole in one thread, and a stream ends when nobody listens any more."""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from kehu.site.handler import Handler
from tests.loops import run_apart

seen: list[str] = []


def plain(request: HttpRequest) -> HttpResponse:
    """Answer at once."""
    seen.append(f"view in {threading.current_thread().name}")
    return HttpResponse(b"here")


def endless(request: HttpRequest) -> StreamingHttpResponse:
    """Answer for ever."""

    async def pieces() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"more"
                await asyncio.sleep(0.01)
        finally:
            seen.append("stream closed")

    return StreamingHttpResponse(pieces())


urlpatterns = [path("plain", plain), path("endless", endless)]


def ask(address: str, leave_after: int = 10) -> list[Mapping[str, Any]]:
    """Send a request to the application as a web server does; hang up after some messages."""

    async def run() -> list[Mapping[str, Any]]:
        sent: list[Mapping[str, Any]] = []
        left = asyncio.Event()
        incoming = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Mapping[str, Any]:
            if (first := next(incoming, None)) is not None:
                return first
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)
            if len(sent) >= leave_after:
                left.set()

        scope = {"type": "http", "method": "GET", "path": address, "query_string": b"", "headers": []}
        await asyncio.wait_for(Handler()(scope, receive, send), 5)
        return sent

    return run_apart(run())


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["*"]
    seen.clear()


def test_a_request_is_begun_answered_and_ended_in_one_thread() -> None:
    def began(**_: Any) -> None:
        seen.append(f"began in {threading.current_thread().name}")

    def ended(**_: Any) -> None:
        seen.append(f"ended in {threading.current_thread().name}")

    request_started.connect(began)
    request_finished.connect(ended)
    try:
        sent = ask("/plain")
    finally:
        request_started.disconnect(began)
        request_finished.disconnect(ended)
    assert (sent[0]["status"], sent[1]["body"]) == (200, b"here")
    assert [each.split(" in ")[0] for each in seen] == ["began", "view", "ended"]
    assert {each.split(" in ")[1] for each in seen} == {"request_0"}


def test_a_stream_ends_when_nobody_listens_any_more() -> None:
    sent = ask("/endless", leave_after=4)
    assert [each.get("body") for each in sent[1:4]] == [b"more"] * 3
    assert seen == ["stream closed"]


def test_an_unknown_address_is_answered() -> None:
    assert ask("/nothing")[0]["status"] == 404
