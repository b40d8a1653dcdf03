"""What a formula function is made of: pieces of SQL, the circumstances of a calculation, the decorator.

A piece of SQL is written by us alone: templates hold no word of any user, values are bound, columns come from the
catalog. No statement of ours may fail on any value: whatever has no answer is NULL.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kehu.base.text import Text
from kehu.lang.formulas.library import Form, Function, read_signature

MAX_RESULT = 10_000
LONG = 100_000
CUT = 24
SEEN = 12
TOO_LARGE = Decimal(10) ** 27
_SHANGHAI = timezone(timedelta(hours=8))
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Bound:
    """A value that travels apart from the statement; `type` is its PostgreSQL type."""

    value: Any
    type: str


class Name:
    """A name of our own in a statement, spelled when the statement is written."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL: words of ours, bound values, names, columns; a `simple` one may be said twice at no cost."""

    parts: tuple[Any, ...]
    simple: bool = False


def bind(value: Any, kind: str) -> Sql:
    """Make a piece of a bound value."""
    return Sql((Bound(value, kind),), simple=True)


def sql(template: str, *pieces: Sql, **named: Sql) -> Sql:
    """Fill the places {0}, {1}, {name} of a template with pieces, in brackets of its own."""
    parts: list[Any] = ["("]
    end = 0
    for found in _PLACE.finditer(template):
        piece = pieces[int(found[1])] if found[1].isdigit() else named[found[1]]
        parts += (template[end : found.start()], *piece.parts)
        end = found.end()
    return Sql((*parts, template[end:] + ")"))


def listed(template: str, pieces: tuple[Sql, ...]) -> Sql:
    """Write pieces between commas into the place {0} of a template."""
    parts: list[Any] = []
    for piece in pieces:
        parts += [", ", *piece.parts] if parts else piece.parts
    return sql(template, Sql(tuple(parts)))


def let(body: Callable[..., Sql], *pieces: Sql) -> Sql:
    """Work every piece out once, however often `body` mentions it; OFFSET 0 keeps the planner from copying it."""
    if all(piece.simple for piece in pieces):
        return body(*pieces)
    name = Name()
    columns: list[Any] = []
    for index, piece in enumerate(pieces):
        columns += [", " if index else "", *piece.parts, f" AS v{index}"]
    inner = body(*(Sql((name, f".v{index}"), simple=True) for index in range(len(pieces))))
    return Sql(("(SELECT ", *inner.parts, " FROM (SELECT ", *columns, " OFFSET 0) AS ", name, ")"))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and where a formula is worked out: as values in Python, as bound pieces in SQL."""

    today: Any
    now: Any
    zone: Any


def look(number: Decimal) -> Decimal:
    """See a number as everything that looks at digits does: with 12 decimals."""
    return rounded(number, SEEN)


def rounded(number: Decimal, places: int) -> Decimal:
    """Round half away from zero when there are more places; never gives -0."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -places:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number or Decimal(0)


def seen(number: Sql) -> Sql:
    """The SQL of `look`."""
    return sql("round({0}, 12)", number)


def whole(number: Sql, low: int, high: int) -> Sql:
    """Give the whole part of a number as an integer, held between two bounds; both must be integers of SQL."""
    return sql(f"greatest(least(trunc(round({{0}}, 12)), {high}), {low})::int", number)


def to_whole(number: Decimal, low: int, high: int) -> int:
    """The Python of `whole`."""
    return int(max(min(look(number), Decimal(high)), Decimal(low)))


def counted(number: Sql) -> Sql:
    """Give how many characters are wanted, at most as many as a text has."""
    return whole(number, 0, LONG)


def to_count(number: Decimal) -> int:
    """The Python of `counted`."""
    return to_whole(number, 0, LONG)


def cut(words: Sql) -> Sql:
    """Cut a text at the length of a result."""
    return sql(f"left({{0}}, {MAX_RESULT})", words)


def between(sign: str, pieces: tuple[Sql, ...]) -> Sql:
    """Write a sign between pieces."""
    parts: list[Any] = []
    for piece in pieces:
        parts += [sign, *piece.parts] if parts else piece.parts
    return sql("{0}", Sql(tuple(parts)))


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """Divide, cut at 24 decimals; blank for a divisor of zero."""
    return None if not divisor else (dividend.scaleb(CUT) // divisor).scaleb(-CUT)


def quotient_sql(dividend: Sql, divisor: Sql) -> Sql:
    """The SQL of `quotient`."""
    return sql("div({0} * 1e24, nullif({1}, 0)) * 1e-24", dividend, divisor)


_FOLD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def folded(words: str) -> str:
    """Make A-Z small, as texts are compared; other letters stay, so that every server answers alike."""
    return words.translate(_FOLD)


def folded_sql(words: Sql) -> Sql:
    """The SQL of `folded`."""
    return sql('lower({0} COLLATE "C")', words)


Implementation = Callable[..., Any]


def form(
    signature: str,
    statement: str | Callable[..., Sql],
    python: Implementation,
    check: Callable[..., Text | None] | None = None,
    uses_today: bool = False,
) -> Form:
    """Make one way to call a function; a first parameter named `env` gets the circumstances."""
    spoken: Callable[..., Sql]
    if isinstance(statement, str):
        template = statement

        def fill(env: Circumstances, *pieces: Sql) -> Sql:
            return sql(template, *pieces, today=env.today, now=env.now, zone=env.zone)

        spoken = fill
    else:
        spoken = _with_circumstances(statement)
    return Form(read_signature(signature), spoken, _with_circumstances(python), check, uses_today)


def _with_circumstances(call: Implementation) -> Implementation:
    if next(iter(inspect.signature(call).parameters), None) == "env":
        return call
    return lambda env, *values: call(*values)


def function(
    zh: str,
    en: str,
    help: Text,  # noqa: A002 - the word people know
    example: tuple[str, Any],
    signature: str,
    sql: str | Callable[..., Sql],
    aliases: tuple[str, ...] = (),
    check: Callable[..., Text | None] | None = None,
    uses_today: bool = False,
) -> Callable[[Implementation], Function]:
    """Make a formula function of the Python function below, which is its meaning; its module is its category."""

    def make(python: Implementation) -> Function:
        made = Function(en.lower(), Text(zh, en), python.__module__.rsplit(".", 1)[1], help, example, aliases)
        made.forms.append(form(signature, sql, python, check, uses_today))
        return made

    return make


def also(
    made: Function,
    signature: str,
    sql: str | Callable[..., Sql],
    check: Callable[..., Text | None] | None = None,
) -> Callable[[Implementation], Implementation]:
    """Add another way to call a function, told by the types of its arguments."""

    def add(python: Implementation) -> Implementation:
        made.forms.append(form(signature, sql, python, check))
        return python

    return add


def day(year: int, month: int, day_of_month: int) -> date:
    """Make a date, for examples."""
    return date(year, month, day_of_month)


def moment(year: int, month: int, day_of_month: int, hour: int, minute: int) -> datetime:
    """Make a moment of the clock in Shanghai, for examples."""
    return datetime(year, month, day_of_month, hour, minute, tzinfo=_SHANGHAI)
