"""One import from upload to undo, as the API speaks to it.

An import is visible to the member who began it and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.errors import Conflict, Forbidden, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store as catalog
from kehu.engine import read, schema
from kehu.engine.history import undo as engine_undo
from kehu.exchange import failures, store
from kehu.exchange.cells import letter
from kehu.exchange.encodings import ENCODINGS
from kehu.exchange.formats import sniff
from kehu.exchange.models import Import
from kehu.exchange.plan import SheetPlan, Target, read_plan
from kehu.exchange.preview import preview as preview_sheet
from kehu.exchange.propose import propose as propose_sheet
from kehu.exchange.sheets import sheet_of
from kehu.exchange.survey import survey
from kehu.jobs.models import OPEN, Job, State
from kehu.jobs.progress import Progress
from kehu.jobs.shown import speak
from kehu.jobs.start import start
from kehu.lang.filters import Condition

MOST_ROWS = 500
KEEP = timedelta(days=30)
"""How long an uploaded file is kept: it holds personal data."""

_READ = Text("读取“{name}”", "Read “{name}”")
_UNDO = Text("撤销导入“{name}”", "Undo the import “{name}”")
UNDO = "import.undo"
_LOAD = Text("导入“{name}”", "Import “{name}”")


def receive(actor: Actor, pieces: Iterable[bytes], name: str) -> dict[str, Any]:
    """Take an upload, look at its kind and begin to read it; gives `{id, job}`.

    Raises `Invalid` for an empty file or no spreadsheet, `TooLarge`, and `Forbidden` for readers.
    """
    _may(actor)
    forget_old()
    name = tidy_name(name)
    session = Import(actor_id=actor.member, name=name, size=0)
    session.size = store.keep(session.id, pieces, name)
    try:
        session.format = sniff(store.source(session.id), name).key
        with transaction.atomic():
            session.read_job = start(actor, "import.read", _READ.format(name=name), session=str(session.id))
            session.save(force_insert=True)
    except BaseException:
        store.drop(session.id)
        raise
    return {"id": str(session.id), "job": str(session.read_job.pk)}


def forget_old() -> None:
    """Remove the files of imports that are older than `KEEP`; what they loaded stays and can still be undone."""
    old = Import.objects.filter(created_at__lt=timezone.now() - KEEP).exclude(size=0)
    for session in old[:100]:
        store.drop(session.id)
        Import.objects.filter(pk=session.pk).update(size=0, sheets=[], proposal=[])


def tidy_name(name: str) -> str:
    """Reduce a sender's file name to its last part, fit to be shown."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(character for character in last if character.isprintable())
    return plain[-200:] or "file"


def read_again(
    actor: Actor, key: UUID | str, encoding: str | None = None, delimiter: str | None = None
) -> dict[str, Any]:
    """Read the file once more with another encoding or delimiter; gives `{job}`."""
    if encoding and encoding not in ENCODINGS:
        raise Invalid(
            Text("可选的编码有：{all}", "The encodings to choose from are: {all}").format(all=", ".join(ENCODINGS)),
            code="import.encoding",
        )
    with transaction.atomic():
        session = _find(actor, key, lock=True)
        _idle(session)
        given = {"session": str(session.id), "encoding": encoding or None, "delimiter": delimiter or None}
        session.read_job = start(actor, "import.read", _READ.format(name=session.name), **given)
        session.load_job, session.result = None, None
        session.save()
    return {"job": str(session.read_job.pk)}


def get(actor: Actor, key: UUID | str) -> dict[str, Any]:
    """Tell everything about an import, in the actor's language."""
    session = _find(actor, key)
    job = session.load_job or session.read_job
    state = _state(session)
    said: dict[str, Any] = {
        "id": str(session.id),
        "name": session.name,
        "size": session.size,
        "state": state,
        "job": str(job.pk) if job else None,
        "error": job.problem(actor.language) if job and job.state == State.FAILED else None,
        "format": session.format,
        "encoding": session.encoding or None,
        "delimiter": session.delimiter or None,
        "encodings": list(ENCODINGS),
        "sheets": [_sheet(known, actor.language) for known in session.sheets],
        "proposal": {"sheets": session.proposal},
        "result": speak(session.result, actor.language),
    }
    return said


