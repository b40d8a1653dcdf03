"""The background works of an import: reading the file, loading its rows, taking them back."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange import store
from kehu.exchange.child import read_apart
from kehu.exchange.failures import collect
from kehu.exchange.formats import Source
from kehu.exchange.loading import load
from kehu.exchange.models import Import
from kehu.exchange.plan import read_plan
from kehu.exchange.propose import propose
from kehu.exchange.sessions import UNDO, undo
from kehu.exchange.sheets import sheet_of
from kehu.jobs.progress import Progress
from kehu.jobs.work import work

_READING = Text("正在读取文件", "Reading the file")
_LOADING = Text("正在写入", "Loading")
_HIDDEN = Text("隐藏的工作表，默认不导入", "A hidden sheet; left out unless you choose it")
_HEADER_ONLY = Text("只有表头，没有数据", "Only a header, no data")
_BLANK = Text("空工作表", "An empty sheet")


@work("import.read")
def read(
    progress: Progress, *, session: str, encoding: str | None = None, delimiter: str | None = None
) -> dict[str, Any]:
    """Read the file of an import in a process of its own, then propose a plan for every sheet."""
    found = Import.objects.get(pk=session)
    progress.step(0, None, _READING)
    place = store.folder(found.id)
    fresh = place / f"read-{uuid.uuid4().hex}"
    try:
        source = Source(store.source(found.id), found.name, encoding, delimiter)
        said = read_apart(source, fresh, lambda rows: progress.step(rows, None, _READING))
        for old in place.glob("read*"):
            if old != fresh:
                shutil.rmtree(old, ignore_errors=True)
        fresh.rename(place / "read")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    found.format, found.sheets = said["format"], said["sheets"]
    found.encoding, found.delimiter = said.get("encoding", ""), said.get("delimiter", "")
    found.proposal = _proposals(progress, found)
    found.result, found.undone_at = None, None
    told = ("format", "sheets", "encoding", "delimiter", "proposal", "result", "undone_at")
    found.save(update_fields=told)
    return {"sheets": len(found.sheets), "rows": sum(sheet["rows"] for sheet in found.sheets)}


def _proposals(progress: Progress, found: Import) -> list[dict[str, Any]]:
    plans = []
    for known in found.sheets:
        if known.get("problem"):
            continue
        if not known["rows"] or not known["columns"]:
            known["skipped"] = {"zh": _BLANK.zh, "en": _BLANK.en}
            continue
        plan = propose(progress.actor, sheet_of(found, known["index"]))
        known["header_row"] = plan.header_row
        if not any(column.filled for column in plan.columns):
            plan = plan.model_copy(update={"use": False})
            known["skipped"] = {"zh": _HEADER_ONLY.zh, "en": _HEADER_ONLY.en}
        if known["hidden"]:
            known["skipped"] = {"zh": _HIDDEN.zh, "en": _HIDDEN.en}
        plans.append(plan.model_dump())
        progress.step(len(plans), len(found.sheets), _READING)
    if not plans:
        raise _nothing(found)
    return plans


def _nothing(found: Import) -> Invalid:
    problem = next((known["problem"] for known in found.sheets if known.get("problem")), None)
    if problem:
        return Invalid(Text(problem["zh"], problem["en"]), code="import.sheet")
    return Invalid(
        Text(
            "文件“{name}”里没有数据：所有工作表都是空的", "There is no data in the file “{name}”: every sheet is empty"
        ).format(name=found.name),
        code="import.empty",
    )


@work("import.load")
def load_rows(progress: Progress, *, session: str, plans: Sequence[Mapping[str, Any]], on_error: str) -> dict[str, Any]:
    """Load the chosen sheets as one change; the change, the result and the job's end commit together."""
    found = Import.objects.get(pk=session)
    chosen = [(sheet_of(found, plan.sheet), plan) for plan in map(read_plan, plans)]
    total = sum(sheet.rows - plan.header_row for sheet, plan in chosen)
    progress.step(0, total, _LOADING)
    label = Text("导入“{name}”", "Import “{name}”").format(name=found.name)
    with collect(store.failures(found.id)) as failures:
        done = load(
            progress.actor,
            chosen,
            failures,
            stop=on_error == "stop",
            label=label,
            step=lambda rows: progress.step(rows, total, _LOADING),
        )
    progress.step(total, total, _LOADING)
    found.result, found.undone_at = done.result(), None
    found.save(update_fields=["result", "undone_at"])
    return done.result()


@work(UNDO)
def take_back(progress: Progress, *, session: str) -> dict[str, Any]:
    """Take a whole import back, with the tables and fields it made."""
    return undo(progress.actor, session, progress)
