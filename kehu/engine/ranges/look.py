"""What a selection holds, where a record stands, and where Ctrl and an arrow lead, over rows nobody loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kehu.access.actor import Actor
from kehu.base.errors import NotFound
from kehu.base.text import Text
from kehu.engine import read
from kehu.engine.ranges.doing import Target
from kehu.engine.ranges.rows import view_of
from kehu.engine.sql import places, select


@dataclass(frozen=True, slots=True)
class Figure:
    """Figures of one field over a range; the last four only where values can be added."""

    field: str
    filled: int
    sum: str | None = None
    average: str | None = None
    min: str | None = None
    max: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Rows of a range, the fingerprint of its records when it was asked for, and figures by field."""

    rows: int
    fingerprint: str | None
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Stop:
    """A row of a view and the record that stands there."""

    row: int
    id: int


def look(actor: Actor, table: str, target: Target, fields: Sequence[str], *, fingerprint: bool = False) -> Look:
    """Compute figures over the spans of a view."""
    view = view_of(actor, table, target)
    shapes = read.readable(view.source.shape, read.source_of(actor, table)[1], fields)
    rows, digest, *values = places.figures_of(view, target.spans, shapes, fingerprint=fingerprint)
    figures = []
    for field in shapes:
        filled = values.pop(0)
        if field.kind not in places.SUMMED:
            figures.append(Figure(field.key, filled))
            continue
        total, least, most = (values.pop(0) for _ in range(3))
        figures.append(Figure(field.key, filled, total, _average(total, filled), least, most))
    return Look(rows, digest, figures)


def place(actor: Actor, table: str, target: Target, identity: int) -> int | None:
    """Tell in which row of a view a record stands; None when the view does not show it."""
    return places.place_of(view_of(actor, table, target), identity)


def edge(actor: Actor, table: str, target: Target, key: str, identity: int, *, backward: bool) -> Stop:
    """Tell where Ctrl and an arrow lead from a record: to the end of what is filled, or to the next that is.

    Raises `NotFound` when the record is not in the view.
    """
    view = view_of(actor, table, target)
    (field,) = read.readable(view.source.shape, read.source_of(actor, table)[1], [key])
    here = places.is_filled(view, identity, field)
    if here is None:
        raise NotFound(_GONE, code="range.gone")
    following = places.neighbour(view, identity, field, backward=backward, filled=None)
    if following is None:
        return _stop(view, identity)
    along = here and following[1]
    found = places.neighbour(view, identity, field, backward=backward, filled=not along)
    if found is None:
        return _last(view, backward=backward)
    if not along:
        return _stop(view, found[0])
    before = places.neighbour(view, found[0], field, backward=not backward, filled=None)
    return _stop(view, before[0] if before else identity)


def _stop(view: places.View, identity: int) -> Stop:
    return Stop(places.place_of(view, identity) or 0, identity)


def _last(view: places.View, *, backward: bool) -> Stop:
    row = 0 if backward else select.count_rows(view.source) - 1
    ids, _ = places.ids_of(view, [(row, row)])
    return Stop(row, ids[0])


def _average(total: Any, filled: int) -> str | None:
    if total is None or not filled:
        return None
    return format(round(Decimal(total) / filled, 10).normalize(), "f")


_GONE = Text("这条记录已经不在视图里了，请刷新后再试", "This record is not in the view any more; refresh and try again")
