"""Ranges over the API: fill, paste, clear, set and archive rows of a view that nobody loaded; where things stand."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.engine.ranges import doing
from kehu.jobs.models import Job
from kehu.jobs.run import run
from tests.api.conftest import Page

RECORDS = "/api/tables/customers/records"
RANGE = f"{RECORDS}/range"
BY_NAME = [{"field": "name", "descending": True}]


@pytest.fixture
def ids(owner: Page) -> list[int]:
    """Ten customers."""
    rows = [{"do": "insert", "values": {"name": f"客户{number:02d}", "short": f"简{number}"}} for number in range(10)]
    return [record["id"] for record in owner.write("customers", *rows)["records"]]


def column(page: Page, key: str, **view: Any) -> list[Any]:
    found = page.post(f"{RECORDS}/query", {"fields": [key], "limit": 1000, **view})
    return [record["values"][0] for record in found["records"]]


def rows(first: int, last: int | None, count: int = 10, **more: Any) -> dict[str, Any]:
    return {"spans": [{"first": first, "last": last}], "count": count, **more}


def test_a_fill_goes_on_from_the_first_rows_in_the_order_of_the_view(owner: Page, ids: list[int]) -> None:
    owner.write("customers", {"do": "update", "id": ids[8], "values": {"short": "批次1"}})
    told = owner.post(RANGE, {"do": "fill", "rows": rows(1, 4, sorts=BY_NAME), "fields": ["short"]})
    assert column(owner, "short", sorts=BY_NAME)[:6] == ["简9", "批次1", "批次2", "批次3", "批次4", "简4"]
    assert (told["written"], told["rows"], told["failures"], told["job"]) == (3, 4, 0, None)
    assert [(each["row"], each["id"], each["version"]) for each in told["records"]] == [
        (2, ids[7], 2),
        (3, ids[6], 2),
        (4, ids[5], 2),
    ]
    owner.post("/api/undo")
    assert column(owner, "short", sorts=BY_NAME)[2:5] == ["简7", "简6", "简5"]


def test_a_fill_goes_up_and_to_the_right_too(owner: Page, ids: list[int]) -> None:
    owner.post(RANGE, {"do": "fill", "rows": rows(0, 2), "fields": ["short"], "direction": "up"})
    assert column(owner, "short")[:3] == ["简0", "简1", "简2"]
    owner.post(RANGE, {"do": "fill", "rows": rows(0, 1), "fields": ["name", "short"], "direction": "right"})
    assert column(owner, "short")[:3] == ["客户01", "客户02", "简2"]
    owner.post(
        RANGE, {"do": "fill", "rows": rows(2, 3), "fields": ["name", "short"], "direction": "right", "mode": "copy"}
    )
    assert column(owner, "short")[2:4] == ["客户02", "客户03"]


def test_a_pasted_block_repeats_over_the_rows_and_makes_records_behind_the_last(owner: Page, ids: list[int]) -> None:
    told = owner.post(
        RANGE,
        {
            "do": "paste",
            "rows": rows(8, 11),
            "fields": ["name", "short"],
            "block": [["东", "E"], ["西", ""]],
            "insert": True,
        },
    )
    assert column(owner, "name")[7:] == ["客户07", "东", "西", "东", "西"]
    assert column(owner, "short")[7:] == ["简7", "E", None, "E", None]
    assert (told["rows"], told["written"]) == (4, 4)
    assert [each["row"] for each in told["records"]] == [8, 9, None, None]
    owner.post("/api/undo")
    assert column(owner, "name")[7:] == ["客户07", "客户08", "客户09"]


def test_with_partial_a_refused_cell_is_told_and_the_others_of_its_row_are_written(owner: Page, ids: list[int]) -> None:
    body = {
        "do": "paste",
        "rows": rows(0, 1),
        "fields": ["name", "short", "tier"],
        "block": [["", "甲", "没有这一级"], ["乙公司", "乙", "重要客户"]],
    }
    owner.post(RANGE, body, 422)
    assert column(owner, "short")[:2] == ["简0", "简1"]
    told = owner.post(RANGE, {**body, "partial": True})
    assert column(owner, "short")[:2] == ["甲", "乙"]
    assert column(owner, "name")[:2] == ["客户00", "乙公司"]
    assert {(each["row"], each["id"], each["field"]) for each in told["failed"]} == {
        (0, ids[0], "name"),
        (0, ids[0], "tier"),
    }
    assert told["failures"] == 2
    owner.post("/api/undo")
    assert column(owner, "short")[:2] == ["简0", "简1"]


def test_everything_that_a_filter_leaves_is_cleared_set_and_archived(owner: Page, ids: list[int]) -> None:
    odd = {"field": "name", "operator": "any_of", "value": ["客户01", "客户03"]}
    owner.post(RANGE, {"do": "clear", "rows": rows(0, None, 2, filter=odd), "fields": ["short"]})
    assert column(owner, "short")[:4] == ["简0", None, "简2", None]
    owner.post(
        RANGE, {"do": "set", "rows": rows(0, None, 2, filter=odd), "values": {"short": "同", "tier": "重要客户"}}
    )
    assert column(owner, "short")[:4] == ["简0", "同", "简2", "同"]
    told = owner.post(RANGE, {"do": "archive", "rows": rows(0, None, 2, filter=odd)})
    assert told["written"] == 2
    assert len(column(owner, "name")) == 8
    owner.post("/api/undo")
    assert len(column(owner, "name")) == 10


def test_rows_that_moved_meanwhile_are_told_and_nothing_is_written(owner: Page, ids: list[int]) -> None:
    body = {"do": "clear", "fields": ["short"]}
    look = owner.post(f"{RANGE}/look", {"spans": [{"first": 2, "last": 4}], "fields": [], "fingerprint": True})
    assert look["fingerprint"] == sha256(",".join(map(str, ids[2:5])).encode()).hexdigest()
    guarded = {"spans": [{"first": 2, "last": 4}], "fingerprint": look["fingerprint"]}
    owner.write("customers", {"do": "archive", "id": ids[0]})
    for wrong in (guarded, rows(2, 4), rows(2, 4, 9, seen=[{"row": 2, "id": ids[2]}])):
        assert owner.post(RANGE, {**body, "rows": wrong}, 409)["code"] == "range.moved"
    assert None not in column(owner, "short")
    owner.post(RANGE, {**body, "rows": rows(2, 4, 9, seen=[{"row": 2, "id": ids[3]}])})
    assert column(owner, "short").count(None) == 3


def test_a_cell_that_somebody_changed_since_it_was_seen_is_a_conflict(
    owner: Page, worker: Page, ids: list[int]
) -> None:
    worker.write("customers", {"do": "update", "id": ids[1], "values": {"short": "别人"}})
    seen = [{"row": row, "id": ids[row], "version": 1} for row in range(3)]
    body = {"do": "set", "rows": rows(0, 2, seen=seen), "values": {"short": "我的"}}
    told = owner.post(RANGE, body, 409)
    assert [clash["id"] for clash in told["conflicts"]] == [ids[1]]
    assert told["conflicts"][0]["by"]["name"] == "lilei"
    told = owner.post(RANGE, {**body, "partial": True})
    assert [(each["row"], each["code"]) for each in told["failed"]] == [(1, "conflict")]
    assert column(owner, "short")[:3] == ["我的", "别人", "我的"]
    named = [{"id": ids[1], "version": 1, "row": 7}]
    told = owner.post(RANGE, {"do": "set", "rows": {"records": named}, "values": {"short": "x"}, "partial": True})
    assert [(each["row"], each["code"]) for each in told["failed"]] == [(7, "conflict")]


def test_a_large_range_is_written_by_a_job_as_one_undoable_change(
    owner: Page, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehu.engine.ranges.carry.DIRECT_ROWS", 5)
    monkeypatch.setattr("kehu.engine.ranges.carry.BATCH", 3)
    told = owner.post(RANGE, {"do": "set", "rows": rows(0, None), "values": {"short": "全"}})
    assert (told["rows"], told["change"]) == (10, None)
    run(told["job"])
    job = owner.get(f"/api/jobs/{told['job']}")
    assert (job["state"], job["result"]["written"], job["label"]) == ("done", 10, "批量修改“客户”的 10 行")
    assert column(owner, "short") == ["全"] * 10
    owner.post("/api/undo")
    assert column(owner, "short")[9] == "简9"


def test_a_job_whose_rows_moved_before_it_began_writes_nothing(
    owner: Page, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehu.engine.ranges.carry.DIRECT_ROWS", 5)
    told = owner.post(RANGE, {"do": "archive", "rows": rows(0, None)})
    owner.insert("customers", name="新来的")
    run(told["job"])
    assert Job.objects.get(pk=told["job"]).error["code"] == "range.moved"
    assert len(column(owner, "name")) == 11


def test_sent_twice_with_its_key_a_range_is_written_once(owner: Page, ids: list[int]) -> None:
    body = {"do": "paste", "rows": rows(10, 10), "fields": ["name"], "block": [["新"]], "insert": True}
    first, again = (owner.send("POST", RANGE, body, HTTP_IDEMPOTENCY_KEY="key-00000001") for _ in range(2))
    assert first.status_code == 200
    assert json.loads(first.content) == json.loads(again.content)
    assert len(column(owner, "name")) == 11


def test_ctrl_and_an_arrow_lead_over_rows_that_are_not_loaded(owner: Page, ids: list[int]) -> None:
    owner.post(RANGE, {"do": "clear", "rows": rows(3, 6), "fields": ["short"]})

    def edge(start: int, direction: str, **view: Any) -> int:
        return owner.post(f"{RANGE}/edge", {"id": ids[start], "field": "short", "direction": direction, **view})["row"]

    assert [edge(start, "down") for start in (0, 2, 3, 6, 7, 9)] == [2, 7, 7, 7, 9, 9]
    assert [edge(start, "up") for start in (0, 2, 3, 6, 7, 9)] == [0, 0, 2, 2, 2, 7]
    assert edge(9, "down", sorts=BY_NAME) == 2
    assert edge(0, "up", sorts=BY_NAME) == 7
    only = {"field": "short", "operator": "empty"}
    assert edge(3, "down", filter=only) == 3
    assert owner.post(f"{RANGE}/edge", {"id": ids[0], "field": "short", "filter": only}, 404)["code"] == "range.gone"


def test_the_row_of_a_record_is_found_in_any_order(owner: Page, ids: list[int]) -> None:
    for view in ({}, {"sorts": BY_NAME}, {"sorts": [{"field": "tier"}, *BY_NAME]}):
        listed = [record["id"] for record in owner.post(f"{RECORDS}/query", view)["records"]]
        for row in (0, 4, 9):
            assert owner.post(f"{RANGE}/place", {"id": listed[row], **view}) == {"row": row}
    assert owner.post(f"{RANGE}/place", {"id": ids[0], "search": "客户05"}) == {"row": None}


def test_a_selection_is_counted_and_summed_without_being_loaded(owner: Page, ids: list[int]) -> None:
    owner.post("/api/tables/customers/fields", {"name": "额", "type": "money"})
    (key,) = [each["key"] for each in owner.get("/api/tables/customers")["fields"] if each["name"] == "额"]
    owner.post(RANGE, {"do": "paste", "rows": rows(0, 2), "fields": [key], "block": [["1.5"], [""], ["2"]]})
    spans = [{"first": 0, "last": 0}, {"first": 2, "last": 99}]
    told = owner.post(f"{RANGE}/look", {"spans": spans, "fields": [key, "short"]})
    assert told["rows"] == 9
    money, short = told["figures"]
    assert (money["filled"], float(money["sum"]), float(money["average"])) == (2, 3.5, 1.75)
    assert (short["filled"], short["sum"]) == (9, None)


def test_a_range_is_written_as_tab_separated_text(owner: Page, ids: list[int]) -> None:
    owner.post(RANGE, {"do": "set", "rows": rows(1, 1), "values": {"short": '他说"好"', "tier": "重要客户"}})
    body = {"spans": [{"first": 1, "last": 2}], "fields": ["name", "short", "tier"], "header": True}
    found = owner.send("POST", f"{RANGE}/text", body)
    assert found["Content-Type"] == "text/tab-separated-values; charset=utf-8"
    lines = b"".join(found.streaming_content).decode().split("\r\n")
    assert lines[1:] == ['客户01\t"他说""好"""\t重要客户', "客户02\t简2\t", ""]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"do": "clear", "rows": {"spans": [{"first": 0, "last": 1}]}, "fields": ["short"]}, "range.unguarded"),
        ({"do": "clear", "rows": {"count": 10}, "fields": ["short"]}, "range.rows"),
        ({"do": "clear", "rows": rows(3, 1), "fields": ["short"]}, "range.spans"),
        ({"do": "clear", "rows": rows(0, 1)}, "range.fields"),
        ({"do": "set", "rows": rows(0, 1)}, "range.values"),
        ({"do": "paste", "rows": rows(0, 1), "fields": ["short"]}, "range.block"),
        ({"do": "fill", "rows": rows(0, 1), "fields": ["short"], "direction": "right"}, "range.fields"),
        ({"do": "fill", "rows": rows(0, 9_999_999), "fields": ["short"]}, "range.rows"),
    ],
)
def test_a_doing_that_makes_no_sense_says_what_is_missing(
    owner: Page, ids: list[int], body: dict[str, Any], code: str
) -> None:
    told = owner.send("POST", RANGE, body)
    assert told.status_code in (413, 422)
    assert f'"{code}"' in told.content.decode()


def test_readers_look_but_do_not_write(reader: Page, owner: Page, ids: list[int]) -> None:
    reader.post(RANGE, {"do": "clear", "rows": rows(0, 1), "fields": ["short"]}, 403)
    reader.post(RANGE, {"do": "archive", "rows": rows(0, 1)}, 403)
    assert reader.post(f"{RANGE}/look", {"spans": [{"first": 0}], "fields": ["name"]})["rows"] == 10


def test_the_limits_of_ranges_are_told(owner: Page) -> None:
    limits = owner.get("/api/meta")["limits"]
    assert limits["range_direct"] == doing.DIRECT_ROWS
    assert limits["range_rows"] == doing.MOST_ROWS


def test_a_small_range_takes_few_statements_whatever_its_rows(owner: Page, ids: list[int]) -> None:
    owner.post(RANGE, {"do": "set", "rows": rows(0, 0), "values": {"short": "一"}})
    with CaptureQueriesContext(connection) as caught:
        owner.post(RANGE, {"do": "set", "rows": rows(0, None), "values": {"short": "二"}})
    assert sum(1 for query in caught if "SAVEPOINT" not in query["sql"]) <= 18
