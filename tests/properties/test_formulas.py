"""A formula in the database answers what it answers in Python: random ones of every function over random records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import schema, write
from kehu.engine.fields import Reading
from kehu.engine.functions import all_functions, library
from kehu.engine.operations import Insert
from kehu.engine.sql.formula import compile_formula, evaluate
from kehu.engine.sql.run import compiled, fetch
from kehu.engine.sql.tables import STORAGE, table_of
from kehu.lang.formulas.library import Form, Parameter
from kehu.lang.formulas.types import Type

WORDS = [
    "华为",
    "小米50%",
    "a_b",
    "A_B",
    'O\'Neil "x"',
    "\\n {0} %s",
    " 深圳 市 ",
    "1,234.5",
    "2026年3月5日",
    "😀é",
    "-12%",
]
NUMBERS = ["0", "1", "-1", "2.5", "-0.125", "1234567.891", "0.000000000001", "9999999999999999999999999999", "7", "12"]
LABELS = choices(("丙", "C"), ("甲", "A"), ("乙", "B"))
READING = Reading(date(2026, 3, 5), now=datetime(2026, 3, 5, 2, 30, tzinfo=UTC))
DAYS = [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29), date(1988, 4, 10), date(1900, 1, 1)]
TYPES = {
    Type.TEXT: ("text", "choice", "member", "autonumber"), Type.NUMBER: ("number", "percent", "money"),
    Type.DATE: ("date",), Type.DATETIME: ("datetime",), Type.BOOL: ("checkbox",), Type.TEXTS: ("choices",),
}  # fmt: skip
ZONES = ["Asia/Shanghai", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu"]
OPERATORS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", "<=", ">", ">="]


class World:
    """A table with a field of each type, and its records as Python values."""

    def __init__(self) -> None:
        self.actor: Actor = actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))
        self.members = {self.actor.member: "王芳"}
        for number, name in enumerate(("李雷", "Anna")):
            self.members[Member.objects.create_user(f"m{number}@example.com", "x", name=name).pk] = name
        keys = [key for every in TYPES.values() for key in every]
        fields = tuple(
            FieldSpec(key, Text.same(key), key, LABELS if key in ("choice", "choices") else {}) for key in keys
        )
        self.shape = schema.create_table(self.actor, TableSpec("things", Text.same("东西"), "box", "text", fields))
        random = Random(11)
        write.apply(self.actor, [Insert("things", self._row(random)) for _ in range(40)])
        table = table_of(self.shape)
        columns = [table.c[self.shape.field(key).column] for key in keys]
        rows = fetch(sa.select(table.c.id, *columns).order_by(table.c.id))
        self.rows = {row[0]: self._told(dict(zip(keys, row[1:], strict=True))) for row in rows}

    def _row(self, random: Random) -> dict[str, Any]:
        near = date(2026, 1, 1) + timedelta(days=random.randrange(-800, 800))
        moment = datetime(1985, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(60 * 24 * 365 * 45))
        row: dict[str, Any] = {
            "text": random.choice(WORDS), "number": random.choice(NUMBERS), "percent": f"{random.randrange(200)}%",
            "money": str(random.randrange(10_000_000)), "date": random.choice([*DAYS, *[near] * 10]).isoformat(),
            "datetime": moment.isoformat(), "checkbox": random.random() < 0.5,
            "choice": random.choice(["c1", "c2", "c3"]),
            "choices": random.sample(["c1", "c2", "c3"], random.randint(1, 3)),
            "member": random.choice(list(self.members)),
        }  # fmt: skip
        return {key: value for key, value in row.items() if random.random() < 0.8}

    def _told(self, row: dict[str, Any]) -> dict[str, Any]:
        labels = {"c1": "丙", "c2": "甲", "c3": "乙", None: None}
        row["choice"] = labels[row["choice"]]
        row["choices"] = None if row["choices"] is None else [labels[each] for each in row["choices"]]
        row["member"] = self.members.get(row["member"])
        return row


@pytest.fixture
def world(db: None) -> Iterator[World]:
    return World()


def leaves(kind: Type) -> st.SearchStrategy[str]:
    fields = st.sampled_from([f"{{{key}}}" for key in TYPES.get(kind, ("text",))])
    match kind:
        case Type.NUMBER:
            return fields | st.sampled_from(NUMBERS) | st.integers(-40, 40).map(str)
        case Type.TEXT:
            return fields | st.sampled_from([*WORDS, "", "a"]).map(lambda word: '"' + word.replace('"', '""') + '"')
        case Type.DATE:
            return fields | st.sampled_from(["TODAY()", "DATE(2024,2,29)", "DATE(9999,12,31)", "DATE(1,1,1)"])
        case Type.DATETIME:
            return fields | st.just("NOW()")
        case Type.BOOL:
            return fields | st.sampled_from(["TRUE", "假"])
        case _:
            return fields


def giving() -> dict[Type, list[tuple[Callable[[list[str]], str], Form]]]:
    """Sort every form of every function and operator by the type it gives."""
    found: dict[Type, list[tuple[Callable[[list[str]], str], Form]]] = {kind: [] for kind in Type}
    for name, made in library().functions.items():
        if name == made.name.en:
            for form in made.forms:
                _sort(found, lambda given, name=name: f"{name}({', '.join(given)})", form)
    for sign in OPERATORS:
        for form in library().operators[sign].forms:
            _sort(found, lambda given, sign=sign: f"({given[0]} {sign} {given[1]})", form)
    for form in library().operators["-x"].forms:
        _sort(found, lambda given: f"(-{given[0]}%)", form)
    return found


def _sort(found: dict[Type, Any], write: Callable[[list[str]], str], form: Form) -> None:
    gives = form.signature.gives
    for kind in [gives] if isinstance(gives, Type) else list(TYPES):
        found[kind].append((write, form))


GIVING = giving()
WORDS_OF_FORMS = ["D", "月", "Y", "q", "周", "MD", "YD", "H", "分钟", "#,##0.00", "0.0#%", "¥000",
                  "yyyy-mm-dd hh:mm:ss",
                  "yy年m月d日aaaa"]  # fmt: skip


def formulas(kind: Type, depth: int) -> st.SearchStrategy[str]:
    if depth == 0 or not GIVING[kind]:
        return leaves(kind)
    return leaves(kind) | st.sampled_from(GIVING[kind]).flatmap(lambda made: calls(*made, kind, depth))


def calls(write: Callable[[list[str]], str], form: Form, kind: Type, depth: int) -> st.SearchStrategy[str]:
    signature = form.signature
    places = [*signature.fixed, *signature.group * 2, *([signature.tail] if signature.tail else [])]
    return st.tuples(*(argument(each, form, kind, depth) for each in places)).map(lambda given: write(list(given)))


def argument(of: Parameter, form: Form, kind: Type, depth: int) -> st.SearchStrategy[str]:
    if of.type == "word":
        return st.sampled_from([f'"{word}"' for word in WORDS_OF_FORMS if form.check is None or not form.check(word)])
    if isinstance(of.type, Type):
        return formulas(of.type, depth - 1)
    return formulas(kind, depth - 1)


def same(found: Any, expected: Any) -> bool:
    return bool(type(found) is type(expected) and found == expected)


@given(data=st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_formula_in_sql_gives_what_python_gives(world: World, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(TYPES)))
    source = data.draw(formulas(kind, 3))
    reading = replace(READING, time_zone=data.draw(st.sampled_from(ZONES)))
    made = compile_formula(source, world.shape, store.current(), reading)
    table = table_of(world.shape).alias("whole")
    rows = fetch(sa.select(table.c.id, made.expression(table)).order_by(table.c.id))
    for identity, found in rows:
        expected = evaluate(source, world.shape, world.rows[identity], reading)
        assert same(found, expected), (source, reading.time_zone, world.rows[identity])


def test_every_function_is_drawn() -> None:
    drawn = {id(form) for every in GIVING.values() for _, form in every}
    assert all(id(form) in drawn for made in all_functions().values() for form in made.forms)


HOSTILE = ["'; DROP TABLE things; --", '"', "%(x)s", "%s %", "\\", "{0}", "$1", ":name", "/*", "’", "\u2028", "😀" * 50]


@given(words=st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_s01_words_of_a_formula_are_bound_and_come_back_as_they_are(world: World, words: str) -> None:
    quoted = '"' + words.replace('"', '""') + '"'
    for source in (quoted, f"CONCAT({quoted})", f"SUBSTITUTE({quoted}, {quoted}, {quoted})", f"IF(TRUE, {quoted}, 1)"):
        made = compile_formula(source, world.shape, store.current(), READING)
        table = table_of(world.shape)
        statement = sa.select(made.expression(table)).select_from(table).limit(1)
        if len(words) > 8:
            assert words not in compiled(statement)[0]
        assert fetch(statement)[0][0] == (words or None)
    with pytest.raises(Invalid):
        compile_formula(
            "{" + words.replace("{", "{{").replace("}", "}}") + "不}", world.shape, store.current(), READING
        )


def test_a_formula_can_be_stored_by_an_update_and_narrow_a_read(world: World) -> None:
    made = compile_formula("{number} / 3 + LEN({member}) + COUNT({choices})", world.shape, store.current(), READING)
    table = table_of(world.shape)
    column = table.c[world.shape.field("number").column]
    expected = {
        key: evaluate("{number} / 3 + LEN({member}) + COUNT({choices})", world.shape, row, READING)
        for key, row in world.rows.items()
    }
    found = dict(fetch(sa.select(table.c.id, made.expression(table)).where(made.expression(table) > 1)))
    assert found == {key: value for key, value in expected.items() if value is not None and value > 1}
    fetch(sa.update(table).values({column.name: made.expression(table)}).returning(table.c.id))
    assert dict(fetch(sa.select(table.c.id, column))) == expected
    assert isinstance(made.expression(table).type, type(STORAGE[made.kind].type))
    assert made.inputs == {"number", "member", "choices"}


def test_formulas_as_large_as_allowed_are_answered(world: World) -> None:
    large = [
        "+".join(["{number}"] * 240), "/".join(["{money}"] * 240), "^".join(["{percent}"] * 100),
        "&".join(["{text}"] * 240), "(" * 60 + "1" + ")" * 60, "IF({number}>1," * 62 + "1" + ",2)" * 62,
        "CEILING(" * 60 + "{number}" + ",3)" * 60, "REPT(" * 60 + "{text}" + ",99)" * 60,
        "*".join(["9999999999999999999999999999"] * 240), "-" * 60 + "{number}", "ROUND(" * 60 + "1/3" + ",20)" * 60,
        "POWER(" * 60 + "{number}" + ",2)" * 60, "SUBSTITUTE(" * 60 + "{text}" + ',"a","aaaaaaaaaa")' * 60,
        "EDATE(" * 60 + "{date}" + ",1)" * 60, "SWITCH(" * 60 + "{text}" + ',"a","b","c")' * 60,
    ]  # fmt: skip
    table = table_of(world.shape)
    for source in large:
        made = compile_formula(source, world.shape, store.current(), READING)
        for identity, found in fetch(sa.select(table.c.id, made.expression(table)).limit(5)):
            expected = evaluate(source, world.shape, world.rows[identity], READING)
            assert same(found, expected), source[:80]


def test_numbers_are_seen_with_twelve_decimals(world: World) -> None:
    for source, expected in {
        "1/3*3": Decimal(1), "1/3*3=1": True, "INT(1/3*3)": Decimal(1), "0.1+0.2=0.3": True,
        "1/3": Decimal("0.333333333333"),
        "2/3": Decimal("0.666666666667"), "10^27": None, "10^26": Decimal(10**26), "1/0": None, "1/0+1": Decimal(1),
        "2^0.5": Decimal("1.414213562373"), "-2^2": Decimal(4), "2^3^2": Decimal(64), "50%%": Decimal("0.005"),
    }.items():  # fmt: skip
        made = compile_formula(source, world.shape, store.current(), READING)
        found = fetch(sa.select(made.expression(table_of(world.shape))).limit(1))[0][0]
        assert (found, evaluate(source, world.shape, {}, READING)) == (expected, expected), source
