"""Making a table of a column: its different values become records, and the column becomes a link to them.

This is the step from a flat sheet, in which a customer's name, city and level stand again on every line, to tables
that know of each other (B01, B06).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Field, Table
from kehu.engine import read, schema, write
from kehu.engine.fields import field_type, reader
from kehu.engine.fields.words import read_text
from kehu.engine.reading import reading_of
from kehu.engine.retyping.retype import Steps, retype
from kehu.engine.schema.naming import free_key, named, require_design
from kehu.engine.sql import ddl
from kehu.engine.sql.apart import apart, may_part
from kehu.engine.titles import match_titles
from kehu.lang.kinds import Kind
from kehu.lang.query import Query

BATCH = 5_000
PAGE = 1_000
MOST_LOOKED = 100_000
"""Records up to which a look compares what stands beside the values."""

SPLITTING = (Kind.TEXT, Kind.CHOICE)
_STAYING = (Kind.FILES, Kind.LINKS)
_LABEL = Text("由“{table}”的“{field}”拆出", "Made of “{field}” in “{table}”")


@dataclass(slots=True)
class Beside:
    """A field beside the column: for how many values it holds more than one thing, and the first it holds for each."""

    other: Field
    differing: set[str] = field(default_factory=set)
    first: dict[str, Any] = field(default_factory=dict)

    def meet(self, title: str, value: Any) -> None:
        """Take notice of what one record holds."""
        if value is None:
            return
        if self.first.setdefault(title, value) != value:
            self.differing.add(title)


@dataclass(frozen=True, slots=True)
class Look:
    """What a split would make: records, from how many values; fields beside with the number that differs."""

    titles: int
    filled: int
    looked: int
    beside: list[tuple[Field, int]]


def look(actor: Actor, table: str, key: str) -> Look:
    """Tell how many different values a column holds, and which fields hold one thing for each of them."""
    shape, source = _source(actor, table, key)
    by_id = _titles(actor, shape, source)
    beside = [Beside(each) for each in shape.by_key.values() if _moves(shape, source, each)]
    looked = _meet(actor, shape, by_id, beside, MOST_LOOKED)
    told = sorted(((each.other, len(each.differing)) for each in beside if each.first), key=lambda pair: pair[1])
    return Look(len(set(by_id.values())), len(by_id), looked, told)


def split(
    actor: Actor,
    table: str,
    key: str,
    name: str,
    moves: Sequence[str] = (),
    made: str = "",
    progress: Steps | None = None,
) -> Table:
    """Make a table `name` of a column's values, link the column to it and move fields over; gives the new table.

    A moved field holds the first thing it held for each value, and lies in the bin of the old table. All of it is
    done or nothing; a large table is converted beside the work of others, and what was interrupted goes on where it
    stood, recognised by the key `made`. Raises `Invalid`, `Forbidden`, `NotFound`.
    """
    shape, source = _source(actor, table, key)
    moved = [_movable(shape, source, each) for each in moves]
    for each in (*moved, source):
        schema.refuse_if_read(actor, (table, each.key), each.name)
    if not may_part() or not ddl.is_large(shape):
        with transaction.atomic():
            return _split(actor, shape, source, named(name), moved, made, progress)
    with apart():
        try:
            return _split(actor, shape, source, named(name), moved, made, progress)
        except Exception:
            _take_back(actor, table, key, made)
            raise


def key_for(name: str) -> str:
    """Spell the key of a table to be made, by which a split that was killed finds it again."""
    return free_key("", Text.same(named(name)), set(store.current().tables), "table")


def _split(
    actor: Actor, shape: Table, source: Field, name: str, moved: Sequence[Field], made: str, progress: Steps | None
) -> Table:
    target = store.current().tables.get(made) if made else None
    if target is None:
        target = _table(actor, source, name, moved, made)
    elif target.archived:
        target = schema.restore_table(actor, made)
    if store.current().table(shape.key).field(source.key).kind is not Kind.LINK:
        _fill(actor, shape, source, target, moved)
        retype(actor, shape.key, source.key, "link", {"target": target.key}, progress)
    with transaction.atomic():
        for each in moved:
            if each.key in store.current().table(shape.key).by_key:
                schema.archive_field(actor, shape.key, each.key)
    return store.current().table(target.key)


def _take_back(actor: Actor, table: str, key: str, made: str) -> None:
    """Put the new table away again when nothing links to it."""
    left = store.current().tables.get(made)
    if left is not None and not left.archived and store.current().table(table).field(key).target != made:
        schema.archive_table(actor, made)


def _source(actor: Actor, table: str, key: str) -> tuple[Table, Field]:
    require_design(actor)
    require(actor, "design", table)
    shape = store.current().table(table)
    source = shape.field(key)
    if source.system or source.readonly or source.kind not in SPLITTING:
        raise Invalid(
            Text(
                "“{field}”不能拆成表，只有文本和单选字段可以",
                "“{field}” cannot become a table; fields of text and of one choice can",
            ).format(field=source.name),
            code="split.kind",
        )
    return shape, source


def _moves(shape: Table, source: Field, other: Field) -> bool:
    kind = field_type(other.type)
    plain = not (other.system or other.readonly or kind.computed or kind.numbered)
    return plain and other.key not in (source.key, shape.title) and other.kind not in _STAYING


def _movable(shape: Table, source: Field, key: str) -> Field:
    found = shape.field(key)
    if not _moves(shape, source, found):
        raise Invalid(
            Text("“{field}”不能搬到新表", "“{field}” cannot move to the new table").format(field=found.name),
            code="split.move",
        )
    return found


def _titles(actor: Actor, shape: Table, source: Field) -> dict[int, str]:
    """Give the title that each record's value becomes, archived records included."""
    reading = reading_of(actor)
    shown = reader(source).show
    found: dict[int, str] = {}
    after = 0
    while batch := ddl.next_values(shape, source, after, BATCH):
        for identity, stored, _ in batch:
            if words := read_text(shown(stored, source, reading), limit=10_000):
                found[identity] = words
        after = batch[-1][0]
    return found


