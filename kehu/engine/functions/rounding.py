"""Functions that round numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import (
    Sql,
    function,
    let,
    look,
    seen,
    sql,
    to_whole,
    whole,
)

CATEGORY = Text("舍入", "Rounding")


def _places(places: Decimal) -> int:
    return to_whole(places, -30, 12)


def _places_sql(places: Sql) -> Sql:
    return whole(places, -30, 12)


@function(
    "四舍五入",
    "ROUND",
    Text("按小数位四舍五入；负数位舍入到十、百", "Rounds half up to decimal places; negative ones to tens."),
    ("ROUND(2.345, 2)", Decimal("2.35")),
    "number, number=0 -> number",
    lambda number, places: sql("round({0}, {1})", seen(number), _places_sql(places)),
)
def round_half(number: Decimal, places: Decimal) -> Decimal:
    return _rounded(look(number), _places(places), "ROUND_HALF_UP")


def _rounded(number: Decimal, places: int, how: str) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    return (number.scaleb(places).quantize(Decimal(1), how) * unit) or Decimal(0)


@function(
    "向下舍入",
    "ROUNDDOWN",
    Text("按小数位舍去后面的数字", "Cuts a number off at decimal places."),
    ("ROUNDDOWN(-2.349, 2)", Decimal("-2.34")),
    "number, number=0 -> number",
    lambda number, places: sql("trunc({0}, {1})", seen(number), _places_sql(places)),
    aliases=("TRUNC", "截尾"),
)
def rounddown(number: Decimal, places: Decimal) -> Decimal:
    return _rounded(look(number), _places(places), "ROUND_DOWN")


@function(
    "向上舍入",
    "ROUNDUP",
    Text("按小数位进一，离零更远", "Rounds away from zero at decimal places."),
    ("ROUNDUP(2.341, 2)", Decimal("2.35")),
    "number, number=0 -> number",
    lambda number, places: let(
        lambda it, at: sql(
            "trunc({0}, {1}) + CASE WHEN {0} = trunc({0}, {1}) THEN 0 ELSE sign({0}) * ('1e' || (- {1}))::numeric END",
            it,
            at,
        ),
        seen(number),
        _places_sql(places),
    ),
)
def roundup(number: Decimal, places: Decimal) -> Decimal:
    return _rounded(look(number), _places(places), "ROUND_UP")


@function(
    "取整",
    "INT",
    Text("不大于这个数的整数", "Gives the whole number that is not greater."),
    ("INT(-2.5)", Decimal(-3)),
    "number -> number",
    lambda number: sql("floor({0})", seen(number)),
)
def integer(number: Decimal) -> Decimal:
    return look(number).to_integral_value("ROUND_FLOOR")


def _steps(up: bool) -> Callable[[Sql, Sql], Sql]:
    change = (
        "CASE WHEN {2} > 0 THEN {1} - {2} ELSE - {2} END" if up else "CASE WHEN {2} < 0 THEN - {2} - {1} ELSE - {2} END"
    )

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
    "向上取整",
    "CEILING",
    Text("向上取到某个数的倍数", "Goes up to a multiple of a number."),
    ("CEILING(7, 5)", Decimal(10)),
    "number, number=1 -> number",
    _steps(up=True),
    aliases=("CEIL",),
)
def ceiling(number: Decimal, step: Decimal) -> Decimal:
    it, size = look(number), abs(look(step))
    return Decimal(0) if not size else it + (-it % size + size if -it % size < 0 else -it % size)


@function(
    "向下取整",
    "FLOOR",
    Text("向下取到某个数的倍数", "Goes down to a multiple of a number."),
    ("FLOOR(7, 5)", Decimal(5)),
    "number, number=1 -> number",
    _steps(up=False),
)
def floor(number: Decimal, step: Decimal) -> Decimal:
    it, size = look(number), abs(look(step))
    return Decimal(0) if not size else it - (it % size + size if it % size < 0 else it % size)


@function(
    "进为偶数",
    "EVEN",
    Text("离零更远的最近的偶数", "Goes away from zero to an even number."),
    ("EVEN(3)", Decimal(4)),
    "number -> number",
    lambda number: let(lambda it: sql("sign({0}) * ceil(abs({0}) * 0.5) * 2", it), seen(number)),
)
def even(number: Decimal) -> Decimal:
    it = look(number)
    made = (abs(it) * Decimal("0.5")).to_integral_value("ROUND_CEILING") * 2
    return -made if it < 0 else made


@function(
    "进为奇数",
    "ODD",
    Text("离零更远的最近的奇数", "Goes away from zero to an odd number."),
    ("ODD(4)", Decimal(5)),
    "number -> number",
    lambda number: let(
        lambda it: sql("CASE WHEN {0} < 0 THEN -1 ELSE 1 END * (greatest(ceil((abs({0}) - 1) * 0.5), 0) * 2 + 1)", it),
        seen(number),
    ),
)
def odd(number: Decimal) -> Decimal:
    it = look(number)
    half = max(((abs(it) - 1) * Decimal("0.5")).to_integral_value("ROUND_CEILING"), Decimal(0))
    return (half * 2 + 1) * (-1 if it < 0 else 1)
