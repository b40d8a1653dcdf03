"""The worker: takes jobs one after the other, and takes up again what a killed worker left."""

import asyncio
import contextlib
import logging
import os
import signal
from typing import Any, cast

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connection
from procrastinate import RetryStrategy
from procrastinate.app import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext

from kehu.jobs import daily, due
from kehu.jobs.progress import Interrupted, stopping
from kehu.jobs.run import LostDatabase, lock_key, run
from kehu.jobs.start import TASK
from kehu.jobs.work import load

logger = logging.getLogger(__name__)

AT_ONCE = 2
HEARTBEAT = 2.0
STALLED_AFTER = 6.0
LOOK_EVERY = 2.0
LAST_CALL = 10.0
LOOK_FOR_DAY = 30.0

RETRY = RetryStrategy(
    max_attempts=1000, wait=2, retry_exceptions={Interrupted, LostDatabase, OperationalError, InterfaceError}
)


def register(app: App) -> None:
    """Teach `app` the one task that runs every job."""

    @app.task(name=TASK, pass_context=True, retry=RETRY)
    def run_job(context: JobContext, job: str) -> None:
        run(job, context.job.attempts + 1)


async def work_forever(*, wait: bool = True) -> None:
    """Run jobs until the process is asked to end; with `wait` false until none is left."""
    load()
    # An app of its own: the one that `start` defers with keeps to Django's connection, and so to its transactions.
    app = App(connector=cast(DjangoConnector, django_app.connector).get_worker_connector())
    register(app)
    async with app.open_async():
        await _run(app, wait=wait)


async def _run(app: App, *, wait: bool) -> None:
    await recover(app)
    worker = asyncio.create_task(
        app.run_worker_async(
            wait=wait,
            concurrency=AT_ONCE,
            fetch_job_polling_interval=3.0,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=60.0,
            delete_jobs="successful",
            install_signal_handlers=False,
        )
    )
    watcher = asyncio.create_task(_recover_forever(app))
    clock = asyncio.create_task(_look_forever())
    for sign in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError, RuntimeError):
            asyncio.get_running_loop().add_signal_handler(sign, _stop, worker)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await worker
    finally:
        watcher.cancel()
        clock.cancel()


def _stop(worker: "asyncio.Task[Any]") -> None:
    """End: running works give up at their next step; one that takes no step is cut off and runs again later."""
    stopping.set()
    worker.cancel()
    asyncio.get_running_loop().call_later(LAST_CALL, os._exit, 1)


async def _recover_forever(app: App) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            await recover(app)
        except ConnectorException:
            logger.warning("the database did not answer while looking for stalled jobs")


async def _look_forever() -> None:
    """Start the work of each day, and what became due."""
    while True:
        try:
            await sync_to_async(_look, thread_sensitive=True)()
        except (OperationalError, InterfaceError):
            logger.warning("the database did not answer while looking for the work of the day")
        await asyncio.sleep(LOOK_FOR_DAY)


def _look() -> None:
    try:
        daily.look()
        due.look()
    finally:
        connection.close()


async def recover(app: App) -> int:
    """Queue again the jobs whose worker shows no heartbeat and holds no lock; return how many."""
    count = 0
    for job in await app.job_manager.get_stalled_jobs(task_name=TASK, seconds_since_heartbeat=STALLED_AFTER):
        if await sync_to_async(is_free, thread_sensitive=True)(str(job.task_kwargs["job"])):
            with contextlib.suppress(ConnectorException):
                await app.job_manager.retry_job(job)
                count += 1
                logger.warning("job %s was interrupted and is queued again", job.task_kwargs["job"])
    return count


def is_free(key: str) -> bool:
    """Tell whether nobody runs the job at this moment."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(%s)", [lock_key(key)])
            row = cursor.fetchone()
        return bool(row and row[0])
    finally:
        connection.close()
