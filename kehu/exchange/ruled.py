"""Rules over the rows of a preview: what the door for writes would refuse or warn about, before anything is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kehu.access.actor import Actor
from kehu.engine.operations import Failure
from kehu.engine.writing.checking import judge
from kehu.exchange.survey import Judged, Problem, Survey

Verdicts = dict[int, dict[int, tuple[Failure, bool]]]
"""By row in the block and by column: what a rule says, and whether it only warns."""


def rule_over(actor: Actor, found: Survey, judged: Judged) -> Verdicts:
    """Judge the rows of a block that can be read, and count what is found among the problems of the sheet."""
    table = found.plan.target.table
    if table is None or judged.block.rows == 0:
        return {}
    places = [index for index in range(judged.block.rows) if not judged.blank[index] and index not in judged.failed]
    rows = [_row(found, judged, index) for index in places]
    drafts = judge(
        actor, table, [values for values, _ in rows], {at: open_ for at, (_, open_) in enumerate(rows) if open_}
    )
    columns = {found.converters[plan.column].field.key: plan.column for plan in found.plan.taken}
    verdicts: Verdicts = {}
    for draft, index in zip(drafts, places, strict=False):
        for told, warns in [*((each, False) for each in draft.failures), *((each, True) for each in draft.warnings)]:
            column = columns.get(told.field or "", 0)
            verdicts.setdefault(index, {}).setdefault(column, (told, warns))
            _count(found, judged.block.start + index, column, told, warns)
        found.failed += bool(draft.failures)
        found.warned += bool(draft.warnings and not draft.failures)
    return verdicts


def _row(found: Survey, judged: Judged, index: int) -> tuple[Mapping[str, Any], list[str]]:
    """Give the values of a row by field, and the fields whose value the load would have to make first."""
    values, open_ = {}, []
    for plan in found.plan.taken:
        converter = found.converters[plan.column]
        outcome = converter.known[judged.block.columns[plan.column][index]]
        values[converter.field.key] = outcome.value
        if outcome.new:
            open_.append(converter.field.key)
    return values, open_


def _count(found: Survey, row: int, column: int, told: Failure, warns: bool) -> None:
    key = (column, f"{told.code}:{told.text.en}")
    known = found.problems.get(key)
    if known is None:
        found.problems[key] = Problem(row, column, told.code, told.text, warns=warns)
    else:
        known.count += 1
