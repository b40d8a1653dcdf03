"""A job takes effect exactly once, or not at all, and says how it ended."""

import json
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kehu.access.actor import SYSTEM, actor_of
from kehu.access.models import Member
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.jobs import progress as progress_module
from kehu.jobs.events import channel
from kehu.jobs.models import Job, State
from kehu.jobs.progress import Interrupted, Progress
from kehu.jobs.run import lock_key, run
from kehu.jobs.start import cancel, start
from kehu.jobs.work import find_work, work


def database_parameters() -> dict[str, Any]:
    """Return how this test's database is reached."""
    parameters = dict(connection.get_connection_params())
    return {key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if key in parameters}


LABEL = Text("测试任务", "A test job")


@work("test.count")
def count(progress: Progress, upto: int, fail: str = "") -> dict[str, Any]:
    """Make one member per step, and end as asked."""
    for number in range(upto):
        Member.objects.create_user(f"m{number}@example.cn", name=f"成员{number}")
        progress.step(number + 1, upto, Text("第 {n} 个", "number {n}").format(n=number + 1))
    if fail == "refused":
        raise Invalid(Text("表头不对", "The header is wrong"), code="bad_header", details={"row": 3, "why": LABEL})
    if fail:
        raise ZeroDivisionError(fail)
    return {"made": upto, "said": LABEL}


@pytest.mark.django_db
def test_starting_defers_in_the_callers_transaction() -> None:
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        start(SYSTEM, "test.count", LABEL, upto=1)
        raise Undo
    assert not Job.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_finished_job_keeps_result_and_last_step_in_both_languages() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=3)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.DONE, 3, 3)
    assert job.shown("en")["result"] == {"made": 3, "said": "A test job"}
    assert job.shown("zh-CN")["note"] == "第 3 个"
    assert job.finished_at is not None
    assert not job.shown("en")["cancellable"]


@pytest.mark.django_db
def test_a_job_delivered_twice_works_once() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=2)
    run(job.pk)
    run(job.pk)
    assert Member.objects.count() == 2


@pytest.mark.django_db
def test_a_refusal_becomes_the_jobs_error_and_nothing_is_written() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=2, fail="refused")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert Member.objects.count() == 0
    problem = job.problem("zh-CN")
    assert problem is not None
    assert (problem["title"], problem["status"], problem["code"]) == ("表头不对", 422, "bad_header")
    assert problem["why"] == "测试任务"


@pytest.mark.django_db
def test_a_programming_error_is_told_without_its_inside() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=1, fail="secret inside")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.problem("en")["code"] == "internal"  # type: ignore[index]
    assert "secret inside" not in str(job.error)
    assert Member.objects.count() == 0


@pytest.mark.django_db
def test_a_kind_without_work_fails_with_a_message() -> None:
    job = start(SYSTEM, "test.unknown", LABEL)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED


@pytest.mark.django_db
def test_a_job_of_somebody_who_was_switched_off_meanwhile_does_nothing() -> None:
    @work("test.for_member")
    def for_member(progress: Progress) -> None:
        Member.objects.create_user("made@example.cn", name=progress.actor.name)

    member = Member.objects.create_user("li@example.cn", name="李雷")
    job = start(actor_of(member), "test.for_member", LABEL)
    Member.objects.filter(pk=member.pk).update(is_active=False)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert Member.objects.count() == 1


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=1)
    assert cancel(SYSTEM, job.pk).state == State.CANCELLED
    run(job.pk)
    assert Member.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_running_job_is_cancelled_at_its_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "PAUSE", 0)
    seen = []

    @work("test.cancelled")
    def cancelled(progress: Progress) -> None:
        Member.objects.create_user("gone@example.cn", name="无")
        progress.step(1, 3)
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("select done, total, state from jobs_job where id = %s", [progress.job.pk])
            seen.append(cursor.fetchone())
            cursor.execute("update jobs_job set cancel_requested = true where id = %s", [progress.job.pk])
        other.close()
        progress.step(2, 3)
        raise AssertionError

    job = start(SYSTEM, "test.cancelled", LABEL)
    run(job.pk)
    job.refresh_from_db()
    assert seen == [(1, 3, "running")]
    assert job.state == State.CANCELLED
    assert Member.objects.count() == 0


@pytest.mark.django_db
def test_a_stopping_worker_puts_the_job_back() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=2)
    progress_module.stopping.set()
    try:
        with pytest.raises(Interrupted):
            run(job.pk)
    finally:
        progress_module.stopping.clear()
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert Member.objects.count() == 0
    run(job.pk, 2)
    assert Member.objects.count() == 2


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_again_and_again_is_given_up() -> None:
    job = start(SYSTEM, "test.count", LABEL, upto=1)
    run(job.pk, attempt=9)
    job.refresh_from_db()
    assert job.problem("en")["code"] == "job_given_up"  # type: ignore[index]


def test_two_modules_cannot_register_the_same_kind() -> None:
    assert find_work("test.count") is count
    other = {"__name__": "elsewhere"}
    exec("def count(progress): ...", other)
    with pytest.raises(ValueError, match="two works"):
        work("test.count")(other["count"])  # type: ignore[arg-type]


def test_lock_keys_fit_a_signed_bigint() -> None:
    assert 0 <= lock_key("ffffffff-ffff-ffff-ffff-ffffffffffff") < 2**63


@pytest.mark.django_db(transaction=True)
def test_every_move_of_a_job_is_announced() -> None:
    listener = psycopg.connect(**database_parameters(), autocommit=True)
    listener.execute(f'listen "{channel()}"')
    job = start(SYSTEM, "test.count", LABEL, upto=1)
    run(job.pk)
    heard = [json.loads(note.payload) for note in listener.notifies(timeout=0.5)]
    listener.close()
    assert len(heard) >= 3
    assert heard[0] == {"event": "job", "job": str(job.pk), "actor": None}
