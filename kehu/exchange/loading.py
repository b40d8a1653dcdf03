"""Loading: whole sheets go in as one undoable change, in large batches through the engine's one door for writes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Table
from kehu.engine import write
from kehu.engine.operations import Receipt
from kehu.exchange.blocks import Block
from kehu.exchange.cells import letter, text
from kehu.exchange.convert import Converter, has_default
from kehu.exchange.failures import Failures
from kehu.exchange.plan import SheetPlan
from kehu.exchange.propose import Sheet, names_of
from kehu.exchange.survey import Judged, Survey, match, survey
from kehu.exchange.targets import Made, create_records, prepare
from kehu.lang.kinds import Kind

TOLD_ERRORS = 200

Step = Callable[[int], None]


@dataclass(slots=True)
class Loaded:
    """What a load did: per sheet read = created + skipped + failed."""

    sheets: list[dict[str, Any]] = field(default_factory=list)
    change: int | None = None
    made: Made = field(default_factory=Made)
    errors: list[dict[str, Any]] = field(default_factory=list)
    warned: int = 0
    """How many rows were loaded although a rule has something to say about them; they stand in the file of errors."""

    @property
    def failed(self) -> int:
        """How many rows were refused."""
        return sum(sheet["failed"] for sheet in self.sheets)

    def result(self) -> dict[str, Any]:
        """Give it as the job's result."""
        return {
            "sheets": self.sheets,
            "change": self.change,
            "errors": self.failed,
            **({"warned": self.warned} if self.warned else {}),
            "made": {"tables": self.made.tables, "fields": self.made.fields, "linked": self.made.linked},
        }


@dataclass(slots=True)
class _Run:
    """One sheet on its way in."""

    act: write.Action
    table: Table
    found: Survey
    sheet: Sheet
    failures: Failures
    done: Loaded
    insert: bool = True
    created: int = 0
    skipped: int = 0
    failed: int = 0
    later: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    titles: dict[str, list[int]] = field(default_factory=dict)


def load(
    actor: Actor,
    sheets: Iterable[tuple[Sheet, SheetPlan]],
    failures: Failures,
    *,
    stop: bool,
    label: Text,
    step: Step = lambda rows: None,
) -> Loaded:
    """Load sheets by their plans as one change; `stop` takes everything back when a single row fails.

    Raises `Invalid` (code `import.rows_failed`) then, with the first mistakes in `details["errors"]`.
    """
    done = Loaded()
    with _collector_at_rest(), write.action(actor, source="import", label=label) as act:
        for sheet, plan in sheets:
            _sheet(actor, act, sheet, plan, failures, done, stop, step)
        if stop and done.failed:
            raise _stopped(done)
        done.change = act.change
    return done


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Stop the search for cycles meanwhile: rows hold none, and searching them costs a fifth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _sheet(
    actor: Actor,
    act: write.Action,
    sheet: Sheet,
    plan: SheetPlan,
    failures: Failures,
    done: Loaded,
    stop: bool,
    step: Step,
) -> None:
    found = survey(actor, sheet.path, sheet.rows, sheet.columns, plan)
    table = prepare(actor, act, found, done.made)
    for converter in found.converters.values():
        converter.raw = True
        if converter.field.kind is Kind.LINKS and converter.field.target == table.key:
            converter.create_links = False  # the rows of this very sheet are not there yet
    failures.sheet(sheet.name, names_of(sheet, plan.header_row, actor.language))
    run = _Run(act, table, found, sheet, failures, done)
    before = sum(known["read"] for known in done.sheets)
    own = _own_links(run)
    for judged in found.judged():
        _block(run, judged, own)
        run.insert = run.insert and not (stop and run.failed)
        step(before + judged.block.start + judged.block.rows - plan.header_row)
    _link_own(actor, run, own)
    read = sheet.rows - plan.header_row
    if run.insert and read != run.created + run.skipped + run.failed:
        raise AssertionError(f"{read} rows read, but {run.created} + {run.skipped} + {run.failed} accounted for")
    counts = {"read": read, "created": run.created, "skipped": run.skipped, "failed": run.failed}
    done.sheets.append({"sheet": sheet.index, "name": sheet.name, "table": table.key, **counts})


def _own_links(run: _Run) -> dict[int, Converter]:
    """Links to the very table being loaded wait until its rows are there."""
    return {
        number: one
        for number, one in run.found.converters.items()
        if one.field.kind is Kind.LINK and one.field.target == run.table.key
    }


def _block(run: _Run, judged: Judged, own: dict[int, Converter]) -> None:
    block = judged.block
    for index, against in judged.failed.items():
        _refuse(run, block, index, [(column.column, outcome.problem, outcome.code) for column, outcome in against])
    run.skipped += sum(judged.blank)
    if not run.insert:
        return
    rows = [index for index in range(block.rows) if not judged.blank[index] and index not in judged.failed]
    operations = _inserts(run, block, rows, own)
    receipt = run.act.apply(operations, partial=True)
    run.created += len(receipt.records)
    by_row: dict[int, list[tuple[int, Text | None, str]]] = {}
    columns = {run.found.converters[plan.column].field.key: plan.column for plan in run.found.plan.taken}
    for failure in receipt.failed:
        by_row.setdefault(rows[failure.index], []).append(
            (columns.get(failure.field or "", 0), failure.text, failure.code)
        )
    for index, reasons in by_row.items():
        _refuse(run, block, index, reasons)
    _warn(run, block, rows, receipt, columns)
    if own:
        _remember(run, block, [(rows[written.index], written.id) for written in receipt.records], own)


