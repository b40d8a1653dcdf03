"""What people send reaches the database as bound values only, never as a part of a statement (S01)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu.engine.fields import all_types
from kehu.engine.operators import operators
from kehu.lang.kinds import AGGREGATES
from tests.api.conftest import Page
from tests.configs import fewest

MARK = "qzx7"
"""Stands in every hostile text and nowhere in our statements."""
SHAPES = (
    "{}",
    "'; DROP TABLE access_member; -- {}",
    '"{}" OR "1"="1',
    "{}' OR '1'='1",
    "%s {} %(param_1)s %%",
    "\\'{}\\",
    "$1 {} $$",
    ":{} ::text",
    "{}/*",
    "*/ {} --",
    "E'\\x27{}",
    "{}__%_",
    "{}\n;SELECT pg_sleep(9)",
    "'{}::regclass",
)
HOSTILE = st.builds(
    lambda shape, more: shape.format(MARK) + more,
    st.sampled_from(SHAPES),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
)
VALUES = st.one_of(HOSTILE, st.lists(HOSTILE, min_size=1, max_size=2))
EXAMPLES = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
HONEST = {200, 403, 404, 409, 422}


@contextmanager
def log() -> Iterator[list[str]]:
    """Keep the text of every statement as it is given to the driver, before values are put in."""
    texts: list[str] = []

    def keep(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        texts.append(sql if isinstance(sql, str) else repr(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield texts


@pytest.fixture
def target(owner: Page) -> tuple[str, list[str], str]:
    """A table with a field of every type and one record: its key, its fields, its text field."""
    fields = [
        {"name": f"f {key}", "type": key, "config": fewest(key, "customers")}
        for key, each in all_types().items()
        if not each.computed
    ]
    made = owner.post("/api/tables", {"name": "every", "fields": fields})
    text = next(field["key"] for field in made["fields"] if field["type"] == "text")
    owner.insert(made["key"], **{text: "平常"})
    return made["key"], [field["key"] for field in made["fields"]], text


def ask(page: Page, method: str, path: str, body: object) -> None:
    """Send, demand an honest answer and statements without the mark, and take back what was written."""
    with log() as texts, transaction.atomic():
        found = page.send(method, path, body)
        transaction.set_rollback(True)
    assert found.status_code in HONEST, found.content.decode()
    assert texts
    assert [text for text in texts if MARK in text.lower()] == []


def test_no_part_of_a_question_is_a_part_of_a_statement(owner: Page, target: tuple[str, list[str], str]) -> None:
    table, fields, _ = target
    keys = sorted({operator.key for each in operators().values() for operator in each})
    functions = sorted({key for each in AGGREGATES.values() for key in each})
    name = st.sampled_from(fields) | HOSTILE
    condition = st.fixed_dictionaries({"field": name, "operator": st.sampled_from(keys) | HOSTILE, "value": VALUES})
    filters = condition | st.fixed_dictionaries(
        {"join": st.sampled_from(["and", "or"]) | HOSTILE, "items": st.lists(condition, max_size=2)}
    )
    sorts = st.lists(st.fixed_dictionaries({"field": name}), max_size=2)
    words = st.none() | HOSTILE

    @given(filters, sorts, words, words, st.none() | st.lists(name, max_size=2))
    @EXAMPLES
    def pages(of: Any, by: Any, search: str | None, after: str | None, shown: Any) -> None:
        body = {"filter": of, "sorts": by, "search": search, "after": after, "fields": shown}
        ask(owner, "POST", f"/api/tables/{table}/records/query", body)

    @given(filters, name, st.sampled_from(functions) | HOSTILE, st.lists(name, max_size=2), words)
    @EXAMPLES
    def figures(of: Any, field: str, function: str, groups: list[str], search: str | None) -> None:
        keys = [{"field": field[:64], "function": function[:64]}]
        body = {"filter": of, "aggregates": keys, "groups": [group[:64] for group in groups], "search": search}
        ask(owner, "POST", f"/api/tables/{table}/records/aggregate", body)

    pages()
    figures()


def test_no_value_nor_name_is_a_part_of_a_statement(owner: Page, target: tuple[str, list[str], str]) -> None:
    table, fields, text = target
    kinds = sorted(key for key, each in all_types().items() if not each.computed)

    @given(
        st.dictionaries(st.sampled_from(fields) | HOSTILE.map(lambda key: key[:64]), VALUES, max_size=3), st.booleans()
    )
    @EXAMPLES
    def records(values: dict[str, Any], partial: bool) -> None:
        operations = [{"do": "insert", "values": values, "ref": MARK}]
        ask(owner, "PATCH", f"/api/tables/{table}/records", {"operations": operations, "partial": partial})

    @given(HOSTILE, st.sampled_from(kinds) | HOSTILE.map(lambda key: key[:64]), VALUES, VALUES, st.booleans())
    @settings(EXAMPLES, max_examples=60)
    def designs(name: str, kind: str, setting: Any, default: Any, unique: bool) -> None:
        config = {"choices": setting} if "choice" in kind else {"target": setting} if kind == "link" else {}
        wanted = {"name": name[:90], "type": kind, "config": config, "default": default, "unique": unique}
        ask(owner, "POST", f"/api/tables/{table}/fields", wanted)
        ask(owner, "POST", "/api/tables", {"name": name[:90], "icon": MARK, "fields": [wanted]})
        ask(owner, "PATCH", f"/api/tables/{table}", {"name": name[:90], "title": name[:64]})
        ask(owner, "PATCH", f"/api/tables/{table}/fields/{text}", {"name": name[:90], "default": default})
        ask(owner, "POST", f"/api/tables/{table}/fields/{text}/retype/preview", {"type": kind, "config": config})
        view = {"name": name[:90], "config": {"sorts": [{"field": name[:64]}], "row_height": name}}
        ask(owner, "POST", f"/api/tables/{table}/views", view)

    records()
    designs()


def test_a_hostile_text_is_kept_and_found_as_it_stands(owner: Page, target: tuple[str, list[str], str]) -> None:
    table, _, text = target
    for shape in SHAPES:
        words = " ".join(shape.format(MARK).split())
        identity = owner.insert(table, **{text: words})
        of = {"field": text, "operator": "is", "value": words}
        for body in ({"filter": of}, {"search": words}, {"filter": {**of, "operator": "contains"}}):
            found = owner.post(f"/api/tables/{table}/records/query", {**body, "fields": [text]})
            assert [(record["id"], record["values"]) for record in found["records"]] == [(identity, [words])]
        owner.write(table, {"do": "archive", "id": identity})