def propose(
    actor: Actor, key: UUID | str, sheet: int, header_row: int | None = None, target: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Propose a plan again after the person chose another header row (from 1, 0 = none) or table."""
    session = _find(actor, key)
    known = _readable(session, sheet)
    if header_row is not None and not 0 <= header_row <= known["rows"]:
        raise Invalid(
            Text(
                "表头行要在 0 到 {rows} 之间（0 表示没有表头）", "The header row lies between 0 (none) and {rows}"
            ).format(rows=known["rows"]),
            code="import.plan",
        )
    aim = read_plan_target(target) if target else None
    return propose_sheet(actor, sheet_of(session, sheet), header_row, aim).model_dump()


def read_plan_target(target: Mapping[str, Any]) -> Target:
    """Read a target as a browser sends it; raises `Invalid`."""
    columns = [{"column": 0, "new": {"name": "x", "type": "text"}}]
    return read_plan({"sheet": 0, "target": target, "columns": columns}).target


def preview(actor: Actor, key: UUID | str, plan: Mapping[str, Any], rows: int = 200) -> dict[str, Any]:
    """Show what a plan makes of the first rows, and what of the whole sheet would fail."""
    session = _find(actor, key)
    read = read_plan(plan)
    _readable(session, read.sheet)
    sheet = sheet_of(session, read.sheet)
    found = survey(actor, sheet.path, sheet.rows, sheet.columns, read)
    return preview_sheet(actor, found, sheet.rows - read.header_row, max(1, min(rows, MOST_ROWS)))


def load(actor: Actor, key: UUID | str, plans: Sequence[Mapping[str, Any]], on_error: str = "skip") -> dict[str, Any]:
    """Begin to load sheets by their plans; gives `{job}`. Raises `Conflict` when it is busy or loaded already."""
    if on_error not in ("skip", "stop"):
        raise Invalid(Text("出错时只能选择 skip 或 stop", "On errors, choose skip or stop"), code="import.plan")
    chosen = [plan for plan in map(read_plan, plans) if plan.use]
    if not chosen or len({plan.sheet for plan in chosen}) != len(chosen):
        raise Invalid(
            Text("请至少选择一个工作表，每个只选一次", "Choose at least one sheet, each once"), code="import.plan"
        )
    with transaction.atomic():
        session = _find(actor, key, lock=True)
        _idle(session)
        if _state(session) == "loaded":
            raise Conflict(
                Text("这个文件已经导入过了。要重新导入，请先撤销", "This file was loaded already; undo that first"),
                code="import.loaded",
            )
        for plan in chosen:
            _check_rights(actor, plan)
            known = _readable(session, plan.sheet)
            survey(actor, sheet_of(session, plan.sheet).path, known["rows"], known["columns"], plan, look=False)
        slim = [plan.model_dump(exclude={"columns": {"__all__": {"samples"}}}) for plan in chosen]
        label = _LOAD.format(name=session.name)
        session.load_job = start(actor, "import.load", label, session=str(session.id), plans=slim, on_error=on_error)
        session.undone_at = None
        session.save()
    return {"job": str(session.load_job.pk)}


def errors_file(actor: Actor, key: UUID | str) -> tuple[Path, str]:
    """Write the rows that the last load refused as xlsx; gives its place and the name to offer it under."""
    session = _find(actor, key)
    place = store.failures(session.id)
    if not place.exists() or not place.stat().st_size:
        raise NotFound(Text("这次导入没有失败的行", "This import refused no row"), code="import.no_errors")
    to = place.with_suffix(".xlsx")
    failures.workbook(place, to, actor.language)
    stem = session.name.rsplit(".", 1)[0]
    return to, Text("{stem} 未导入的行.xlsx", "{stem} rows not loaded.xlsx").format(stem=stem).say(actor.language)


def start_undo(actor: Actor, key: UUID | str) -> dict[str, Any]:
    """Begin to take a whole import back; gives `{job}`, the one under way when it is asked for again."""
    with transaction.atomic():
        session = _find(actor, key, lock=True)
        _loaded(session)
        under_way = Job.objects.filter(kind=UNDO, state__in=OPEN, arguments__session=str(session.id)).first()
        job = under_way or start(actor, UNDO, _UNDO.format(name=session.name), session=str(session.id))
    return {"job": str(job.pk)}


def undo(actor: Actor, key: UUID | str, progress: Progress | None = None) -> dict[str, Any]:
    """Take a whole import back: its records through the engine's undo, then the tables and fields it made.

    What holds something else by now stays.
    """
    with transaction.atomic():
        session = _find(actor, key, lock=True)
        result = _loaded(session)
        change, tables = result["change"], []
        if change is not None:
            try:
                done = engine_undo.undo(actor, change, progress=progress)
                tables = list(done.tables)
            except Conflict as conflict:
                if conflict.code != "undone":
                    raise
        gone = _tidy(actor, result["made"])
        session.undone_at = timezone.now()
        session.save(update_fields=["undone_at"])
    label = _LOAD.format(name=session.name).say(actor.language)
    return {"change": change, "undone": {"id": change, "label": label}, "tables": tables, "archived": gone}


def _loaded(session: Import) -> dict[str, Any]:
    if _state(session) != "loaded" or not session.result:
        raise Conflict(Text("没有可以撤销的导入", "There is no load to undo"), code="import.not_loaded")
    result: dict[str, Any] = session.result
    return result


def _tidy(actor: Actor, made: Mapping[str, Any]) -> list[str]:
    """Archive what the load had made and what holds nothing now."""
    gone = []
    shapes = catalog.current().tables
    for key in made["tables"]:
        if key in shapes and not shapes[key].archived and read.count(actor, key) == 0:
            schema.archive_table(actor, key)
            gone.append(key)
    for table, field in made["fields"]:
        shape = catalog.current().tables.get(table)
        if shape is None or shape.archived or field not in shape.by_key:
            continue
        empty = (
            Condition(field, "is", True) if shape.by_key[field].type == "checkbox" else Condition(field, "not_empty")
        )
        if read.count(actor, table, empty) == 0:
            schema.archive_field(actor, table, field)
            gone.append(f"{table}.{field}")
    return gone


def _find(actor: Actor, key: UUID | str, *, lock: bool = False) -> Import:
    missing = NotFound(
        Text("没有这次导入，它可能已过期", "There is no such import; it may have expired"), code="import.unknown"
    )
    try:
        wanted = UUID(str(key))
    except ValueError:
        raise missing from None
    found = Import.objects.select_related("read_job", "load_job").filter(pk=wanted, actor_id=actor.member)
    session = (found.select_for_update(of=("self",)) if lock else found).first()
    if session is None:
        raise missing
    return session


def _state(session: Import) -> str:
    load_job, read_job = session.load_job, session.read_job
    if session.undone_at is not None:
        return "undone"
    if load_job is not None and load_job.open:
        return "loading"
    if load_job is not None and load_job.state == State.DONE:
        return "loaded"
    if read_job is not None and read_job.open:
        return "reading"
    return "read" if read_job is not None and read_job.state == State.DONE else "failed"


def _idle(session: Import) -> None:
    if _state(session) in ("reading", "loading"):
        raise Conflict(
            Text("上一步还在进行，请等它完成或先取消", "The last step is still running; wait for it or cancel it"),
            code="import.busy",
        )


def _readable(session: Import, sheet: int) -> dict[str, Any]:
    known: dict[str, Any] | None = next((one for one in session.sheets if one["index"] == sheet), None)
    if known is None or _state(session) in ("reading", "failed"):
        raise NotFound(
            Text("没有这个工作表，或文件还没有读完", "There is no such sheet, or the file is not read yet"),
            code="import.sheet",
        )
    if known.get("problem") or not known["columns"]:
        problem = known.get("problem") or {"zh": "这个工作表是空的", "en": "This sheet is empty"}
        raise Invalid(Text(problem["zh"], problem["en"]), code="import.sheet")
    return known


def _sheet(known: Mapping[str, Any], language: str) -> dict[str, Any]:
    said = {"index": known["index"], "name": known["name"], "rows": known["rows"], "columns": known["columns"]}
    notes = [_note(note, language) for note in known["notes"]]
    spoken = {name: speak(known[name], language) for name in ("skipped", "problem") if known.get(name)}
    return {**said, "header_row": known.get("header_row", 0), "notes": notes, **spoken}


def _note(known: Mapping[str, Any], language: str) -> dict[str, Any]:
    said = {"code": known["code"], "text": Text(known["zh"], known["en"]).say(language), "count": known["count"]}
    if known["row"] is None:
        return said
    return {**said, "row": known["row"] + 1, "column": known["column"], "letter": letter(known["column"] or 0)}


def _may(actor: Actor) -> None:
    tables = [key for key, table in catalog.current().tables.items() if not table.archived]
    if tables:
        require(actor, "import", tables[0])
    elif not actor.owner:
        raise Forbidden(Text("你的角色不能导入", "Your role may not import"), code="forbidden")


def _check_rights(actor: Actor, plan: SheetPlan) -> None:
    if plan.target.table:
        require(actor, "import", plan.target.table)
        require(actor, "create", plan.target.table)
    makes = plan.target.new is not None or any(column.new is not None and column.field is None for column in plan.taken)
    if makes and not actor.owner:
        raise Forbidden(
            Text(
                "新建表或字段需要所有者权限。请把各列对应到已有字段，或请所有者来导入",
                "Only an owner makes tables and fields. Map the columns onto existing fields, or ask an owner",
            ),
            code="forbidden",
        )
