"""Functions of logic: choosing, joining conditions, blanks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kehu.base.text import Text
from kehu.engine.functions.base import (
    Sql,
    also,
    between,
    bind,
    folded,
    folded_sql,
    function,
    let,
    look,
    seen,
    sql,
    to_whole,
    whole,
)

CATEGORY = Text("逻辑", "Logic")


@function(
    "如果",
    "IF",
    Text("条件成立时给一个值，否则给另一个", "Gives one value if a condition holds, and another if not."),
    ('IF(3 > 2, "大", "小")', "大"),
    "bool, T, T? -> T",
    lambda condition, yes, no: sql("CASE WHEN {0} THEN {1} ELSE {2} END", condition, yes, no),
)
def choose(condition: bool, yes: Any, no: Any) -> Any:
    return yes if condition else no


def _cases(head: str, pairs: tuple[tuple[Sql, Sql], ...], other: Sql | None) -> Sql:
    parts: list[Any] = [f"CASE {head}"]
    for when, then in pairs:
        parts += [" WHEN ", *when.parts, " THEN ", *then.parts]
    if other is not None:
        parts += [" ELSE ", *other.parts]
    return sql("{0}", Sql((*parts, " END")))


@function(
    "多条件",
    "IFS",
    Text(
        "依次检查条件，给第一个成立的值；最后可以写其余情况的值",
        "Gives the value of the first condition that holds; a last one stands for the rest.",
    ),
    ('IFS(1 > 2, "甲", 2 > 1, "乙", "丙")', "乙"),
    "(bool, T)+, T? -> T",
    lambda *given: _cases("", tuple(zip(given[::2], given[1::2], strict=False)), given[-1] if len(given) % 2 else None),
)
def ifs(*given: Any) -> Any:
    for condition, then in zip(given[::2], given[1::2], strict=False):
        if condition:
            return then
    return given[-1] if len(given) % 2 else None


def _switch_sql(*given: Sql) -> Sql:
    value, *rest = given
    other = rest.pop() if len(rest) % 2 else None
    return let(
        lambda it: _cases(
            "",
            tuple(
                (sql("{0} IS NOT DISTINCT FROM {1}", it, each), then)
                for each, then in zip(rest[::2], rest[1::2], strict=True)
            ),
            other,
        ),
        value,
    )


def _switched(*given: Any) -> Any:
    value, *rest = given
    other = rest.pop() if len(rest) % 2 else None
    return next((then for each, then in zip(rest[::2], rest[1::2], strict=True) if each == value), other)


def _seeing(see: Any, *given: Any) -> list[Any]:
    """Let `see` look at the value and at what it is compared with, not at the results."""
    last = len(given) - 1 if len(given) % 2 == 0 else len(given)
    return [see(each) if place == 0 or (place % 2 == 1 and place < last) else each for place, each in enumerate(given)]


@function(
    "匹配",
    "SWITCH",
    Text(
        "拿一个值依次比较，给相同那一项的值；最后可以写其余情况的值",
        "Compares a value with others in turn and gives what belongs to the same one.",
    ),
    ('SWITCH("b", "a", 1, "b", 2, 0)', Decimal(2)),
    "text, (text, T)+, T? -> T",
    lambda *given: _switch_sql(*_seeing(folded_sql, *given)),
)
def switch(*given: Any) -> Any:
    return _switched(*_seeing(folded, *given))


@also(switch, "number, (number, T)+, T? -> T", lambda *given: _switch_sql(*_seeing(seen, *given)))
def switch_number(*given: Any) -> Any:
    return _switched(*_seeing(look, *given))


@also(switch, "date~, (date~, T)+, T? -> T", _switch_sql)
def switch_date(*given: Any) -> Any:
    return _switched(*given)


@also(switch, "bool, (bool, T)+, T? -> T", _switch_sql)
def switch_bool(*given: Any) -> Any:
    return _switched(*given)


@function(
    "并且",
    "AND",
    Text("所有条件都成立", "Tells whether every condition holds."),
    ("AND(1 = 1, 2 > 1)", True),
    "bool+ -> bool",
    lambda *given: between(" AND ", given),
    aliases=("且",),
)
def every(*given: bool) -> bool:
    return all(given)


@function(
    "或者",
    "OR",
    Text("至少一个条件成立", "Tells whether a condition holds."),
    ("OR(1 = 2, 2 > 1)", True),
    "bool+ -> bool",
    lambda *given: between(" OR ", given),
    aliases=("或",),
)
def some(*given: bool) -> bool:
    return any(given)


@function(
    "不是",
    "NOT",
    Text("条件不成立", "Tells whether a condition does not hold."),
    ("NOT(1 = 2)", True),
    "bool -> bool",
    "NOT {0}",
    aliases=("非",),
)
def negated(condition: bool) -> bool:
    return not condition


@function(
    "异或",
    "XOR",
    Text("成立的条件有奇数个", "Tells whether an odd number of conditions hold."),
    ("XOR(TRUE, FALSE)", True),
    "bool+ -> bool",
    lambda *given: between(" <> ", given),
)
def odd_one(*given: bool) -> bool:
    return sum(given) % 2 == 1


@function(
    "真值",
    "TRUE",
    Text("永远成立", "Always holds."),
    ("TRUE()", True),
    " -> bool",
    "TRUE",
)
def yes() -> bool:
    return True


@function(
    "假值",
    "FALSE",
    Text("永远不成立", "Never holds."),
    ("FALSE()", False),
    " -> bool",
    "FALSE",
)
def no() -> bool:
    return False


@function(
    "为空",
    "ISBLANK",
    Text("值是不是空的", "Tells whether a value is blank."),
    ('ISBLANK("")', True),
    "text -> bool",
    "{0} = ''",
    aliases=("ISERROR",),
)
def isblank(words: str) -> bool:
    return not words


for _kind in ("number~", "date~", "datetime~", "bool~"):
    also(isblank, f"{_kind} -> bool", "{0} IS NULL")(lambda it: it is None)
also(isblank, "texts -> bool", "cardinality({0}) = 0")(lambda options: not options)


@function(
    "空值替换",
    "IFBLANK",
    Text("值为空时换成另一个", "Gives another value for a blank one."),
    ('IFBLANK("", "无")', "无"),
    "text, text -> text",
    "coalesce(nullif({0}, ''), {1})",
    aliases=("IFERROR", "如果错误", "IFNA"),
)
def ifblank(words: str, other: str) -> str:
    return words or other


also(ifblank, "texts, texts -> texts", "CASE WHEN cardinality({0}) = 0 THEN {1} ELSE {0} END")(
    lambda options, other: options or other
)
also(ifblank, "T, T -> T", "coalesce({0}, {1})")(lambda value, other: other if value is None else value)


@function(
    "第一个非空",
    "COALESCE",
    Text("给第一个不为空的值", "Gives the first value that is not blank."),
    ('COALESCE("", "乙", "丙")', "乙"),
    "text+ -> text",
    lambda *given: _first(tuple(sql("nullif({0}, '')", each) for each in given)),
)
def coalesce(*given: str) -> str | None:
    return next((each for each in given if each), None)


for _kind in ("number~", "date~", "datetime~", "bool~"):
    also(coalesce, f"{_kind}+ -> {_kind[:-1]}", lambda *given: _first(given))(
        lambda *given: next((each for each in given if each is not None), None)
    )


def _first(given: tuple[Sql, ...]) -> Sql:
    return sql("coalesce({0})", Sql(tuple(part for each in given for part in (", ", *each.parts))[1:]))


@function(
    "选择",
    "CHOOSE",
    Text("给第几个值", "Gives the value at a place."),
    ('CHOOSE(2, "甲", "乙")', "乙"),
    "number, T+ -> T",
    lambda place, *given: let(
        lambda at: _cases(
            "", tuple((sql("{0} = {1}", at, bind(index, "int")), each) for index, each in enumerate(given, 1)), None
        ),
        whole(place, 0, 1000),
    ),
)
def pick(place: Decimal, *given: Any) -> Any:
    at = to_whole(place, 0, 1000)
    return given[at - 1] if 1 <= at <= len(given) else None


@function(
    "空值",
    "BLANK",
    Text("什么也没有", "Nothing at all."),
    ("BLANK()", None),
    " -> blank",
    "NULL",
)
def blank() -> None:
    return None
