"""Functions of workdays, by the holidays and make-up workdays of China."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kehu.base.text import Text
from kehu.base.workdays import workdays
from kehu.engine.functions.base import (
    Sql,
    bind,
    day,
    function,
    let,
    sql,
    to_whole,
    whole,
)
from kehu.engine.functions.calendar import (
    of_ordinal,
    of_ordinal_sql,
    ordinal,
)

CATEGORY = Text("工作日", "Workdays")


def _worked_sql(count: Sql) -> Sql:
    """Count the workdays up to an ordinal, the SQL of `Workdays.up_to`."""
    return let(
        lambda one: sql(
            "{0} / 7 * 5 + least(mod({0}, 7), 5) - width_bucket({0}, {1}) + width_bucket({0}, {2})",
            one,
            bind(list(workdays().off), "int[]"),
            bind(list(workdays().extra), "int[]"),
        ),
        count,
    )


def _which_sql(count: Sql) -> Sql:
    """Give the ordinal of a workday by its count, the SQL of `Workdays.which`."""

    def find(one: Sql, passed: Sql) -> Sql:
        wanted = sql("{0} - coalesce(({1})[{2}], 0) - 1", one, bind(list(workdays().shift), "int[]"), passed)
        return let(
            lambda it: sql(
                "least(floor({0} / 5.0)::int * 7 + mod({0} + 5000000, 5) + 1, ({1})[{2} + 1])",
                it,
                bind(list(workdays().special), "int[]"),
                passed,
            ),
            wanted,
        )

    return let(
        lambda one: let(find, one, sql("width_bucket({0} - 1, {1})", one, bind(list(workdays().worked), "int[]"))),
        count,
    )


@function(
    "工作日数",
    "NETWORKDAYS",
    Text(
        "两个日期之间的工作日数，含两端，按中国法定节假日和调休",
        "Counts the workdays of China from a date to another, both inside.",
    ),
    ("NETWORKDAYS(DATE(2026, 10, 1), DATE(2026, 10, 10))", Decimal(3)),
    "date, date -> number",
    lambda start, end: let(
        lambda a, b: sql(
            "CASE WHEN {0} <= {1} THEN {2} ELSE {3} END::numeric",
            a,
            b,
            sql("{1} - {0}", _worked_sql(sql("{0} - 1", a)), _worked_sql(b)),
            sql("{0} - {1}", _worked_sql(sql("{0} - 1", b)), _worked_sql(a)),
        ),
        ordinal(start),
        ordinal(end),
    ),
    aliases=("工作日天数",),
)
def networkdays(start: date, end: date) -> Decimal:
    a, b, known = start.toordinal(), end.toordinal(), workdays()
    return Decimal(known.up_to(b) - known.up_to(a - 1) if a <= b else known.up_to(b - 1) - known.up_to(a))


@function(
    "工作日",
    "WORKDAY",
    Text("若干个工作日之后的日期，按中国法定节假日和调休", "The date some workdays of China later."),
    ("WORKDAY(DATE(2026, 9, 30), 1)", day(2026, 10, 8)),
    "date, number -> date",
    lambda start, count: let(
        lambda a, n: sql(
            "CASE WHEN {1} = 0 THEN {0} ELSE {2} END",
            start,
            n,
            of_ordinal_sql(
                _which_sql(
                    sql(
                        "CASE WHEN {1} > 0 THEN {2} + {1} ELSE {3} + 1 + {1} END",
                        a,
                        n,
                        _worked_sql(a),
                        _worked_sql(sql("{0} - 1", a)),
                    )
                )
            ),
        ),
        ordinal(start),
        whole(count, -3_000_000, 3_000_000),
    ),
)
def workday(start: date, count: Decimal) -> date | None:
    number, a, known = to_whole(count, -3_000_000, 3_000_000), start.toordinal(), workdays()
    if number == 0:
        return start
    return of_ordinal(known.which(known.up_to(a) + number if number > 0 else known.up_to(a - 1) + 1 + number))


@function(
    "是工作日",
    "ISWORKDAY",
    Text("这一天上不上班，按中国法定节假日和调休", "Tells whether China works on a day."),
    ("ISWORKDAY(DATE(2026, 10, 1))", False),
    "date -> bool",
    lambda it: let(lambda a: sql("{0} > {1}", _worked_sql(a), _worked_sql(sql("{0} - 1", a))), ordinal(it)),
)
def isworkday(it: date) -> bool:
    return workdays().is_workday(it.toordinal())
