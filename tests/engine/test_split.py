"""A column becomes a table: its values become records, it links to them, and what belongs to them moves over."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from kehu.access.actor import Actor
from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import read, schema, write
from kehu.engine.operations import Archive, Insert
from kehu.engine.retyping import split
from kehu.engine.sql import ddl
from kehu.lang.query import Query

LINES = [
    ("键盘", "远大公司", "杭州", "c1", 200),
    ("鼠标", " 远大公司 ", None, "c1", 50),
    ("显示器", "宏图公司", "苏州", "c2", 900),
    ("支架", "远大公司", "杭州", "c2", 80),
    ("赠品", None, "南京", "c1", 0),
]


@pytest.fixture
def lines(wang: Actor) -> list[int]:
    """A flat sheet: on every line the customer stands again, with city and level."""
    schema.create_table(
        wang,
        TableSpec(
            "lines",
            Text("明细", "Lines"),
            "table",
            "item",
            (
                FieldSpec("item", Text("货品", "Item"), "text"),
                FieldSpec("customer", Text("客户名称", "Customer"), "text"),
                FieldSpec("city", Text("城市", "City"), "text"),
                FieldSpec("level", Text("级别", "Level"), "choice", choices(("甲", "A"), ("乙", "B"))),
                FieldSpec("amount", Text("金额", "Amount"), "money"),
            ),
        ),
    )
    names = ("item", "customer", "city", "level", "amount")
    made = [Insert("lines", dict(zip(names, line, strict=True))) for line in LINES]
    return [each.id for each in write.apply(wang, made).records]


def rows(actor: Actor, table: str, *fields: str) -> list[Any]:
    return [row[2:] for row in read.page(actor, table, Query(fields=fields)).rows]


def shown(actor: Actor, table: str, field: str) -> list[str | None]:
    page = read.page(actor, table, Query(fields=(field,)))
    names = page.titles.get(page.fields[0].target or "", {})
    return [names.get(row[2]) for row in page.rows]


def test_a_look_counts_the_values_and_tells_what_belongs_to_them(wang: Actor, lines: list[int]) -> None:
    found = split.look(wang, "lines", "customer")
    assert (found.titles, found.filled, found.looked) == (2, 4, 5)
    assert [(field.key, differing) for field, differing in found.beside] == [("city", 0), ("level", 1), ("amount", 1)]


def test_every_value_becomes_one_record_and_the_column_links_to_it(wang: Actor, lines: list[int]) -> None:
    made = split.split(wang, "lines", "customer", "客户", ["city"], "customers_of_lines")
    title, city = made.title, next(each.key for each in made.by_key.values() if each.name.zh == "城市")
    assert rows(wang, made.key, title, city) == [("远大公司", "杭州"), ("宏图公司", "苏州")]
    assert made.title_field.name.zh == "客户名称"
    linked = store.current().table("lines").field("customer")
    assert (linked.type, linked.target) == ("link", made.key)
    assert shown(wang, "lines", "customer") == ["远大公司", "远大公司", "宏图公司", "远大公司", None]


def test_a_moved_field_lies_in_the_bin_with_its_values(wang: Actor, lines: list[int]) -> None:
    split.split(wang, "lines", "customer", "客户", ["city"])
    assert "city" not in store.current().table("lines").by_key
    schema.restore_field(wang, "lines", "city")
    assert rows(wang, "lines", "city") == [(line[2],) for line in LINES]


def test_archived_records_keep_their_value_as_a_link(wang: Actor, lines: list[int]) -> None:
    write.apply(wang, [Archive("lines", lines[2])])
    made = split.split(wang, "lines", "customer", "客户")
    assert {row[0] for row in rows(wang, made.key, made.title)} == {"远大公司", "宏图公司"}


def test_a_choice_becomes_a_table_of_its_labels(wang: Actor, lines: list[int]) -> None:
    made = split.split(wang, "lines", "level", "级别表")
    assert rows(wang, made.key, made.title) == [("甲",), ("乙",)]
    assert shown(wang, "lines", "level") == ["甲", "甲", "乙", "乙", "甲"]


@pytest.mark.django_db(transaction=True)
def test_a_large_table_is_put_back_when_it_fails_and_a_second_try_goes_on(
    wang: Actor, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ddl, "LARGE", 1)
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{store.current().table("lines").physical}"')
    with monkeypatch.context() as broken:
        broken.setattr(split, "retype", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            split.split(wang, "lines", "customer", "客户", ["city"], "buyers")
    assert store.current().tables["buyers"].archived
    assert store.current().table("lines").field("customer").type == "text"
    assert "city" in store.current().table("lines").by_key
    made = split.split(wang, "lines", "customer", "客户", ["city"], "buyers")
    assert made.key == "buyers"
    assert rows(wang, "buyers", *[each.key for each in made.by_key.values() if not each.system]) == [
        ("远大公司", "杭州"),
        ("宏图公司", "苏州"),
    ]
    assert shown(wang, "lines", "customer") == ["远大公司", "远大公司", "宏图公司", "远大公司", None]


@pytest.mark.parametrize(("field", "moves"), [("amount", []), ("customer", ["item"]), ("customer", ["customer"])])
def test_what_cannot_be_split_or_moved_is_refused_by_name_and_nothing_is_made(
    wang: Actor, lines: list[int], field: str, moves: list[str]
) -> None:
    before = set(store.current().tables)
    with pytest.raises(Invalid, match=r"金额|货品|客户名称|Amount|Item|Customer"):
        split.split(wang, "lines", field, "新表", moves)
    assert set(store.current().tables) == before


def test_a_field_that_a_formula_reads_is_not_taken_away(wang: Actor, lines: list[int]) -> None:
    schema.add_field(wang, "lines", FieldSpec("tag", Text("标记", "Tag"), "formula", {"formula": '{城市}&"!"'}))
    with pytest.raises(Invalid):
        split.split(wang, "lines", "customer", "客户", ["city"])
    assert store.current().table("lines").field("customer").type == "text"


def test_only_an_owner_splits(li: Actor, lines: list[int]) -> None:
    with pytest.raises(Forbidden):
        split.look(li, "lines", "customer")
    with pytest.raises(Forbidden):
        split.split(li, "lines", "customer", "客户")
