"""Live events over the real ASGI application: who hears what, how fast, and when the line ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.contrib.sessions.models import Session
from django.core.asgi import get_asgi_application
from django.db import connection, connections

from kehu.access import members
from kehu.access.actor import SYSTEM
from kehu.access.models import Member
from kehu.api import events, live
from kehu.jobs.events import channel
from tests.api.conftest import Page

pytestmark = pytest.mark.django_db(transaction=True)
APPLICATION = get_asgi_application()


def notify(payload: object) -> None:
    """Tell the channel, as the engine and the jobs do."""
    words = payload if isinstance(payload, str) else json.dumps(payload)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel(), words])


class Stream:
    """The open event stream of a page."""

    def __init__(self, line: ApplicationCommunicator, status: int, headers: dict[str, str]) -> None:
        self.line, self.status, self.headers = line, status, headers

    async def chunk(self, patience: float = 10) -> str:
        """Give the next piece as sent; empty when the stream has ended."""
        message = await self.line.receive_output(patience)
        return message.get("body", b"").decode()

    async def event(self, patience: float = 10) -> tuple[str, dict[str, Any]]:
        """Give the next event, heartbeats passed over."""
        while (piece := await self.chunk(patience)).startswith((":", "retry")):
            pass
        lines = dict(line.split(": ", 1) for line in piece.strip().splitlines())
        return lines["event"], json.loads(lines["data"])


@asynccontextmanager
async def stream(page: Page, **headers: str) -> AsyncIterator[Stream]:
    """Open the event stream of a page."""
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in page.client.cookies.items())
    sent = {"cookie": cookie, "host": "localhost", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/api/events",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    line = ApplicationCommunicator(APPLICATION, scope)
    await line.send_input({"type": "http.request", "body": b"", "more_body": False})
    start = await line.receive_output(15)
    opened = Stream(line, start["status"], {name.decode(): value.decode() for name, value in start["headers"]})
    try:
        yield opened
    finally:
        await line.send_input({"type": "http.disconnect"})
        await line.wait(10)


def run(body: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test's coroutine in an event loop of its own."""

    async def closing() -> None:
        try:
            await body()
        finally:
            await sync_to_async(connections.close_all)()

    asyncio.run(closing())


async def listening() -> None:
    """Wait until the process listens on the channel."""
    for _ in range(500):
        if await sync_to_async(_listeners)():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody listens")


def _listeners() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query = %s AND datname = current_database()",
            [f'LISTEN "{channel()}"'],
        )
        return cursor.fetchone()[0]


@pytest.fixture
def wang(db: None) -> Page:
    return Page(Member.objects.create_user("wang@example.com", "correct-horse", name="王芳", role="owner"))


@pytest.fixture
def li(db: None) -> Page:
    return Page(Member.objects.create_user("li@example.com", "correct-horse", name="李雷", role="member"))


def test_a_change_reaches_every_page_well_within_two_seconds(wang: Page, li: Page) -> None:
    change = {"event": "change", "table": "customers", "change": 7, "actor": wang.member.pk, "ids": [1, 2]}

    async def body() -> None:
        async with stream(wang) as one, stream(li) as two:
            assert one.status == 200
            assert one.headers["Content-Type"] == "text/event-stream"
            assert "no-store" in one.headers["Cache-Control"]
            await listening()
            begin = time.perf_counter()
            await sync_to_async(notify)(change)
            for page in (one, two):
                assert await page.event() == ("change", change)
            assert time.perf_counter() - begin < 2

    run(body)


def test_a_job_is_told_to_its_member_alone(wang: Page, li: Page) -> None:
    async def body() -> None:
        async with stream(wang) as hers, stream(li) as his:
            await listening()
            await sync_to_async(notify)({"event": "job", "job": "a", "actor": li.member.pk})
            await sync_to_async(notify)({"event": "job", "job": "b", "actor": None})
            await sync_to_async(notify)({"event": "catalog", "version": 5})
            assert (await his.event())[0] == "job"
            assert (await his.event())[0] == "catalog"
            assert (await hers.event())[0] == "catalog"

    run(body)


def test_what_is_no_event_is_passed_over(wang: Page) -> None:
    async def body() -> None:
        async with stream(wang) as page:
            await listening()
            for words in ("no json", "[]", '"event"', "{}", "null", "5"):
                await sync_to_async(notify)(words)
            await sync_to_async(notify)({"event": "catalog", "version": 5})
            assert await page.event() == ("catalog", {"event": "catalog", "version": 5})

    run(body)


