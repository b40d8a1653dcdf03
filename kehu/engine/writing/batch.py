"""A batch of operations on one table: prepared (read, locked, compared), then written by one writer per operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import Scope
from kehu.base.text import Text
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.compute.nodes import links_followed
from kehu.engine.compute.run import Touched, worked_out_alone
from kehu.engine.fields import Reading, field_type
from kehu.engine.fields.autonumber import AutonumberType
from kehu.engine.operations import Archive, Clash, Failure, Insert, Operation, Restore, Update
from kehu.engine.reading import asker_of, reading_of
from kehu.engine.search import AT_ONCE, FEW, searched_fields
from kehu.engine.sql import rows
from kehu.engine.sql.compute import of_nothing
from kehu.engine.sql.staged import insert_computed
from kehu.engine.writing import checking, derived, links
from kehu.engine.writing.conflicts import Before, clashes
from kehu.engine.writing.intake import Draft, take_in
from kehu.lang.kinds import Kind

Locked = Mapping[int, Before]

STAGED_FROM = 1_000
"""New records that pay for working computed fields out on the way in: below, setting them afterwards costs less."""

MOST_AT_HAND = 20_000
"""Records whose values an action keeps in mind for what follows from them."""


@dataclass(slots=True)
class Prepared:
    """Drafts with everything known that could speak against them."""

    drafts: list[Draft]
    locked: dict[int, Before] = field(default_factory=dict)
    conflicts: list[Clash] = field(default_factory=list)

    @property
    def failures(self) -> list[Failure]:
        """All mistakes but conflicts, in the order of the operations."""
        return [failure for draft in self.drafts for failure in draft.failures if failure.code != "conflict"]

    def version(self, identity: int) -> int:
        """Give the version a record had when it was locked."""
        return self.locked[identity].version


@dataclass(slots=True)
class Done:
    """What a writer did: ledger lines, and the new version of each record it changed."""

    operation: str
    lines: Sequence[Any]
    versions: dict[int, int]
    values: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    """Values of each record after it, by field key, as far as they are at hand."""
    filled: Sequence[tuple[str, date]] = ()
    """Computed fields that new records were written with, and the day that these were worked out for."""

    def touch(self, touched: Touched, shape: Table) -> None:
        """Note what computed fields elsewhere may have to follow."""
        if self.operation == "insert":
            touched.made.update(self.versions)
            for place in self.filled:
                touched.filled.setdefault(place, set()).update(self.versions)
        elif self.operation == "update":
            moved = {identity for line in self.lines for identity in line["before"]}
            for each in shape.by_key.values():
                if str(each.id) in moved:
                    self._touch_field(touched, each, str(each.id))
        else:
            touched.turned.update(self.versions)
        if len(touched.values) + len(self.values) > MOST_AT_HAND:
            touched.values.clear()  # the rest of the action reads what it needs
            return
        for identity, values in self.values.items():
            known = touched.values.get(identity)
            touched.values[identity] = {**known, **values} if known else values

    def _touch_field(self, touched: Touched, each: Field, identity: str) -> None:
        lines = [line for line in self.lines if identity in line["before"]]
        touched.note(each.key, [line["id"] for line in lines])
        if each.kind is Kind.LINK:
            left = {line["before"][identity] for line in lines} - {None}
            touched.left.setdefault(each.key, set()).update(left)
        elif each.kind is Kind.LINKS:
            left = {link for line in lines for link in line["before"][identity] or ()}
            touched.left.setdefault(each.key, set()).update(left)


def prepare(
    actor: Actor,
    shape: Table,
    operations: Sequence[tuple[int, Operation]],
    allowed: Scope,
    catalog: Catalog | None = None,
) -> Prepared:
    """Read values, lock the records, compare versions and check the rules of a batch."""
    asker = asker_of(actor, allowed.hidden)
    prepared = Prepared(take_in(actor, shape, operations, allowed.hidden, asker.reading))
    derived.fill(actor, shape, prepared.drafts, asker.reading)
    known = [draft for draft in prepared.drafts if not isinstance(draft.operation, Insert)]
    if known:
        fields = _touched(shape, known, catalog, asker.reading)
        wanted = sorted({draft.operation.id for draft in known if not isinstance(draft.operation, Insert)})
        found = rows.lock_rows(shape, wanted, fields, allowed.rows, asker)
        keys = [each.key for each in fields]
        prepared.locked = {
            row[0]: Before(row[1], row[2], dict(zip(keys, row[3:], strict=True))) for row in found.values()
        }
        _check_present(known, prepared.locked)
    links.settle(actor, shape, prepared.drafts, prepared.locked)
    if known:
        prepared.conflicts = clashes(shape, known, prepared.locked)
    checking.check(actor, shape, prepared.drafts, prepared.locked, allowed, asker, catalog)
    return prepared


def _touched(shape: Table, drafts: Sequence[Draft], catalog: Catalog | None, reading: Reading) -> list[Field]:
    keys = {key for draft in drafts for key in draft.values}
    if catalog is not None and len(drafts) <= FEW:
        keys |= links_followed(catalog, reading, shape.key, keys)
    if not any(isinstance(draft.operation, Restore) for draft in drafts):
        keys |= _beside(shape, keys) if len(drafts) <= FEW else set()
    else:
        keys |= {each.key for each in shape.by_key.values() if each.unique and not each.readonly}
        keys |= checking.unique_fields(shape)
    keys |= checking.read_with(shape, keys)
    return [each for each in shape.by_key.values() if each.key in keys]


def _beside(shape: Table, keys: set[str]) -> set[str]:
    """Name what is read along when a field changes that records are found by: tokens need all such fields."""
    searched = {each.key for each in searched_fields(shape)}
    return searched if searched & keys else set()


def _check_present(drafts: Sequence[Draft], locked: Locked) -> None:
    seen: set[int] = set()
    for draft in drafts:
        operation = draft.operation
        assert not isinstance(operation, Insert)
        draft.id = operation.id
        before = locked.get(operation.id)
        if before is None:
            draft.fail(None, "record.unknown", _UNKNOWN)
        elif operation.id in seen:
            draft.fail(None, "record.twice", _TWICE)
        elif isinstance(operation, Update) and before.archived:
            draft.fail(None, "record.archived", _ARCHIVED)
        elif isinstance(operation, Restore):
            draft.values.update({key: value for key, value in before.values.items() if key not in draft.values})
        seen.add(operation.id)


_UNKNOWN = Text("没有这条记录，它可能已被删除", "There is no such record; it may have been deleted")
_ARCHIVED = Text("这条记录已被删除，先恢复它再修改", "This record was deleted; restore it before changing it")
_TWICE = Text("同一条记录在一次提交里出现了两次", "The same record occurs twice in one call")


def _insert(actor: Actor, shape: Table, drafts: Sequence[Draft], locked: Locked, catalog: Catalog) -> Done:
    used = {key for draft in drafts for key in draft.values}
    fields = [each for each in shape.by_key.values() if not each.readonly and each.key != "owner"]
    fields = [each for each in fields if each.key in used or field_type(each.type).numbered]
    _number(shape, fields, drafts)
    for draft, identity in zip(drafts, rows.next_ids(shape, len(drafts)), strict=True):
        draft.id = identity
    keys = [(each.key, False if each.kind is Kind.BOOL else None) for each in fields]
    who = actor.member
    counts = [each.column for each in shape.by_key.values() if of_nothing(each) is not None]
    zeros = [0] * len(counts)

    def stored(draft: Draft) -> list[Any]:
        get = draft.values.get
        return [draft.id, who, who, get("owner", who), *[get(key, empty) for key, empty in keys], *zeros]

    columns = ["id", "created_by", "changed_by", "owner", *(each.column for each in fields), *counts]
    filled = _put_in(actor, catalog, shape, columns, list(map(stored, drafts)))
    at_hand: dict[int, Mapping[str, Any]] = {}
    if len(drafts) <= AT_ONCE:
        at_hand = {draft.id: {**dict.fromkeys(shape.by_key), **draft.values} for draft in drafts}
    return Done("insert", drafts, {draft.id: 1 for draft in drafts}, at_hand, filled)


def _put_in(
    actor: Actor, catalog: Catalog, shape: Table, columns: Sequence[str], stored: Sequence[Sequence[Any]]
) -> list[tuple[str, date]]:
    """Write new rows; many with the fields that follow from their own record alone, which are named."""
    reading = reading_of(actor)
    alone = worked_out_alone(shape, catalog, reading) if len(stored) >= STAGED_FROM else []
    if alone:
        insert_computed(shape, columns, stored, alone)
    else:
        rows.insert_rows(shape, columns, stored)
    return [(each.key, reading.today) for each, _ in alone]


def _number(shape: Table, fields: Sequence[Field], drafts: Sequence[Draft]) -> None:
    for each in fields:
        kind = field_type(each.type)
        if isinstance(kind, AutonumberType):
            given = {draft.values[each.key] for draft in drafts if draft.values.get(each.key) is not None}
            open_ = [draft for draft in drafts if draft.values.get(each.key) is None]
            for draft, number in zip(open_, _numbers(shape, each, kind, len(open_), given), strict=True):
                draft.values[each.key] = number


def _numbers(shape: Table, field: Field, kind: AutonumberType, count: int, given: set[Any]) -> list[str]:
    """Take running numbers; where they must differ, pass over those that were given by hand."""
    found: list[str] = []
    while len(found) < count:
        some = [kind.number(field, number) for number in rows.next_numbers(field, count - len(found))]
        taken = given.union(rows.taken_values(shape, field, some, [])) if field.unique else set()
        found += [number for number in some if number not in taken]
    return found


def _update(actor: Actor, shape: Table, drafts: Sequence[Draft], locked: Locked, catalog: Catalog) -> Done:
    used = {key for draft in drafts for key in draft.values}
    fields = [each for each in shape.by_key.values() if each.key in used]
    dumps = {each.key: field_type(each.type).dump for each in fields}
    lines, new, versions = [], [], {}
    values: dict[int, Mapping[str, Any]] = {}
    for draft in drafts:
        before = locked[draft.id]
        after = {key: dumps[key](value) for key, value in draft.values.items()}
        changed = [each for each in fields if each.key in after and after[each.key] != before.values[each.key]]
        if not changed:
            continue
        versions[draft.id] = before.version + 1
        values[draft.id] = {**before.values, **after} if len(drafts) <= FEW else after
        lines.append(
            {
                "id": draft.id,
                "version": before.version + 1,
                "before": {str(each.id): before.values[each.key] for each in changed},
                "after": {str(each.id): after[each.key] for each in changed},
            }
        )
        new.append({"id": draft.id, **{each.column: after.get(each.key, before.values[each.key]) for each in fields}})
    if new:
        _free(shape, fields, lines)
        _free_together(shape, lines, locked)
        rows.update_rows(shape, fields, new, actor.member)
    return Done("update", lines, versions, values)


def _free(shape: Table, fields: Sequence[Field], lines: Sequence[Mapping[str, Any]]) -> None:
    """Let go of unique values that one record hands to another: an index would compare them while they move."""
    for each in fields:
        if each.unique:
            key = str(each.id)
            wanted = {line["after"].get(key) for line in lines} - {None}
            giving = [line["id"] for line in lines if line["before"].get(key) in wanted]
            if giving:
                rows.empty_field(shape, each, giving)


def _free_together(shape: Table, lines: Sequence[Mapping[str, Any]], locked: Locked) -> None:
    """Do the same for values that are unique together: one of the changing fields is enough."""
    keys = {str(each.id): each.key for each in shape.by_key.values()}
    for own in checking.held_together(shape):
        moving = {line["id"]: {keys[identity]: value for identity, value in line["after"].items()} for line in lines}
        moving = {identity: after for identity, after in moving.items() if after.keys() & set(own)}
        wanted = {tuple((locked[identity].values | after)[key] for key in own) for identity, after in moving.items()}
        giving: dict[str, list[int]] = {}
        for identity, after in moving.items():
            if tuple(locked[identity].values[key] for key in own) in wanted:
                giving.setdefault(next(key for key in own if key in after), []).append(identity)
        for key, ids in giving.items():
            rows.empty_field(shape, shape.field(key), ids)


def _archive(actor: Actor, shape: Table, drafts: Sequence[Draft], locked: Locked, catalog: Catalog) -> Done:
    return _turn("archive", actor, shape, drafts, locked)


def _restore(actor: Actor, shape: Table, drafts: Sequence[Draft], locked: Locked, catalog: Catalog) -> Done:
    return _turn("restore", actor, shape, drafts, locked)


def _turn(operation: str, actor: Actor, shape: Table, drafts: Sequence[Draft], locked: Locked) -> Done:
    out = operation == "archive"
    ids = [draft.id for draft in drafts if locked[draft.id].archived != out]
    if ids:
        rows.archive_rows(shape, ids, actor.member, archived=out)
    versions = {identity: locked[identity].version + 1 for identity in ids}
    return Done(operation, [{"id": identity, "version": version} for identity, version in versions.items()], versions)


Writer = Callable[[Actor, Table, Sequence[Draft], Locked, Catalog], Done]

WRITERS: MappingProxyType[Any, Writer] = MappingProxyType(
    {Insert: _insert, Update: _update, Archive: _archive, Restore: _restore}
)
