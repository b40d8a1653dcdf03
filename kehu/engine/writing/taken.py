"""Values that two people entered at the same moment: the index of the database decides, the second hears which."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError

from kehu.base.errors import Conflict
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Field, Table
from kehu.engine.rules.base import named
from kehu.engine.sql import ddl

CODE = "unique"


def taken_meanwhile(error: IntegrityError) -> Conflict:
    """Make the refusal for values that somebody else saved while this change was under way.

    Trying again meets the other record as any other, and tells it; `settled` does so.
    """
    found = _held(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")
    if found is None:
        text = Text("刚刚有人填了相同的值，请检查后再试", "Somebody just entered the same value; look and try again")
        return Conflict(text, code=CODE)
    shape, fields = found
    keys = [field.key for field in fields]
    text = Text(
        "刚刚有人填了相同的{fields}，请检查后再试", "Somebody just entered the same {fields}; look and try again"
    ).format(fields=named(keys, shape))
    return Conflict(text, code=CODE, details={"table": shape.key, "fields": keys})


def _held(index: str) -> tuple[Table, Sequence[Field]] | None:
    """Find what an index holds unique."""
    for shape in store.current().tables.values():
        for field in shape.by_key.values():
            if field.unique and ddl.unique_index(shape, field) == index:
                return shape, [field]
        for rule in shape.rules:
            if ddl.rule_index(rule.id) == index:
                return shape, [shape.by_key[key] for key in rule.fields if key in shape.by_key]
    return None
