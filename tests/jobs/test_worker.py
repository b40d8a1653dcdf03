"""A worker may die at any point: its job runs again and takes effect exactly once (R01)."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from kehu.access.actor import SYSTEM
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.jobs.models import Job, State
from kehu.jobs.start import cancel, start
from tests.installation import ROOT, wait_for

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
LABEL = Text("慢任务", "A slow job")


class Workers:
    """Worker processes on this test's database."""

    def __init__(self) -> None:
        """Start none yet."""
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """Start one more."""
        place = connection.get_connection_params()
        host = str(place.get("host", "")).replace("/", "%2F")
        url = f"postgresql://{place['user']}:{place.get('password', '')}@{host}"
        url += f":{place['port']}" if place.get("port") else ""
        environment = {**os.environ, "KEHU_DATABASE_URL": f"{url}/{place['dbname']}", "PYTHONPATH": str(ROOT)}
        program = str(Path(__file__).with_name("slow_worker.py"))
        self.running.append(subprocess.Popen([sys.executable, program], env=environment, cwd=ROOT))
        return self.running[-1]


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Give the processes, and end them."""
    own = Workers()
    yield own
    for process in own.running:
        process.kill()
        process.wait()


def _state(job: Job) -> str:
    job.refresh_from_db()
    return str(job.state)


def test_a_job_whose_worker_is_killed_runs_again_and_takes_effect_once(workers: Workers) -> None:
    job = start(SYSTEM, "test.slow", LABEL, name="once", seconds=2)
    first = workers.start()
    wait_for(lambda: _state(job) == State.RUNNING and job.done == 1)
    first.kill()
    first.wait()
    assert not Member.objects.exists()

    second = workers.start()
    wait_for(lambda: _state(job) == State.DONE, 40)
    assert job.result == {"worker": second.pid}
    assert Member.objects.count() == 1
    wait_for(lambda: not ProcrastinateJob.objects.exists())


def test_a_worker_asked_to_stop_puts_its_job_back_quickly(workers: Workers) -> None:
    job = start(SYSTEM, "test.slow", LABEL, name="back", seconds=60)
    first = workers.start()
    wait_for(lambda: _state(job) == State.RUNNING and job.done == 1)
    first.send_signal(signal.SIGTERM)
    assert first.wait(6) == 0
    assert _state(job) == State.QUEUED
    assert not Member.objects.exists()

    Job.objects.filter(pk=job.pk).update(arguments={"name": "back", "seconds": 0.1})
    workers.start()
    wait_for(lambda: _state(job) == State.DONE, 40)
    assert Member.objects.count() == 1


def test_a_running_job_can_be_cancelled_from_outside(workers: Workers) -> None:
    job = start(SYSTEM, "test.slow", LABEL, name="cancelled", seconds=60)
    workers.start()
    wait_for(lambda: _state(job) == State.RUNNING)
    cancel(SYSTEM, job.pk)
    wait_for(lambda: _state(job) == State.CANCELLED, 10)
    assert not Member.objects.exists()


def test_a_job_survives_the_loss_of_its_database_connections(workers: Workers) -> None:
    job = start(SYSTEM, "test.slow", LABEL, name="lost", seconds=1.5)
    workers.start()
    wait_for(lambda: _state(job) == State.RUNNING and job.done == 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
    wait_for(lambda: _state(job) == State.DONE or _restart(workers), 60)
    wait_for(lambda: _state(job) == State.DONE, 60)
    assert Member.objects.count() == 1


def _restart(workers: Workers) -> bool:
    """Do what the supervisor does."""
    if workers.running[-1].poll() is not None:
        workers.start()
    return False


def test_a_job_started_by_a_job_runs_once_the_first_has_ended(workers: Workers) -> None:
    job = start(SYSTEM, "test.parent", LABEL, name="follower", seconds=1)
    workers.start()
    wait_for(lambda: _state(job) == State.DONE, 40)
    follower = Job.objects.get(pk=job.result["follower"])
    wait_for(lambda: _state(follower) == State.DONE, 40)
    assert Member.objects.filter(email="follower@example.cn").exists()
