"""The background work of the engine: giving a field another type, filling computed fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.text import Text
from kehu.catalog import store
from kehu.engine.compute.fill import FILL, fill_dated, fill_in_steps
from kehu.engine.files.sweep import sweep
from kehu.engine.history import work as history_work  # noqa: F401 - join by being imported
from kehu.engine.indexes.keep import KEEP, LABEL, keep
from kehu.engine.ranges.carry import Ready, carry, prepare
from kehu.engine.ranges.doing import LABELS, doing_of
from kehu.engine.retyping.retype import retype
from kehu.engine.retyping.split import key_for, split
from kehu.engine.search import BATCH, SEARCH, fill_later, fill_next
from kehu.engine.search import work as search_work  # noqa: F401 - join by being imported
from kehu.jobs.daily import daily
from kehu.jobs.models import Job
from kehu.jobs.progress import Progress
from kehu.jobs.start import start
from kehu.jobs.work import work

RETYPE = "engine.retype"
SPLIT = "engine.split"
RANGE = "engine.range"
DATED = "engine.dated"
SWEEP = "engine.files"

daily(DATED, Text("更新与今天日期有关的字段", "Bring fields that depend on today up to date"))
daily(SWEEP, Text("清理没有记录使用的文件", "Remove files that no record uses"))
daily(KEEP, LABEL)


def start_retype(actor: Actor, table: str, field: str, type_key: str, config: Mapping[str, Any]) -> Job:
    """Begin to give a field another type in the background; designers only."""
    require(actor, "design", table)
    name = store.current().table(table).field(field).name
    label = Text("更改字段“{field}”的类型", "Change the type of “{field}”").format(field=name)
    return start(actor, RETYPE, label, table=table, field=field, type_key=type_key, config=dict(config))


def start_split(actor: Actor, table: str, field: str, name: str, moves: Sequence[str]) -> Job:
    """Begin to make a table of a column in the background; owners only."""
    require(actor, "design", table)
    key = key_for(name)
    label = Text("把“{field}”拆成表“{name}”", "Make the table “{name}” of “{field}”")
    told = label.format(field=store.current().table(table).field(field).name, name=name)
    return start(actor, SPLIT, told, table=table, field=field, name=name, moves=list(moves), made=key)


def start_range(actor: Actor, ready: Ready, asked: Mapping[str, Any]) -> Job:
    """Begin a large doing on a range in the background; `asked` is its JSON form."""
    doing = ready.doing
    label = LABELS[doing.do].format(table=store.current().table(doing.table).name, count=ready.total)
    return start(actor, RANGE, label, table=doing.table, asked=dict(asked))


@work(RANGE)
def carry_range(progress: Progress, table: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Write the range; refused when other records stand there by now."""
    outcome = carry(progress.actor, prepare(progress.actor, doing_of(table, asked)), progress)
    return {"table": table, **outcome.as_told()}


@work(RETYPE)
def retype_field(progress: Progress, table: str, field: str, type_key: str, config: dict[str, Any]) -> dict[str, Any]:
    """Convert all values of the field."""
    changed = retype(progress.actor, table, field, type_key, config, progress)
    return {"table": table, "field": changed.key, "type": changed.type}


@work(SPLIT)
def split_field(progress: Progress, table: str, field: str, name: str, moves: list[str], made: str) -> dict[str, Any]:
    """Make the table, its records and the links to them."""
    new = split(progress.actor, table, field, name, moves, made, progress)
    return {"table": new.key, "field": field}


@work(FILL)
def fill_fields(progress: Progress, places: list[list[str]]) -> dict[str, Any]:
    """Compute fields for all records of their tables."""
    return {"records": fill_in_steps([(table, field) for table, field in places], progress)}


@work(SEARCH)
def fill_search(progress: Progress, table: str) -> dict[str, Any]:
    """Make missing tokens of a table; one job takes a part and starts the next, so that nobody waits for it long."""
    shape = store.current().tables.get(table)
    done = fill_next(shape) if shape is not None and not shape.archived else 0
    if shape is not None and done == BATCH:
        fill_later(shape)
    return {"records": done}


@work(DATED)
def fill_dated_fields(progress: Progress) -> dict[str, Any]:
    """Compute what depends on today's date, once after midnight."""
    return {"records": fill_dated()}


@work(SWEEP)
def sweep_files(progress: Progress) -> dict[str, Any]:
    """Remove files that no record holds and no history can bring back."""
    return {"files": sweep()}


@work(KEEP)
def keep_indexes(progress: Progress) -> dict[str, Any]:
    """Build the indexes that views and slow queries deserve, drop what serves nobody."""
    return dict(keep())
