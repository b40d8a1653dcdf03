"""Functions over several values: counting, the smallest and greatest, and the options of a choice field."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kehu.base.text import Text
from kehu.engine.functions.base import MAX_RESULT, Sql, also, function, let, listed, sql, to_whole, whole

CATEGORY = Text("统计和多选", "Counting and lists")


@function(
    "最小值",
    "MIN",
    Text("几个值里最小的，空值不算", "The smallest of values; blanks are left out."),
    ("MIN(3, 1, 2)", Decimal(1)),
    "number~+ -> number",
    lambda *given: listed("least({0})", given),
    aliases=("最小",),
)
def smallest(*given: Decimal | None) -> Decimal | None:
    return min((each for each in given if each is not None), default=None)


@function(
    "最大值",
    "MAX",
    Text("几个值里最大的，空值不算", "The greatest of values; blanks are left out."),
    ("MAX(3, 1, 2)", Decimal(3)),
    "number~+ -> number",
    lambda *given: listed("greatest({0})", given),
    aliases=("最大",),
)
def greatest(*given: Decimal | None) -> Decimal | None:
    return max((each for each in given if each is not None), default=None)


@also(smallest, "date~+ -> date", lambda *given: listed("least({0})", given))
def earliest(*given: date | None) -> date | None:
    return min((each for each in given if each is not None), default=None)


@also(greatest, "date~+ -> date", lambda *given: listed("greatest({0})", given))
def latest(*given: date | None) -> date | None:
    return max((each for each in given if each is not None), default=None)


@also(smallest, "datetime~+ -> datetime", lambda *given: listed("least({0})", given))
def first_moment(*given: datetime | None) -> datetime | None:
    return min((each for each in given if each is not None), default=None)


@also(greatest, "datetime~+ -> datetime", lambda *given: listed("greatest({0})", given))
def last_moment(*given: datetime | None) -> datetime | None:
    return max((each for each in given if each is not None), default=None)


@function(
    "计数",
    "COUNT",
    Text("有几个数字或日期不为空；对多选字段是选了几项", "Counts filled numbers or dates, or the options of a list."),
    ("COUNT(1, BLANK(), 3)", Decimal(2)),
    "number~+ -> number",
    lambda *given: listed("num_nonnulls({0})::numeric", given),
)
def count(*given: Any) -> Decimal:
    return Decimal(sum(each is not None for each in given))


@also(count, "datetime~+ -> number", lambda *given: listed("num_nonnulls({0})::numeric", given))
def count_moments(*given: Any) -> Decimal:
    return Decimal(sum(each is not None for each in given))


@also(count, "texts -> number", "cardinality({0})::numeric")
def count_options(options: tuple[str, ...]) -> Decimal:
    return Decimal(len(options))


def _filled(given: tuple[Sql, ...]) -> Sql:
    return listed("num_nonnulls({0})::numeric", tuple(sql("nullif({0}, '')", each) for each in given))


@function(
    "非空计数",
    "COUNTA",
    Text("有几个值不为空", "Counts the values that are not blank."),
    ('COUNTA("甲", "", 3)', Decimal(2)),
    "text+ -> number",
    lambda *given: _filled(given),
)
def counta(*given: str) -> Decimal:
    return Decimal(sum(bool(each) for each in given))


@function(
    "空值计数",
    "COUNTBLANK",
    Text("有几个值为空", "Counts the values that are blank."),
    ('COUNTBLANK("甲", "", 3)', Decimal(1)),
    "text+ -> number",
    lambda *given: listed("num_nulls({0})::numeric", tuple(sql("nullif({0}, '')", each) for each in given)),
)
def countblank(*given: str) -> Decimal:
    return Decimal(sum(not each for each in given))


@function(
    "连接选项",
    "JOIN",
    Text("用分隔符连接多选字段的各项", "Joins the options of a list by a separator."),
    ('JOIN("甲", "/")', "甲"),
    "texts, text=、 -> text",
    f"left(array_to_string({{0}}, {{1}}), {MAX_RESULT})",
)
def join(options: tuple[str, ...], between: str) -> str:
    return between.join(options)[:MAX_RESULT]


@function(
    "第几项",
    "ITEM",
    Text("多选字段的第几项；负数从后面数", "One option of a list by its place; a negative one counts from the end."),
    ('ITEM("甲", 1)', "甲"),
    "texts, number=1 -> text",
    lambda options, place: let(
        lambda it, at: sql("({0})[CASE WHEN {1} < 0 THEN cardinality({0}) + 1 + {1} ELSE {1} END]", it, at),
        options,
        whole(place, -10_000, 10_000),
    ),
)
def item(options: tuple[str, ...], place: Decimal) -> str | None:
    at = to_whole(place, -10_000, 10_000)
    at = len(options) + 1 + at if at < 0 else at
    return options[at - 1] if 1 <= at <= len(options) else None


@function(
    "全部包含",
    "HASALL",
    Text("多选字段里是不是有这些项的每一个", "Tells whether a list holds every one of these options."),
    ('HASALL("甲", "甲")', True),
    "texts, text+ -> bool",
    lambda options, *wanted: sql("{0} @> {1}", options, listed("ARRAY[{0}]::text[]", wanted)),
)
def hasall(options: tuple[str, ...], *wanted: str) -> bool:
    return set(wanted) <= set(options)


@function(
    "任一包含",
    "HASANY",
    Text("多选字段里是不是有这些项中的任何一个", "Tells whether a list holds any of these options."),
    ('HASANY("甲", "甲", "乙")', True),
    "texts, text+ -> bool",
    lambda options, *wanted: sql("{0} && {1}", options, listed("ARRAY[{0}]::text[]", wanted)),
)
def hasany(options: tuple[str, ...], *wanted: str) -> bool:
    return bool(set(wanted) & set(options))
