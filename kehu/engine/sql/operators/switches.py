"""What can be asked of a checkbox."""

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

IS = Operator(
    "is",
    Text("是", "is"),
    (Kind.BOOL,),
    lambda column, given: column.is_(given[0]),
    python=lambda value, given: value is given[0],
)
