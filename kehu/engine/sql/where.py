"""Filters to SQL: one small function per kind; every operator of `lang.kinds` has its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.fields import Reading, Wrong, field_type, reader
from kehu.engine.fields.words import read_date
from kehu.engine.sql.tables import Column
from kehu.lang.filters import Condition, Filter, Group
from kehu.lang.kinds import Kind, operator_of
from kehu.lang.periods import PERIODS

Bool = sa.ColumnElement[bool]
MAX_VALUES = 10_000


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when: `member` stands for "@me", `hidden` are fields that may not be asked about."""

    member: int | None
    reading: Reading
    hidden: frozenset[str] = frozenset()


def where(of: Filter | None, shape: Table, table: sa.FromClause, asker: Asker) -> Bool:
    """Compile a filter over a table; raises `Invalid` or `NotFound` naming field, operator and value."""
    match of:
        case None:
            return sa.true()
        case Group(join, items):
            parts = [where(item, shape, table, asker) for item in items]
            if not parts:
                return sa.true()
            return sa.and_(*parts) if join == "and" else sa.or_(*parts)
        case Condition():
            return _condition(of, shape, table, asker)


def visible(shape: Table, key: str, asker: Asker) -> Field:
    """Give a field that may be asked about; a hidden one is answered like an unknown one."""
    if key in asker.hidden:
        raise Forbidden(
            Text("你不能按这个字段筛选或排序", "You may not filter or sort by this field"), code="field.hidden"
        )
    return shape.field(key)


def _condition(of: Condition, shape: Table, table: sa.FromClause, asker: Asker) -> Bool:
    field = visible(shape, of.field, asker)
    operator = operator_of(field.kind, of.operator)
    if operator is None:
        raise _wrong(
            field,
            of,
            Text("字段“{field}”不能用“{operator}”筛选", "Field “{field}” cannot be filtered by “{operator}”"),
        )
    column = table.c[field.column]
    if of.operator == "empty":
        return column.is_(None)
    if of.operator == "not_empty":
        return column.is_not(None)
    try:
        return _SPEAK[field.kind](column, of.operator, _values(of, operator.takes), field, asker)
    except Wrong as wrong:
        raise _wrong(
            field, of, Text("筛选字段“{field}”：{why}", "Filter on “{field}”: {why}"), why=wrong.text
        ) from None


def _values(of: Condition, takes: str) -> list[Any]:
    match takes:
        case "one" | "period":
            if isinstance(of.value, list) or of.value is None:
                raise Wrong(Text("要填一个值", "One value is wanted"))
            return [of.value]
        case "range":
            if not isinstance(of.value, list) or len(of.value) != 2:
                raise Wrong(Text("要填两个值：从和到", "Two values are wanted: from and to"))
        case _:
            if not isinstance(of.value, list) or len(of.value) > MAX_VALUES:
                raise Wrong(
                    Text(f"要填一列值，最多 {MAX_VALUES} 个", f"A list of at most {MAX_VALUES} values is wanted")
                )
    return list(of.value)


def _wrong(field: Field, of: Condition, text: Text, **params: object) -> Invalid:
    return Invalid(
        text.format(field=field.name, operator=of.operator, **params),
        code="filter.value",
        details={"field": field.key, "operator": of.operator},
    )


