"""The two rules that a field carries itself: required and unique, for every way in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import field_type
from kehu.engine.operations import Archive, Insert, Update
from kehu.engine.sql import rows
from kehu.engine.sql.rows import Seen
from kehu.engine.writing.intake import Draft

MAX_UNIQUE_TEXT = 500

_REQUIRED = Text("“{field}”必须填写", "“{field}” is required")
_TAKEN = Text("“{field}”不能重复，已经有“{value}”了", "“{field}” must be unique and “{value}” exists already")
_LONG = Text(f"不可重复的字段最多 {MAX_UNIQUE_TEXT} 个字", f"A unique field holds at most {MAX_UNIQUE_TEXT} characters")


def check(shape: Table, drafts: Sequence[Draft], seen: Seen) -> None:
    """Note every breach in its draft."""
    for field in shape.by_key.values():
        if field.required and not field.readonly:
            _required(field, drafts)
        if field.unique and not field.readonly:
            _unique(shape, field, drafts, seen)


def _required(field: Field, drafts: Sequence[Draft]) -> None:
    numbered = field_type(field.type).numbered
    for draft in drafts:
        new = isinstance(draft.operation, Insert)
        if new and numbered:
            continue
        asked = new or (isinstance(draft.operation, Update) and field.key in draft.values)
        if (
            asked
            and draft.values.get(field.key) is None
            and not any(failure.field == field.key for failure in draft.failures)
        ):
            draft.fail(field.key, "required", _REQUIRED.format(field=field.name))


def _unique(shape: Table, field: Field, drafts: Sequence[Draft], seen: Seen) -> None:
    held = [
        draft
        for draft in drafts
        if draft.values.get(field.key) is not None and not isinstance(draft.operation, Archive)
    ]
    if not held:
        return
    first: dict[Any, int] = {}
    for draft in held:
        value = draft.values[field.key]
        if isinstance(value, str) and len(value) > MAX_UNIQUE_TEXT:
            draft.fail(field.key, "unique.long", _LONG, value)
        elif value in first:
            draft.fail(field.key, "unique", _TAKEN.format(field=field.name, value=value), value)
        else:
            first[value] = draft.index
    dump = field_type(field.type).dump
    taken = rows.taken_values(shape, field, list(first), [draft.id for draft in held if draft.id], seen)
    for draft in held:
        value = draft.values[field.key]
        if dump(value) in taken:
            text = _TAKEN.format(field=field.name, value=value)
            draft.fail(field.key, "unique", text, value, taken[dump(value)])
