"""Short ways to declare roll-ups over the tables that link to customers."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec
from kehu.lang.filters import Condition, Filter, write_filter

SOLD = Condition("status", "none_of", ["c5", "c6"])
"""Orders that stand: neither cancelled nor returned; one without a status counts."""


def rollup(
    key: str, name: Text, table: str, function: str, field: str | None = None, where: Filter | None = None
) -> FieldSpec:
    """Declare a figure over the records of `table` that link to the customer."""
    config = {
        "table": table,
        "link": "customer",
        "function": function,
        "field": field,
        "filter": write_filter(where),
    }
    return FieldSpec(key, name, "rollup", config)
