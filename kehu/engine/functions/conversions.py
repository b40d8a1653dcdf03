"""One type told as another: what the language does by itself, and what becomes of a blank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from kehu.engine.functions.base import Circumstances, Sql, bind, let, look, sql
from kehu.engine.functions.calendar import local, midnight, of_wall_sql
from kehu.lang.formulas.types import Type


def number_words(number: Decimal) -> str:
    """Write a number plainly: 12 decimals at most, no zeros at the end, no exponent."""
    words = format(look(number), "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def moment_words(env: Circumstances, moment: datetime) -> str:
    """Write a moment as 2026-03-05 14:30, by the company's clock."""
    wall = local(moment, env.zone)
    return f"{wall.date().isoformat()} {wall:%H:%M}"


def number_words_sql(number: Sql) -> Sql:
    """The SQL of `number_words`."""
    return sql("trim_scale(round({0}, 12))::text", number)


Pair = tuple[Callable[[Circumstances, Sql], Sql], Callable[[Circumstances, Any], Any]]

CONVERSIONS: MappingProxyType[tuple[Type, Type], Pair] = MappingProxyType(
    {
        (Type.DATE, Type.DATETIME): (
            lambda env, it: of_wall_sql(sql("{0}::timestamp", it), env.zone),
            lambda env, it: midnight(it, env.zone),
        ),
        (Type.DATETIME, Type.DATE): (
            lambda env, it: sql("timezone({1}, {0})::date", it, env.zone),
            lambda env, it: local(it, env.zone).date(),
        ),
        (Type.BOOL, Type.NUMBER): (
            lambda env, it: sql("{0}::int::numeric", it),
            lambda env, it: Decimal(int(it)),
        ),
        (Type.NUMBER, Type.BOOL): (
            lambda env, it: sql("round({0}, 12) <> 0", it),
            lambda env, it: look(it) != 0,
        ),
        (Type.TEXTS, Type.TEXT): (
            lambda env, it: sql("array_to_string({0}, ', ')", it),
            lambda env, it: ", ".join(it),
        ),
        (Type.TEXT, Type.TEXTS): (
            lambda env, it: let(lambda one: sql("CASE WHEN {0} <> '' THEN ARRAY[{0}] END", one), it),
            lambda env, it: (it,) if it else None,
        ),
        (Type.NUMBER, Type.TEXT): (lambda env, it: number_words_sql(it), lambda env, it: number_words(it)),
        (Type.DATE, Type.TEXT): (
            lambda env, it: sql("to_char({0}, 'YYYY-MM-DD')", it),
            lambda env, it: _iso(it),
        ),
        (Type.DATETIME, Type.TEXT): (
            lambda env, it: sql("to_char(timezone({1}, {0}), 'YYYY-MM-DD HH24:MI')", it, env.zone),
            moment_words,
        ),
        (Type.BOOL, Type.TEXT): (
            lambda env, it: sql("CASE {0} WHEN TRUE THEN 'TRUE' WHEN FALSE THEN 'FALSE' END", it),
            lambda env, it: "TRUE" if it else "FALSE",
        ),
    }
)
"""How each type is told as another; a blank stays blank."""

BLANKS: MappingProxyType[Type, tuple[str, Any]] = MappingProxyType(
    {
        Type.NUMBER: ("coalesce({0}, 0)", Decimal(0)),
        Type.TEXT: ("coalesce({0}, '')", ""),
        Type.BOOL: ("coalesce({0}, FALSE)", False),
        Type.TEXTS: ("", ()),
    }
)
"""What a blank counts as; dates and moments have nothing of the kind."""


def filled(kind: Type, piece: Sql) -> Sql:
    """Make a blank count as what its type says."""
    if kind is Type.TEXTS:
        return sql("coalesce({0}, {1})", piece, bind([], "text[]"))
    return sql(BLANKS[kind][0], piece) if kind in BLANKS else piece


def _iso(day: date) -> str:
    return day.isoformat()
