"""Cells as people read them, and as tab-separated text that Excel and WPS take from the clipboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kehu.access.actor import Actor
from kehu.catalog.shapes import Field
from kehu.engine import read
from kehu.engine.fields import Reading, Wrong, reader
from kehu.engine.ranges.doing import MOST_ROWS, Target
from kehu.engine.reading import reading_of
from kehu.engine.titles import Titles
from kehu.lang.kinds import Kind
from kehu.lang.query import MAX_PAGE, Query

_QUOTED = frozenset('\t\n\r"')


class Words:
    """Writes wire values as texts; equal values of a field are written once."""

    def __init__(self, actor: Actor) -> None:
        """Take who reads."""
        self._reading = reading_of(actor)
        self._actor = actor
        self._known: dict[tuple[str, Any], str] = {}

    def text(self, value: Any, field: Field, titles: Titles) -> str:
        """Write one value."""
        if value is None:
            return ""
        if field.kind is Kind.LINK:
            return titles.get(field.target or "", {}).get(value, f"#{value}")
        if field.kind is Kind.LINKS:
            return _show(reader(field), value, field, replace(self._reading, titles=titles))
        if isinstance(value, list | dict):
            return self._shown(value, field)
        key = (field.key, value)
        if key not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[key] = self._shown(value, field)
        return self._known[key]

    def _shown(self, value: Any, field: Field) -> str:
        kind, reading = reader(field), self._reading
        return _show(kind, value, field, reading)


def _show(kind: Any, value: Any, field: Field, reading: Reading) -> str:
    try:
        return str(kind.show(kind.parse(value, field, reading), field, reading))
    except Wrong:
        return str(value)


def tsv(actor: Actor, table: str, target: Target, fields: Sequence[str], *, header: bool = False) -> Iterator[str]:
    """Write the cells of a range as lines of tab-separated text, some thousand rows at a time."""
    words = Words(actor)
    first = True
    for start, end in target.spans:
        for page in _pages(actor, table, target, fields, start, end):
            if first and header:
                yield "\t".join(quoted(field.name.say(actor.language)) for field in page.fields) + "\r\n"
            first = False
            yield "".join(_line(row, page, words) for row in page.rows)


def quoted(text: str) -> str:
    """Write a cell; one with tabs, line breaks or quotes stands in quotes."""
    return '"' + text.replace('"', '""') + '"' if _QUOTED.intersection(text) else text


def _line(row: Sequence[Any], page: read.Page, words: Words) -> str:
    cells = (quoted(words.text(value, field, page.titles)) for value, field in zip(row[2:], page.fields, strict=True))
    return "\t".join(cells) + "\r\n"


def _pages(
    actor: Actor, table: str, target: Target, fields: Sequence[str], start: int, end: int | None
) -> Iterator[read.Page]:
    left = MOST_ROWS if end is None else end - start + 1
    skip, after = start, None
    while left > 0:
        query = Query(
            filter=target.filter,
            sorts=target.sorts,
            fields=tuple(fields),
            search=target.search,
            after=after,
            skip=skip,
            limit=min(MAX_PAGE, left),
        )
        page = read.page(actor, table, query)
        yield page
        if page.next is None:
            return
        left, skip, after = left - len(page.rows), 0, page.next
