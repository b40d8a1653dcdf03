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


def titles(actor: Actor, table: str, ids: Iterable[int]) -> dict[int, str]:
    """Give the titles of records by id; unknown ids are left out."""
    wanted = list(set(ids))
    if not wanted:
        return {}
    if table == MEMBERS:
        return dict(Member.objects.filter(id__in=wanted).values_list("id", "name"))
    shape = store.current().table(table)
    if "read" not in scope(actor, table).actions:
        return {}
    return {row[0]: shown_title(row[1], shape, actor) for row in select.title_rows(shape, wanted)}


def titles_of_rows(actor: Actor, fields: Sequence[Field], rows: Iterable[Sequence[Any]], offset: int) -> Titles:
    """Collect the titles that rows mention; the values of `fields` begin at `offset` in each row."""
    places = [
        (index + offset, field.target) for index, field in enumerate(fields) if field.kind is Kind.LINK and field.target
    ]
    if not places:
        return {}
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for place, target in places:
            if row[place] is not None:
                wanted.setdefault(target, set()).add(row[place])
    return {target: titles(actor, target, ids) for target, ids in wanted.items()}


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
