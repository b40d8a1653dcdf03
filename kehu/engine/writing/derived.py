"""Defaults from other fields: a formula that fills what a new record leaves out; one statement for all records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from kehu.access.actor import Actor
from kehu.base.errors import Invalid, KehuError
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.engine.functions import library
from kehu.engine.operations import Insert
from kehu.engine.sql import rules as sql
from kehu.engine.writing.checking import ground_of, may_be_read
from kehu.engine.writing.intake import Draft
from kehu.lang.formulas import canonical, parse
from kehu.lang.formulas import check as check_formula
from kehu.lang.kinds import Kind

_KINDS = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.BOOL, Kind.CHOICE, Kind.CHOICES})

_ITSELF = Text("默认值的公式不能用到这个字段自己", "The default of a field cannot read the field itself")


def formula_of(default: Any) -> str | None:
    """Give the formula of a default that is one."""
    found = default.get("formula") if isinstance(default, Mapping) else None
    return found if isinstance(found, str) else None


def checked_default(shape: Table, target: Field, default: Any) -> Any:
    """Give a default as it is kept; raises `Invalid` for a formula that makes no sense for this field."""
    source = formula_of(default)
    if source is None:
        return default
    written = canonical(source, shape)
    try:
        if target.kind not in _KINDS:
            raise Wrong(
                Text("“{field}”的默认值不能用公式", "The default of “{field}” cannot be a formula").format(
                    field=target.name
                )
            )
        for key in check_formula(parse(written), shape, library()).inputs:
            if key == target.key:
                raise Wrong(
                    Text("默认值的公式不能用到这个字段自己", "The default of a field cannot read the field itself")
                )
            may_be_read(shape.field(key))
    except Wrong as wrong:
        raise Invalid(wrong.text, code="field.default") from None
    return {"formula": written}


@dataclass(frozen=True, eq=False)
class _Derived:
    """A field with the formula of its default, and what that reads."""

    field: Field
    formula: str
    inputs: frozenset[str]


_ready: WeakKeyDictionary[Table, tuple[_Derived, ...]] = WeakKeyDictionary()


def _derived(shape: Table) -> tuple[_Derived, ...]:
    """List the defaults that can be worked out; one whose fields are gone fills nothing until they are back."""
    found = _ready.get(shape)
    if found is None:
        made = []
        for each in shape.by_key.values():
            source = formula_of(each.default)
            if source is None or each.readonly or each.kind not in _KINDS:
                continue
            try:
                made.append(_Derived(each, source, check_formula(parse(source), shape, library()).inputs))
            except KehuError:
                continue
        found = _ready[shape] = tuple(made)
    return found


def fill(actor: Actor, shape: Table, drafts: Sequence[Draft], reading: Reading) -> None:
    """Fill what new records leave out by the formulas of defaults; a formula without an answer fills nothing."""
    ready = _derived(shape)
    new = [draft for draft in drafts if isinstance(draft.operation, Insert)] if ready else []
    ready = tuple(each for each in ready if any(each.field.key not in draft.values for draft in new))
    if not ready:
        return
    fields = [shape.by_key[key] for key in sorted({key for each in ready for key in each.inputs})]
    rows = [{"id": index, **_wires(actor, draft, fields)} for index, draft in enumerate(new)]
    ground = ground_of(actor, shape, store.current())
    for index, values in sql.derived_values(ground, [each.formula for each in ready], fields, rows).items():
        for each, value in zip(ready, values, strict=True):
            _put(new[index], each.field, value, reading)


def _wires(actor: Actor, draft: Draft, fields: Sequence[Field]) -> dict[str, Any]:
    wires: dict[str, Any] = {}
    for each in fields:
        value = draft.values.get(each.key, actor.member if each.key == "owner" else None)
        blank = False if each.kind is Kind.BOOL else None
        wires[each.column] = blank if value is None else field_type(each.type).dump(value)
    return wires


def _put(draft: Draft, target: Field, value: Any, reading: Reading) -> None:
    operation = draft.operation
    if value is None or not isinstance(operation, Insert) or target.key in operation.values:
        return
    try:
        draft.values[target.key] = field_type(target.type).parse(value, target, reading)
    except Wrong:
        return
    draft.defaulted.add(target.key)
