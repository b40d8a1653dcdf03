"""The values of a condition, read as its field stores them; days become spans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Field
from kehu.engine.fields import Reading, Wrong, field_type, reader
from kehu.engine.fields.words import read_date
from kehu.engine.sql.operators import Span, Takes
from kehu.lang.kinds import Kind
from kehu.lang.periods import period

MAX_VALUES = 10_000


@dataclass(frozen=True, slots=True)
class Self:
    """Whom "@me" means, and the circumstances in which values are read."""

    member: int | None
    reading: Reading


def given(value: Any, takes: Takes, field: Field, me: Self) -> list[Any]:
    """Read what a condition compares with; raises `Wrong` saying what is wanted."""
    if takes == "none":
        return []
    if takes == "period":
        return [_period(value, field, me.reading)]
    read = _READ[field.kind]
    return [read(each, field, me) for each in _several(value, takes)]


def _several(value: Any, takes: Takes) -> list[Any]:
    match takes:
        case "one":
            if isinstance(value, list) or value is None:
                raise Wrong(Text("要填一个值", "One value is wanted"))
            return [value]
        case "range":
            if not isinstance(value, list) or len(value) != 2:
                raise Wrong(Text("要填两个值：从和到", "Two values are wanted: from and to"))
        case _:
            if not isinstance(value, list) or len(value) > MAX_VALUES:
                raise Wrong(
                    Text(f"要填一列值，最多 {MAX_VALUES} 个", f"A list of at most {MAX_VALUES} values is wanted")
                )
    return list(value)


def _text(value: Any, field: Field, me: Self) -> str:
    word = value if isinstance(value, str) else str(value)
    if "\x00" in word:
        raise Wrong(Text("筛选的文字里有不可见的控制符", "The text holds a control character"))
    return word


def _number(value: Any, field: Field, me: Self) -> Any:
    bare = replace(field, config={**field.config, "decimals": None})
    read = reader(field).parse(value, bare, me.reading)
    if read is None:
        raise Wrong(Text("要填一个数", "A number is wanted"))
    return read


def _span(value: Any, field: Field, me: Self) -> Span:
    whole_day = field.kind is Kind.DATE or not isinstance(value, str) or ":" not in value
    if whole_day:
        day = read_date(value, me.reading.today)
        if day is None or day == date.max:
            raise Wrong(Text("要填一个日期", "A date is wanted"))
        return _days(day, day, field, me.reading)
    moment: datetime = field_type("datetime").parse(value, field, me.reading)
    return Span(moment, moment + timedelta(seconds=1))


def _period(value: Any, field: Field, reading: Reading) -> Span:
    found = period(value)
    if found is None:
        raise Wrong(Text("没有这个时间段", "There is no such period"))
    return _days(*found.span(reading.today, reading.fiscal_start), field, reading)


def _days(first: date, last: date, field: Field, reading: Reading) -> Span:
    end = last + timedelta(days=1)
    if field.kind is Kind.DATE:
        return Span(first, end)
    zone = ZoneInfo(reading.time_zone)
    return Span(*(datetime.combine(max(day, date(1, 1, 2)), time(), zone) for day in (first, end)))


def _bool(value: Any, field: Field, me: Self) -> Any:
    return reader(field).parse(value, field, me.reading)


def _pick(value: Any, field: Field, me: Self) -> Any:
    if field.target == MEMBERS and value == "@me":
        return me.member or 0
    stored = field_type("choice" if field.kind is Kind.CHOICE else "link").parse(value, field, me.reading)
    if stored is None or (field.kind is not Kind.CHOICE and isinstance(stored, str)):
        raise Wrong(Text("要选一条记录", "A record is wanted"))
    return stored


def _choice(value: Any, field: Field, me: Self) -> Any:
    return field_type("choice").parse(value, field, me.reading)


_READ: MappingProxyType[Kind, Callable[[Any, Field, Self], Any]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.NUMBER: _number,
        Kind.DATE: _span,
        Kind.DATETIME: _span,
        Kind.BOOL: _bool,
        Kind.CHOICE: _pick,
        Kind.CHOICES: _choice,
        Kind.LINK: _pick,
        Kind.LINKS: _pick,
        Kind.FILES: _text,
    }
)
