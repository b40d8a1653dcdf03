"""Undo of what moved on since: told, left or won over; large ones in the background."""

from collections.abc import Callable

import pytest

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Invalid
from kehu.catalog.shapes import Table
from kehu.engine import read, write
from kehu.engine.history import undo
from kehu.engine.operations import Insert, Update
from kehu.jobs.models import Job, State


@pytest.fixture
def three(wang: Actor, li: Actor, shops: Table) -> tuple[list[int], int]:
    """Three shops renamed by one, the second renamed again by another."""
    ids = [each.id for each in write.apply(wang, [Insert("shops", {"name": name}) for name in "abc"]).records]
    change = write.apply(wang, [Update("shops", each, {"name": "x"}) for each in ids]).change
    write.apply(li, [Update("shops", ids[1], {"name": "y"})])
    assert change is not None
    return ids, change


def names(actor: Actor, ids: list[int]) -> list[object]:
    return [record.values["name"] for record in read.records(actor, "shops", ids)]


def test_both_values_and_the_record_are_told_and_nothing_happens(wang: Actor, three: tuple[list[int], int]) -> None:
    ids, change = three
    with pytest.raises(Conflict) as refused:
        undo.undo(wang, change)
    (clash,) = refused.value.details["conflicts"]
    assert (clash["table"], clash["id"], clash["title"], clash["yours"], clash["theirs"]) == (
        "shops",
        ids[1],
        "y",
        "b",
        "y",
    )
    assert refused.value.details["records"] == 1
    assert names(wang, ids) == ["x", "y", "x"]


def test_what_moved_on_is_left_or_won_over_as_chosen(wang: Actor, three: tuple[list[int], int]) -> None:
    ids, change = three
    done = undo.undo(wang, change, "skip")
    assert (names(wang, ids), len(done.failed)) == (["a", "y", "c"], 1)
    undo.redo(wang)
    assert names(wang, ids) == ["x", "y", "x"]
    undo.undo(wang, undo.changes(wang)[0].id, "overwrite")
    assert names(wang, ids) == ["a", "y", "c"]


def test_winning_over_gives_the_values_of_before(wang: Actor, three: tuple[list[int], int]) -> None:
    ids, change = three
    undo.undo(wang, change, "overwrite")
    assert names(wang, ids) == ["a", "b", "c"]


def test_a_large_undo_runs_as_one_job_and_is_done_again_as_another(
    wang: Actor, shops: Table, run_jobs: Callable[[], list[Job]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "LARGE", 2)
    write.apply(wang, [Insert("shops", {"name": name}) for name in "abc"])
    job = undo.undo_or_start(wang)
    assert isinstance(job, Job)
    again = undo.undo_or_start(wang)
    assert isinstance(again, Job)
    assert again.pk == job.pk
    (ended,) = run_jobs()
    assert (ended.state, ended.done, ended.total) == (State.DONE, 3, 3)
    assert read.count(wang, "shops") == 0
    assert isinstance(undo.redo_or_start(wang), Job)
    run_jobs()
    assert read.count(wang, "shops") == 3


def test_a_job_that_meets_a_conflict_tells_it(
    wang: Actor, three: tuple[list[int], int], run_jobs: Callable[[], list[Job]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "LARGE", 2)
    undo.undo_or_start(wang, three[1])
    (ended,) = run_jobs()
    problem = ended.problem("zh-CN")
    assert problem is not None
    assert (problem["code"], problem["conflicts"][0]["title"]) == ("conflict", "y")


def test_history_that_was_cleared_cannot_be_undone(wang: Actor, three: tuple[list[int], int]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE engine_recordchange")
    with pytest.raises(Invalid) as refused:
        undo.undo(wang, three[1])
    assert refused.value.code == "change.dropped"
