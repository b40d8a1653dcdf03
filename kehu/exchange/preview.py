"""The preview of a load: the first rows with what each cell becomes, and what would fail in the whole sheet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kehu.access.actor import Actor
from kehu.engine.fields import field_type
from kehu.exchange.cells import text
from kehu.exchange.convert import Converter, Outcome
from kehu.exchange.ruled import Verdicts, rule_over
from kehu.exchange.survey import Judged, Survey, column_names

WHOLE_CELLS = 1_000_000
"""Sheets up to this many cells are judged whole; of larger ones the first rows."""


def preview(actor: Actor, found: Survey, rows: int, wanted: int) -> dict[str, Any]:
    """Judge a sheet and show its first `wanted` rows; `totals.checked` says how many rows were looked at."""
    width = max(len(found.plan.taken), 1)
    limit = None if rows * width <= WHOLE_CELLS else WHOLE_CELLS // width
    language = actor.language
    shown: list[dict[str, Any]] = []
    checked = 0
    for judged in found.judged(limit):
        checked += judged.block.rows
        _show(found, judged, rule_over(actor, found, judged), shown, wanted, language)
    problems = sorted(found.problems.values(), key=lambda problem: (-problem.count, problem.row, problem.column))
    return {
        "columns": column_names(found, language),
        "rows": shown,
        "problems": [problem.shown(language) for problem in problems],
        "totals": {
            "rows": found.rows,
            "ready": found.rows - found.failed,
            "failed": found.failed,
            **({"warned": found.warned} if found.warned else {}),
            "checked": checked,
            "whole": limit is None,
        },
    }


def _show(
    found: Survey, judged: Judged, verdicts: Verdicts, shown: list[dict[str, Any]], wanted: int, language: str
) -> None:
    block = judged.block
    for index in range(block.rows):
        if len(shown) >= wanted:
            return
        if judged.blank[index]:
            continue
        cells = []
        for column in found.plan.taken:
            converter = found.converters[column.column]
            cell = block.columns[column.column][index]
            said = _cell(converter, text(cell), converter.odd.get(cell) or converter.known[cell], language)
            if (verdict := verdicts.get(index, {}).get(column.column)) and "problem" not in said:
                said["warning" if verdict[1] else "problem"] = verdict[0].text.say(language)
            cells.append(said)
        shown.append({"row": block.start + index + 1, "cells": cells})


def _cell(converter: Converter, words: str, outcome: Outcome, language: str) -> dict[str, Any]:
    value = outcome.value
    if value is not None:
        value = field_type(converter.field.type).dump(value)
    if isinstance(value, date | datetime | Decimal):
        value = str(value)
    said: dict[str, Any] = {"text": words[:500], "value": value, "shown": outcome.shown[:500]}
    if outcome.new:
        said["new"] = list(outcome.new)
    if outcome.problem is not None:
        said["problem"] = outcome.problem.say(language)
    return said
