"""A worker process that also knows a slow work; the tests kill it."""

import asyncio
import os
import time
from typing import Any

import django

django.setup()

from kehu.access.models import Member  # noqa: E402
from kehu.base.text import Text  # noqa: E402
from kehu.jobs.progress import Progress  # noqa: E402
from kehu.jobs.start import start  # noqa: E402
from kehu.jobs.work import work  # noqa: E402
from kehu.jobs.worker import work_forever  # noqa: E402


@work("test.slow")
def slow(progress: Progress, name: str, seconds: float) -> dict[str, Any]:
    """Write first, then take a while."""
    Member.objects.create_user(f"{name}@example.cn", name=name)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        progress.step(1, 2)
        time.sleep(0.05)
    return {"worker": os.getpid()}


@work("test.parent")
def parent(progress: Progress, name: str, seconds: float) -> dict[str, Any]:
    """Start another job first, and end later."""
    follower = start(progress.actor, "test.slow", Text("后续", "Follower"), name=name, seconds=0)
    time.sleep(seconds)
    return {"follower": str(follower.pk)}


asyncio.run(work_forever())
