"""Functions of powers, roots and logarithms; 24 decimals of them are right."""

from __future__ import annotations

from decimal import Decimal, localcontext
from math import factorial

from kehu.base.text import Text
from kehu.engine.functions.base import (
    CUT,
    Sql,
    function,
    let,
    look,
    quotient,
    quotient_sql,
    rounded,
    seen,
    sql,
    to_whole,
    whole,
)
from kehu.engine.functions.operators import MANY, ROOM, power, power_sql

CATEGORY = Text("乘方和对数", "Powers and logarithms")


@function(
    "乘方",
    "POWER",
    Text("一个数的若干次方", "Raises a number to a power."),
    ("POWER(2, 10)", Decimal(1024)),
    "number, number -> number",
    power_sql,
)
def power_of(base: Decimal, exponent: Decimal) -> Decimal | None:
    return power(base, exponent)


@function(
    "平方根",
    "SQRT",
    Text("平方根；负数没有", "Gives the square root; a negative number has none."),
    ("SQRT(9)", Decimal(3)),
    "number -> number",
    lambda number: let(
        lambda it: sql("CASE WHEN {0} >= 0 AND {0} < 1e30 THEN round(sqrt(round({0}, 40)), 24) END", it), seen(number)
    ),
)
def sqrt(number: Decimal) -> Decimal | None:
    it = look(number)
    with localcontext(MANY):
        return rounded(it.sqrt(), CUT) if 0 <= it < ROOM else None


@function(
    "指数",
    "EXP",
    Text("e 的若干次方", "Raises e to a power."),
    ("EXP(0)", Decimal(1)),
    "number -> number",
    lambda number: let(
        lambda it: sql("CASE WHEN {0} < -60 THEN 0 WHEN {0} <= 63 THEN round(exp(round({0}, 40)), 24) END", it),
        seen(number),
    ),
)
def exp(number: Decimal) -> Decimal | None:
    it = look(number)
    if it > 63:
        return None
    with localcontext(MANY):
        return Decimal(0) if it < -60 else rounded(it.exp(), CUT)


def _ln(number: Decimal) -> Decimal | None:
    it = look(number)
    with localcontext(MANY):
        return rounded(it.ln(), 40) if 0 < it < ROOM else None


def _ln_sql(number: Sql) -> Sql:
    return let(
        lambda it: sql("CASE WHEN {0} > 0 AND {0} < 1e30 THEN round(ln(round({0}, 48)), 40) END", it), seen(number)
    )


@function(
    "自然对数",
    "LN",
    Text("以 e 为底的对数", "Gives the natural logarithm."),
    ("LN(1)", Decimal(0)),
    "number -> number",
    lambda number: sql("round({0}, 24)", _ln_sql(number)),
)
def ln(number: Decimal) -> Decimal | None:
    made = _ln(number)
    return None if made is None else rounded(made, CUT)


@function(
    "对数",
    "LOG",
    Text("以某个数为底的对数，默认 10", "Gives the logarithm to a base, 10 unless told."),
    ("LOG(8, 2)", Decimal(3)),
    "number, number=10 -> number",
    lambda number, base: quotient_sql(_ln_sql(number), _ln_sql(base)),
)
def log(number: Decimal, base: Decimal) -> Decimal | None:
    return _log(number, base)


def _log(number: Decimal, base: Decimal) -> Decimal | None:
    first, second = _ln(number), _ln(base)
    return None if first is None or second is None else quotient(first, second)


@function(
    "常用对数",
    "LOG10",
    Text("以 10 为底的对数", "Gives the logarithm to base 10."),
    ("LOG10(1000)", Decimal(3)),
    "number -> number",
    lambda number: quotient_sql(_ln_sql(number), _ln_sql(sql("10::numeric"))),
)
def log10(number: Decimal) -> Decimal | None:
    return _log(number, Decimal(10))


@function(
    "阶乘",
    "FACT",
    Text("从 1 乘到这个数，最多 26", "Multiplies 1 up to a number, at most 26."),
    ("FACT(5)", Decimal(120)),
    "number -> number",
    lambda number: let(
        lambda it: sql("CASE WHEN {0} BETWEEN 0 AND 26 THEN factorial({0}) END", it),
        sql("{0}::bigint", whole(sql("floor({0})", seen(number)), -1, 27)),
    ),
)
def fact(number: Decimal) -> Decimal | None:
    it = to_whole(look(number).to_integral_value("ROUND_FLOOR"), -1, 27)
    return Decimal(factorial(it)) if 0 <= it <= 26 else None


@function(
    "圆周率",
    "PI",
    Text("圆周率", "The number pi."),
    ("ROUND(PI(), 4)", Decimal("3.1416")),
    " -> number",
    "3.141592653589793238462643::numeric",
)
def pi() -> Decimal:
    return Decimal("3.141592653589793238462643")
