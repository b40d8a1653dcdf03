"""Titles of linked records, batched: one statement per linked table, whatever the number of cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kehu.access.actor import Actor
from kehu.access.models import Member
from kehu.access.scope import require, scope
from kehu.catalog import store
from kehu.catalog.shapes import MEMBERS, Catalog, Field, Table
from kehu.engine.fields import reader
from kehu.engine.reading import asker_of
from kehu.engine.sql import select
from kehu.lang.kinds import Kind

Titles = dict[str, dict[int, str]]
Row = tuple[Any, ...]


def titles(actor: Actor, table: str, ids: Iterable[int]) -> dict[int, str]:
    """Give the titles of records by id; unknown ids are left out."""
    wanted = list(set(ids))
    if not wanted:
        return {}
    if table == MEMBERS:
        return {row[0]: row[1] for row in select.member_rows(wanted)}
    shape = store.current().table(table)
    allowed = scope(actor, table)
    if "read" not in allowed.actions:
        return {}
    if allowed.rows is not None:
        rows = select.rows_by_id(title_source(actor, table), wanted, [shape.title_field], any_state=True)
        return {row[0]: shown_title(row[3], shape, actor) for row in rows}
    return {row[0]: shown_title(row[1], shape, actor) for row in select.title_rows(shape, wanted)}


def titled(actor: Actor, fields: Sequence[Field], rows: Sequence[Row], offset: int) -> tuple[list[Row], Titles]:
    """Collect the titles that rows mention; the values of `fields` begin at `offset` in each row.

    Links to many lose the records that the actor may not see.
    """
    places = [
        (index + offset, field.target, field.kind is Kind.LINKS)
        for index, field in enumerate(fields)
        if field.kind in (Kind.LINK, Kind.LINKS) and field.target
    ]
    wanted: dict[str, set[int]] = {}
    for place, target, many in places:
        cells = {row[place] for row in rows} if not many else {each for row in rows for each in row[place] or ()}
        if ids := cells - {None}:
            wanted.setdefault(target, set()).update(ids)
    found = {target: titles(actor, target, ids) for target, ids in wanted.items()}
    unseen = [(place, found[target]) for place, target, many in places if many and _lacks(wanted, found, target)]
    return ([_seen(row, unseen) for row in rows] if unseen else list(rows)), found


def _lacks(wanted: Mapping[str, set[int]], found: Titles, target: str) -> bool:
    return target in wanted and not wanted[target] <= found[target].keys()


def _seen(row: Row, places: Sequence[tuple[int, Mapping[int, str]]]) -> Row:
    made = list(row)
    for place, names in places:
        made[place] = [identity for identity in row[place] or () if identity in names] or None
    return tuple(made)


def match_titles(actor: Actor, table: str, wanted: Iterable[str]) -> dict[str, list[int]]:
    """Give the ids of the records that carry exactly these titles; a title nobody carries is left out."""
    names = sorted({name for name in wanted if "\x00" not in name})
    found: dict[str, list[int]] = {}
    if not names:
        return found
    if table == MEMBERS:
        pairs: Iterable[tuple[int, str]] = Member.objects.filter(name__in=names).values_list("id", "name")
        also = Member.objects.filter(email__in=[name.lower() for name in names]).values_list("id", "email")
        pairs = [*pairs, *also]
    else:
        pairs = [(row[0], row[1]) for row in select.match_rows(title_source(actor, table), names)]
    for identity, name in pairs:
        found.setdefault(name, []).append(identity)
    return found


def existing(actor: Actor, table: str, ids: Iterable[int]) -> set[int]:
    """Give those of `ids` that exist and that the actor may link to."""
    wanted = sorted(set(ids))
    if table == MEMBERS:
        return set(Member.objects.filter(id__in=wanted).values_list("id", flat=True))
    return {row[0] for row in select.rows_by_id(title_source(actor, table), wanted, (), any_state=True)}


def shown_title(value: Any, shape: Table, actor: Actor) -> str:
    """Write a stored title value as people read it; an empty one as a placeholder."""
    field = shape.title_field
    reading = asker_of(actor).reading
    words = reader(field).show(value, field, reading) if value is not None else ""
    return words or ("(未命名)" if actor.language != "en" else "(untitled)")


def title_source(actor: Actor, table: str) -> select.Source:
    """Give what the statements about titles of a table need, under the scope of the actor."""
    catalog: Catalog = store.current()
    allowed = require(actor, "read", table)
    return select.Source(catalog, catalog.table(table), asker_of(actor, allowed.hidden), allowed.rows)


def as_json(of: Mapping[str, Mapping[int, str]]) -> dict[str, dict[str, str]]:
    """Write titles with text keys, as they travel."""
    return {target: {str(identity): title for identity, title in names.items()} for target, names in of.items()}
