"""Statements that differ only in their values are compiled once, and each runs with its own values."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.engine.sql import run

PLACE = sa.table("places", sa.column("id", sa.BigInteger()), sa.column("name", sa.Text()))


def among(ids: list[int], name: str, limit: int) -> sa.Select[tuple[int]]:
    """Build a statement with values in every part."""
    chosen = PLACE.c.id == sa.any_(sa.literal(ids, pg.ARRAY(sa.BigInteger())))
    named = PLACE.c.name.icontains(name, autoescape=True)
    return sa.select(PLACE.c.id, sa.func.to_char(PLACE.c.id, "99")).where(chosen, named).limit(limit)


def test_the_second_statement_of_a_shape_has_the_same_text_and_its_own_values() -> None:
    first, second = run.compiled(among([1, 2], "杭州", 10)), run.compiled(among([3], "50%", 20))
    plain = among([3], "50%", 20).compile(dialect=run._DIALECT, compile_kwargs={"render_postcompile": True})
    assert first[0] == second[0] == str(plain)
    assert second[1] == plain.params
    assert first[1] != second[1]


def test_statements_of_another_shape_do_not_meet() -> None:
    narrow = run.compiled(among([1], "苏州", 5))
    wide = run.compiled(among([1], "苏州", 5).where(PLACE.c.name.is_(None)))
    assert narrow[0] != wide[0]


def test_what_is_kept_holds_no_values() -> None:
    run.compiled(among([7] * 1000, "无锡", 5))
    assert all(isinstance(each, run.Shape) for each in run._shapes.values())