def _pages(actor: Actor, shape: Table, fields: Sequence[Field], most: int | None) -> Iterator[tuple[Any, ...]]:
    """Give the rows (id, version, values) of the records one may see."""
    after, count = None, 0
    while True:
        page = read.page(actor, shape.key, Query(fields=tuple(each.key for each in fields), after=after, limit=PAGE))
        yield from page.rows
        count += len(page.rows)
        after = page.next
        if after is None or (most is not None and count >= most):
            return


def _meet(actor: Actor, shape: Table, by_id: Mapping[int, str], beside: Sequence[Beside], most: int | None) -> int:
    looked = 0
    if beside:
        for identity, _, *values in _pages(actor, shape, [each.other for each in beside], most):
            looked += 1
            if title := by_id.get(identity):
                for each, value in zip(beside, values, strict=True):
                    each.meet(title, value)
    return looked


def _table(actor: Actor, source: Field, name: str, moved: Sequence[Field], made: str) -> Table:
    """Make the new table: the column's name is that of its title, moved fields follow with their settings."""
    title = FieldSpec("title", source.name, "text", required=True)
    rest = tuple(FieldSpec(each.key, each.name, each.type, dict(each.config)) for each in moved)
    return schema.create_table(actor, TableSpec(made, Text.same(name), "table", "title", (title, *rest)))


def _fill(actor: Actor, shape: Table, source: Field, target: Table, moved: Sequence[Field]) -> None:
    """Make the records that are not there yet, as one change."""
    by_id = _titles(actor, shape, source)
    beside = [Beside(each) for each in moved]
    _meet(actor, shape, by_id, beside, None)
    titles = list(dict.fromkeys(by_id.values()))
    known = match_titles(actor, target.key, titles)
    places = dict(zip((each.key for each in moved), _keys(target), strict=True))
    label = _LABEL.format(table=shape.name, field=source.name)
    with write.action(actor, source="split", label=label) as act:
        missing = [title for title in titles if title not in known]
        for start in range(0, len(missing), BATCH):
            act.apply(
                [
                    write.Insert(
                        target.key,
                        {target.title: title}
                        | {places[each.other.key]: each.first[title] for each in beside if title in each.first},
                    )
                    for title in missing[start : start + BATCH]
                ]
            )


def _keys(target: Table) -> list[str]:
    return [each.key for each in target.by_key.values() if not each.system and each.key != target.title]
