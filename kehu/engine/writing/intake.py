"""Intake: from operations to drafts whose values are read, linked and checked; every mistake is noted at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.engine.fields.base import FieldType
from kehu.engine.files import cells
from kehu.engine.operations import Failure, Insert, Operation, Update
from kehu.engine.titles import existing, match_titles
from kehu.lang.kinds import Kind

_NUMBERS = frozenset({bool, int, float, Decimal})
"""Types of which equal values need not mean the same: True == 1 == 1.0."""


@dataclass(slots=True)
class Draft:
    """An operation on its way in: stored values by field key, which of them are defaults, and what is wrong with it."""

    index: int
    operation: Operation
    id: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    defaulted: set[str] = field(default_factory=set)
    warnings: list[Failure] = field(default_factory=list)

    def fail(self, key: str | None, code: str, text: Text, value: Any = None, record: int | None = None) -> None:
        """Note a mistake; `record` is the other one in its way."""
        self.failures.append(Failure(self.index, key, code, text, value, record))

    def warn(self, key: str | None, code: str, text: Text, value: Any = None, record: int | None = None) -> None:
        """Note what is worth a look, but refuses nothing."""
        self.warnings.append(Failure(self.index, key, code, text, value, record))


def take_in(
    actor: Actor, shape: Table, operations: Iterable[tuple[int, Operation]], hidden: frozenset[str], reading: Reading
) -> list[Draft]:
    """Read the values of operations on one table."""
    drafts = [Draft(index, operation) for index, operation in operations]
    valued = [draft for draft in drafts if isinstance(draft.operation, Insert | Update)]
    given = [_values(draft) for draft in valued]
    keys = _keys(given)
    alike = all(len(values) == len(keys) for values in given)
    for key in keys:
        target = shape.by_key.get(key) if key not in hidden else None
        held = valued if alike else [draft for draft, values in zip(valued, given, strict=True) if key in values]
        if target is None or target.readonly:
            _refuse(held, key, target)
        else:
            values = [values[key] for values in given if alike or key in values]
            _read_column(held, values, target, reading)
    _fill_defaults(actor, valued, shape, reading)
    _resolve_links(actor, valued, shape)
    cells.resolve(actor, valued, shape)
    return drafts


def _keys(given: Sequence[Mapping[str, Any]]) -> list[str]:
    seen: dict[str, None] = {}
    last: Any = None
    for values in given:
        keys = values.keys()
        if keys != last:
            seen.update(dict.fromkeys(keys))
            last = keys
    return list(seen)


def _values(draft: Draft) -> Any:
    operation = draft.operation
    return operation.values if isinstance(operation, Insert | Update) else {}


def _refuse(drafts: Sequence[Draft], key: str, target: Field | None) -> None:
    if target is None:
        code, text = "field.unknown", Text("没有字段“{field}”", "There is no field “{field}”").format(field=key[:60])
    else:
        code, text = (
            "field.readonly",
            Text("“{field}”由系统填写，不能修改", "“{field}” is filled by the system").format(field=target.name),
        )
    for draft in drafts:
        draft.fail(key, code, text)


def _read_column(drafts: Sequence[Draft], values: Sequence[Any], target: Field, reading: Reading) -> None:
    """Read one field of all drafts; equal values are read once."""
    key = target.key
    read = list(_read_values(values, target, reading))
    if Wrong not in set(map(type, read)):
        for draft, stored in zip(drafts, read, strict=True):
            draft.values[key] = stored
        return
    for draft, value, stored in zip(drafts, values, read, strict=True):
        if isinstance(stored, Wrong):
            draft.fail(key, stored.code, stored.text, value)
        else:
            draft.values[key] = stored


def _read_values(values: Sequence[Any], target: Field, reading: Reading) -> Iterable[Any]:
    """Read values, a `Wrong` in the place of each that cannot be; equal ones once, unless True could pass for 1."""
    kind: FieldType = field_type(target.type)

    def read(value: Any) -> Any:
        try:
            return kind.parse(value, target, reading)
        except Wrong as wrong:
            return wrong

    if len(_NUMBERS.intersection(map(type, values))) > 1:
        return map(read, values)
    try:
        known = {value: read(value) for value in set(values)}
    except TypeError:
        return map(read, values)
    return map(known.__getitem__, values)


def _fill_defaults(actor: Actor, drafts: Sequence[Draft], shape: Table, reading: Reading) -> None:
    new = [draft for draft in drafts if isinstance(draft.operation, Insert)]
    if not new:
        return
    for target in shape.by_key.values():
        if target.default is None or target.readonly:
            continue
        stored = _default(actor, target, reading)
        if stored is None:
            continue
        for draft in new:
            if target.key not in _values(draft):
                draft.values[target.key] = stored
                draft.defaulted.add(target.key)


def _default(actor: Actor, target: Field, reading: Reading) -> Any:
    value = target.default
    if value == "@me" and target.target == MEMBERS:
        return actor.member
    if value in ("@today", "@now") and target.kind in (Kind.DATE, Kind.DATETIME):
        value = "今天" if target.kind is Kind.DATE else now().isoformat(timespec="seconds")
    try:
        return field_type(target.type).parse(value, target, reading)
    except Wrong:
        return None


def _resolve_links(actor: Actor, drafts: Sequence[Draft], shape: Table) -> None:
    links = [target for target in shape.by_key.values() if target.kind is Kind.LINK and not target.readonly]
    for target in links:
        held = [draft for draft in drafts if draft.values.get(target.key) is not None]
        if held and target.target:
            _resolve(actor, held, target, target.target)


def _resolve(actor: Actor, drafts: Sequence[Draft], target: Field, table: str) -> None:
    key = target.key
    words = {draft.values[key] for draft in drafts if isinstance(draft.values[key], str)}
    found = match_titles(actor, table, words) if words else {}
    numbers = {draft.values[key] for draft in drafts if isinstance(draft.values[key], int)}
    known = existing(actor, table, numbers - {actor.member} if table == MEMBERS else numbers) if numbers else set()
    if table == MEMBERS and actor.member is not None:
        known.add(actor.member)
    for draft in drafts:
        value = draft.values[key]
        ids = found.get(value, []) if isinstance(value, str) else [value] if value in known else []
        if len(ids) == 1:
            draft.values[key] = ids[0]
            continue
        del draft.values[key]
        if key in draft.defaulted:
            continue
        if ids:
            draft.fail(key, "link.many", LINK_MANY.format(title=str(value)[:40], count=len(ids)), value)
        else:
            draft.fail(key, "link.none", LINK_NONE.format(title=str(value)[:40]), value)


LINK_NONE = Text(
    "没有找到“{title}”，请先新建它，或从列表里选一条",
    "“{title}” was not found; make it first, or pick one from the list",
)
LINK_MANY = Text(
    "有 {count} 条记录都叫“{title}”，请从列表里选一条", "{count} records are called “{title}”; pick one from the list"
)
