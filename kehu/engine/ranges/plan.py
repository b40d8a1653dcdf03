"""What a doing writes into each record of its range: operations for a part of the rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Field, Table
from kehu.engine import read
from kehu.engine.operations import Archive, Insert, Operation, Update
from kehu.engine.ranges.doing import MOST_SEEDS, Doing
from kehu.engine.ranges.rows import Found
from kehu.engine.ranges.texts import Words
from kehu.engine.sql import select
from kehu.engine.titles import Titles, titled
from kehu.lang.kinds import Kind
from kehu.lang.series import series

COUNTED = frozenset({"text", "long", "barcode"})
"""Field types whose texts may go on by their number; a phone number never does."""

Write = Callable[[int, int], list[Operation]]
"""Gives the operations for the rows from one place of the range up to another, not included."""


def plan(actor: Actor, doing: Doing, found: Found) -> tuple[Write, int]:
    """Say what is written, and for how many rows; raises `Invalid` when the doing makes no sense."""
    total = len(found.ids)
    match doing.do:
        case "archive":
            return lambda start, stop: [Archive(doing.table, *one) for one in _known(found, start, stop)], total
        case "clear":
            return _same(doing, found, dict.fromkeys(_fields(doing))), total
        case "set":
            if not doing.values:
                raise Invalid(_NO_VALUES, code="range.values")
            return _same(doing, found, doing.values), total
        case "paste":
            return _pasted(doing, found), total + (found.beyond if doing.insert else 0)
        case "fill":
            return (_filled_across if doing.direction in ("right", "left") else _filled)(actor, doing, found), total


def _known(found: Found, start: int, stop: int) -> list[tuple[int, int | None]]:
    return list(zip(found.ids[start:stop], found.versions[start:stop], strict=True))


def _fields(doing: Doing) -> tuple[str, ...]:
    if not doing.fields:
        raise Invalid(_NO_FIELDS, code="range.fields")
    return doing.fields


def _same(doing: Doing, found: Found, values: Mapping[str, Any]) -> Write:
    return lambda start, stop: [
        Update(doing.table, identity, values, version) for identity, version in _known(found, start, stop)
    ]


def _pasted(doing: Doing, found: Found) -> Write:
    """Lay the block over the range again and again; rows behind the last record become new ones."""
    fields, block, table = _fields(doing), doing.block, doing.table
    width = max(map(len, block), default=0)
    if width == 0:
        raise Invalid(_NO_BLOCK, code="range.block")
    lines = [
        {key: line[place % width] for place, key in enumerate(fields) if place % width < len(line)} for line in block
    ]
    new = [{key: value for key, value in line.items() if value not in (None, "")} for line in lines]
    total = len(found.ids)

    def write(start: int, stop: int) -> list[Operation]:
        known: list[Operation] = [
            Update(table, identity, lines[index % len(lines)], version)
            for index, (identity, version) in enumerate(_known(found, start, min(stop, total)), start)
        ]
        made = [new[index % len(new)] for index in range(max(start, total), stop)]
        return known + [Insert(table, values) for values in made if values]

    return write


def _filled(actor: Actor, doing: Doing, found: Found) -> Write:
    """Go on from the first rows of the range downwards, or from its last rows upwards."""
    keys, up = _fields(doing), doing.direction == "up"
    total, seeds = len(found.ids), min(doing.seeds, len(found.ids), MOST_SEEDS)
    first = found.ids[total - seeds :] if up else found.ids[:seeds]
    _, fields, rows, _ = _read(actor, doing.table, keys, first)
    lines = {
        field.key: series(
            [rows[identity][place] for identity in first if identity in rows],
            field.kind,
            words=field.type in COUNTED,
            mode=doing.mode,
            backward=up,
        )
        for place, field in enumerate(fields)
    }

    def write(start: int, stop: int) -> list[Operation]:
        places = range(max(start, 0 if up else seeds), min(stop, total - seeds if up else total))
        return [
            Update(
                doing.table,
                found.ids[place],
                {key: line(total - seeds - 1 - place if up else place - seeds) for key, line in lines.items()},
                found.versions[place],
            )
            for place in places
        ]

    return write


def _filled_across(actor: Actor, doing: Doing, found: Found) -> Write:
    """Go on from the first fields of each record to the right, or from its last fields to the left."""
    keys, left = _fields(doing), doing.direction == "left"
    seeds = max(1, min(doing.seeds, len(keys) - 1, MOST_SEEDS))
    if len(keys) < 2:
        raise Invalid(_NO_FIELDS, code="range.fields")
    given, wanted = (keys[-seeds:], keys[:-seeds][::-1]) if left else (keys[:seeds], keys[seeds:])

    def write(start: int, stop: int) -> list[Operation]:
        some = _known(found, start, stop)
        shape, fields, rows, titles = _read(actor, doing.table, given, [identity for identity, _ in some])
        across = _Across(actor, fields, [shape.field(key) for key in wanted], titles, doing, backward=left)
        return [
            Update(doing.table, identity, across.values(rows[identity]), version)
            for identity, version in some
            if identity in rows
        ]

    return write


class _Across:
    """Fills along one record: fields of one type go on as a series, others take the text of the value."""

    def __init__(
        self,
        actor: Actor,
        given: Sequence[Field],
        wanted: Sequence[Field],
        titles: Titles,
        doing: Doing,
        *,
        backward: bool,
    ) -> None:
        self._given, self._wanted, self._titles, self._backward = given, wanted, titles, backward
        self._words = Words(actor)
        alike = {(field.type, repr(sorted(field.config.items(), key=str))) for field in (*given, *wanted)}
        self._alike, self._mode = len(alike) == 1, doing.mode

    def values(self, row: Sequence[Any]) -> dict[str, Any]:
        """Give what the other fields take from one record's given ones."""
        if self._alike:
            field = self._given[0]
            line = series(row, field.kind, words=field.type in COUNTED, mode=self._mode, backward=self._backward)
            return {target.key: line(index) for index, target in enumerate(self._wanted)}
        texts = [
            value if field.kind is Kind.BOOL else self._words.text(value, field, self._titles)
            for field, value in zip(self._given, row, strict=True)
        ]
        if self._backward:
            texts.reverse()
        return {target.key: texts[index % len(texts)] for index, target in enumerate(self._wanted)}


def _read(
    actor: Actor, table: str, keys: Sequence[str], ids: Sequence[int]
) -> tuple[Table, tuple[Field, ...], dict[int, tuple[Any, ...]], Titles]:
    source, allowed = read.source_of(actor, table)
    fields = read.readable(source.shape, allowed, keys)
    rows, names = titled(actor, fields, select.rows_by_id(source, ids, fields), 3)
    return source.shape, fields, {row[0]: row[3:] for row in rows}, names


_NO_FIELDS = Text("请说明是哪些字段(fields)", "Say which fields (fields)")
_NO_VALUES = Text("请给出要写入的值(values)", "Give the values to be written (values)")
_NO_BLOCK = Text("要粘贴的内容是空的", "There is nothing to paste")
