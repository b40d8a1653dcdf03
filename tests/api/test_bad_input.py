"""Input that nobody should send, and somebody does: a clear answer that names the field, and nothing half-done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Page, contents

RECORDS = "/api/tables/customers/records"
FIELDS = "/api/tables/customers/fields"


@pytest.fixture
def things(owner: Page) -> dict[str, str]:
    """A table with a field of several kinds; gives their keys by name."""
    fields = [
        {"name": "名称", "type": "text"},
        {"name": "备注", "type": "long"},
        {"name": "日子", "type": "date"},
        {"name": "时刻", "type": "datetime"},
        {"name": "金额", "type": "number"},
    ]
    made = owner.post("/api/tables", {"name": "东西", "fields": fields})
    return {"": made["key"], **{field["name"]: field["key"] for field in made["fields"]}}


@pytest.mark.parametrize("name", ["名称", "备注", "日子", "金额"])
def test_a_cell_of_half_a_million_characters_is_refused_by_its_name(
    owner: Page, things: dict[str, str], name: str
) -> None:
    before = contents()
    told = owner.write(
        things[""],
        {"do": "insert", "values": {things["名称"]: "好的"}},
        {"do": "insert", "values": {things[name]: "长" * 500_000}},
        source="paste",
        status=422,
    )
    (error,) = told["errors"]
    assert (error["index"], error["field"]) == (1, things[name])
    assert len(error["message"]) < 300
    assert len(str(told)) < 2_000_000
    assert contents() == before


@pytest.mark.parametrize("words", ["10000-01-01", "99999/1/1", "12026年3月5日", "-1-01-01", "0000-00-00"])
@pytest.mark.parametrize("name", ["日子", "时刻"])
def test_a_day_beyond_the_calendar_is_refused_by_its_name(
    owner: Page, things: dict[str, str], name: str, words: str
) -> None:
    told = owner.write(things[""], {"do": "insert", "values": {things[name]: words}}, status=422)
    assert [error["field"] for error in told["errors"]] == [things[name]]


def test_the_last_day_of_the_calendar_is_a_day(owner: Page, things: dict[str, str]) -> None:
    identity = owner.insert(things[""], **{things["日子"]: "9999-12-31"})
    assert owner.get(f"/api/tables/{things['']}/records/{identity}")["values"][things["日子"]] == "9999-12-31"


@pytest.mark.parametrize("words", ["𠮷野家", "😀👨‍👩‍👧‍👦🇨🇳", "𪚥龘", "\u202eabc", "é́́", "﷽"])
def test_rare_characters_and_emoji_are_kept_found_filtered_and_measured(
    owner: Page, things: dict[str, str], words: str
) -> None:
    table, name = things[""], things["名称"]
    identity = owner.insert(table, **{name: words})
    owner.insert(table, **{name: "别的"})
    query = {"filter": {"field": name, "operator": "contains", "value": words}, "fields": [name]}
    found = owner.post(f"/api/tables/{table}/records/query", query)["records"]
    assert [(record["id"], record["values"]) for record in found] == [(identity, [words])]
    length = {"kind": "length", "fields": [name], "config": {"max": len(words)}, "existing": "keep"}
    owner.post(f"/api/tables/{table}/rules", length)
    told = owner.write(table, {"do": "insert", "values": {name: words + "𠮷"}}, status=422)
    assert told["errors"][0]["code"] == "rule.length"


def test_two_thousand_fields_are_refused_with_the_number_that_a_table_holds(owner: Page) -> None:
    before = contents()
    fields = [{"name": f"字段{number}", "type": "text"} for number in range(2_000)]
    told = owner.post("/api/tables", {"name": "太宽", "fields": fields}, 422)
    (error,) = told["errors"]
    assert error["field"] == "fields"
    assert "500" in error["message"]
    assert contents() == before


def test_one_field_too_many_is_told(owner: Page, things: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehu.engine.schema.fields.MAX_FIELDS", 10)
    told = owner.post(f"/api/tables/{things['']}/fields", {"name": "多余", "type": "text"}, 422)
    assert (told["code"], "10" in told["detail"]) == ("field.many", True)


def nested(depth: int) -> dict[str, Any]:
    """Give a filter so many groups deep."""
    deep: dict[str, Any] = {"field": "name", "operator": "empty"}
    for _ in range(depth):
        deep = {"join": "and", "items": [deep]}
    return deep


@pytest.mark.parametrize("depth", [9, 300, 1_000])
def test_a_filter_a_thousand_deep_is_refused_wherever_it_comes_in(owner: Page, depth: int) -> None:
    body = '{"join":"and","items":[' * depth + '{"field":"name","operator":"empty"}' + "]}" * depth
    for path, wrapped in (
        (f"{RECORDS}/query", '{"filter":%s}'),
        (f"{RECORDS}/count", '{"filter":%s}'),
        ("/api/tables/customers/rules", '{"kind":"condition","config":{"holds":%s}}'),
        ("/api/tables/customers/rules", '{"kind":"required","fields":["short"],"applies":%s}'),
        ("/api/tables/customers/views", '{"name":"深","config":{"filter":%s}}'),
    ):
        told = owner.ask("POST", path, wrapped % body, 422)
        assert told["detail"]
    if depth == 9:
        assert "8" in owner.post(f"{RECORDS}/query", {"filter": nested(9)}, 422)["detail"]


@pytest.mark.parametrize("expression", ["(", "[", "a{2,1}", "(?<n>a)", "\\8", "*", "a" * 5_000, None, 7, ["a"]])
def test_a_wrong_expression_in_a_rule_is_told_and_nothing_is_kept(owner: Page, expression: Any) -> None:
    wanted = {"kind": "pattern", "fields": ["name"], "config": {"expression": expression}}
    told = owner.post("/api/tables/customers/rules", wanted, 422)
    assert told["code"] in ("rule.expression", "rule.config")
    assert owner.get("/api/tables/customers")["rules"] == []


def test_settings_that_nest_three_hundred_deep_are_refused(owner: Page) -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = [deep]
    for body in ({"default": deep}, {"config": {"prefix": deep}, "type": "autonumber"}):
        found = owner.send("POST", FIELDS, {"name": "深", "type": "text", **body})
        assert found.status_code in (413, 422), found.content
