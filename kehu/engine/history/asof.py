"""A table as of a moment: opened once as a snapshot, then read like any table, under the actor's scope of today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.scope import Scope, require
from kehu.base.clock import now
from kehu.base.errors import Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import models as catalog_models
from kehu.catalog import store
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import field_type
from kehu.engine.history.converting import convert_before
from kehu.engine.models import Change, Keeping, Snapshot
from kehu.engine.read import MAX_SKIP, Page, readable
from kehu.engine.reading import asker_of
from kehu.engine.sql import diff, select, snapshot
from kehu.engine.sql.pages import page_rows
from kehu.engine.sql.tables import STORAGE
from kehu.engine.titles import titled
from kehu.jobs.models import Job
from kehu.jobs.progress import Progress
from kehu.jobs.start import start
from kehu.lang.filters import Filter
from kehu.lang.query import MAX_PAGE, Query

SNAPSHOT = "engine.snapshot"
SMALL = 20_000
"""Records, or changes since, up to which a snapshot is made within the request."""
KEPT = timedelta(hours=2)
"""How long a snapshot that nobody looks at stays."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot ready to be read, or the job that makes it."""

    at: datetime
    snapshot: int | None
    job: Job | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the fields that changed since: added, retyped, archived; or computed and so not kept."""

    key: str
    name: Text
    what: str
    at: datetime | None
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Past:
    """An opened snapshot for one actor: the table as it was and as it is, and what the actor may see of it."""

    snapshot: Snapshot
    was: Table
    now: Table
    allowed: Scope

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields whose values of then are known and that the actor may read."""
        return tuple(field for field in self.was.by_key.values() if field.key not in self.allowed.hidden)


def moment(at: datetime | None, before: int | None) -> datetime:
    """Give the moment meant: a time, or the last one before a change; raises `NotFound`, `Invalid`."""
    if before is not None:
        found = Change.objects.filter(id=before).values_list("at", flat=True).first()
        if found is None:
            raise NotFound(Text("没有这一步操作", "There is no such change"), code="change.unknown")
        return found - timedelta(microseconds=1)
    if at is None:
        raise Invalid(Text("请选一个时间", "Choose a time"), code="asof.time")
    return at


def open_at(actor: Actor, table: str, at: datetime) -> Opened:
    """Open a table as of a moment: at once when it is small, else by a job that ends with the snapshot's id."""
    require(actor, "read", table)
    shape = store.current().table(table)
    _check(at)
    found = _standing(shape, at)
    if found is not None:
        return Opened(at, found.id, None)
    if not snapshot.larger_than(shape, at, SMALL):
        return Opened(at, make(actor, shape, at).id, None)
    label = Text("打开“{table}”的历史", "Open the history of “{table}”").format(table=shape.name)
    return Opened(at, None, start(actor, SNAPSHOT, label, table=table, at=at.isoformat()))


@transaction.atomic
def make(actor: Actor, shape: Table, at: datetime, progress: Progress | None = None) -> Snapshot:
    """Lay a table out as it was at a moment."""
    kept = _kept(shape)
    made = Snapshot.objects.create(table_id=shape.id, at=at, columns=_signature(kept))
    name = snapshot.name_of(made.id)
    tell = progress.step if progress is not None else lambda done, total: None
    tell(0, 3)
    snapshot.walk_back(name, shape, at)
    tell(1, 3)
    made.lost = convert_before(actor, name, shape, kept, at)
    tell(2, 3)
    made.records = snapshot.lay_out(name, shape, kept, at)
    made.save(update_fields=["lost", "records"])
    return made


def past(actor: Actor, identity: int) -> Past:
    """Give an opened snapshot to an actor; raises `NotFound` when it is gone or its table is out of reach."""
    found = Snapshot.objects.filter(id=identity).first()
    shape = next((each for each in store.current().tables.values() if found and each.id == found.table_id), None)
    if found is None or shape is None or shape.archived or found.columns != _signature(_kept(shape)):
        raise NotFound(
            Text("这份历史已经收起来了，请重新打开", "This picture of the past was put away; open it again"),
            code="snapshot.unknown",
        )
    allowed = require(actor, "read", shape.key)
    was = replace(shape, physical=snapshot.name_of(found.id), fields=_kept(shape))
    return Past(found, was, shape, allowed)


