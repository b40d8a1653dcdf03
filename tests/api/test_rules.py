"""Rules over HTTP: told with the table, made by designers, kept for everybody, told in the member's language."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Page

RULES = "/api/tables/customers/rules"
SHORT = {"kind": "length", "fields": ["name"], "config": {"min": 2, "max": 10}}


def test_a_designer_makes_changes_and_takes_away_a_rule(owner: Page, reader: Page) -> None:
    made = owner.post(RULES, SHORT)
    assert made["text"] == "“客户名称”的字数要在 2 和 10 之间"
    assert made["sleeps"] is None
    assert reader.get("/api/tables/customers")["rules"] == [made]
    changed = owner.patch(f"{RULES}/{made['id']}", {**SHORT, "config": {"max": 5}, "message": "名称太长了"})
    assert (changed["id"], changed["config"], changed["text"]) == (made["id"], {"min": None, "max": 5}, "名称太长了")
    owner.ask("DELETE", f"{RULES}/{made['id']}")
    assert owner.get("/api/tables/customers")["rules"] == []
    owner.ask("DELETE", f"{RULES}/{made['id']}", status=404)


def test_others_are_refused(owner: Page, worker: Page, nobody: Page) -> None:
    made = owner.post(RULES, SHORT)
    for method, path, body in (
        ("POST", RULES, SHORT),
        ("POST", f"{RULES}/try", SHORT),
        ("PATCH", f"{RULES}/{made['id']}", SHORT),
        ("DELETE", f"{RULES}/{made['id']}", None),
    ):
        worker.ask(method, path, body, 403)
        nobody.ask(method, path, body, 401)


def test_a_breach_is_told_at_its_cell_and_a_warning_comes_with_the_receipt(owner: Page, worker: Page) -> None:
    owner.post(RULES, SHORT)
    owner.post(RULES, {"kind": "required", "fields": ["short"], "warns": True, "message": "最好填上简称"})
    told = worker.write("customers", {"do": "insert", "values": {"name": "晨"}}, status=422)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [("name", "rule.length")]
    told = worker.write("customers", {"do": "insert", "values": {"name": "晨光"}})
    (warned,) = told["warnings"]
    identity = told["records"][0]["id"]
    assert warned == {
        "index": 0, "id": identity, "field": "short", "code": "rule.required", "message": "最好填上简称",
    }  # fmt: skip
    (breach,) = worker.post(f"{RULES}/breaches", {"ids": [identity]})
    assert (breach["id"], breach["field"], breach["message"], breach["warns"]) == (
        identity, "short", "最好填上简称", True,
    )  # fmt: skip


def test_records_that_break_a_new_rule_are_listed_and_the_person_chooses(owner: Page) -> None:
    identity = owner.insert("customers", name="晨光文具有限公司")
    wanted: dict[str, Any] = {"kind": "length", "fields": ["name"], "config": {"max": 3}}
    assert owner.post(f"{RULES}/try", wanted)["broken"] == 1
    told = owner.post(RULES, wanted, 409)
    assert (told["code"], told["broken"]) == ("rule.broken", 1)
    assert told["records"] == [{"id": identity, "title": "晨光文具有限公司"}]
    assert owner.post(RULES, {**wanted, "existing": "warn"})["warns"] is True
    assert owner.post(RULES, {**wanted, "existing": "keep"})["warns"] is False


def test_a_wrong_rule_is_told_at_its_place(owner: Page) -> None:
    told = owner.post(RULES, {"kind": "pattern", "fields": ["name"], "config": {"expression": "a("}}, 422)
    assert (told["code"], told["position"]) == ("rule.expression", 1)
    owner.post(RULES, {"kind": "none", "fields": ["name"]}, 422)
    owner.post(RULES, {"kind": "length", "fields": ["nothing"], "config": {"max": 3}}, 404)


def test_the_other_record_is_named_when_values_repeat_together(owner: Page) -> None:
    first = owner.insert("customers", name="晨光", short="晨")
    owner.post(RULES, {"kind": "unique", "fields": ["name", "short"]})
    told = owner.write("customers", {"do": "insert", "values": {"name": "晨光", "short": "晨"}}, status=422)
    assert told["errors"][0]["record"] == first


def test_the_kinds_of_rules_are_told(owner: Page) -> None:
    kinds = {each["key"]: each for each in owner.get("/api/meta")["rules"]}
    assert kinds["range"]["about"] == "field"
    assert kinds["compare"]["about"] == "table"
    assert kinds["unique"]["most"] == 5
    assert "number" in kinds["range"]["kinds"]
