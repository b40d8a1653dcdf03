"""What can be asked of a date or a moment; a date in a condition means the whole day in the company's time zone."""

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.lang.kinds import Kind

_TIMES = (Kind.DATE, Kind.DATETIME)

IS = Operator("is", Text("是", "is"), _TIMES, lambda value, given: (value >= given[0].start) & (value < given[0].end))
BEFORE = Operator("before", Text("早于", "is before"), _TIMES, lambda value, given: value < given[0].start)
ON_OR_BEFORE = Operator(
    "on_or_before", Text("不晚于", "is on or before"), _TIMES, lambda value, given: value < given[0].end
)
AFTER = Operator("after", Text("晚于", "is after"), _TIMES, lambda value, given: value >= given[0].end)
ON_OR_AFTER = Operator(
    "on_or_after", Text("不早于", "is on or after"), _TIMES, lambda value, given: value >= given[0].start
)
BETWEEN = Operator(
    "between",
    Text("介于", "is between"),
    _TIMES,
    lambda value, given: (value >= given[0].start) & (value < given[1].end),
    "range",
)
WITHIN = Operator(
    "within",
    Text("在时间段内", "is within"),
    _TIMES,
    lambda value, given: (value >= given[0].start) & (value < given[0].end),
    "period",
)
NOT_WITHIN = Operator(
    "not_within",
    Text("不在时间段内", "is not within"),
    _TIMES,
    lambda value, given: (value < given[0].start) | (value >= given[0].end),
    "period",
    empty=True,
)
