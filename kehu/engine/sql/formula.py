"""Formulas to SQL, and the same formulas in Python: what one answers is what the other would answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import partial
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.ext.compiler import compiles

from kehu.base import clock
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.fields.base import Reading
from kehu.engine.functions import library
from kehu.engine.functions.base import MAX_RESULT, TOO_LARGE, Bound, Circumstances, Name, Sql, bind, let, rounded, sql
from kehu.engine.functions.calendar import in_calendar, in_calendar_sql
from kehu.engine.functions.conversions import BLANKS, CONVERSIONS, filled
from kehu.engine.sql.order import title_of
from kehu.engine.sql.tables import STORAGE
from kehu.lang.formulas import Type, check, parse
from kehu.lang.formulas.check import Apply, Checked, Constant, Convert, Read, Typed, fold
from kehu.lang.formulas.types import KIND_OF
from kehu.lang.kinds import Kind

_EXACT = Context(prec=20_000, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
_DATED = (Type.DATE, Type.DATETIME)
_SQL_TYPES: MappingProxyType[str, Any] = MappingProxyType(
    {
        "numeric": sa.Numeric(),
        "text": sa.Text(),
        "date": sa.Date(),
        "timestamptz": sa.TIMESTAMP(timezone=True),
        "boolean": sa.Boolean(),
        "int": sa.Integer(),
        "text[]": pg.ARRAY(sa.Text()),
        "int[]": pg.ARRAY(sa.Integer()),
    }
)
_BOUND_AS: MappingProxyType[Type, str] = MappingProxyType(
    {
        Type.NUMBER: "numeric",
        Type.TEXT: "text",
        Type.DATE: "date",
        Type.DATETIME: "timestamptz",
        Type.BOOL: "boolean",
        Type.TEXTS: "text[]",
        Type.BLANK: "text",
    }
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A formula ready for the database.

    `inputs` are the keys of the fields it reads; `expression` builds its SQL over `table_of(shape)` or an alias of it,
    as a column that fits `STORAGE[kind]`.
    """

    kind: Kind
    inputs: frozenset[str]
    uses_today: bool
    expression: Callable[[sa.FromClause], sa.ColumnElement[Any]]


def compile_formula(source: str, shape: Table, catalog: Catalog, reading: Reading) -> Compiled:
    """Compile a formula over a table; raises `Invalid` that tells every mistake with line and column."""
    checked = check(parse(source), shape, library())
    kind = KIND_OF[checked.root.type]
    return Compiled(
        kind, checked.inputs, checked.uses_today, partial(_expression, checked, kind, shape, catalog, reading)
    )


def evaluate(source: str, shape: Table, values: Mapping[str, Any], reading: Reading) -> Any:
    """Work a formula out in Python, for previews and as the oracle of the SQL.

    `values` are stored values by field key, with choices told by their labels and links by their titles.
    """
    checked = check(parse(source), shape, library())
    now = (reading.now or clock.now()).replace(microsecond=0)
    env = Circumstances(reading.today, now, ZoneInfo(reading.time_zone))
    with localcontext(_EXACT):
        return _result(fold(checked.root, partial(_worked_out, env, values)), checked.root.type)


def _expression(
    checked: Checked, kind: Kind, shape: Table, catalog: Catalog, reading: Reading, table: sa.FromClause
) -> sa.ColumnElement[Any]:
    now = (reading.now or clock.now()).replace(microsecond=0)
    env = Circumstances(bind(reading.today, "date"), bind(now, "timestamptz"), bind(reading.time_zone, "text"))
    read = partial(_read, shape, catalog, table)
    piece = fold(checked.root, partial(_written, env, read))
    return Formula(_result_sql(piece, checked.root.type).parts, STORAGE[kind].type)


def _written(env: Circumstances, read: Callable[[str], Sql], part: Typed, below: list[Sql]) -> Sql:
    match part:
        case Constant(word=True, value=value):
            # told to the form while compiling: see `Apply`
            return Sql((value,))
        case Constant(kind, value):
            return bind(value, _BOUND_AS[kind])
        case Read(_, key):
            return read(key)
        case Convert(kind, operand):
            if operand.type is Type.BLANK:
                return bind(None, _BOUND_AS[kind])
            return CONVERSIONS[operand.type, kind][0](env, below[0])
        case Apply(_, form, arguments, fills):
            given: list[Any] = []
            for argument, piece, fill in zip(arguments, below, fills, strict=True):
                if isinstance(argument, Constant):
                    given.append(argument.value if argument.word else _constant(argument, fill))
                else:
                    given.append(filled(argument.type, piece) if fill else piece)
            made: Sql = form.sql(env, *given)
            return made


def _constant(of: Constant, fill: bool) -> Sql:
    value = BLANKS[of.type][1] if of.value is None and fill and of.type in BLANKS else of.value
    return bind(list(value) if isinstance(value, tuple) else value, _BOUND_AS[of.type])


