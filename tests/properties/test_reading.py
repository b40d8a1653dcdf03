"""What SQL answers is what Python would answer: filters, orders and places over random records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.chinese import sort_key
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import read, schema, write
from kehu.engine.matching import matches
from kehu.engine.operations import Insert
from kehu.engine.operators import operators
from kehu.engine.reading import asker_of, reading_of
from kehu.lang.filters import Condition, Filter, Group
from kehu.lang.kinds import Kind
from kehu.lang.periods import PERIODS, period
from kehu.lang.query import Query, Sort

WORDS = ["华为", "华美", "阿里", "小米50%", "a_b", "A_B", 'O\'Neil "x"', "\\n", "深圳_市", "张三 李四", "😀"]
KINDS = {
    "text": Kind.TEXT, "number": Kind.NUMBER, "date": Kind.DATE, "datetime": Kind.DATETIME,
    "checkbox": Kind.BOOL, "choice": Kind.CHOICE, "choices": Kind.CHOICES, "member": Kind.LINK,
}  # fmt: skip
LABELS = choices(("丙", "C"), ("甲", "A"), ("乙", "B"))
ZONE = ZoneInfo("Asia/Shanghai")
RECORDS = 60
PERIOD_KEYS = [*PERIODS, "last_30_days", "next_90_days", "200_days_ago", "in_14_days", "over_100_days_ago"]


class World:
    """A table with a field of each kind, its records as Python values, and who reads it."""

    def __init__(self) -> None:
        self.actor: Actor = actor_of(Member.objects.create_user("w@example.com", "x", name="王芳", role="owner"))
        others = [
            Member.objects.create_user(f"m{n}@example.com", "x", name=name).pk
            for n, name in enumerate(("李雷", "安娜"))
        ]
        self.members = [self.actor.member, *others]
        fields = tuple(
            FieldSpec(key, Text.same(key), key, LABELS if key in ("choice", "choices") else {}) for key in KINDS
        )
        schema.create_table(self.actor, TableSpec("things", Text.same("东西"), "box", "text", fields))
        self.rows: dict[int, dict[str, Any]] = {}
        random = Random(7)
        rows = [self._row(random) for _ in range(RECORDS)]
        written = write.apply(self.actor, [Insert("things", row) for row in rows]).records
        for each in written:
            found = read.record(self.actor, "things", each.id).values
            self.rows[each.id] = {key: _python(KINDS[key], found[key]) for key in KINDS}

    def _row(self, random: Random) -> dict[str, Any]:
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(60 * 24 * 400))
        row: dict[str, Any] = {
            "text": random.choice(WORDS), "number": str(Decimal(random.randrange(-300, 300)) / 8),
            "date": moment.date().isoformat(),
            "datetime": moment.isoformat(), "checkbox": random.random() < 0.5,
            "choice": random.choice(["c1", "c2", "c3"]),
            "choices": random.sample(["c1", "c2", "c3"], random.randint(1, 3)), "member": random.choice(self.members),
        }  # fmt: skip
        return {key: value for key, value in row.items() if random.random() < 0.8}


def _python(kind: Kind, wire: Any) -> Any:
    if wire is None:
        return None
    match kind:
        case Kind.NUMBER:
            return Decimal(wire)
        case Kind.DATE:
            return date.fromisoformat(wire)
        case Kind.DATETIME:
            return datetime.fromisoformat(wire)
        case _:
            return wire


@pytest.fixture
def world(db: None) -> Iterator[World]:
    return World()


def values_of(kind: Kind, world: World) -> st.SearchStrategy[Any]:
    match kind:
        case Kind.TEXT:
            return st.sampled_from([*WORDS, "", "%", "_", "华", "a", "5", "'"])
        case Kind.NUMBER:
            return st.sampled_from([str(Decimal(n) / 8) for n in range(-320, 320, 7)])
        case Kind.DATE | Kind.DATETIME:
            days = [(date(2025, 12, 25) + timedelta(days=n)).isoformat() for n in range(0, 420, 3)]
            return st.sampled_from(days)
        case Kind.BOOL:
            return st.booleans()
        case Kind.LINK:
            return st.sampled_from([*world.members, "@me", 99_999])
        case _:
            return st.sampled_from(["c1", "c2", "c3"])


@st.composite
def conditions(draw: st.DrawFn, world: World) -> Condition:
    key = draw(st.sampled_from(list(KINDS)))
    operator = draw(st.sampled_from(operators()[KINDS[key]]))
    value = values_of(KINDS[key], world)
    match operator.takes:
        case "none":
            return Condition(key, operator.key)
        case "many":
            return Condition(key, operator.key, draw(st.lists(value, max_size=3)))
        case "range":
            return Condition(key, operator.key, draw(st.lists(value, min_size=2, max_size=2)))
        case "period":
            return Condition(key, operator.key, draw(st.sampled_from(PERIOD_KEYS)))
    return Condition(key, operator.key, draw(value))


def filters(world: World) -> st.SearchStrategy[Filter]:
    groups = lambda inner: st.builds(Group, st.sampled_from(["and", "or"]), st.lists(inner, max_size=3).map(tuple))  # noqa: E731
    return st.recursive(conditions(world), groups, max_leaves=6)


def passes(of: Filter, row: dict[str, Any], world: World) -> bool:
    if isinstance(of, Group):
        return (all if of.join == "and" else any)(passes(item, row, world) for item in of.items) if of.items else True
    kind, found = KINDS[of.field], row[of.field]
    if of.operator in ("empty", "not_empty"):
        return (found is None) == (of.operator == "empty")
    listed = of.value if isinstance(of.value, list) else [of.value]
    wanted = [world.actor.member if value == "@me" else value for value in listed]
    match kind:
        case Kind.TEXT:
            return _text(of.operator, found, wanted)
        case Kind.NUMBER:
            return _number(of.operator, found, [Decimal(value) for value in wanted])
        case Kind.DATE | Kind.DATETIME:
            return _time(of.operator, found, wanted, world)
        case Kind.BOOL:
            return bool(found == wanted[0])
        case Kind.CHOICES:
            held, asked = set(found or ()), set(wanted)
            return {
                "has_any": bool(held & asked),
                "has_all": found is not None and asked <= held,
                "has_none": not held & asked,
                "has_exactly": found is not None and asked == held,
            }[of.operator]
        case _:
            inside = found in wanted
            return inside if of.operator in ("is", "any_of") else not inside


def _text(operator: str, found: str | None, wanted: list[str]) -> bool:
    first = wanted[0] if wanted else ""
    if operator == "none_of":
        return found not in wanted
    if operator in ("not_contains", "is_not"):
        return found is None or (found != first if operator == "is_not" else first.lower() not in found.lower())
    if operator == "not_starts_with":
        return found is None or not found.lower().startswith(first.lower())
    if found is None:
        return False
    match operator:
        case "contains":
            return first.lower() in found.lower()
        case "starts_with":
            return found.lower().startswith(first.lower())
        case "ends_with":
            return found.lower().endswith(first.lower())
        case "is" | "any_of":
            return found in wanted
    raise AssertionError(f"say here what {operator} means")


def _number(operator: str, found: Decimal | None, wanted: list[Decimal]) -> bool:
    if found is None:
        return operator == "ne"
    first = wanted[0]
    match operator:
        case "between":
            return wanted[0] <= found <= wanted[1]
        case "eq" | "ne":
            return (found == first) == (operator == "eq")
        case "gt" | "ge":
            return found > first or (operator == "ge" and found == first)
        case _:
            return found < first or (operator == "le" and found == first)


def _time(operator: str, found: date | datetime | None, wanted: list[str], world: World) -> bool:
    if found is None:
        return operator == "not_within"
    day = found.astimezone(ZONE).date() if isinstance(found, datetime) else found
    if operator in ("within", "not_within"):
        named = period(wanted[0])
        assert named is not None
        reading = reading_of(world.actor)
        first, last = named.span(reading.today, reading.fiscal_start)
        return (first <= day <= last) == (operator == "within")
    asked = [date.fromisoformat(value) for value in wanted]
    match operator:
        case "before":
            return day < asked[0]
        case "on_or_before":
            return day <= asked[0]
        case "after":
            return day > asked[0]
        case "on_or_after":
            return day >= asked[0]
        case _:
            return asked[0] <= day <= asked[-1]


LIGHT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(data=st.data())
@LIGHT
def test_a_filter_in_sql_keeps_the_records_that_python_keeps(world: World, data: st.DataObject) -> None:
    of = data.draw(filters(world))
    found = {row[0] for row in read.page(world.actor, "things", Query(filter=of, limit=1000)).rows}
    assert found == {identity for identity, row in world.rows.items() if passes(of, row, world)}
    assert read.count(world.actor, "things", of) == len(found)
    shape, asker = store.current().table("things"), asker_of(world.actor)
    assert found == {identity for identity, row in world.rows.items() if matches(of, row, shape, asker)}


def rank(kind: Kind, value: Any, world: World) -> Any:
    match kind:
        case Kind.TEXT:
            return sort_key(value)
        case Kind.CHOICE:
            return value
        case Kind.CHOICES:
            return value[0]
        case Kind.LINK:
            return sort_key(Member.objects.get(id=value).name)
        case _:
            return value


@given(data=st.data())
@LIGHT
def test_paging_in_any_order_gives_every_record_once_in_its_place(world: World, data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(list(KINDS)), max_size=3, unique=True))
    sorts = tuple(Sort(key, data.draw(st.booleans())) for key in keys)
    expected = sorted(world.rows)
    for sort in reversed(sorts):
        filled = [identity for identity in expected if world.rows[identity][sort.field] is not None]
        filled.sort(
            key=lambda identity: rank(KINDS[sort.field], world.rows[identity][sort.field], world),
            reverse=sort.descending,
        )
        # a stable sort of Python keeps ties in their order for `reverse` too
        expected = [*filled, *(identity for identity in expected if world.rows[identity][sort.field] is None)]
    found: list[int] = []
    after, skip = None, data.draw(st.integers(0, 5))
    expected = expected[skip:]
    while True:
        page = read.page(
            world.actor,
            "things",
            Query(sorts=sorts, after=after, skip=skip, limit=data.draw(st.integers(1, 40)), fields=("text",)),
        )
        found += [row[0] for row in page.rows]
        after, skip = page.next, 0
        if after is None:
            break
    assert found == expected
