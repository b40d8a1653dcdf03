"""Coroutines in tests: run in a thread of their own, because the browser's driver keeps a loop in the main one."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Made = TypeVar("Made")


def run_apart(work: Coroutine[Any, Any, Made]) -> Made:
    """Run a coroutine to its end in an event loop of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
