"""What can be asked of a single choice and of a link to one record or member."""

import sqlalchemy as sa

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

_PICKS = (Kind.CHOICE, Kind.LINK)

IS = Operator("is", Text("是", "is"), _PICKS, lambda value, given: value == given[0])
IS_NOT = Operator("is_not", Text("不是", "is not"), _PICKS, lambda value, given: value != given[0], empty=True)
ANY_OF = Operator(
    "any_of",
    Text("是其中之一", "is any of"),
    _PICKS,
    lambda column, given: column == sa.any_(sa.literal(given, sa.ARRAY(column.type))),
    "many",
    python=lambda value, given: value in given,
)
NONE_OF = Operator(
    "none_of",
    Text("不是其中任何一个", "is none of"),
    _PICKS,
    lambda column, given: column != sa.all_(sa.literal(given, sa.ARRAY(column.type))),
    "many",
    python=lambda value, given: value not in given,
    empty=True,
)
