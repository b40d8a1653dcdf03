"""Back-links written from this side: what is added or taken out becomes updates of the links over there.

A write of a back-link says what is to be added and what to be taken out, so that it never takes out what somebody
else just added; a plain list or text says the whole list, compared with what the actor sees now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import Scope
from kehu.base.text import Text
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.engine.operations import Failure, Insert, Operation, Update
from kehu.engine.reading import asker_of
from kehu.engine.sql import pointing
from kehu.engine.writing.links import found_ids, found_links
from kehu.lang.kinds import Kind

Part = list[int | str]


@dataclass(slots=True)
class Asked:
    """One back-link of one operation: what to add and what to take out, or the whole list."""

    index: int
    backlink: Field
    add: Part = field(default_factory=list)
    remove: Part = field(default_factory=list)
    whole: Part | None = None
    record: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """The table and the link that are to be written."""
        return str(self.backlink.config["table"]), str(self.backlink.config["link"])


def backlinks(shape: Table) -> dict[str, Field]:
    """Give the back-links of a table by key."""
    return {each.key: each for each in shape.by_key.values() if each.type == "backlink"}


def take_out(
    operations: Sequence[tuple[int, Operation]], known: Mapping[str, Field], reading: Reading
) -> tuple[list[tuple[int, Operation]], list[Asked], list[Failure]]:
    """Part what operations say of back-links from all else they say."""
    left: list[tuple[int, Operation]] = []
    asked: list[Asked] = []
    failed: list[Failure] = []
    for index, operation in operations:
        mine = operation.values.keys() & known.keys() if isinstance(operation, Insert | Update) else set()
        if not mine or not isinstance(operation, Insert | Update):
            left.append((index, operation))
            continue
        mistakes = len(failed)
        for key in sorted(mine):
            value = operation.values[key]
            try:
                asked.append(_read(index, known[key], value, reading))
            except Wrong as wrong:
                failed.append(Failure(index, key, wrong.code, wrong.text, value))
        if len(failed) == mistakes:
            rest = {key: value for key, value in operation.values.items() if key not in mine}
            left.append((index, replace(operation, values=rest)))
    return left, asked, failed


def _read(index: int, target: Field, value: Any, reading: Reading) -> Asked:
    def part(given: Any) -> Part:
        return field_type(target.type).parse(given, target, reading) or []

    if not isinstance(value, Mapping):
        return Asked(index, target, whole=part(value))
    if value.keys() - {"add", "remove"}:
        raise Wrong(Text("反向关联填 add 和 remove", "A back-link takes add and remove"), "links")
    return Asked(index, target, add=part(value.get("add")), remove=part(value.get("remove")))


def updates(
    actor: Actor, catalog: Catalog, asked: Sequence[Asked], allowed: Scope
) -> tuple[list[tuple[int, Operation]], list[Failure]]:
    """Write what was asked of one link over there as updates of its table, numbered by who asked."""
    key, link_key = asked[0].place
    child = catalog.table(key)
    link = child.field("" if link_key in allowed.hidden else link_key)
    found = found_ids(actor, key, [[*each.add, *each.remove, *(each.whole or ())] for each in asked])
    there: dict[int, set[int]] = {}
    for identity, record in pointing.pairs(child, link, [each.record for each in asked], allowed.rows, asker_of(actor)):
        there.setdefault(record, set()).add(identity)
    moves: dict[int, _Move] = {}
    failed: list[Failure] = []
    for each in asked:
        now = there.get(each.record, set())
        try:
            add, remove = _difference(each, found, now)
        except Wrong as wrong:
            failed.append(Failure(each.index, each.backlink.key, wrong.code, wrong.text))
            continue
        for identity in add:
            moves.setdefault(identity, _Move(each.index)).add.append(each.record)
        for identity in remove:
            moves.setdefault(identity, _Move(each.index)).remove.append(each.record)
    held = pointing.held(child, link, sorted(moves), allowed.rows, asker_of(actor))
    made: list[tuple[int, Operation]] = []
    for identity, move in sorted(moves.items()):
        made.append((move.index, Update(key, identity, {link_key: move.value(link, held.get(identity))})))
    return made, failed


@dataclass(slots=True)
class _Move:
    index: int
    add: list[int] = field(default_factory=list)
    remove: list[int] = field(default_factory=list)

    def value(self, link: Field, now: Any) -> Any:
        """Give the new value of the link of one record."""
        if link.kind is Kind.LINK:
            return self.add[-1] if self.add else None if now in self.remove else now
        ids: list[int] = [each for each in now or () if each not in self.remove or each in self.add]
        return [*ids, *(each for each in dict.fromkeys(self.add) if each not in ids)]


def _difference(asked: Asked, found: Mapping[int | str, Sequence[int]], now: set[int]) -> tuple[set[int], set[int]]:
    if asked.whole is not None:
        wanted = set(found_links(asked.whole, found, now) or ())
        return wanted - now, now - wanted
    add = set(found_links(asked.add, found, now) or ())
    remove = set(found_links(asked.remove, found, now) or ()) & now
    return add - now, remove - add