def _worked_out(env: Circumstances, values: Mapping[str, Any], part: Typed, below: list[Any]) -> Any:
    match part:
        case Constant(value=value):
            return value
        case Read(kind, key):
            return _stored(kind, values.get(key))
        case Convert(kind, operand):
            blank = below[0] is None or operand.type is Type.BLANK
            return None if blank else CONVERSIONS[operand.type, kind][1](env, below[0])
        case Apply(_, form, arguments, fills):
            given = []
            for argument, value, fill in zip(arguments, below, fills, strict=True):
                if value is None and fill and argument.type in _DATED:
                    return None
                given.append(BLANKS[argument.type][1] if value is None and fill and argument.type in BLANKS else value)
            return form.python(env, *given)


def _stored(kind: Type, value: Any) -> Any:
    if kind is Type.DATETIME:
        return in_calendar(value)
    return tuple(value) if kind is Type.TEXTS and value is not None else value


def _read(shape: Table, catalog: Catalog, table: sa.FromClause, key: str) -> Sql:
    field = shape.field(key)
    column = table.c[field.column]
    match field.kind:
        case Kind.CHOICE:
            return sql("({1})[array_position({2}, {0})]", Sql((column,), simple=True), *_labels(field))
        case Kind.CHOICES:
            return sql(
                "ARRAY(SELECT ({1})[array_position({2}, c.id)] FROM unnest({0}) WITH ORDINALITY AS c(id, place)"
                " WHERE c.id = ANY ({2}) ORDER BY c.place)",
                Sql((column,), simple=True),
                *_labels(field),
            )
        case Kind.LINK:
            return Sql((title_of(column, field, catalog),))
        case Kind.LINKS:
            return sql(
                "array_remove(ARRAY(SELECT {1} FROM unnest({0}) WITH ORDINALITY AS l(id, place) ORDER BY l.place),"
                " NULL)",
                Sql((column,), simple=True),
                Sql((title_of(sa.literal_column("l.id", sa.BigInteger()), field, catalog),)),
            )
        case Kind.DATETIME:
            return in_calendar_sql(Sql((column,), simple=True))
        case _:
            return Sql((column,), simple=True)


def _labels(field: Field) -> tuple[Sql, Sql]:
    labels, ids = [each.label.zh for each in field.choices], [each.id for each in field.choices]
    return bind(labels, "text[]"), bind(ids, "text[]")


def _result(value: Any, kind: Type) -> Any:
    match kind:
        case Type.BOOL:
            return bool(value)
        case Type.NUMBER if isinstance(value, Decimal):
            made = rounded(value, 12)
            return None if abs(made) >= TOO_LARGE else _trimmed(made)
        case Type.TEXTS if value is not None:
            return ", ".join(value)[:MAX_RESULT] or None
        case Type.TEXT | Type.BLANK:
            return (value or "")[:MAX_RESULT] or None
    return value


def _trimmed(number: Decimal) -> Decimal:
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return number.normalize()


def _result_sql(piece: Sql, kind: Type) -> Sql:
    match kind:
        case Type.BOOL:
            return sql("coalesce({0}, FALSE)", piece)
        case Type.NUMBER:
            return let(
                lambda one: sql("CASE WHEN abs({0}) < 1e27 THEN trim_scale({0}) END", one), sql("round({0}, 12)", piece)
            )
        case Type.TEXTS:
            return sql(f"left(nullif(array_to_string({{0}}, ', '), ''), {MAX_RESULT})", piece)
        case Type.TEXT:
            return sql(f"left(nullif({{0}}, ''), {MAX_RESULT})", piece)
        case Type.BLANK:
            return sql("NULL::text")
    return piece


class Formula(sa.ColumnElement[Any]):
    """A formula as a column: words of ours, bound values and columns in a row, so that depth costs no recursion."""

    __visit_name__ = "kehu_formula"
    inherit_cache = False

    def __init__(self, parts: tuple[Any, ...], kind: Any) -> None:
        """Take the parts of a finished piece and the type of its values."""
        self.type = kind
        held: dict[int, Any] = {}
        names: dict[int, str] = {}
        self.parts = tuple(_part(part, held, names) for part in parts)

    @property
    def _from_objects(self) -> list[sa.FromClause]:
        return [found for part in self.parts if not isinstance(part, str) for found in part._from_objects]


def _part(part: Any, held: dict[int, Any], names: dict[int, str]) -> Any:
    if isinstance(part, Name):
        return names.setdefault(id(part), f"kehu_f{len(names) + 1}")
    if isinstance(part, Bound):
        kind = _SQL_TYPES[part.type]
        return held.setdefault(id(part), sa.cast(sa.literal(part.value, kind), kind))
    return part


@compiles(Formula)
def _spell(formula: Formula, compiler: Any, **options: Any) -> str:
    words = [
        part.replace("%", "%%") if isinstance(part, str) else compiler.process(part, **options)
        for part in formula.parts
    ]
    return "".join(words)
