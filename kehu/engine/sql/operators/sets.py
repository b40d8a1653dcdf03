"""What can be asked of several choices, or links to several records, in one cell."""

import sqlalchemy as sa

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

_SETS = (Kind.CHOICES, Kind.LINKS)

HAS_ANY = Operator(
    "has_any",
    Text("包含任意一个", "has any of"),
    _SETS,
    lambda column, given: column.op("&&", is_comparison=True)(sa.literal(given, column.type)),
    "many",
    python=lambda value, given: not set(given).isdisjoint(value),
)
HAS_ALL = Operator(
    "has_all",
    Text("包含全部", "has all of"),
    _SETS,
    lambda column, given: column.op("@>", is_comparison=True)(sa.literal(given, column.type)),
    "many",
    python=lambda value, given: set(given) <= set(value),
)
HAS_EXACTLY = Operator(
    "has_exactly",
    Text("正好是", "is exactly"),
    _SETS,
    lambda column, given: (
        column.op("@>", is_comparison=True)(sa.literal(given, column.type))
        & column.op("<@", is_comparison=True)(sa.literal(given, column.type))
    ),
    "many",
    python=lambda value, given: set(given) == set(value),
)
HAS_NONE = Operator(
    "has_none",
    Text("不包含", "has none of"),
    _SETS,
    lambda column, given: sa.not_(column.op("&&", is_comparison=True)(sa.literal(given, column.type))),
    "many",
    python=lambda value, given: set(given).isdisjoint(value),
    empty=True,
)
