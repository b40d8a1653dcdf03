"""The background work on history: large undos, the past laid out and brought back, the recycle bin emptied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kehu.access.scope import require
from kehu.base.text import Text
from kehu.catalog import store
from kehu.engine.history.asof import SNAPSHOT, forget_old, make
from kehu.engine.history.bin import PURGE, purge, purge_old
from kehu.engine.history.keeping import clear_ledger, keeping
from kehu.engine.history.rewind import REWIND, Choice, restore
from kehu.engine.history.undo import UNDO, Clashing, redo, undo
from kehu.jobs.daily import daily
from kehu.jobs.progress import Progress
from kehu.jobs.work import work

KEEPING = "engine.keeping"

daily(KEEPING, Text("整理历史和回收站", "Tidy the history and the recycle bin"))


@work(SNAPSHOT)
def lay_out_snapshot(progress: Progress, table: str, at: str) -> dict[str, Any]:
    """Lay a large table out as it was at a moment."""
    require(progress.actor, "read", table)
    made = make(progress.actor, store.current().table(table), datetime.fromisoformat(at), progress)
    return {"table": table, "snapshot": made.id}


@work(REWIND)
def bring_back(
    progress: Progress,
    snapshot: int,
    kinds: Sequence[str],
    ids: Sequence[int] | None = None,
    fields: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Bring records back to what they were in a snapshot."""
    choice = Choice(tuple(kinds), None if ids is None else tuple(ids), None if fields is None else tuple(fields))
    return restore(progress.actor, snapshot, choice, progress)


@work(UNDO)
def turn_back(progress: Progress, change: int, clash: Clashing, again: bool) -> dict[str, Any]:
    """Undo or redo a large change."""
    who = progress.actor
    done = redo(who, change, progress) if again else undo(who, change, clash, progress)
    return {"change": done.change, "undone": done.undone, "tables": list(done.tables), "failed": len(done.failed)}


@work(PURGE)
def purge_records(progress: Progress, table: str, ids: Sequence[int] | None) -> dict[str, Any]:
    """Delete archived records for good."""
    return {"table": table, "records": purge(progress.actor, table, ids, progress)}


@work(KEEPING)
def keep_history(progress: Progress) -> dict[str, Any]:
    """Put old snapshots away, empty the bin of what was there long enough, see to the parts of the ledger."""
    put_away = forget_old()
    purged = purge_old(progress, keeping().bin_days)
    made, dropped = clear_ledger()
    return {"snapshots": put_away, "purged": purged, "made": made, "dropped": dropped}
