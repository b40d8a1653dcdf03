"""Whatever is sent, the answer is an honest one: done, or refused in words; never an error of ours (S01, S04)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.engine.fields import all_types
from kehu.engine.operators import Operator, operators
from kehu.lang.kinds import AGGREGATES, Kind
from kehu.lang.periods import COUNTED, PERIODS
from tests.api.conftest import Page
from tests.configs import fewest

EXAMPLES = settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
NASTY = st.sampled_from(
    [
        *(
            "' OR 1=1 --",
            '"; DROP TABLE t1; --',
            "%",
            "_",
            "\\",
            "$1",
            "%s",
            "%(x)s",
            "{}",
            "{0}",
            "=cmd|' /C calc'!A0",
        ),
        *("NaN", "Infinity", "-0", "1e400", "9" * 400, "1e5", "0x10", "٣", "１２３", "½", "1,2,3", "¥-1.5万", "45000"),
        *("0000-00-00", "9999-12-31", "10000-01-01", "0001-01-01", "2026-02-30", "2026年13月1日", "-infinity", "now"),
        *("2026-11-21T22:00:00+99:99", "today", "@me", "@today", "今天", "\u202e", "\ufeff", "𠮷野家", "a" * 5000),
        *("null", "true", "[]", "c1", "1"),
    ]
)
PERIOD_KEYS = [*PERIODS, *COUNTED, "last_14_days", "36500_days_ago", "next_99999_days"]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    WORDS,
    NASTY,
    st.sampled_from(PERIOD_KEYS),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=4), st.dictionaries(WORDS, SCALARS, max_size=2))
OPERATOR_KEYS = sorted({operator.key for each in operators().values() for operator in each} | {"no_such", ""})
FUNCTIONS = sorted({key for keys in AGGREGATES.values() for key in keys} | {"count", "no_such"})


def _fitting(pair: tuple[str, Operator]) -> st.SearchStrategy[dict[str, Any]]:
    """Make conditions whose operator the field knows, and whose value has the form the operator takes."""
    key, operator = pair
    values = {
        "none": st.none(),
        "one": SCALARS,
        "many": st.lists(SCALARS, max_size=3),
        "range": st.lists(SCALARS, min_size=2, max_size=2),
        "period": st.sampled_from(PERIOD_KEYS),
    }[operator.takes]
    return st.fixed_dictionaries({"field": st.just(key), "operator": st.just(operator.key), "value": values})


@pytest.fixture
def every(owner: Page) -> tuple[str, dict[str, str]]:
    """A table with a field of every type that people may add, one record in it: its key, and its fields'."""
    fields = [
        {"name": f"f {key}", "type": key, "config": fewest(key, "customers")}
        for key, each in all_types().items()
        if not each.computed
    ]
    table = owner.post("/api/tables", {"name": "every", "fields": fields})
    owner.insert(table["key"])
    return table["key"], {field["key"]: field["kind"] for field in table["fields"]}


def answers(page: Page, method: str, path: str, allowed: set[int]) -> Callable[[object], Any]:
    """Give a function that sends a body, demands one of the statuses, and undoes what was written."""

    def ask(body: object) -> Any:
        with transaction.atomic():
            found = page.send(method, path, body)
            transaction.set_rollback(True)
        assert found.status_code in allowed, f"{found.status_code} {found.content.decode()} to {body!r}"
        return json.loads(found.content)

    return ask


def test_any_value_into_any_field_is_taken_or_refused_in_words(owner: Page, every: tuple[str, dict[str, str]]) -> None:
    table, fields = every
    ask = answers(owner, "PATCH", f"/api/tables/{table}/records", {200, 409, 422})

    @given(st.dictionaries(st.sampled_from(list(fields)), VALUES, min_size=1, max_size=4), st.booleans())
    @EXAMPLES
    def holds(values: dict[str, Any], partial: bool) -> None:
        ask({"operations": [{"do": "insert", "values": values}], "partial": partial})

    holds()


def test_any_filter_on_any_field_answers_or_is_refused_in_words(owner: Page, every: tuple[str, dict[str, str]]) -> None:
    table, fields = every
    ask = answers(owner, "POST", f"/api/tables/{table}/records/query", {200, 404, 422})
    random = st.fixed_dictionaries(
        {
            "field": st.sampled_from([*fields, "id", "version", "no_such"]),
            "operator": st.sampled_from(OPERATOR_KEYS),
            "value": VALUES,
        }
    )
    fitting = [(key, operator) for key, kind in fields.items() for operator in operators()[Kind(kind)]]
    conditions = st.one_of(random, *[st.sampled_from(fitting).flatmap(_fitting)] * 4)
    filters = st.recursive(
        conditions,
        lambda inner: st.fixed_dictionaries(
            {"join": st.sampled_from(["and", "or"]), "items": st.lists(inner, max_size=3)}
        ),
        max_leaves=4,
    )
    sorts = st.lists(
        st.fixed_dictionaries({"field": st.sampled_from([*fields, "no_such"]), "descending": st.booleans()}), max_size=2
    )

    words = st.one_of(st.none(), st.none(), st.none(), WORDS, NASTY)

    @given(filters, sorts, words, words)
    @EXAMPLES
    def holds(of: dict[str, Any], by: list[dict[str, Any]], search: str | None, after: str | None) -> None:
        ask({"filter": of, "sorts": by, "search": search and search[:200], "after": after})

    holds()


def test_any_figure_over_any_field_answers_or_is_refused_in_words(
    owner: Page, every: tuple[str, dict[str, str]]
) -> None:
    table, fields = every
    ask = answers(owner, "POST", f"/api/tables/{table}/records/aggregate", {200, 404, 422})

    @given(
        st.none() | st.sampled_from(list(fields)),
        st.sampled_from(FUNCTIONS),
        st.lists(st.sampled_from(list(fields)), max_size=2),
    )
    @EXAMPLES
    def holds(field: str | None, function: str, groups: list[str]) -> None:
        ask({"aggregates": [{"field": field, "function": function}], "groups": groups})

    holds()


def test_any_setting_of_any_type_is_taken_or_refused_in_words(owner: Page, every: tuple[str, dict[str, str]]) -> None:
    table, fields = every
    settings_ = sorted({setting.key for each in all_types().values() for setting in each.settings} | {"no_such"})
    add = answers(owner, "POST", f"/api/tables/{table}/fields", {200, 404, 409, 422})
    look = answers(
        owner, "POST", f"/api/tables/{table}/fields/{next(iter(fields))}/retype/preview", {200, 404, 409, 422}
    )
    configs = st.dictionaries(st.sampled_from(settings_), VALUES, max_size=2)

    @given(st.sampled_from([*all_types(), "no_such"]), configs, st.booleans(), st.booleans(), VALUES)
    @settings(EXAMPLES, max_examples=100)
    def holds(kind: str, config: dict[str, Any], required: bool, unique: bool, default: Any) -> None:
        body = {"name": "新", "type": kind, "config": config}
        look({"type": kind, "config": config})
        add({**body, "required": required, "unique": unique, "default": default})

    holds()
