"""A table as of a moment: what is told about it, what an actor may see of it, what is brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from kehu.access.actor import Actor
from kehu.access.scope import Scope
from kehu.base.clock import now
from kehu.base.errors import Invalid, KehuError, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import history, read, schema, write
from kehu.engine.history import asof, keeping, rewind, undo
from kehu.engine.history.rewind import Choice
from kehu.engine.operations import Archive, Insert, Update
from kehu.engine.retyping.retype import retype
from kehu.engine.sql import parts
from kehu.jobs.models import Job
from kehu.lang.filters import Condition
from kehu.lang.query import Query, Sort


@pytest.fixture
def ids(wang: Actor, shops: Table) -> list[int]:
    """Four shops."""
    made = [Insert("shops", {"name": name, "size": size}) for name, size in zip("abcd", (3, 1, 2, 4), strict=True)]
    return [each.id for each in write.apply(wang, made).records]


def opened(actor: Actor, change: int) -> int:
    """Open the shops as they were before a change."""
    found = asof.open_at(actor, "shops", asof.moment(None, change)).snapshot
    assert found is not None
    return found


def names(actor: Actor) -> list[object]:
    return [row[2] for row in read.page(actor, "shops", Query(fields=("name",))).rows]


@pytest.fixture
def wrong(wang: Actor, ids: list[int]) -> int:
    """A wrong bulk edit, a new record and a deletion: the change before which all was well."""
    change = write.apply(wang, [Update("shops", each, {"name": "错", "size": 0}) for each in ids[:3]]).change
    write.apply(wang, [Insert("shops", {"name": "新"})])
    write.apply(wang, [Archive("shops", ids[3])])
    assert change is not None
    return change


def test_the_past_is_filtered_sorted_counted_and_paged_like_a_table(wang: Actor, wrong: int) -> None:
    past = opened(wang, wrong)
    query = Query(Condition("size", "ge", 2), (Sort("size", True),), ("name",), limit=2)
    page = asof.page(wang, past, query)
    assert [row[2] for row in page.rows] == ["d", "a"]
    rest = asof.page(wang, past, Query(query.filter, query.sorts, query.fields, after=page.next, limit=2))
    assert [row[2] for row in rest.rows] == ["c"]
    assert asof.count(wang, past) == 4
    assert asof.count(wang, past, search="b") == 1


def test_differences_are_told_by_kind_record_and_field(wang: Actor, ids: list[int], wrong: int) -> None:
    past = opened(wang, wrong)
    totals = rewind.totals(wang, past, Choice())
    assert (totals.kinds, totals.fields) == ({"changed": 3, "added": 1, "archived": 1}, {"name": 3, "size": 3})
    found = rewind.differences(wang, past, Choice(), limit=2)
    assert [(each.id, each.was["name"], each.now["name"]) for each in found.found] == [
        (ids[0], "a", "错"),
        (ids[1], "b", "错"),
    ]
    rest = rewind.differences(wang, past, Choice(), found.next or 0)
    assert [each.kind for each in rest.found] == ["changed", "archived", "added"]


def test_only_the_chosen_records_fields_and_kinds_are_brought_back(wang: Actor, ids: list[int], wrong: int) -> None:
    past = opened(wang, wrong)
    rewind.restore(wang, past, Choice(("changed",), (ids[0], ids[1]), ("name",)))
    assert names(wang) == ["a", "b", "错", "新"]
    assert read.record(wang, "shops", ids[0]).values["size"] == "0"
    rewind.restore(wang, past, Choice(("archived",)))
    assert names(wang) == ["a", "b", "错", "d", "新"]
    done = rewind.restore(wang, past, Choice())
    assert names(wang) == list("abcd")
    undo.undo(wang, done["change"])
    assert names(wang) == ["a", "b", "错", "d", "新"]


def test_a_large_table_is_laid_out_and_brought_back_by_jobs(
    wang: Actor, wrong: int, run_jobs: Callable[[], list[Job]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asof, "SMALL", 2)
    begun = asof.open_at(wang, "shops", asof.moment(None, wrong))
    assert begun.job is not None
    (job,) = run_jobs()
    past = job.result["snapshot"]
    assert asof.open_at(wang, "shops", begun.at).snapshot == past
    rewind.start_restore(wang, past, Choice())
    (job,) = run_jobs()
    assert (job.result["records"], job.result["failed"]) == (5, 0)
    assert names(wang) == list("abcd")


def test_a_rule_that_refuses_a_value_of_then_is_told_and_the_rest_comes_back(wang: Actor, ids: list[int]) -> None:
    write.apply(wang, [Update("shops", ids[0], {"code": "A1"}), Update("shops", ids[1], {"code": "B1"})])
    change = write.apply(wang, [Update("shops", each, {"code": None}) for each in ids[:2]]).change
    write.apply(wang, [Insert("shops", {"name": "新", "code": "A1"})])
    assert change is not None
    done = rewind.restore(wang, opened(wang, change), Choice(("changed",)))
    assert (done["failed"], done["told"][0]["id"]) == (1, ids[0])
    assert read.record(wang, "shops", ids[1]).values["code"] == "B1"


def test_what_happened_to_fields_since_is_told(wang: Actor, ids: list[int], wrong: int) -> None:
    schema.add_field(wang, "shops", FieldSpec("", Text.same("新字段"), "text"))
    schema.archive_field(wang, "shops", "opened")
    retype(wang, "shops", "name", "number")
    past = asof.past(wang, opened(wang, wrong))
    told = {note.what: note.name.zh for note in asof.notes(past)}
    assert told == {"added": "新字段", "archived": "开业", "retyped": "店名"}
    assert next(note.lost for note in asof.notes(past) if note.what == "retyped") == 3


def test_a_time_to_come_or_beyond_what_is_kept_is_refused(wang: Actor, ids: list[int]) -> None:
    with pytest.raises(Invalid):
        asof.open_at(wang, "shops", now() + timedelta(hours=1))
    keeping.change_keeping(wang, None, 3)
    old = parts.month_after(now(), -12)
    parts.make(old)
    keeping.clear_ledger()
    with pytest.raises(Invalid) as refused:
        asof.open_at(wang, "shops", old)
    assert refused.value.code == "asof.dropped"


def test_hidden_fields_and_records_out_of_reach_are_in_no_history(
    wang: Actor, ids: list[int], wrong: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = opened(wang, wrong)
    only = Scope(frozenset({"read", "edit", "delete"}), Condition("name", "is", "新"), frozenset({"size"}))
    for module in (asof, read, rewind, history):
        monkeypatch.setattr(module, "require", lambda actor, action, table: only)
    monkeypatch.setattr(history, "scope", lambda actor, table: only)
    assert asof.page(wang, past, Query(archived=True)).rows == asof.page(wang, past, Query()).rows == []
    assert "size" not in [field.key for field in asof.page(wang, past, Query()).fields]
    with pytest.raises(KehuError):
        asof.page(wang, past, Query(Condition("size", "eq", 3)))
    assert [each.kind for each in rewind.differences(wang, past, Choice()).found] == ["added"]
    assert rewind.totals(wang, past, Choice()).kinds == {"changed": 0, "added": 1, "archived": 0}
    with pytest.raises(NotFound):
        history.history(wang, "shops", ids[0])
    assert history.details(wang, wrong) == []
    with pytest.raises(NotFound):
        rewind.totals(wang, past, Choice(fields=("size",)))


def test_a_record_tells_what_it_was_made_with_and_a_cell_only_its_own(wang: Actor, ids: list[int]) -> None:
    write.apply(wang, [Update("shops", ids[0], {"size": 9})])
    write.apply(wang, [Update("shops", ids[0], {"name": "z"})])
    whole = history.history(wang, "shops", ids[0])
    assert [entry.operation for entry in whole] == ["update", "update", "insert"]
    assert (whole[-1].after["name"], whole[-1].after["size"]) == ("a", "3")
    cell = history.history(wang, "shops", ids[0], field="size")
    assert [(entry.before, entry.after) for entry in cell] == [({"size": "3"}, {"size": "9"}), ({}, {"size": "3"})]


def test_lines_lie_in_the_part_of_their_month_and_a_month_without_one_waits_in_the_rest(
    wang: Actor, ids: list[int]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableoid::regclass::text FROM engine_recordchange")
        assert cursor.fetchall() == [(parts.part_of(now().year, now().month),)]
        far = datetime(2099, 3, 5, tzinfo=UTC)
        cursor.execute(
            "INSERT INTO engine_recordchange (at, change_id, table_id, record_id, version, operation)"
            " VALUES (%s, 1, 1, 1, 1, 'insert')",
            [far],
        )
        parts.make(parts.month_after(far, 0))
        cursor.execute("SELECT tableoid::regclass::text FROM engine_recordchange WHERE at = %s", [far])
        assert cursor.fetchall() == [("engine_recordchange_2099_03",)]


def test_old_parts_go_only_when_that_is_set(wang: Actor, ids: list[int]) -> None:
    old = parts.month_after(now(), -5)
    parts.make(old)
    assert keeping.clear_ledger()[1] == []
    keeping.change_keeping(wang, None, 2)
    assert keeping.clear_ledger()[1] == [parts.part_of(old.year, old.month)]
    assert [record.values["name"] for record in read.records(wang, "shops", ids)] == list("abcd")


def test_the_ledger_of_an_older_version_moves_into_parts(wang: Actor, ids: list[int], wrong: int) -> None:
    from importlib import import_module

    from kehu.engine.models import Change

    old = next(iter(sorted(Change.objects.values_list("id", flat=True))))
    Change.objects.filter(id=old).update(at=now() - timedelta(days=70))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE older (LIKE engine_recordchange); INSERT INTO older SELECT * FROM engine_recordchange"
        )
        cursor.execute(
            "DROP TABLE engine_recordchange; DROP SEQUENCE IF EXISTS engine_recordchange_ids;"
            " TRUNCATE engine_tablechange"
        )
        cursor.execute("ALTER TABLE older DROP COLUMN at; ALTER TABLE older RENAME TO engine_recordchange")
        cursor.execute("CREATE INDEX engine_ledger_record ON engine_recordchange (table_id, record_id)")
        cursor.execute("CREATE INDEX engine_ledger_change ON engine_recordchange USING brin (change_id)")

    class Editor:
        """What a migration is given."""

    Editor.connection = connection  # type: ignore[attr-defined]
    import_module("kehu.engine.migrations.0007_ledger_by_month").split(None, Editor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT tableoid) FROM engine_recordchange")
        assert cursor.fetchone() == (2,)
    assert [entry.operation for entry in history.history(wang, "shops", ids[0])] == ["update", "insert"]
    assert asof.count(wang, opened(wang, wrong)) == 4
    undo.undo(wang, wrong)
    assert names(wang)[:3] == list("abc")


def test_a_snapshot_that_nobody_looks_at_is_put_away(wang: Actor, wrong: int) -> None:
    from kehu.engine.models import Snapshot

    past = opened(wang, wrong)
    Snapshot.objects.update(used_at=now() - timedelta(hours=3))
    assert asof.forget_old() == 1
    with pytest.raises(NotFound):
        asof.page(wang, past, Query())
    assert store.current().table("shops").physical