def test_nobody_hears_anything(wang: Page) -> None:
    async def body() -> None:
        async with stream(Page(None)) as page:
            assert page.status == 401

    run(body)


def test_a_page_that_comes_back_is_told_to_fetch_again(wang: Page) -> None:
    async def body() -> None:
        async with stream(wang) as first:
            assert "id: 1" in await first.chunk()
        async with stream(wang, Last_Event_ID="1") as again:
            assert (await again.event())[0] == "refetch"

    run(body)


def test_a_page_that_lags_too_far_loses_its_events_for_one_refetch() -> None:
    async def body() -> None:
        page = live.Page(1)
        for number in range(live.WAITING + 1):
            page.put({"event": "change", "change": number})
        assert page.queue.qsize() == 1
        assert await page.queue.get() == live.REFETCH

    run(body)


def test_a_broken_line_to_the_database_is_mended_and_pages_fetch_again(wang: Page) -> None:
    async def body() -> None:
        async with stream(wang) as page:
            await listening()
            await sync_to_async(_cut)()
            assert (await page.event(15))[0] == "refetch"
            await sync_to_async(notify)({"event": "catalog", "version": 5})
            assert (await page.event())[0] == "catalog"

    run(body)


def _cut() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = %s", [f'LISTEN "{channel()}"']
        )


@pytest.mark.parametrize("end", ["switched off", "signed out", "password changed"])
def test_the_stream_ends_soon_after_the_member_may_no_longer_hear(
    wang: Page, li: Page, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.1)

    def leave() -> None:
        match end:
            case "switched off":
                members.change(SYSTEM, li.member.pk, active=False)
            case "signed out":
                Session.objects.filter(pk=li.client.cookies["kehu_session"].value).delete()
            case "password changed":
                li.member.set_password("battery-staple")
                li.member.save()

    async def body() -> None:
        async with stream(li) as page:
            await page.chunk()
            assert (await page.chunk()).startswith(": ")
            await sync_to_async(leave)()
            while piece := await page.chunk(10):
                assert piece.startswith(": ")

    run(body)


def test_a_stream_that_is_never_quiet_ends_as_well(wang: Page, li: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.2)

    async def body() -> None:
        async with stream(li) as page:
            await page.chunk()
            await listening()
            await sync_to_async(members.change)(SYSTEM, li.member.pk, active=False)
            end = time.monotonic() + 10
            while time.monotonic() < end:
                await sync_to_async(notify)({"event": "catalog", "version": 1})
                if not await page.chunk(10):
                    return
            raise AssertionError("still open")

    run(body)


def test_a_page_that_goes_away_is_forgotten(wang: Page) -> None:
    async def body() -> None:
        async with stream(wang) as page:
            await page.chunk()
            assert len(live.hub().pages) == 1
        assert live.hub().pages == []

    run(body)


def test_the_server_ends_all_streams_when_it_stops(wang: Page, li: Page) -> None:
    async def body() -> None:
        async with stream(wang) as one, stream(li) as two:
            for page in (one, two):
                await page.chunk()
            await live.close()
            for page in (one, two):
                assert await page.chunk() == ""

    run(body)


def test_the_signal_that_stops_the_server_ends_all_streams_and_still_reaches_the_server(wang: Page) -> None:
    async def body() -> None:
        heard = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, heard.set)
        async with stream(wang) as page:
            await page.chunk()
            os.kill(os.getpid(), signal.SIGTERM)
            assert await page.chunk() == ""
            await asyncio.wait_for(heard.wait(), 10)

    run(body)


def test_a_member_keeps_at_most_twenty_pages_open(wang: Page) -> None:
    async def body() -> None:
        hub = live.hub()
        pages = [hub.open(1) for _ in range(live.PAGES + 1)]
        assert await pages[0].queue.get() is live.END
        assert pages[0] not in hub.pages
        assert len(hub.pages) == live.PAGES
        for page in pages:
            hub.close(page)
        assert hub.pages == []

    run(body)


def test_a_stream_keeps_no_connection_of_the_pool(wang: Page) -> None:
    async def body() -> None:
        async with stream(wang) as one, stream(wang) as two:
            for page in (one, two):
                await page.chunk()
            await listening()
            assert await sync_to_async(_connections)() <= 2  # the one that listens, and this test's own

    connection.close()
    run(body)


def _connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]