def _text(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    words = [value if isinstance(value, str) else str(value) for value in values]
    if any("\x00" in word for word in words):
        raise Wrong(Text("筛选的文字里有不可见的控制符", "The text holds a control character"))
    first = words[0] if words else ""
    match operator:
        case "contains":
            return column.icontains(first, autoescape=True)
        case "not_contains":
            return sa.or_(column.is_(None), sa.not_(column.icontains(first, autoescape=True)))
        case "starts_with":
            return column.istartswith(first, autoescape=True)
        case "ends_with":
            return column.iendswith(first, autoescape=True)
        case "is_not":
            return column.is_distinct_from(first)
        case "any_of":
            return column == sa.any_(sa.literal(words, pg.ARRAY(sa.Text())))
        case _:
            return column == first


def _number(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    bare = replace(field, config={**field.config, "decimals": None})
    numbers = [sa.literal(reader(field).parse(value, bare, asker.reading), sa.Numeric()) for value in values]
    match operator:
        case "between":
            return column.between(numbers[0], numbers[1])
        case "ne":
            return column.is_distinct_from(numbers[0])
        case _:
            compare: Callable[[Any, Any], Bool] = _COMPARE[operator]
            return compare(column, numbers[0])


_COMPARE: MappingProxyType[str, Any] = MappingProxyType(
    {
        "eq": lambda column, value: column == value,
        "gt": lambda column, value: column > value,
        "ge": lambda column, value: column >= value,
        "lt": lambda column, value: column < value,
        "le": lambda column, value: column <= value,
    }
)


def _time(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    if operator == "within":
        period = PERIODS.get(values[0]) if isinstance(values[0], str) else None
        if period is None:
            raise Wrong(Text("没有这个时间段", "There is no such period"))
        first, last = period.span(asker.reading.today)
        start, end = _day(first, field, asker), _day(last + timedelta(days=1), field, asker)
    else:
        spans = [_span(value, field, asker) for value in values]
        start, end = spans[0][0], spans[-1][1]
    match operator:
        case "before":
            return column < start
        case "on_or_before":
            return column < end
        case "after":
            return column >= end
        case "on_or_after":
            return column >= start
        case _:
            return sa.and_(column >= start, column < end)


def _span(value: Any, field: Field, asker: Asker) -> tuple[Column, Column]:
    whole_day = field.kind is Kind.DATE or not isinstance(value, str) or ":" not in value
    if whole_day:
        day = read_date(value, asker.reading.today)
        if day is None or day == date.max:
            raise Wrong(Text("要填一个日期", "A date is wanted"))
        return _day(day, field, asker), _day(day + timedelta(days=1), field, asker)
    moment: datetime = field_type("datetime").parse(value, field, asker.reading)
    return sa.literal(moment, column_type(field)), sa.literal(moment + timedelta(seconds=1), column_type(field))


def column_type(field: Field) -> Any:
    """Give the SQL type that a bound value of a date or moment needs."""
    return sa.Date() if field.kind is Kind.DATE else sa.TIMESTAMP(timezone=True)


def _day(day: date, field: Field, asker: Asker) -> Column:
    if field.kind is Kind.DATE:
        return sa.literal(day, sa.Date())
    zone = ZoneInfo(asker.reading.time_zone)
    return sa.literal(datetime.combine(max(day, date(1, 1, 2)), time(), zone), sa.TIMESTAMP(timezone=True))


def _bool(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    wanted: bool = reader(field).parse(values[0], field, asker.reading)
    return column.is_(wanted)


def _one_of(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    stored = [_stored(value, field, asker) for value in values]
    match operator:
        case "is":
            same: Bool = column == stored[0]
            return same
        case "is_not":
            return column.is_distinct_from(stored[0])
    among = column == sa.any_(sa.literal(stored, pg.ARRAY(column.type)))
    return among if operator == "any_of" else sa.or_(column.is_(None), sa.not_(among))


def _stored(value: Any, field: Field, asker: Asker) -> Any:
    if field.target == MEMBERS and value == "@me":
        return asker.member or 0
    stored = field_type("choice" if field.kind is Kind.CHOICE else "link").parse(value, field, asker.reading)
    if stored is None or (field.kind is Kind.LINK and isinstance(stored, str)):
        raise Wrong(Text("要选一条记录", "A record is wanted"))
    return stored


def _choices(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    stored = sa.literal([field_type("choice").parse(value, field, asker.reading) for value in values], column.type)
    match operator:
        case "has_all":
            return column.op("@>", is_comparison=True)(stored)
        case "has_any":
            return column.op("&&", is_comparison=True)(stored)
        case _:
            return sa.or_(column.is_(None), sa.not_(column.op("&&", is_comparison=True)(stored)))


def _none(column: Column, operator: str, values: list[Any], field: Field, asker: Asker) -> Bool:
    raise Wrong(Text("这个字段只能筛选空和非空", "This field can only be filtered by empty and not empty"))


_SPEAK: MappingProxyType[Kind, Callable[[Column, str, list[Any], Field, Asker], Bool]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.NUMBER: _number,
        Kind.DATE: _time,
        Kind.DATETIME: _time,
        Kind.BOOL: _bool,
        Kind.CHOICE: _one_of,
        Kind.CHOICES: _choices,
        Kind.LINK: _one_of,
        Kind.LINKS: _none,
        Kind.FILES: _none,
        Kind.JSON: _none,
    }
)
