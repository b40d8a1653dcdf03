"""Changes of large tables while others read and write: what takes long happens without a lock that shuts them out.

Not timed: every statement is noted with the locks that its session holds, and whoever shuts others out may do nothing
that grows with the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.compute import fill
from kehu.engine.indexes import keep
from kehu.engine.retyping import retype
from kehu.engine.sql import ddl
from kehu.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 12_000
GROWS = re.compile(
    r"^\s*(UPDATE|DELETE|COPY|ANALYZE|CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)|SELECT count)", re.IGNORECASE
)


@dataclass
class Seen:
    """A statement about the table, and the strongest lock on it that its session held before."""

    sql: str
    held: str | None


@pytest.fixture
def large(wang: Actor, monkeypatch: pytest.MonkeyPatch) -> Table:
    """A table that counts as a large one."""
    monkeypatch.setattr(ddl, "LARGE", 1_000)
    monkeypatch.setattr(keep, "FROM_RECORDS", 1_000)
    monkeypatch.setattr(fill, "AT_ONCE", 100)
    fields = (FieldSpec("name", Text("名称", "Name"), "text"), FieldSpec("size", Text("大小", "Size"), "text"))
    made = schema.create_table(wang, TableSpec("things", Text("东西", "Things"), "box", "name", fields))
    name, size = (made.field(key).column for key in ("name", "size"))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{made.physical}" ("{name}", "{size}")'
            " SELECT '东西 ' || n, n::text FROM generate_series(1, %s) AS n",
            [ROWS],
        )
        cursor.execute(f'ANALYZE "{made.physical}"')
    return made


@pytest.fixture
def seen(large: Table, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Seen]]:
    """Every statement that names the table, on whichever connection."""
    found: list[Seen] = []
    execute = CursorWrapper.execute

    def note(self: CursorWrapper, sql: Any, params: Any = None) -> Any:
        if f'"{large.physical}"' in str(sql) or f"{large.physical} " in str(sql):
            found.append(Seen(str(sql), _held(self, large)))
        return execute(self, sql, params)

    monkeypatch.setattr(CursorWrapper, "execute", note)
    yield found
    monkeypatch.undo()


def _held(cursor: CursorWrapper, table: Table) -> str | None:
    if cursor.db.connection.info.transaction_status.name == "INERROR":
        return None
    with cursor.db.connection.cursor() as other:
        other.execute(
            "SELECT mode FROM pg_locks WHERE relation = to_regclass(%s) AND pid = pg_backend_pid() AND granted"
            " AND mode IN ('AccessExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock')",
            [table.physical],
        )
        row = other.fetchone()
    return row[0] if row else None


def shut_out(seen: list[Seen]) -> list[Seen]:
    """What grew with the table while others were shut out."""
    return [each for each in seen if each.held and GROWS.search(each.sql)]


def outside_of_jobs(run_jobs: Callable[[], list[Job]]) -> list[Job]:
    """Run what was started; all of it ends well."""
    jobs = run_jobs()
    assert all(job.state == "done" for job in jobs), [(job.kind, job.state, job.error) for job in jobs]
    return jobs


def test_a_plain_field_is_added_without_touching_the_records(large: Table, seen: list[Seen], wang: Actor) -> None:
    schema.add_field(wang, "things", FieldSpec("note", Text("备注", "Note"), "text"))
    assert any("ADD COLUMN" in each.sql for each in seen)
    assert shut_out(seen) == []


def test_the_index_of_a_new_link_is_built_beside_the_others(large: Table, seen: list[Seen], wang: Actor) -> None:
    schema.add_field(wang, "things", FieldSpec("parent", Text("上级", "Parent"), "link", {"target": "things"}))
    assert shut_out(seen) == []
    assert keep.keep()["built"] >= 1
    assert shut_out(seen) == []
    shape = store.current().table("things")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [ddl.link_index(shape, shape.field("parent"))[0]])
        assert cursor.fetchone()[0] is not None


def test_a_unique_rule_is_checked_while_others_write(large: Table, seen: list[Seen], wang: Actor) -> None:
    schema.change_field(wang, "things", "size", unique=True)
    assert any("CREATE UNIQUE INDEX CONCURRENTLY" in each.sql for each in seen)
    assert shut_out(seen) == []
    with pytest.raises(Invalid):
        write.apply(wang, [write.Insert("things", {"name": "双", "size": "7"})])


def test_values_that_repeat_are_told_and_nothing_is_left(large: Table, seen: list[Seen], wang: Actor) -> None:
    write.apply(wang, [write.Insert("things", {"name": "双", "size": "7"})])
    with pytest.raises(Invalid) as refused:
        schema.change_field(wang, "things", "size", unique=True)
    assert refused.value.code == "unique.taken"
    assert shut_out(seen) == []
    write.apply(wang, [write.Insert("things", {"name": "三", "size": "7"})])


def test_a_computed_field_is_filled_a_few_records_at_a_time(
    large: Table, seen: list[Seen], wang: Actor, run_jobs: Callable[[], list[Job]]
) -> None:
    schema.add_field(wang, "things", FieldSpec("twice", Text("两遍", "Twice"), "formula", {"formula": "{size}&{size}"}))
    outside_of_jobs(run_jobs)
    assert shut_out(seen) == []
    assert read.record(wang, "things", ROWS).values["twice"] == f"{ROWS}{ROWS}"
    steps = [each for each in seen if each.sql.startswith("UPDATE")]
    assert len(steps) >= ROWS / fill.STEP


def test_a_type_changes_while_others_write_and_nothing_is_lost(
    large: Table, seen: list[Seen], wang: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Meanwhile:
        """Somebody who writes while the values are converted."""

        done = False

        def step(self, done: int, total: int | None = None, note: Text | None = None) -> None:
            if not self.done:
                self.done = True
                write.apply(
                    wang,
                    [
                        write.Update("things", 1, {"size": "4711"}),
                        write.Update("things", 2, {"size": None}),
                        write.Insert("things", {"name": "新", "size": "815"}),
                    ],
                )

    retype.retype(wang, "things", "size", "number", {}, Meanwhile())
    values = [record.values["size"] for record in read.records(wang, "things", [1, 2, 3, ROWS, ROWS + 1])]
    assert values == ["4711", None, "3", str(ROWS), "815"]
    assert [each for each in shut_out(seen) if not each.sql.startswith("UPDATE")] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'moved_%%'")
        assert cursor.fetchone()[0] == 0


def test_a_broken_change_of_type_begins_again(large: Table, wang: Actor) -> None:
    class Broken:
        """Something that goes wrong half-way."""

        def step(self, done: int, total: int | None = None, note: Text | None = None) -> None:
            raise RuntimeError("power")

    with pytest.raises(RuntimeError):
        retype.retype(wang, "things", "size", "number", {}, Broken())
    assert store.current().table("things").field("size").type == "text"
    write.apply(wang, [write.Update("things", 1, {"size": "9"})])
    retype.retype(wang, "things", "size", "number", {})
    assert read.record(wang, "things", 1).values["size"] == "9"
