"""What can be asked of a number: the same words in SQL and in Python."""

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

_NUMBER = (Kind.NUMBER,)

EQ = Operator("eq", Text.same("="), _NUMBER, lambda value, given: value == given[0])
NE = Operator("ne", Text.same("≠"), _NUMBER, lambda value, given: value != given[0], empty=True)
GT = Operator("gt", Text.same(">"), _NUMBER, lambda value, given: value > given[0])
GE = Operator("ge", Text.same("≥"), _NUMBER, lambda value, given: value >= given[0])
LT = Operator("lt", Text.same("<"), _NUMBER, lambda value, given: value < given[0])
LE = Operator("le", Text.same("≤"), _NUMBER, lambda value, given: value <= given[0])
BETWEEN = Operator(
    "between",
    Text("介于", "is between"),
    _NUMBER,
    lambda value, given: (value >= given[0]) & (value <= given[1]),
    "range",
)
