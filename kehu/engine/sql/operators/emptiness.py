"""Whether anything stands in a field at all."""

import sqlalchemy as sa

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

_KINDS = tuple(kind for kind in Kind if kind is not Kind.BOOL)

EMPTY = Operator(
    "empty",
    Text("为空", "is empty"),
    _KINDS,
    lambda column, given: sa.false(),
    "none",
    python=lambda value, given: False,
    empty=True,
)
NOT_EMPTY = Operator(
    "not_empty",
    Text("不为空", "is not empty"),
    _KINDS,
    lambda column, given: column.is_not(None),
    "none",
    python=lambda value, given: True,
)