def _inserts(run: _Run, block: Block, rows: list[int], own: dict[int, Converter]) -> list[write.Insert]:
    taken = [plan.column for plan in run.found.plan.taken if plan.column not in own]
    converters = [run.found.converters[number] for number in taken]
    keys = [one.field.key for one in converters]
    needed = [one.field.key for one in converters if has_default(one.field) and one.field.required]
    empty = _left_empty(run.table)
    values = [one.column(block.columns[number]) for number, one in zip(taken, converters, strict=True)]
    operations = []
    whole = list(zip(*values, strict=True))
    for index in rows:
        row = {**empty, **dict(zip(keys, whole[index], strict=True))} if whole else dict(empty)
        for key in needed:
            if row[key] is None:
                del row[key]
        operations.append(write.Insert(run.table.key, row))
    return operations


def _left_empty(table: Table) -> dict[str, Any]:
    """Name the fields that the file says nothing of: a default is meant for new records, not for what was long ago."""
    return {
        each.key: None
        for each in table.by_key.values()
        if each.default is not None and not (each.required and has_default(each))
    }


def _refuse(run: _Run, block: Block, index: int, reasons: list[tuple[int, Text | None, str]]) -> None:
    run.failed += 1
    row = block.start + index
    texts = []
    for column, problem, code in reasons:
        if problem is None:
            continue
        place = Text("{letter} 列：{why}", "column {letter}: {why}").format(letter=letter(column), why=problem)
        texts.append(place)
        if len(run.done.errors) < TOLD_ERRORS:
            known = {"sheet": run.sheet.name, "row": row + 1, "column": column, "letter": letter(column)}
            run.done.errors.append(
                {**known, "code": code, "message": problem, "value": text(block.columns[column][index])[:200]}
            )
    run.failures.add(row, [text(cells[index]) for cells in block.columns], texts)


def _warn(run: _Run, block: Block, rows: list[int], receipt: Receipt, columns: Mapping[str, int]) -> None:
    """Note the rows that were loaded and are worth a look beside those that were refused."""
    by_row: dict[int, list[Text]] = {}
    for warned in receipt.warnings:
        place = letter(columns.get(warned.field or "", 0))
        text_ = _LOADED.format(letter=place, why=warned.text)
        by_row.setdefault(rows[warned.index], []).append(text_)
    for index, texts in by_row.items():
        run.done.warned += 1
        run.failures.add(block.start + index, [text(cells[index]) for cells in block.columns], texts)


_LOADED = Text("已导入，请留意 {letter} 列：{why}", "loaded; look at column {letter}: {why}")


def _remember(run: _Run, block: Block, written: list[tuple[int, int]], own: dict[int, Converter]) -> None:
    titled = next((number for number, one in run.found.converters.items() if one.field.key == run.table.title), None)
    for index, identity in written:
        if titled is not None and (title := text(block.columns[titled][index])):
            run.titles.setdefault(title, []).append(identity)
        for number in own:
            if words := text(block.columns[number][index]):
                run.later.setdefault(number, []).append((identity, words))


def _link_own(actor: Actor, run: _Run, own: dict[int, Converter]) -> None:
    """Link rows of the sheet to each other, to records that were there before, or to new ones."""
    for number, pairs in run.later.items():
        converter = own[number]
        wanted = {words for _, words in pairs}
        known = match(actor, run.table.key, wanted)
        missing = sorted(words for words in wanted if words not in known)
        if run.found.plan.match.create_missing_links:
            known |= create_records(run.act, run.table.key, missing, run.done.made)
        updates = [
            write.Update(run.table.key, identity, {converter.field.key: (run.titles.get(words) or known[words])[0]})
            for identity, words in pairs
            if words in known
        ]
        for start in range(0, len(updates), write.MAX_OPERATIONS):
            run.act.apply(updates[start : start + write.MAX_OPERATIONS], partial=True)


def _stopped(done: Loaded) -> Invalid:
    first = done.errors[0]
    return Invalid(
        Text(
            "有 {count} 行不能导入，按你的选择没有导入任何内容。第一处：工作表“{sheet}”第 {row} 行 {letter} 列，{why}",
            "{count} rows cannot be loaded, so nothing was, as you chose. The first: sheet “{sheet}”, row {row}, "
            "column {letter}: {why}",
        ).format(
            count=done.failed, sheet=first["sheet"], row=first["row"], letter=first["letter"], why=first["message"]
        ),
        code="import.rows_failed",
        details={"errors": done.errors, "failed": done.failed},
    )
