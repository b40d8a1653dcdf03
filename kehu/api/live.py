"""Live news: one listener per process on PostgreSQL's channel, one bounded queue per open page."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
from asyncio import AbstractEventLoop, Queue, QueueEmpty, QueueFull, Task
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connections

from kehu.jobs.events import channel

WAITING = 200
"""Events that one page may be behind; beyond them it is told to fetch again instead."""
PAGES = 20
"""Open pages of one member; the oldest is closed for the next."""
PAUSES = (0.2, 1, 2, 5)
"""Seconds between the attempts to listen again."""
Event = dict[str, Any]
REFETCH: Event = {"event": "refetch"}
END: Event = {"event": "end"}
"""Ends a page's stream; never sent."""
FOR_ALL = frozenset({"change", "catalog"})
log = logging.getLogger("kehu.api.live")


@dataclass(eq=False)
class Page:
    """One open page: the member it belongs to and the events it has not been sent."""

    member: int
    queue: Queue[Event] = field(default_factory=lambda: Queue(WAITING))

    def put(self, event: Event) -> None:
        """Hand over an event; a page that lags too far loses them all for one `refetch`."""
        try:
            self.queue.put_nowait(event)
        except QueueFull:
            self._empty()
            self.queue.put_nowait(END if event is END else REFETCH)

    def _empty(self) -> None:
        with suppress(QueueEmpty):
            while True:
                self.queue.get_nowait()


class Hub:
    """The pages of one event loop and the task that listens for them; it lives while a page is open."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._task: Task[None] | None = None

    def open(self, member: int) -> Page:
        """Add a page; the first one starts the listening."""
        mine = [page for page in self.pages if page.member == member]
        if len(mine) >= PAGES:
            mine[0].put(END)
            self.pages.remove(mine[0])
        page = Page(member)
        self.pages.append(page)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())
            self._end_when_stopped()
        return page

    def close(self, page: Page) -> None:
        """Take a page away; the last one ends the listening."""
        with suppress(ValueError):
            self.pages.remove(page)
        if not self.pages and self._task is not None:
            self._task.cancel()
            self._task = None

    def close_all(self) -> None:
        """End every page."""
        for page in list(self.pages):
            page.put(END)

    def spread(self, payload: str) -> None:
        """Hand an event to those whom it concerns: changes to all, a job to its member."""
        try:
            event = json.loads(payload)
            word, member = event["event"], event.get("actor")
        except (ValueError, KeyError, TypeError, AttributeError):
            log.warning("Not an event: %.200s", payload)
            return
        for page in self.pages:
            if word in FOR_ALL or page.member == member:
                page.put(event)

    def _end_when_stopped(self) -> None:
        """End the pages at the signal that stops the server, which else waits for them in vain.

        The event loop hears of signals by its wake-up pipe and keeps its own handling; only the empty function that
        it leaves as Python's handler is replaced.
        """
        loop = asyncio.get_running_loop()
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            if getattr(signal.getsignal(number), "__module__", "") == "asyncio.unix_events":
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.close_all))

    async def _listen(self) -> None:
        attempt = 0
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**address(), autocommit=True) as connection:
                    await connection.execute(f'LISTEN "{channel()}"')
                    if attempt:
                        self._all(REFETCH)
                    attempt = 0
                    async for notice in connection.notifies():
                        self.spread(notice.payload)
            except psycopg.Error as error:
                log.warning("Listening for events was interrupted: %s", error)
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1

    def _all(self, event: Event) -> None:
        for page in self.pages:
            page.put(event)


_hubs: WeakKeyDictionary[AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """Give the hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


async def close() -> None:
    """End every page of this process, so that the server can stop."""
    hub().close_all()


def address() -> dict[str, Any]:
    """Say where the database is, for a connection beside Django's."""
    given = connections["default"].get_connection_params()
    return {key: value for key, value in given.items() if key not in {"context", "cursor_factory", "prepare_threshold"}}
