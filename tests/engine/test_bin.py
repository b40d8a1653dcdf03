"""The recycle bin: what is there, who put it there, bringing it back, deleting it for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text
from kehu.catalog import models, store, views
from kehu.catalog.declare import TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import history, read, schema, write
from kehu.engine.history import bin as recycle
from kehu.engine.history import keeping, undo
from kehu.engine.operations import Archive, Insert, Update
from kehu.jobs.models import Job
from kehu.jobs.start import start


@pytest.fixture
def ids(wang: Actor, shops: Table) -> list[int]:
    """A shop in use that belongs to one in the bin, and another in the bin."""
    made = [each.id for each in write.apply(wang, [Insert("shops", {"name": name}) for name in "abc"]).records]
    write.apply(wang, [Update("shops", made[0], {"parent": made[1]})])
    write.apply(wang, [Archive("shops", each) for each in made[1:]])
    return made


def test_the_bin_tells_what_was_deleted_and_by_whom(wang: Actor, li: Actor, ids: list[int]) -> None:
    shape = store.current().table("shops")
    schema.archive_field(wang, "shops", "opened")
    view = views.create(li, shape, "我的", {})
    views.archive(li, view.id)
    schema.create_table(wang, TableSpec("spare", Text.same("备用"), "box", "", ()))
    schema.archive_table(wang, "spare")
    assert recycle.counts(wang) == {"shops": 2}
    assert [(gone.what, gone.name.zh, gone.by_name) for gone in recycle.shapes_gone(wang)] == [
        ("table", "备用", "王芳"),
        ("field", "开业", "王芳"),
    ]
    assert [(gone.what, gone.name.zh) for gone in recycle.shapes_gone(li)] == [("view", "我的")]
    views.restore(li, view.id)
    assert recycle.shapes_gone(li) == []


def test_deleting_for_good_takes_a_name_an_owner_and_empties_links(
    wang: Actor, li: Actor, ids: list[int], run_jobs: Callable[[], list[Job]]
) -> None:
    with pytest.raises(Invalid):
        recycle.start_purge(wang, "shops", None, "")
    with pytest.raises(Forbidden):
        recycle.start_purge(li, "shops", None, "门店")
    recycle.start_purge(wang, "shops", [ids[0], ids[1]], "门店")
    (job,) = run_jobs()
    assert job.result == {"table": "shops", "records": 1}
    assert [record.id for record in read.records(wang, "shops", ids)] == [ids[0], ids[2]]
    assert read.record(wang, "shops", ids[0]).values["parent"] is None
    assert history.history(wang, "shops", ids[0])[0].source == "purge"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM engine_recordchange WHERE record_id = %s", [ids[1]])
        assert cursor.fetchone() == (0,)
    last = undo.changes(wang)[0]
    assert (last.kind, last.counts["shops"]["purged"]) == ("purge", 1)
    with pytest.raises(Invalid):
        undo.undo(wang, last.id)


def test_the_bin_empties_itself_only_when_a_time_is_set(
    wang: Actor, ids: list[int], run_jobs: Callable[[], list[Job]]
) -> None:
    shape = store.current().table("shops")
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{shape.physical}" SET archived_at = %s WHERE id = %s', [now() - timedelta(days=40), ids[1]]
        )
    start(wang, "engine.keeping", Text.same("整理"))
    run_jobs()
    assert recycle.counts(wang) == {"shops": 2}
    keeping.change_keeping(wang, 30, None)
    start(wang, "engine.keeping", Text.same("整理"))
    run_jobs()
    assert recycle.counts(wang) == {"shops": 1}
    assert read.record(wang, "shops", ids[0]).values["parent"] is None


def test_only_an_owner_sets_how_long_and_only_in_bounds(wang: Actor, li: Actor) -> None:
    with pytest.raises(Forbidden):
        keeping.change_keeping(li, 30, None)
    for days in (0, -1, 100_000):
        with pytest.raises(Invalid):
            keeping.change_keeping(wang, days, None)


def test_tables_that_were_there_before_find_their_deleted_records_by_index(shops: Table) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = %s", [f"{shops.physical}_gone"])
        assert cursor.fetchone() == (1,)
    assert models.Table.objects.filter(archived_by=None).exists()
