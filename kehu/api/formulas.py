"""Formulas: the functions there are, and checking one before it becomes a field."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.render import answer, dump, language_of
from kehu.api.strict import Body, Key, Told
from kehu.engine.compute.preview import preview
from kehu.engine.fields.formula import MAX_SOURCE
from kehu.engine.functions import all_functions

router = Router()


class FunctionTold(Told):
    """A function: its name in the member's language, what it does, an example and what that gives."""

    key: str
    name: str
    names: list[str]
    category: str
    help: str
    example: str
    result: str


class FormulaWanted(Body):
    """A formula as a person wrote it."""

    formula: Annotated[str, Field(max_length=MAX_SOURCE)]


class TriedTold(Told):
    """What the formula gives for one record, as a wire value."""

    id: int
    title: str
    value: Any


class FormulaTold(Told):
    """A formula that makes sense."""

    kind: str
    formula: str
    inputs: list[str]
    uses_today: bool
    samples: list[TriedTold]


@router.get("/functions", response=list[FunctionTold], summary="List the functions of formulas")
def list_functions(request: Signed) -> HttpResponse:
    """Answer with every function, in the member's language."""
    return HttpResponse(_functions(language_of(request)), content_type="application/json")


@router.post("/tables/{table}/formulas/check", response=FormulaTold, summary="Check a formula and try it")
def check_formula(request: Signed, table: Key, wanted: FormulaWanted) -> HttpResponse:
    """Say what a formula gives for the first records, or where its mistakes are; designers only."""
    return answer(request, preview(request.auth, table, wanted.formula))


@cache
def _functions(language: str) -> bytes:
    return dump(
        [
            {
                "key": each.key,
                "name": each.name,
                "names": sorted({each.name.zh, each.name.en, *each.aliases}),
                "category": each.category,
                "help": each.help,
                "example": each.example[0],
                "result": _shown(each.example[1]),
            }
            for each in all_functions().values()
        ],
        language,
    )


def _shown(result: Any) -> str:
    """Write what an example gives as a cell would show it."""
    if result is None:
        return ""
    if isinstance(result, bool):
        return str(result).upper()
    return f"{result:%Y-%m-%d %H:%M}" if isinstance(result, datetime) else str(result)
