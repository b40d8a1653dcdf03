"""Functions of numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from math import factorial

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
    to_whole,
    whole,
)
from kehu.engine.functions.operators import _MANY, ROOM, power, power_sql

CATEGORY = Text("数字", "Numbers")


@function(
    "求和", "SUM", Text("把几个数字加起来，空值不算", "Adds numbers up; blanks count as nothing."),
    ("SUM(1, 2, 3.5)", Decimal("6.5")), "number+ -> number", lambda *pieces: _between(" + ", pieces),
)  # fmt: skip
def total(*numbers: Decimal) -> Decimal:
    return sum(numbers, Decimal(0))


def _between(sign: str, pieces: tuple[Sql, ...]) -> Sql:
    parts: list[object] = []
    for piece in pieces:
        parts += [sign, *piece.parts] if parts else piece.parts
    return sql("{0}", Sql(tuple(parts)))


@function(
    "平均值", "AVERAGE", Text("几个数字的平均值，空值不算在内", "Averages numbers; blanks are left out."),
    ("AVERAGE(1, 2, 6)", Decimal(3)), "number~+ -> number",
    lambda *pieces: let(
        lambda it: sql(
            "(SELECT {1} FROM unnest({0}) AS n)", it, quotient_sql(sql("sum(n)"), sql("count(n)"))
        ),
        listed("ARRAY[{0}]::numeric[]", pieces),
    ),
    aliases=("平均", "AVG"),
)  # fmt: skip
def average(*numbers: Decimal | None) -> Decimal | None:
    filled = [each for each in numbers if each is not None]
    return quotient(sum(filled, Decimal(0)), Decimal(len(filled)))


@function(
    "乘积", "PRODUCT", Text("把几个数字乘起来，空值不算", "Multiplies numbers; blanks are left out."),
    ("PRODUCT(2, 3, 4)", Decimal(24)), "number~+ -> number", lambda *pieces: _product(pieces),
)  # fmt: skip
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
    "绝对值", "ABS", Text("去掉负号", "Takes the sign off a number."), ("ABS(-3)", Decimal(3)), "number -> number", "abs({0})",
)  # fmt: skip
def absolute(number: Decimal) -> Decimal:
    return abs(number)


@function(
    "正负号", "SIGN", Text("正数是 1，零是 0，负数是 -1", "Gives 1, 0 or -1 by the sign of a number."),
    ("SIGN(-3)", Decimal(-1)), "number -> number", lambda number: sql("sign({0})", seen(number)),
)  # fmt: skip
def sign(number: Decimal) -> Decimal:
    it = look(number)
    return Decimal((it > 0) - (it < 0))


def _places(places: Decimal) -> int:
    return to_whole(places, -30, 12)


def _places_sql(places: Sql) -> Sql:
    return whole(places, -30, 12)


@function(
    "四舍五入", "ROUND", Text("按小数位四舍五入；负数位舍入到十、百", "Rounds half up to decimal places; negative ones to tens."),
    ("ROUND(2.345, 2)", Decimal("2.35")), "number, number=0 -> number",
    lambda number, places: sql("round({0}, {1})", seen(number), _places_sql(places)),
)  # fmt: skip
def round_half(number: Decimal, places: Decimal) -> Decimal:
    return _rounded(look(number), _places(places), "ROUND_HALF_UP")


def _rounded(number: Decimal, places: int, how: str) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    return (number.scaleb(places).quantize(Decimal(1), how) * unit) or Decimal(0)


@function(
    "向下舍入", "ROUNDDOWN", Text("按小数位舍去后面的数字", "Cuts a number off at decimal places."),
    ("ROUNDDOWN(-2.349, 2)", Decimal("-2.34")), "number, number=0 -> number",
    lambda number, places: sql("trunc({0}, {1})", seen(number), _places_sql(places)), aliases=("TRUNC", "截尾"),
)  # fmt: skip
def rounddown(number: Decimal, places: Decimal) -> Decimal:
    return _rounded(look(number), _places(places), "ROUND_DOWN")


@function(
    "向上舍入", "ROUNDUP", Text("按小数位进一，离零更远", "Rounds away from zero at decimal places."),
    ("ROUNDUP(2.341, 2)", Decimal("2.35")), "number, number=0 -> number",
    lambda number, places: let(
        lambda it, at: sql(
            "trunc({0}, {1}) + CASE WHEN {0} = trunc({0}, {1}) THEN 0 ELSE sign({0}) * ('1e' || (- {1}))::numeric END",
            it, at,
        ),
        seen(number), _places_sql(places),
    ),
)  # fmt: skip
def roundup(number: Decimal, places: Decimal) -> Decimal:
    return _rounded(look(number), _places(places), "ROUND_UP")


@function(
    "取整", "INT", Text("不大于这个数的整数", "Gives the whole number that is not greater."),
    ("INT(-2.5)", Decimal(-3)), "number -> number", lambda number: sql("floor({0})", seen(number)),
)  # fmt: skip
def integer(number: Decimal) -> Decimal:
    return look(number).to_integral_value("ROUND_FLOOR")


def _steps(up: bool) -> Callable[[Sql, Sql], Sql]:
    change = "CASE WHEN {2} > 0 THEN {1} - {2} ELSE - {2} END" if up else "CASE WHEN {2} < 0 THEN - {2} - {1} ELSE - {2} END"

    def stepped(number: Sql, step: Sql) -> Sql:
        return let(
            lambda it, size: let(
                lambda rest: sql(f"CASE WHEN {{1}} = 0 THEN 0 ELSE {{0}} + {change} END", it, size, rest),
                sql("mod({0}, nullif({1}, 0))", it, size),
            ),
            seen(number),
            sql("abs({0})", seen(step)),
        )

    return stepped


@function(
    "向上取整", "CEILING", Text("向上取到某个数的倍数", "Goes up to a multiple of a number."),
    ("CEILING(7, 5)", Decimal(10)), "number, number=1 -> number", _steps(up=True), aliases=("CEIL",),
)  # fmt: skip
def ceiling(number: Decimal, step: Decimal) -> Decimal:
    it, size = look(number), abs(look(step))
    return Decimal(0) if not size else it + (-it % size + size if -it % size < 0 else -it % size)


@function(
    "向下取整", "FLOOR", Text("向下取到某个数的倍数", "Goes down to a multiple of a number."),
    ("FLOOR(7, 5)", Decimal(5)), "number, number=1 -> number", _steps(up=False),
)  # fmt: skip
def floor(number: Decimal, step: Decimal) -> Decimal:
    it, size = look(number), abs(look(step))
    return Decimal(0) if not size else it - (it % size + size if it % size < 0 else it % size)


@function(
    "取余", "MOD", Text("除法的余数，正负号跟除数", "Gives the rest of a division, with the sign of the divisor."),
    ("MOD(-3, 5)", Decimal(2)), "number, number -> number",
    lambda number, by: let(
        lambda it, size: let(
            lambda rest: sql("CASE WHEN {0} * {1} < 0 THEN {0} + {1} ELSE {0} END", rest, size),
            sql("mod({0}, {1})", it, size),
        ),
        seen(number), sql("nullif({0}, 0)", seen(by)),
    ),
    aliases=("余数",),
)  # fmt: skip
def mod(number: Decimal, by: Decimal) -> Decimal | None:
    it, size = look(number), look(by)
    if not size:
        return None
    rest = it % size
    return rest + size if rest * size < 0 else rest


@function(
    "整除", "QUOTIENT", Text("除法的整数部分", "Gives the whole part of a division."),
    ("QUOTIENT(-7, 2)", Decimal(-3)), "number, number -> number",
    lambda number, by: sql("div({0}, nullif({1}, 0))", seen(number), seen(by)),
)  # fmt: skip
def whole_quotient(number: Decimal, by: Decimal) -> Decimal | None:
    it, size = look(number), look(by)
    return it // size if size else None


@function(
    "安全除", "DIVIDE", Text("除法；除不了时给出另一个值", "Divides, and gives another value where that is impossible."),
    ("DIVIDE(1, 0, -1)", Decimal(-1)), "number, number, number~? -> number",
    lambda number, by, other: sql("coalesce({0}, {1})", quotient_sql(number, by), other),
)  # fmt: skip
def divide(number: Decimal, by: Decimal, other: Decimal | None) -> Decimal | None:
    made = quotient(number, by)
    return other if made is None else made


@function(
    "乘方", "POWER", Text("一个数的若干次方", "Raises a number to a power."), ("POWER(2, 10)", Decimal(1024)),
    "number, number -> number", power_sql,
)  # fmt: skip
def power_of(base: Decimal, exponent: Decimal) -> Decimal | None:
    return power(base, exponent)


@function(
    "平方根", "SQRT", Text("平方根；负数没有", "Gives the square root; a negative number has none."),
    ("SQRT(9)", Decimal(3)), "number -> number",
    lambda number: let(
        lambda it: sql("CASE WHEN {0} >= 0 AND {0} < 1e30 THEN round(sqrt(round({0}, 40)), 24) END", it), seen(number)
    ),
)  # fmt: skip
def sqrt(number: Decimal) -> Decimal | None:
    it = look(number)
    with localcontext(_MANY):
        return rounded(it.sqrt(), CUT) if 0 <= it < ROOM else None


@function(
    "指数", "EXP", Text("e 的若干次方", "Raises e to a power."), ("EXP(0)", Decimal(1)), "number -> number",
    lambda number: let(
        lambda it: sql(
            "CASE WHEN {0} < -60 THEN 0 WHEN {0} <= 63 THEN round(exp(round({0}, 40)), 24) END", it
        ),
        seen(number),
    ),
)  # fmt: skip
def exp(number: Decimal) -> Decimal | None:
    it = look(number)
    if it > 63:
        return None
    with localcontext(_MANY):
        return Decimal(0) if it < -60 else rounded(it.exp(), CUT)


def _ln(number: Decimal) -> Decimal | None:
    it = look(number)
    with localcontext(_MANY):
        return rounded(it.ln(), 40) if 0 < it < ROOM else None


def _ln_sql(number: Sql) -> Sql:
    return let(lambda it: sql("CASE WHEN {0} > 0 AND {0} < 1e30 THEN round(ln(round({0}, 48)), 40) END", it), seen(number))


@function(
    "自然对数", "LN", Text("以 e 为底的对数", "Gives the natural logarithm."), ("LN(1)", Decimal(0)), "number -> number",
    lambda number: sql("round({0}, 24)", _ln_sql(number)),
)  # fmt: skip
def ln(number: Decimal) -> Decimal | None:
    made = _ln(number)
    return None if made is None else rounded(made, CUT)


@function(
    "对数", "LOG", Text("以某个数为底的对数，默认 10", "Gives the logarithm to a base, 10 unless told."),
    ("LOG(8, 2)", Decimal(3)), "number, number=10 -> number",
    lambda number, base: quotient_sql(_ln_sql(number), _ln_sql(base)),
)  # fmt: skip
def log(number: Decimal, base: Decimal) -> Decimal | None:
    return _log(number, base)


def _log(number: Decimal, base: Decimal) -> Decimal | None:
    first, second = _ln(number), _ln(base)
    return None if first is None or second is None else quotient(first, second)


@function(
    "常用对数", "LOG10", Text("以 10 为底的对数", "Gives the logarithm to base 10."), ("LOG10(1000)", Decimal(3)),
    "number -> number", lambda number: quotient_sql(_ln_sql(number), _ln_sql(sql("10::numeric"))),
)  # fmt: skip
def log10(number: Decimal) -> Decimal | None:
    return _log(number, Decimal(10))


@function(
    "进为偶数", "EVEN", Text("离零更远的最近的偶数", "Goes away from zero to an even number."), ("EVEN(3)", Decimal(4)),
    "number -> number", lambda number: let(lambda it: sql("sign({0}) * ceil(abs({0}) * 0.5) * 2", it), seen(number)),
)  # fmt: skip
def even(number: Decimal) -> Decimal:
    it = look(number)
    made = (abs(it) * Decimal("0.5")).to_integral_value("ROUND_CEILING") * 2
    return -made if it < 0 else made


@function(
    "进为奇数", "ODD", Text("离零更远的最近的奇数", "Goes away from zero to an odd number."), ("ODD(4)", Decimal(5)),
    "number -> number",
    lambda number: let(
        lambda it: sql(
            "CASE WHEN {0} < 0 THEN -1 ELSE 1 END * (greatest(ceil((abs({0}) - 1) * 0.5), 0) * 2 + 1)", it
        ),
        seen(number),
    ),
)  # fmt: skip
def odd(number: Decimal) -> Decimal:
    it = look(number)
    half = max(((abs(it) - 1) * Decimal("0.5")).to_integral_value("ROUND_CEILING"), Decimal(0))
    return (half * 2 + 1) * (-1 if it < 0 else 1)


@function(
    "阶乘", "FACT", Text("从 1 乘到这个数，最多 26", "Multiplies 1 up to a number, at most 26."), ("FACT(5)", Decimal(120)),
    "number -> number",
    lambda number: let(
        lambda it: sql("CASE WHEN {0} BETWEEN 0 AND 26 THEN factorial({0}) END", it),
        sql("{0}::bigint", whole(sql("floor({0})", seen(number)), -1, 27)),
    ),
)  # fmt: skip
def fact(number: Decimal) -> Decimal | None:
    it = to_whole(look(number).to_integral_value("ROUND_FLOOR"), -1, 27)
    return Decimal(factorial(it)) if 0 <= it <= 26 else None


@function(
    "圆周率", "PI", Text("圆周率", "The number pi."), ("ROUND(PI(), 4)", Decimal("3.1416")), " -> number",
    "3.141592653589793238462643::numeric",
)  # fmt: skip
def pi() -> Decimal:
    return Decimal("3.141592653589793238462643")


@function(
    "介于", "BETWEEN", Text("数字是否在两个数之间，包含两端", "Tells whether a number lies between two, both inside."),
    ("BETWEEN(5, 1, 10)", True), "number, number, number -> bool",
    lambda number, low, high: sql("{0} BETWEEN {1} AND {2}", seen(number), seen(low), seen(high)),
)  # fmt: skip
def between(number: Decimal, low: Decimal, high: Decimal) -> bool:
    return look(low) <= look(number) <= look(high)
