"""What can be asked of a text. Upper and lower case are the same to all but `is`."""

import sqlalchemy as sa

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

_TEXT = (Kind.TEXT,)

CONTAINS = Operator(
    "contains",
    Text("包含", "contains"),
    _TEXT,
    lambda column, given: column.icontains(given[0], autoescape=True),
    python=lambda value, given: given[0].lower() in value.lower(),
)
NOT_CONTAINS = Operator(
    "not_contains",
    Text("不包含", "does not contain"),
    _TEXT,
    lambda column, given: sa.not_(column.icontains(given[0], autoescape=True)),
    python=lambda value, given: given[0].lower() not in value.lower(),
    empty=True,
)
IS = Operator("is", Text("是", "is"), _TEXT, lambda value, given: value == given[0])
IS_NOT = Operator("is_not", Text("不是", "is not"), _TEXT, lambda value, given: value != given[0], empty=True)
ANY_OF = Operator(
    "any_of",
    Text("是其中之一", "is any of"),
    _TEXT,
    lambda column, given: column == sa.any_(sa.literal(given, sa.ARRAY(sa.Text()))),
    "many",
    python=lambda value, given: value in given,
)
NONE_OF = Operator(
    "none_of",
    Text("不是其中任何一个", "is none of"),
    _TEXT,
    lambda column, given: column != sa.all_(sa.literal(given, sa.ARRAY(sa.Text()))),
    "many",
    python=lambda value, given: value not in given,
    empty=True,
)
STARTS_WITH = Operator(
    "starts_with",
    Text("开头是", "starts with"),
    _TEXT,
    lambda column, given: column.istartswith(given[0], autoescape=True),
    python=lambda value, given: value.lower().startswith(given[0].lower()),
)
NOT_STARTS_WITH = Operator(
    "not_starts_with",
    Text("开头不是", "does not start with"),
    _TEXT,
    lambda column, given: sa.not_(column.istartswith(given[0], autoescape=True)),
    python=lambda value, given: not value.lower().startswith(given[0].lower()),
    empty=True,
)
ENDS_WITH = Operator(
    "ends_with",
    Text("结尾是", "ends with"),
    _TEXT,
    lambda column, given: column.iendswith(given[0], autoescape=True),
    python=lambda value, given: value.lower().endswith(given[0].lower()),
)
