"""The operators, which are functions with a sign for a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from types import MappingProxyType
from typing import Any

from kehu.base.chinese import sort_key
from kehu.base.text import Text
from kehu.engine.functions.base import (
    CUT,
    MAX_RESULT,
    Sql,
    folded,
    folded_sql,
    form,
    let,
    look,
    quotient,
    quotient_sql,
    rounded,
    sql,
)
from kehu.engine.functions.calendar import (
    days_as_seconds,
    days_as_seconds_sql,
    later,
    later_sql,
    of_seconds,
    of_seconds_sql,
    seconds,
    seconds_sql,
)
from kehu.lang.formulas.library import Form, Function

MANY = Context(prec=120, rounding=ROUND_HALF_UP)
ROOM = Decimal(10) ** 30


def power(base: Decimal, exponent: Decimal) -> Decimal | None:
    """Raise to a power; blank for 0 to a negative one, a root of a negative number, and what grows beyond e^63."""
    base, exponent = look(base), look(exponent)
    if exponent == 0:
        return Decimal(1)
    if base == 0:
        return Decimal(0) if exponent > 0 else None
    if (base < 0 and exponent != exponent.to_integral_value()) or abs(base) >= ROOM or abs(exponent) > 10**9:
        return None
    with localcontext(MANY):
        size = exponent * abs(base).ln()
        if size > 63:
            return None
        return Decimal(0) if size < -60 else rounded(base**exponent, CUT)


def power_sql(base: Sql, exponent: Sql) -> Sql:
    """The SQL of `power`; 40 decimals are asked of the database so that 24 of them are right."""

    def guarded(x: Sql, y: Sql) -> Sql:
        return sql(
            "CASE WHEN {1} = 0 THEN 1 WHEN {0} = 0 THEN CASE WHEN {1} > 0 THEN 0 END"
            " WHEN ({0} < 0 AND {1} <> trunc({1})) OR abs({0}) >= 1e30 OR abs({1}) > 1e9 THEN NULL"
            " WHEN {1} * ln(round(abs({0}), 40)) > 63 THEN NULL WHEN {1} * ln(round(abs({0}), 40)) < -60 THEN 0"
            " ELSE round(power(round({0}, 40), {1}), 24) END",
            x,
            y,
        )

    # of constants the planner would work out every branch: through OFFSET 0 it sees none
    return let(guarded, *(Sql(each.parts) for each in (sql("round({0}, 12)", base), sql("round({0}, 12)", exponent))))


def _moved(moment: datetime, days: Decimal) -> datetime | None:
    return of_seconds(seconds(moment) + days_as_seconds(days))


def _moved_sql(sign: str) -> Callable[[Sql, Sql], Sql]:
    return lambda moment, days: of_seconds_sql(
        sql(f"{{0}} {sign} {{1}}", seconds_sql(moment), days_as_seconds_sql(days))
    )


def _joined(first: str, second: str) -> str:
    return (first + second)[:MAX_RESULT]


_ARITHMETIC: dict[str, list[Form]] = {
    "+": [
        form("number, number -> number", "{0} + {1}", lambda a, b: a + b),
        form("date, number -> date", later_sql, later),
        form("number, date -> date", lambda a, b: later_sql(b, a), lambda a, b: later(b, a)),
        form("datetime, number -> datetime", _moved_sql("+"), _moved),
        form("number, datetime -> datetime", lambda a, b: _moved_sql("+")(b, a), lambda a, b: _moved(b, a)),
    ],
    "-": [
        form("number, number -> number", "{0} - {1}", lambda a, b: a - b),
        form("date, date -> number", "({0} - {1})::numeric", lambda a, b: Decimal((a - b).days)),
        form(
            "datetime, datetime -> number",
            lambda a, b: quotient_sql(sql("{0} - {1}", seconds_sql(a), seconds_sql(b)), sql("86400::numeric")),
            lambda a, b: quotient(Decimal(seconds(a) - seconds(b)), Decimal(86400)),
        ),
        form("date, number -> date", lambda a, b: later_sql(a, sql("- {0}", b)), lambda a, b: later(a, -b)),
        form("datetime, number -> datetime", _moved_sql("-"), lambda a, b: _moved(a, -b)),
    ],
    "*": [form("number, number -> number", "round({0} * {1}, 24)", lambda a, b: rounded(a * b, CUT))],
    "/": [form("number, number -> number", quotient_sql, quotient)],
    "^": [form("number, number -> number", power_sql, power)],
    "&": [form("text, text -> text", f"left({{0}} || {{1}}, {MAX_RESULT})", _joined)],
    "-x": [form("number -> number", "- {0}", lambda a: -a)],
    "+x": [form("T -> T", "{0}", lambda a: a)],
    "%": [form("number -> number", "{0} * 0.01", lambda a: a * Decimal("0.01"))],
}

_PYTHON: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _equal(sign: str) -> list[Form]:
    word, is_same = ("IS NOT DISTINCT FROM", True) if sign == "=" else ("IS DISTINCT FROM", False)

    def form_of(kind: str, see: Callable[[Any], Any], seen: Callable[[Sql], Sql]) -> Form:
        return form(
            f"{kind}, {kind} -> bool",
            lambda a, b: sql(f"{{0}} {word} {{1}}", seen(a), seen(b)),
            lambda a, b: (see(a) == see(b)) is is_same,
        )

    return [
        form_of("number", look, lambda it: sql("round({0}, 12)", it)),
        form_of("text!", folded, folded_sql),
        form_of("date~", _same, _same),
        form_of("datetime~", _same, _same),
        form_of("bool", _same, _same),
    ]


def _order(sign: str) -> list[Form]:
    compare = _PYTHON[sign]

    def dated(kind: str) -> Form:
        return form(
            f"{kind}~, {kind}~ -> bool",
            f"coalesce({{0}} {sign} {{1}}, FALSE)",
            lambda a, b: a is not None and b is not None and compare(a, b),
        )

    return [
        form(
            "number, number -> bool",
            f"round({{0}}, 12) {sign} round({{1}}, 12)",
            lambda a, b: compare(look(a), look(b)),
        ),
        form(
            "text!, text! -> bool",
            lambda a, b: sql(f"{{0}} {sign} {{1}}", _placed_sql(a), _placed_sql(b)),
            lambda a, b: compare(_placed(a), _placed(b)),
        ),
        dated("date"),
        dated("datetime"),
        form("bool, bool -> bool", f"{{0}} {sign} {{1}}", compare),
    ]


def _placed(words: str) -> bytes:
    return sort_key(folded(words))


def _placed_sql(words: Sql) -> Sql:
    return sql("convert_to({0}, 'GB18030')", folded_sql(words))


def _same(it: Any) -> Any:
    return it


def _operator(sign: str, forms: list[Form]) -> Function:
    return Function(sign, Text.same(sign), "operator", Text.same(sign), ("", None), (), forms)


OPERATORS: MappingProxyType[str, Function] = MappingProxyType(
    {
        **{sign: _operator(sign[0], forms) for sign, forms in _ARITHMETIC.items()},
        **{sign: _operator(sign, _equal(sign)) for sign in ("=", "<>")},
        **{sign: _operator(sign, _order(sign)) for sign in _PYTHON},
    }
)
"""Every operator by its sign; those in front of one operand have an x behind them."""
