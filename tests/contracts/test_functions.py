"""What every formula function keeps, whoever adds one: it joins this test by existing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Catalog, Table
from kehu.engine.fields import Reading
from kehu.engine.functions import all_functions, categories, library
from kehu.engine.sql.formula import compile_formula, evaluate
from kehu.engine.sql.run import fetch_one
from kehu.lang.formulas.library import Form, Function
from kehu.lang.formulas.types import Type

READING = Reading(date(2026, 3, 5), now=datetime(2026, 3, 5, 2, 30, tzinfo=UTC))
FUNCTIONS = [pytest.param(each, id=key) for key, each in all_functions().items()]
NOTHING = Table(1, "t", Text.same("t"), None, "box", "custom", "t", "x", 1, False, ())
CATALOG = Catalog(1, {})
BLANKS = {
    Type.NUMBER: ["BLANK()", "0", "-1.5", "1e27", "1e-20", "12345678901234567890"],
    Type.TEXT: ["BLANK()", '""', '"客户 a-B,%😀"', '"2026-02-30"', '"1e5"'],
    Type.DATE: ["IF(FALSE,TODAY())", "DATE(1,1,1)", "DATE(9999,12,31)", "DATE(2024,2,29)"],
    Type.DATETIME: ["IF(FALSE,NOW())", "DATETIME(DATE(1988,4,10),0)", "DATETIME(DATE(9999,12,20),23,59,59)"],
    Type.BOOL: ["IF(FALSE,TRUE)", "TRUE"],
    Type.TEXTS: ["BLANK()", '"甲"'],
    Type.BLANK: ["BLANK()"],
}
WORDS = ['"D"', '"月"', '"Y"', '"#,##0.00"', '"yyyy-mm-dd"', '"h"', '"MD"']


def in_sql(source: str) -> Any:
    compiled = compile_formula(source, NOTHING, CATALOG, READING)
    return fetch_one(sa.select(compiled.expression(sa.table("t"))))[0]


def in_python(source: str) -> Any:
    return evaluate(source, NOTHING, {}, READING)


def samples(form: Form) -> list[str]:
    """Give the argument lists of a form: blanks and extremes of every parameter."""
    signature = form.signature
    places = [*signature.fixed, *signature.group, *signature.group, *([signature.tail] if signature.tail else [])]
    choices = [
        WORDS if each.type == "word" else BLANKS[each.type] if isinstance(each.type, Type) else ["BLANK()", "7"]
        for each in places
    ]
    every = list(product(*choices))
    return [",".join(given) for given in every[:: max(1, len(every) // 60)]]


@pytest.mark.parametrize("made", FUNCTIONS)
def test_it_is_named_and_explained_in_both_languages(made: Function) -> None:
    assert made.name.en == made.key.upper()
    assert made.name.en.isascii()
    assert not made.name.zh.isascii()
    assert not made.help.zh.isascii()
    assert made.help.en.isascii()
    assert made.help.zh != made.help.en
    assert made.help.zh[-1] not in "。."
    assert made.help.en[-1] == "."
    assert categories()[made.category].zh
    for form in made.forms:
        told = form.signature.told(made.name)
        assert told.zh.startswith(f"{made.name.zh}(")
        assert told.en.isascii() or "…" in told.en
    for name in made.names:
        assert library().functions[name] is made


@pytest.mark.parametrize("made", FUNCTIONS)
def test_its_example_holds_in_python_and_in_the_database(made: Function, db: None) -> None:
    source, result = made.example
    assert in_python(source) == result
    assert in_sql(source) == result


@pytest.mark.parametrize("made", FUNCTIONS)
def test_its_chinese_name_means_the_same(made: Function) -> None:
    source, result = made.example
    for name in made.names:
        assert in_python(source.replace(f"{made.name.en}(", f"{name.lower()}（", 1)) == result


@pytest.mark.parametrize("made", FUNCTIONS)
def test_blanks_and_extremes_never_fail_and_give_the_same_in_both(made: Function, db: None) -> None:
    asked = 0
    for form in made.forms:
        for given in samples(form):
            source = f"{made.name.en}({given})"
            try:
                expected = in_python(source)
            except Invalid:
                continue  # a word that this function does not know
            assert in_sql(source) == expected, source
            asked += 1
    assert asked


@pytest.mark.parametrize("made", FUNCTIONS)
def test_a_wrong_number_of_arguments_is_told_with_its_place(made: Function) -> None:
    least = min(form.signature.counts()[0] for form in made.forms)
    most = [form.signature.counts()[1] for form in made.forms]
    wrong = [least - 1] if least else []
    if None not in most:
        wrong.append(max(each or 0 for each in most) + 1)
    for count in wrong:
        if count == 0 and made.key in ("true", "false"):
            continue
        with pytest.raises(Invalid) as refused:
            in_python(f" {made.name.en}({','.join(['1'] * count)})")
        assert "第 1 行第 2 列" in refused.value.text.zh
        assert "takes" in refused.value.text.en or "must be" in refused.value.text.en


def test_there_are_many_functions() -> None:
    assert len(all_functions()) >= 70
    assert len({form for made in all_functions().values() for form in map(id, made.forms)}) >= 100
    assert in_python("SUM(1,2)") == Decimal(3)
