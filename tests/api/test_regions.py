"""The list of regions as an owner changes it: for everybody at once, and never what records hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Page

NEW = {"kind": "add", "path": "广东省/深圳市/前海区", "year": 2027}
RENAMED = {"kind": "rename", "path": "广东省/深圳市", "name": "鹏城市", "year": 2028}
CLOSED = {"kind": "close", "path": "广东省/深圳市/盐田区", "year": 2027}


def region(page: Page, words: str, status: int = 200) -> Any:
    """Write a customer with a region; gives what was stored, or the mistake."""
    values = {"name": f"客户{words}", "region": words}
    answer = page.write("customers", {"do": "insert", "values": values}, status=status)
    if status != 200:
        return answer["errors"][0]["code"]
    return page.get(f"/api/tables/customers/records/{answer['records'][0]['id']}")["values"]["region"]


def test_an_owner_adds_a_place_and_takes_it_back(owner: Page, worker: Page) -> None:
    assert region(worker, "深圳前海区") == "深圳前海区"
    made = owner.post("/api/regions", NEW)
    assert (made["path"], made["year"], made["by"]) == (NEW["path"], 2027, owner.member and owner.member.name)
    assert region(worker, "深圳前海区") == "广东省/深圳市/前海区"
    field = next(f for f in worker.get("/api/tables/customers")["fields"] if f["key"] == "region")
    assert field["config"]["places"] == [["add", "广东省/深圳市/前海区", 2027, ""]]
    owner.ask("DELETE", f"/api/regions/{made['id']}")
    assert owner.get("/api/regions") == []
    assert region(worker, "深圳前海区") == "深圳前海区"
    owner.ask("DELETE", f"/api/regions/{made['id']}", status=404)


def test_a_renamed_place_is_known_by_both_names_and_records_keep_theirs(owner: Page, worker: Page) -> None:
    assert region(worker, "深圳南山") == "广东省/深圳市/南山区"
    owner.post("/api/regions", RENAMED)
    assert region(worker, "鹏城南山") == "广东省/鹏城市/南山区"
    assert region(worker, "广东省/深圳市/南山区") == "广东省/深圳市/南山区"
    assert region(worker, "广东南山") == "广东省/鹏城市/南山区"


def test_the_settings_of_a_field_of_regions_are_changed_beside_it(owner: Page) -> None:
    owner.post("/api/regions", NEW)
    owner.patch("/api/tables/customers/fields/region", {"config": {"elsewhere": False}})
    assert region(owner, "华东大区", 422) == "region"
    assert region(owner, "前海区") == "广东省/深圳市/前海区"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({**NEW, "path": "广东省/深圳市/南山区"}, "region.there"),
        ({**NEW, "path": "广东省/没有市/前海区"}, "region.gone"),
        ({**NEW, "path": "广东省/深圳市/南山区/粤海街道"}, "region.levels"),
        ({**NEW, "path": "广东省/深圳市/区"}, "region.name"),
        ({**NEW, "path": "广东省//前海区"}, "region.name"),
        ({**NEW, "year": 1900}, "region.year"),
        ({**RENAMED, "name": "广州市"}, "region.there"),
        ({**RENAMED, "name": ""}, "region.name"),
        ({**CLOSED, "path": "北京市/宣武区"}, "region.gone"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(owner: Page, wanted: dict[str, Any], code: str) -> None:
    refused = owner.post("/api/regions", wanted, 422)
    assert refused["code"] == code
    assert owner.get("/api/regions") == []


def test_a_change_that_others_build_on_stays(owner: Page) -> None:
    made = owner.post("/api/regions", NEW)
    owner.post("/api/regions", {"kind": "close", "path": NEW["path"], "year": 2029})
    refused = owner.ask("DELETE", f"/api/regions/{made['id']}", status=409)
    assert refused["code"] == "region.used"
    assert len(owner.get("/api/regions")) == 2


def test_others_may_not(owner: Page, worker: Page, nobody: Page) -> None:
    made = owner.post("/api/regions", NEW)
    for method, path, body in (
        ("GET", "/api/regions", None),
        ("POST", "/api/regions", CLOSED),
        ("DELETE", f"/api/regions/{made['id']}", None),
    ):
        worker.ask(method, path, body, 403)
        nobody.ask(method, path, body, 401)
