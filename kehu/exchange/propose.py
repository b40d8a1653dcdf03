"""Proposals: for every sheet a plan that a person only needs to look over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehu.access.actor import Actor
from kehu.catalog import store as catalog
from kehu.catalog.shapes import MEMBERS, Table
from kehu.engine import read
from kehu.engine.reading import reading_of
from kehu.exchange.blocks import read_blocks
from kehu.exchange.cells import Cell, letter
from kehu.exchange.guess import guess
from kehu.exchange.header import LOOK_AT, find_header, header_names
from kehu.exchange.match import Match, best_table, match_table, simplify
from kehu.exchange.plan import ColumnPlan, NewField, NewTable, SheetPlan, Target
from kehu.exchange.profile import Profile, profile

LOOKED_ROWS = 200_000
ALONE = frozenset({"sheet", "工作表", "表", "table"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as reading left it."""

    index: int
    name: str
    file: str
    path: Path
    rows: int
    columns: int
    hidden: bool = False


def top(sheet: Sheet, rows: int = LOOK_AT) -> list[list[Cell]]:
    """Give the first rows of a sheet."""
    found: list[list[Cell]] = []
    for block in read_blocks(sheet.path, sheet.columns, limit=rows):
        found.extend(list(row) for row in zip(*block.columns, strict=True))
    return found


def propose(actor: Actor, sheet: Sheet, header_row: int | None = None, target: Target | None = None) -> SheetPlan:
    """Propose a plan: header and table found, or as the person chose them (`header_row` from 1, 0 = none)."""
    if header_row is None:
        found = find_header(top(sheet))
        header_row = 0 if found is None else found + 1
    names = names_of(sheet, header_row, actor.language)
    blocks = read_blocks(sheet.path, sheet.columns, first=header_row, limit=LOOKED_ROWS)
    profiles = profile(blocks, sheet.columns, sheet.rows - header_row)
    match = _match(actor, sheet, names, profiles, target)
    if match is not None:
        columns = _onto(actor, match, names, profiles)
        aim = Target(table=match.table.key)
    else:
        columns = [
            _column(index, name, column) for index, (name, column) in enumerate(zip(names, profiles, strict=True))
        ]
        aim = target or Target(new=NewTable(name=_free_name(sheet), title=title_column(columns, profiles)))
    return SheetPlan(sheet=sheet.index, use=not sheet.hidden, header_row=header_row, target=aim, columns=columns)


def names_of(sheet: Sheet, header_row: int, language: str) -> list[str]:
    """Give the column names of a sheet whose header stands in this row (from 1, 0 = none)."""
    row: list[Cell] | None = None
    if header_row:
        for block in read_blocks(sheet.path, sheet.columns, first=header_row - 1, limit=1):
            row = [column[0] for column in block.columns]
    return header_names(row, sheet.columns, language)


def title_column(columns: Sequence[ColumnPlan], profiles: Sequence[Profile]) -> int | None:
    """Choose the column that stands for a record: a name before a number before anything of text."""
    texts = [column for column in columns if column.taken and column.new is not None and column.new.type == "text"]
    if not texts:
        return next((column.column for column in columns if column.taken), None)

    def worth(column: ColumnPlan) -> tuple[float, int]:
        known = profiles[column.column]
        named = any(
            word in simplify(column.header) for word in ("名称", "姓名", "名字", "标题", "主题", "name", "title")
        )
        identity = known.distinct / known.filled if known.filled else 0.0
        return (named + identity * 1.2 + 0.3 * (known.filled > 0), -column.column)

    return max(texts, key=worth).column


def _match(
    actor: Actor, sheet: Sheet, names: Sequence[str], profiles: Sequence[Profile], target: Target | None
) -> Match | None:
    shapes, reading = catalog.current(), reading_of(actor)

    def members(wanted: Any) -> dict[str, list[int]]:
        return read.match_titles(actor, MEMBERS, wanted)

    if target is None:
        return best_table(shapes, sheet.name, names, profiles, reading, members)
    if target.table is None:
        return None
    return match_table(shapes.table(target.table), names, profiles, reading, members)


def _onto(actor: Actor, match: Match, names: Sequence[str], profiles: Sequence[Profile]) -> list[ColumnPlan]:
    columns = []
    taken = {field.name.say(actor.language) for field in match.table.by_key.values()}
    for index, (name, known) in enumerate(zip(names, profiles, strict=True)):
        plan = _column(index, name, known)
        if index in match.fields:
            key, confidence = match.fields[index]
            plan = plan.model_copy(update={"use": True, "field": key, "new": None, "confidence": confidence})
        elif plan.new is not None:
            fresh = _unlike(plan.new.name, taken)
            taken.add(fresh)
            plan = plan.model_copy(
                update={"new": plan.new.model_copy(update={"name": fresh}), "use": plan.use and actor.owner}
            )
        columns.append(plan)
    return columns


def _unlike(name: str, taken: set[str]) -> str:
    fresh, count = name, 1
    while fresh in taken:
        count += 1
        fresh = f"{name} ({count})"
    return fresh


def _column(index: int, name: str, known: Profile) -> ColumnPlan:
    guessed = guess(name, known)
    return ColumnPlan(
        column=index,
        letter=letter(index),
        header=name,
        use=known.filled > 0,
        new=NewField(name=name, type=guessed.type, config=guessed.config),
        confidence=guessed.confidence,
        samples=known.shown,
        filled=known.filled,
        distinct=known.distinct,
    )


def _free_name(sheet: Sheet) -> str:
    """Name a new table after its sheet, or after the file when the sheet has no name of its own."""
    bare = simplify(sheet.name).rstrip("0123456789")
    name = sheet.name if bare not in ALONE else sheet.file.rsplit(".", 1)[0]
    taken = {table.name.zh for table in catalog.current().tables.values()} | {
        table.name.en for table in catalog.current().tables.values()
    }
    return _unlike(name.strip()[:80] or "Table", taken)


def needed(table: Table) -> list[str]:
    """Give the keys of the fields without which a record of the table cannot be made."""
    return [field.key for field in table.by_key.values() if field.required and field.default is None]
