"""Requests of unreasonable size are refused in words, and never answered by something larger still (S17)."""

from __future__ import annotations

from typing import Any

import pytest

from kehu.engine import write
from tests.api.conftest import Page

RECORDS = "/api/tables/customers/records"
FIELDS = "/api/tables/customers/fields"


def test_a_record_of_more_values_than_a_table_has_fields_is_refused_at_once(worker: Page) -> None:
    values = {f"a{number}": 1 for number in range(501)}
    told = worker.patch(RECORDS, {"operations": [{"do": "insert", "values": values}]}, 422)
    assert [error["code"] for error in told["errors"]] == ["too_long"]


def test_a_refusal_tells_a_bounded_number_of_mistakes(worker: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MAX_TOLD", 10)
    told = worker.patch(RECORDS, {"operations": [{"do": "insert", "values": {"no": 1}}] * 100}, 422)
    assert len(told["errors"]) == 10
    assert "200" in told["detail"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "text", "default": "x" * 30_000},
        {"type": "autonumber", "config": {"prefix": "p" * 300, "digits": 3}},
        {"type": "money", "config": {"currency": "C" * 300}},
        {"type": "choice", "config": {"choices": [{"id": "i" * 10_000, "label": "甲", "color": "c" * 10_000}]}},
    ],
)
def test_settings_that_every_page_would_carry_are_bounded(owner: Page, wanted: dict[str, Any]) -> None:
    found = owner.send("POST", FIELDS, {"name": "新", **wanted})
    assert found.status_code in (200, 413, 422)
    assert len(owner.send("GET", "/api/tables").content) < 100_000
    if "default" in wanted:
        key = owner.post(FIELDS, {"name": "旧", "type": "text"})["key"]
        owner.patch(f"{FIELDS}/{key}", {"default": wanted["default"]}, 413)


def test_a_page_a_filter_and_figures_keep_their_limits(worker: Page) -> None:
    deep: dict[str, Any] = {"field": "name", "operator": "empty"}
    for _ in range(8):
        deep = {"join": "and", "items": [deep]}
    wide = {"join": "or", "items": [{"field": "name", "operator": "empty"}] * 201}
    many = {"field": "name", "operator": "any_of", "value": ["x"] * 10_001}
    for of in (deep, wide, many):
        worker.post(f"{RECORDS}/query", {"filter": of}, 422)
    for body in ({"limit": 1001}, {"skip": 10**9}, {"search": "x" * 201}, {"sorts": [{"field": "name"}] * 20}):
        worker.post(f"{RECORDS}/query", body, 422)
    worker.post(f"{RECORDS}/aggregate", {"aggregates": [{"function": "count"}] * 51}, 422)
    worker.post(f"{RECORDS}/aggregate", {"aggregates": [{"function": "count"}], "groups": ["name"] * 5}, 422)
    worker.patch(RECORDS, {"operations": [{"do": "archive", "id": 1}] * 10_001}, 422)