def page(actor: Actor, identity: int, query: Query) -> Page:
    """Read a page of records as they were."""
    if not 1 <= query.limit <= MAX_PAGE or not 0 <= query.skip <= MAX_SKIP:
        raise Invalid(Text(f"一页最多 {MAX_PAGE} 条记录", f"A page holds at most {MAX_PAGE} records"), code="page.size")
    source, of = _source(actor, identity, query.filter, query.search, query.archived)
    fields = readable(of.was, of.allowed, query.fields)
    rows, cursor = page_rows(source, query, fields)
    seen, names = titled(actor, fields, rows, 2)
    return Page(fields, seen, names, cursor, source.catalog.version)


def count(actor: Actor, identity: int, of: Filter | None = None, search: str | None = None) -> int:
    """Count the records that there were."""
    return select.count_rows(_source(actor, identity, of, search, archived=False)[0])


def notes(of: Past) -> list[Note]:
    """Tell what happened to the fields since, as far as it matters for reading the past."""
    at, found = of.snapshot.at, []
    for row in catalog_models.Field.objects.filter(table_id=of.now.id, system=False).order_by("position"):
        if row.key in of.allowed.hidden:
            continue
        shape = next(field for field in of.now.fields if field.id == row.id)
        if row.created_at > at:
            if row.archived_at is None:
                found.append(Note(row.key, shape.name, "added", row.created_at))
        elif row.archived_at is not None:
            if row.archived_at > at:
                found.append(Note(row.key, shape.name, "archived", row.archived_at))
        elif _computed(shape):
            found.append(Note(row.key, shape.name, "computed", None))
        else:
            times = [_time(each.get("at")) for each in row.overrides.get("former", [])]
            since = [time for time in times if time is not None and time > at]
            if since:
                lost = int(of.snapshot.lost.get(str(row.id), 0))
                found.append(Note(row.key, shape.name, "retyped", since[-1], lost))
    return found


def forget_old() -> int:
    """Put away snapshots that nobody looked at lately; gives their number."""
    return forget(Snapshot.objects.filter(used_at__lt=now() - KEPT).values_list("id", flat=True))


def forget_table(table: int) -> int:
    """Put away every snapshot of a table."""
    return forget(Snapshot.objects.filter(table_id=table).values_list("id", flat=True))


def forget(ids: Iterable[int]) -> int:
    """Put snapshots away."""
    wanted = list(ids)
    for identity in wanted:
        snapshot.drop(snapshot.name_of(identity))
    Snapshot.objects.filter(id__in=wanted).delete()
    return len(wanted)


def _source(
    actor: Actor, identity: int, of: Filter | None, search: str | None, archived: bool
) -> tuple[select.Source, Past]:
    opened = past(actor, identity)
    words = (search or "").replace("\x00", "").strip() or None
    asker = asker_of(actor, opened.allowed.hidden)
    source = select.Source(store.current(), opened.was, asker, of, words, archived)
    if opened.allowed.rows is not None:
        source = replace(source, within=diff.within(opened.now, opened.allowed.rows, asker))
    return source, opened


def _check(at: datetime) -> None:
    if at > now():
        raise Invalid(Text("这个时间还没有到", "That time has not come yet"), code="asof.future")
    kept = Keeping.objects.filter(id=1).values_list("kept_from", flat=True).first()
    if kept is not None and at < kept:
        raise Invalid(
            Text("历史只保留到 {day} 之后，请选更晚的时间", "History is kept since {day}; choose a later time").format(
                day=kept.date().isoformat()
            ),
            code="asof.dropped",
            details={"kept_from": kept},
        )


def _standing(shape: Table, at: datetime) -> Snapshot | None:
    found = Snapshot.objects.filter(table_id=shape.id, at=at, columns=_signature(_kept(shape))).last()
    if found is None or not snapshot.stands(snapshot.name_of(found.id), found.records):
        return None
    Snapshot.objects.filter(id=found.id).update(used_at=now())
    return found


def _kept(shape: Table) -> tuple[Field, ...]:
    """Pick the fields whose values the ledger knows: in use, and not computed."""
    return tuple(field for field in shape.by_key.values() if field.kind in STORAGE and not _computed(field))


def _computed(field: Field) -> bool:
    return not field.system and (field.readonly or field_type(field.type).computed)


def _signature(fields: Sequence[Field]) -> str:
    return ",".join(sorted(field.column for field in fields))


def _time(words: Any) -> datetime | None:
    return datetime.fromisoformat(words) if isinstance(words, str) else None
