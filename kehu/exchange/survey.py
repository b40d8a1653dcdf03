"""A look over a whole sheet under a plan: every different value converted once, every row judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store as catalog
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine import read
from kehu.engine.fields import Wrong, field_type
from kehu.engine.reading import reading_of
from kehu.exchange.blocks import Block, blank_rows, read_blocks
from kehu.exchange.cells import letter, text
from kehu.exchange.convert import REQUIRED, Converter, Outcome, has_default, provisional
from kehu.exchange.plan import ColumnPlan, SheetPlan
from kehu.lang.kinds import Kind


@dataclass(slots=True)
class Problem:
    """One kind of mistake in one column: where it is met first, in which words, and how often."""

    row: int
    column: int
    code: str
    text: Text
    count: int = 1
    warns: bool = False

    def shown(self, language: str) -> dict[str, Any]:
        """Give it as the API shows it; rows count from 1."""
        place = {"row": self.row + 1, "column": self.column, "letter": letter(self.column)}
        return {**place, "code": self.code, "message": self.text.say(language), "count": self.count} | (
            {"warns": True} if self.warns else {}
        )


@dataclass(slots=True)
class Judged:
    """A block with its verdicts: which rows are blank, what speaks against the others (by place in the block)."""

    block: Block
    blank: list[bool]
    failed: dict[int, list[tuple[ColumnPlan, Outcome]]]


@dataclass(slots=True)
class Survey:
    """The converters of a sheet by column, and what its rows amount to."""

    path: Path
    width: int
    plan: SheetPlan
    converters: dict[int, Converter]
    missing: list[Field] = field(default_factory=list)
    rows: int = 0
    failed: int = 0
    warned: int = 0
    problems: dict[tuple[int, str], Problem] = field(default_factory=dict)

    def blocks(self, limit: int | None = None) -> Iterator[Block]:
        """Read the data rows, the header and what stands above it left out."""
        return read_blocks(self.path, self.width, first=self.plan.header_row, limit=limit)

    def judged(self, limit: int | None = None) -> Iterator[Judged]:
        """Convert and judge the rows, block by block, and count."""
        for block in self.blocks(limit):
            blank = blank_rows(block.columns, block.rows)
            failed: dict[int, list[tuple[ColumnPlan, Outcome]]] = {}
            for plan in self.plan.taken:
                self._column(plan, block, blank, failed)
            self.rows += block.rows - sum(blank)
            if self.missing:
                self._missing(block, blank, failed)
            self.failed += len(failed)
            yield Judged(block, blank, failed)

    def _column(
        self, plan: ColumnPlan, block: Block, blank: list[bool], failed: dict[int, list[tuple[ColumnPlan, Outcome]]]
    ) -> None:
        converter = self.converters[plan.column]
        cells = block.columns[plan.column]
        if converter.plain(cells):
            return
        converter.take(cells)
        odd = converter.odd
        if not odd or odd.keys().isdisjoint(cells):
            return
        for index, cell in enumerate(cells):
            if cell in odd and not blank[index]:
                outcome = odd[cell]
                self._note(plan.column, block.start + index, outcome)
                if outcome.failed:
                    failed.setdefault(index, []).append((plan, outcome))

    def _missing(self, block: Block, blank: list[bool], failed: dict[int, list[tuple[ColumnPlan, Outcome]]]) -> None:
        """A required field that no column fills fails every row."""
        for absent in self.missing:
            outcome = Outcome(problem=REQUIRED.format(field=absent.name), code="required")
            column = ColumnPlan(column=0, letter="", header=absent.name.zh)
            for index in range(block.rows):
                if not blank[index]:
                    failed.setdefault(index, []).append((column, outcome))
                    self._note(0, block.start + index, outcome)

    def _note(self, column: int, row: int, outcome: Outcome) -> None:
        assert outcome.problem is not None
        key = (column, outcome.code)
        known = self.problems.get(key)
        if known is not None:
            known.count += 1
        else:
            self.problems[key] = Problem(row, column, outcome.code, outcome.problem)


def survey(actor: Actor, path: Path, rows: int, width: int, plan: SheetPlan, *, look: bool = True) -> Survey:
    """Prepare the survey of a sheet: fields looked up or made up, links resolved unless `look` is off.

    Raises `NotFound` for an unknown table or field, `Invalid` (`import.plan`) for a place outside the sheet.
    """
    _check(plan, rows, width)
    table = catalog.current().table(plan.target.table) if plan.target.table else None
    converters = {column.column: _converter(actor, table, column, plan) for column in plan.taken}
    found = Survey(path, width, plan, converters)
    if table is not None:
        filled = {column.field for column in plan.taken}
        found.missing = [
            field
            for field in table.by_key.values()
            if field.required
            and not has_default(field)
            and field.key not in filled
            and not field_type(field.type).numbered
        ]
    if look:
        _look(actor, found)
    return found


def _check(plan: SheetPlan, rows: int, width: int) -> None:
    far = [column.column for column in plan.columns if column.column >= width]
    if far or plan.header_row > rows:
        raise Invalid(
            Text(
                "导入方案与文件不符：工作表只有 {rows} 行、{width} 列。请重新读取文件",
                "The plan does not fit the file: the sheet has {rows} rows and {width} columns. Read the file again",
            ).format(rows=rows, width=width),
            code="import.plan",
        )


def _converter(actor: Actor, table: Table | None, column: ColumnPlan, plan: SheetPlan) -> Converter:
    reading = reading_of(actor)
    if column.field is not None:
        if table is None:
            raise Invalid(
                Text(
                    "新表没有字段“{field}”，请改为新字段", "The new table has no field “{field}”; make it a new field"
                ).format(field=column.field),
                code="import.plan",
            )
        target = table.field(column.field)
        if target.readonly:
            raise Invalid(
                Text("“{field}”由系统填写，不能导入", "“{field}” is filled by the system").format(field=target.name),
                code="import.plan",
            )
    else:
        assert column.new is not None
        try:
            target = provisional(f"new{column.column}", column.new.name, column.new.type, column.new.config)
        except Wrong as wrong:
            raise Invalid(
                Text("{letter} 列：{why}", "Column {letter}: {why}").format(
                    letter=letter(column.column), why=wrong.text
                ),
                code="import.plan",
            ) from None
    create = plan.match.create_missing_links and _creatable(table, target)
    return Converter(target, reading, plan.match.new_choices and (actor.owner or target.type == "tags"), create)


def _creatable(table: Table | None, target: Field) -> bool:
    """Tell whether unknown titles of a link can become records; links within the table are settled after its rows."""
    if target.kind is not Kind.LINK or target.target in (None, MEMBERS):
        return False
    return (table is not None and target.target == table.key) or creatable(catalog.current().table(target.target or ""))


def creatable(table: Table) -> bool:
    """Tell whether a title alone makes a record of this table."""
    return all(
        each.key == table.title or not each.required or each.default is not None or field_type(each.type).numbered
        for each in table.by_key.values()
    )


def _look(actor: Actor, found: Survey) -> None:
    """Read the link and date columns once over the whole sheet: titles are matched together, date orders decided."""
    asked = [
        number for number, one in found.converters.items() if one.field.kind in (Kind.LINK, Kind.DATE, Kind.DATETIME)
    ]
    if not asked:
        return
    values: dict[int, set[Any]] = {number: set() for number in asked}
    for block in found.blocks():
        for number in asked:
            values[number].update(block.columns[number])
    for number in asked:
        converter = found.converters[number]
        converter.look(values[number])
        if converter.field.kind is Kind.LINK and converter.field.target:
            titles = titles_of(cell for cell in values[number])
            converter.refresh(links=match(actor, converter.field.target, titles))


def titles_of(cells: Any) -> set[str]:
    """Give the titles that cells of a link column name."""
    return {
        " ".join(words.split()) if "\n" in words else words
        for words in map(text, cells)
        if words and not words.startswith("#N/A")
    }


def match(actor: Actor, target: str, titles: set[str]) -> dict[str, list[int]]:
    """Find the records with these titles; members by name or address."""
    if not titles:
        return {}
    found: dict[str, list[int]] = read.match_titles(actor, target, titles)
    return {title: list(dict.fromkeys(ids)) for title, ids in found.items()} if target == MEMBERS else found


def column_names(found: Survey, language: str) -> Sequence[dict[str, Any]]:
    """Give the columns that are loaded as the API shows them."""
    return [
        {
            "column": column.column,
            "letter": letter(column.column),
            "field": column.field,
            "name": found.converters[column.column].field.name.say(language),
            "type": found.converters[column.column].field.type,
        }
        for column in found.plan.taken
    ]
