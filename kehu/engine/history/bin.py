"""The recycle bin: what was deleted, by whom and when; bringing it back, or deleting it for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kehu.access.actor import SYSTEM, Actor
from kehu.access.scope import require, scope
from kehu.base.clock import now
from kehu.base.errors import Invalid
from kehu.base.text import LANGUAGES, Text
from kehu.catalog import models, store
from kehu.catalog.shapes import Field, Table
from kehu.engine import read, write
from kehu.engine.history import asof
from kehu.engine.operations import Operation, Update
from kehu.engine.reading import asker_of
from kehu.engine.sql import compute, rows
from kehu.engine.sql import purge as sql
from kehu.jobs.models import Job
from kehu.jobs.progress import Progress
from kehu.jobs.start import start
from kehu.lang.kinds import Kind
from kehu.lang.query import Query

PURGE = "engine.purge"
_CONFIRM = Text("请输入表名“{table}”来确认", "Type the name of the table, “{table}”, to confirm")
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Gone:
    """A field, view or table in the bin."""

    what: str
    table: str
    table_name: Text
    key: str
    name: Text
    at: datetime
    by: int | None
    by_name: str


def counts(actor: Actor) -> dict[str, int]:
    """Count the deleted records that an actor may see, by table; tables without any are left out."""
    shapes = [shape for shape in store.current().tables.values() if not shape.archived]
    found = {
        shape.key: read.count(actor, shape.key, archived=True)
        for shape in shapes
        if "read" in scope(actor, shape.key).actions
    }
    return {key: count for key, count in found.items() if count}


def shapes_gone(actor: Actor) -> list[Gone]:
    """List deleted tables and fields that the actor may bring back, and deleted views that they own, newest first."""
    catalog = store.current()
    by_id = {shape.id: shape for shape in catalog.tables.values()}
    found: list[Gone] = []
    if actor.owner:
        for row in models.Table.objects.exclude(archived_at=None).select_related("archived_by"):
            found.append(_gone("table", by_id[row.id], row.key, by_id[row.id].name, row))
    for field in models.Field.objects.exclude(archived_at=None).select_related("archived_by"):
        shape = by_id[field.table_id]
        allowed = scope(actor, shape.key)
        if not shape.archived and "design" in allowed.actions and field.key not in allowed.hidden:
            name = next(each.name for each in shape.fields if each.id == field.id)
            found.append(_gone("field", shape, field.key, name, field))
    for view in models.View.objects.exclude(archived_at=None).select_related("archived_by"):
        shape = by_id[view.table_id]
        mine = view.owner_id == actor.member or (view.audience == "company" and actor.owner)
        if mine and not shape.archived and "read" in scope(actor, shape.key).actions:
            found.append(_gone("view", shape, str(view.pk), Text(view.name_zh, view.name_en), view))
    return sorted(found, key=lambda each: each.at, reverse=True)


def start_purge(actor: Actor, table: str, ids: Sequence[int] | None, confirm: str) -> Job:
    """Begin to delete archived records for good; `confirm` repeats the name of the table. Owners only."""
    require(actor, "design", table)
    shape = store.current().table(table)
    if confirm.strip() not in {shape.name.say(language) for language in LANGUAGES}:
        raise Invalid(
            Text("请输入表名“{table}”来确认", "Type the name of the table, “{table}”, to confirm").format(
                table=shape.name
            ),
            code="purge.confirm",
        )
    label = Text("彻底删除“{table}”的记录", "Delete records of “{table}” for good").format(table=shape.name)
    return start(actor, PURGE, label, table=table, ids=None if ids is None else list(ids))


def purge(actor: Actor, table: str, ids: Sequence[int] | None, progress: Progress | None = None) -> int:
    """Delete archived records for good: those named, or all that the actor reaches. Links to them become empty."""
    allowed = require(actor, "design", table)
    shape = store.current().table(table)
    done = 0
    if ids is not None:
        found = rows.lock_rows(shape, sorted(set(ids)), (), allowed.rows, asker_of(actor, allowed.hidden))
        wanted = [row[0] for row in found.values() if row[2]]
        for start_ in range(0, len(wanted), BATCH):
            done += _delete(actor, shape, wanted[start_ : start_ + BATCH])
            if progress is not None:
                progress.step(done, len(wanted))
        return done
    total = read.count(actor, table, archived=True)
    while some := [row[0] for row in read.page(actor, table, Query(limit=BATCH, fields=(), archived=True)).rows]:
        done += _delete(actor, shape, some)
        if progress is not None:
            progress.step(done, total)
    return done


def purge_old(progress: Progress, days: int | None) -> int:
    """Delete for good what has been in the bin for longer than `days`; None keeps everything."""
    done = 0
    if days is None:
        return done
    for shape in store.current().tables.values():
        while not shape.archived and (some := sql.archived_before(shape, now() - timedelta(days=days), BATCH)):
            done += _delete(SYSTEM, shape, some)
            progress.step(done)
    return done


def _delete(actor: Actor, shape: Table, ids: list[int]) -> int:
    """Empty the links to records as people would, so that history and figures follow, then delete the records."""
    label = Text(f"彻底删除 {len(ids)} 条记录", f"Delete {len(ids)} records for good")
    with write.action(actor, source="purge", label=label, kind="purge") as act:
        for other, link in _linking(shape):
            operations = _without(actor, other, link, ids)
            if operations:
                act.apply(operations, partial=True)
        act.open()
        for other, link in _linking(shape):
            if link.kind is Kind.LINKS:
                sql.take_out(other, link.column, ids)
        act.counts.setdefault(shape.key, {})["purged"] = done = sql.delete(shape, ids)
    asof.forget_table(shape.id)
    return done


def _linking(shape: Table) -> list[tuple[Table, Field]]:
    """List the fields in use that people link to a table by."""
    return [
        (other, each)
        for other in store.current().tables.values()
        if not other.archived
        for each in other.by_key.values()
        if each.kind in (Kind.LINK, Kind.LINKS) and each.target == shape.key and not each.readonly
    ]


def _without(actor: Actor, other: Table, link: Field, ids: list[int]) -> list[Operation]:
    """Write the operations that take records out of the links that point to them."""
    held = compute.linked_to(other, link, ids)
    if not held or link.kind is Kind.LINK:
        return [Update(other.key, each, {link.key: None}) for each in held]
    gone = set(ids)
    return [
        Update(other.key, record.id, {link.key: [each for each in record.values[link.key] or () if each not in gone]})
        for record in read.records(actor, other.key, held)
    ]


def _gone(what: str, shape: Table, key: str, name: Text, row: models.Table | models.Field | models.View) -> Gone:
    who = row.archived_by
    return Gone(
        what, shape.key, shape.name, key, name, row.archived_at or now(), row.archived_by_id, who.name if who else ""
    )
