"""Functions of arithmetic."""

from __future__ import annotations

from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    CUT,
    Sql,
    function,
    let,
    listed,
    look,
    quotient,
    quotient_sql,
    rounded,
    seen,
    sql,
)
from kehu.engine.functions.base import (
    between as join,
)

CATEGORY = Text("数字", "Numbers")


@function(
    "求和",
    "SUM",
    Text("把几个数字加起来，空值不算", "Adds numbers up; blanks count as nothing."),
    ("SUM(1, 2, 3.5)", Decimal("6.5")),
    "number+ -> number",
    lambda *pieces: join(" + ", pieces),
)
def total(*numbers: Decimal) -> Decimal:
    return sum(numbers, Decimal(0))


@function(
    "平均值",
    "AVERAGE",
    Text("几个数字的平均值，空值不算在内", "Averages numbers; blanks are left out."),
    ("AVERAGE(1, 2, 6)", Decimal(3)),
    "number~+ -> number",
    lambda *pieces: let(
        lambda it: sql("(SELECT {1} FROM unnest({0}) AS n)", it, quotient_sql(sql("sum(n)"), sql("count(n)"))),
        listed("ARRAY[{0}]::numeric[]", pieces),
    ),
    aliases=("平均", "AVG"),
)
def average(*numbers: Decimal | None) -> Decimal | None:
    filled = [each for each in numbers if each is not None]
    return quotient(sum(filled, Decimal(0)), Decimal(len(filled)))


@function(
    "乘积",
    "PRODUCT",
    Text("把几个数字乘起来，空值不算", "Multiplies numbers; blanks are left out."),
    ("PRODUCT(2, 3, 4)", Decimal(24)),
    "number~+ -> number",
    lambda *pieces: _product(pieces),
)
def product(*numbers: Decimal | None) -> Decimal:
    made = Decimal(1)
    for each in numbers:
        made = rounded(made * (Decimal(1) if each is None else each), CUT)
    return made


def _product(pieces: tuple[Sql, ...]) -> Sql:
    made = sql("1::numeric")
    for piece in pieces:
        made = sql("round({0} * coalesce({1}, 1), 24)", made, piece)
    return made


@function(
    "绝对值",
    "ABS",
    Text("去掉负号", "Takes the sign off a number."),
    ("ABS(-3)", Decimal(3)),
    "number -> number",
    "abs({0})",
)
def absolute(number: Decimal) -> Decimal:
    return abs(number)


@function(
    "正负号",
    "SIGN",
    Text("正数是 1，零是 0，负数是 -1", "Gives 1, 0 or -1 by the sign of a number."),
    ("SIGN(-3)", Decimal(-1)),
    "number -> number",
    lambda number: sql("sign({0})", seen(number)),
)
def sign(number: Decimal) -> Decimal:
    it = look(number)
    return Decimal((it > 0) - (it < 0))


@function(
    "取余",
    "MOD",
    Text("除法的余数，正负号跟除数", "Gives the rest of a division, with the sign of the divisor."),
    ("MOD(-3, 5)", Decimal(2)),
    "number, number -> number",
    lambda number, by: let(
        lambda it, size: let(
            lambda rest: sql("CASE WHEN {0} * {1} < 0 THEN {0} + {1} ELSE {0} END", rest, size),
            sql("mod({0}, {1})", it, size),
        ),
        seen(number),
        sql("nullif({0}, 0)", seen(by)),
    ),
    aliases=("余数",),
)
def mod(number: Decimal, by: Decimal) -> Decimal | None:
    it, size = look(number), look(by)
    if not size:
        return None
    rest = it % size
    return rest + size if rest * size < 0 else rest


@function(
    "整除",
    "QUOTIENT",
    Text("除法的整数部分", "Gives the whole part of a division."),
    ("QUOTIENT(-7, 2)", Decimal(-3)),
    "number, number -> number",
    lambda number, by: sql("div({0}, nullif({1}, 0))", seen(number), seen(by)),
)
def whole_quotient(number: Decimal, by: Decimal) -> Decimal | None:
    it, size = look(number), look(by)
    return it // size if size else None


@function(
    "安全除",
    "DIVIDE",
    Text("除法；除不了时给出另一个值", "Divides, and gives another value where that is impossible."),
    ("DIVIDE(1, 0, -1)", Decimal(-1)),
    "number, number, number~? -> number",
    lambda number, by, other: sql("coalesce({0}, {1})", quotient_sql(number, by), other),
)
def divide(number: Decimal, by: Decimal, other: Decimal | None) -> Decimal | None:
    made = quotient(number, by)
    return other if made is None else made


@function(
    "介于",
    "BETWEEN",
    Text("数字是否在两个数之间，包含两端", "Tells whether a number lies between two, both inside."),
    ("BETWEEN(5, 1, 10)", True),
    "number, number, number -> bool",
    lambda number, low, high: sql("{0} BETWEEN {1} AND {2}", seen(number), seen(low), seen(high)),
)
def between(number: Decimal, low: Decimal, high: Decimal) -> bool:
    return look(low) <= look(number) <= look(high)
