"""A filter over the values of one record, in Python: the same answers as SQL gives, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.where import Asker, asked, visible
from kehu.lang.filters import Condition, Filter, Group


def matches(of: Filter | None, values: Mapping[str, Any], shape: Table, asker: Asker) -> bool:
    """Tell whether a record passes; `values` holds stored values by field key or path, empty ones may be left out."""
    match of:
        case None:
            return True
        case Group(join, items):
            found = (matches(item, values, shape, asker) for item in items)
            return (all if join == "and" else any)(found) if items else True
        case Condition(field=path):
            operator, given = asked(of, _field(path.split("."), shape, asker), asker)
            return operator.holds(values.get(path), given)


def _field(path: list[str], shape: Table, asker: Asker) -> Field:
    field = visible(shape, path[0], asker)
    if len(path) == 1 or asker.reach is None:
        return field
    return _field(path[1:], asker.reach(field.target or "").shape, asker)
