"""Limits of values, as two rules know them: from, to, or both, and the words for it."""

from __future__ import annotations

from typing import Any

from kehu.base.text import Text
from kehu.engine.fields import Wrong


def one_of_both(low: Any, high: Any) -> None:
    """Refuse a pair of limits of which neither is given."""
    if low is None and high is None:
        raise Wrong(Text("要填最小值或最大值，至少一个", "Give a smallest or a largest value, or both"))


def spoken(low: Text | None, high: Text | None) -> Text:
    """Say limits as the end of a sentence about a field."""
    if low is None:
        return Text("不能大于 {high}", "must be at most {high}").format(high=high)
    if high is None:
        return Text("不能小于 {low}", "must be at least {low}").format(low=low)
    if low == high:
        return Text("只能是 {low}", "must be {low}").format(low=low)
    return Text("要在 {low} 和 {high} 之间", "must lie between {low} and {high}").format(low=low, high=high)
