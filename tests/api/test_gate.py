"""The gate: who asks, forged requests, bodies that others would read differently (S02, S04, S06, S17)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from kehu.api.gate import JSON_LIMIT, UPLOAD_LIMIT
from tests.api.conftest import Page, contents

WRITE = "/api/tables/customers/records"
CUSTOMER = {"operations": [{"do": "insert", "values": {"name": "晨光"}}]}
PROBLEM = "application/problem+json"


def strict(page: Page) -> Client:
    """Give the page's client with Django's CSRF checks on, as a browser meets them."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = page.client.cookies
    return client


def refused(answer, status: int, code: str) -> None:
    found = json.loads(answer.content)
    assert (answer.status_code, found["code"]) == (status, code), found
    assert answer["Content-Type"] == PROBLEM
    assert found["detail"]


def test_s06_a_write_without_the_token_is_refused_and_with_it_is_done(owner: Page) -> None:
    client = strict(owner)
    before = contents()
    refused(client.patch(WRITE, CUSTOMER, content_type="application/json"), 403, "csrf")
    wrong = {"X-CSRFToken": "b" * 32}
    client.cookies["csrftoken"] = "a" * 32
    refused(client.patch(WRITE, CUSTOMER, content_type="application/json", headers=wrong), 403, "csrf")
    assert contents() == before
    right = {"X-CSRFToken": client.get("/api/me").json()["csrf_token"]}
    assert client.patch(WRITE, CUSTOMER, content_type="application/json", headers=right).status_code == 200


def test_s06_a_write_from_another_site_is_refused_even_with_the_token(owner: Page) -> None:
    client = strict(owner)
    headers = {"X-CSRFToken": client.get("/api/me").json()["csrf_token"], "Origin": "https://evil.example"}
    refused(client.patch(WRITE, CUSTOMER, content_type="application/json", headers=headers), 403, "csrf")


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/jsonp"],
)
def test_s06_what_a_plain_form_can_send_is_not_read(owner: Page, kind: str) -> None:
    before = contents()
    refused(owner.client.generic("PATCH", WRITE, json.dumps(CUSTOMER), content_type=kind), 415, "body.type")
    assert contents() == before


def test_an_upload_is_the_only_form_that_is_read_and_reads_nothing_else(owner: Page) -> None:
    file = SimpleUploadedFile("客户.csv", "名称,电话\n晨光,010-1\n".encode())
    assert owner.client.post("/api/imports", {"file": file}).status_code == 200
    refused(owner.client.post("/api/imports", CUSTOMER, content_type="application/json"), 415, "body.type")
    refused(owner.client.post("/api/imports", {}), 422, "invalid")


def test_s17_a_body_that_says_it_is_too_large_is_not_read(owner: Page) -> None:
    for method, path, kind, limit in (
        ("PATCH", WRITE, "application/json", JSON_LIMIT),
        ("POST", "/api/imports", "multipart/form-data; boundary=x", UPLOAD_LIMIT),
    ):
        answer = owner.client.generic(method, path, "{}", content_type=kind, CONTENT_LENGTH=str(limit + 1))
        refused(answer, 413, "body.too_large")


def test_s17_a_body_of_unknown_length_is_not_read(owner: Page) -> None:
    more = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    refused(owner.client.generic("PATCH", WRITE, "{}", content_type="application/json", **more), 413, "body.too_large")


AMBIGUOUS = [
    (b'{"operations": [', "JSON 第 1 行"),
    (b"\xff\xfe", "UTF-8"),
    ("名称".encode("gb18030"), "UTF-8"),
    (b'{"limit": NaN}', "NaN"),
    (b'{"limit": Infinity}', "Infinity"),
    (b'{"limit": -Infinity}', "-Infinity"),
    (b'{"limit": 1, "limit": 2}', "重复的键"),
    (b'{"filter": {"field": "name", "field": "kind", "operator": "is"}}', "重复的键"),
    (b'{"search": "\\ud83d"}', "不完整的字符"),
    (b'{"\\udc00": 1}', "不完整的字符"),
    (b'{"search": "a\\u0000b"}', "U+0000"),
    (b'{"limit": 9223372036854775808}', "数字太大"),
    (b'{"limit": ' + b"9" * 400 + b"}", "数字太大"),
    (b'{"limit": ' + b"9" * 5000 + b"}", "数字太大"),
    (b'{"limit": 1e400}', "位数太多"),
    (b'{"limit": 1.00000000000000000001}', "位数太多"),
    (b'{"limit": 1e-999999999999999999999}', "位数太多"),
    (b"[" * 100_000, "嵌套太深"),
    (b'{"a":' * 50_000, "嵌套太深"),
]


def test_json_that_others_would_read_differently_is_refused(owner: Page) -> None:
    for body, words in AMBIGUOUS:
        answer = owner.send("POST", "/api/tables/customers/records/query", body)
        refused(answer, 422, "json")
        assert words in json.loads(answer.content)["detail"]


MISTAKES = [
    ({"limt": 5}, "limt", "没有这一项，请检查拼写"),
    ({"limit": "5"}, "limit", "需要一个整数"),
    ({"limit": 5.5}, "limit", "需要一个整数"),
    ({"limit": True}, "limit", "需要一个整数"),
    ({"limit": 1001}, "limit", "不能大于 1000"),
    ({"limit": 0}, "limit", "不能小于 1"),
    ({"sorts": [{"field": "name", "desc": True}]}, "sorts.0.desc", "没有这一项，请检查拼写"),
    ({"sorts": "name"}, "sorts", "需要一个列表"),
    ({"filter": []}, "filter", "需要一个对象"),
    ({"archived": "yes"}, "archived", "只能是 true 或 false"),
    ({"search": "长" * 201}, "search", "最多 200 个字符"),
    ([], "query", "需要一个对象"),
]


def test_a_mistake_is_told_at_its_place(owner: Page) -> None:
    for body, field, message in MISTAKES:
        answer = owner.ask("POST", "/api/tables/customers/records/query", body, 422)
        assert (field, message) in [(each["field"], each["message"]) for each in answer["errors"]]


def test_a_request_without_its_body_is_told_so(owner: Page) -> None:
    assert owner.ask("POST", "/api/tables/customers/records/query", None, 422)["code"] == "invalid"


def test_an_id_that_no_record_can_have_is_refused_not_looked_for(owner: Page) -> None:
    for ident in ("9223372036854775808", "-1", "0", "abc", "1.5", "9" * 400, "%00"):
        assert owner.send("GET", f"/api/tables/customers/records/{ident}").status_code == 422


NOWHERE = [
    "/api/tables/no_such",
    "/api/tables/%F0%9F%98%80",
    "/api/tables/customers/records/9223372036854775807",
    "/api/jobs/00000000-0000-0000-0000-000000000000",
    "/api/imports/00000000-0000-0000-0000-000000000000",
    "/api/no/such/address",
    "/api/",
    "/api/docs/../../settings.py",
]


def test_what_does_not_exist_is_not_found(owner: Page) -> None:
    for path in NOWHERE:
        answer = owner.send("GET", path)
        assert answer.status_code == 404, path
        assert answer["Content-Type"] == PROBLEM, path


def test_a_null_character_in_the_query_string_is_refused(owner: Page) -> None:
    refused(owner.send("GET", "/api/tables/customers/find?q=%00"), 422, "address")


def test_a_method_that_is_not_there_is_named_with_those_that_are(owner: Page) -> None:
    answer = owner.send("DELETE", "/api/members")
    refused(answer, 405, "method")
    assert answer["Allow"] == "GET, POST"


def test_refusals_speak_the_language_of_who_asks(join: Callable[..., Page], nobody: Page) -> None:
    english = join("john", "owner", "en")
    assert english.get("/api/tables/no_such", 404)["title"] == "Not found"
    assert english.get("/api/meta")["types"][0]["name"].isascii()
    for wanted, words in {
        "en-US,zh;q=0.5": "Sign in first",
        "zh-TW,en": "请先登录",
        "fr": "请先登录",
        "": "请先登录",
    }.items():
        answer = nobody.client.get("/api/members", headers={"Accept-Language": wanted})
        assert json.loads(answer.content)["title"] == words


def test_s02_a_missing_record_and_one_of_another_table_answer_byte_for_byte_alike(owner: Page) -> None:
    table = owner.post("/api/tables", {"name": "别处", "fields": [{"name": "名称", "type": "text"}]})["key"]
    elsewhere = owner.insert(table, ming_cheng="甲")
    other = owner.send("GET", f"/api/tables/customers/records/{elsewhere}")
    missing = owner.send("GET", f"/api/tables/customers/records/{10**15}")
    assert missing.status_code == other.status_code == 404
    assert missing.content == other.content


def test_s04_what_the_system_fills_cannot_be_written(owner: Page) -> None:
    record = owner.insert("customers", name="晨光")
    before = contents()
    for field in ("id", "version", "created_at", "created_by", "changed_at", "changed_by", "archived_at", "c1"):
        for operation in (
            {"do": "insert", "values": {"name": "甲", field: 1}},
            {"do": "update", "id": record, "values": {field: 1}},
        ):
            answer = owner.write("customers", operation, status=422)
            assert answer["errors"][0]["field"] == field
    assert contents() == before


def test_s04_every_refusal_leaves_the_database_as_it_was(owner: Page, worker: Page, reader: Page) -> None:
    record = owner.insert("customers", name="晨光")
    owner.write("customers", {"do": "update", "id": record, "version": 1, "values": {"name": "晨光文具"}})
    new = {"do": "insert", "values": {"name": "乙"}}
    before = contents()
    reader.write("customers", new, status=403)
    worker.write("customers", new, {"do": "update", "id": 10**12, "values": {"name": "丙"}}, status=422)
    worker.write("customers", new, {"do": "insert", "values": {"email": "不是邮箱"}}, status=422)
    worker.write("customers", new, {"do": "update", "id": record, "version": 1, "values": {"name": "旧"}}, status=409)
    worker.post("/api/tables", {"name": "表", "fields": []}, 403)
    worker.post("/api/tables/customers/fields", {"name": "字段", "type": "text"}, 403)
    worker.patch("/api/tables/customers/fields/short", {"archived": True}, 403)
    worker.patch("/api/tables/customers", {"archived": True}, 403)
    worker.post("/api/members", {"email": "x@example.com", "name": "谁", "role": "owner"}, 403)
    worker.patch("/api/company", {"name": "我的公司"}, 403)
    worker.post("/api/start", {"choice": "demo", "goal": "follow_up"}, 403)
    owner.post(
        "/api/tables",
        {"name": "表", "fields": [{"name": "甲", "type": "text"}, {"name": "乙", "type": "no_such"}]},
        422,
    )
    owner.post("/api/start", {"choice": "demo", "goal": "no_such"}, 422)
    owner.patch("/api/tables/customers/fields/name", {"name": "新名", "archived": True}, 422)
    assert contents() == before


def test_s04_a_reader_reads_and_changes_nothing(owner: Page, reader: Page) -> None:
    record = owner.insert("customers", name="晨光")
    assert reader.get(f"/api/tables/customers/records/{record}")["values"]["name"] == "晨光"
    can = reader.get("/api/tables")["tables"][0]["can"]
    assert [action for action, allowed in can.items() if allowed] == ["read"]
    for operation in ({"do": "update", "id": record, "values": {"name": "乙"}}, {"do": "archive", "id": record}):
        assert "只读成员" in reader.write("customers", operation, status=403)["detail"]


def test_s04_jobs_and_private_views_of_others_are_not_found(owner: Page, worker: Page) -> None:
    job = owner.post("/api/start", {"choice": "demo", "goal": "follow_up"})["job"]
    view = owner.post("/api/tables/customers/views", {"name": "我的", "config": {}})["id"]
    assert owner.get(f"/api/jobs/{job}")["state"] == "queued"
    worker.get(f"/api/jobs/{job}", 404)
    worker.post(f"/api/jobs/{job}/cancel", {}, 404)
    worker.patch(f"/api/views/{view}", {"name": "他的"}, 404)
    assert worker.get("/api/jobs") == []
    assert view not in [each["id"] for each in worker.get("/api/tables/customers/views")]


def test_s06_every_answer_carries_the_security_headers(owner: Page, nobody: Page) -> None:
    for page in (owner, nobody):
        for path in ("/api/me", "/api/docs", "/api/openapi.json", "/api/tables", "/api/no", "/api/docs/docs.js", "/"):
            answer = page.send("GET", path)
            policy = answer["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy
            assert "script-src 'self';" in policy
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["X-Frame-Options"] == "DENY"


def test_an_error_of_ours_is_told_by_a_number_that_the_log_knows(
    owner: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret internals")

    monkeypatch.setattr("kehu.access.members.all_members", broken)
    answer = json.loads(owner.send("GET", "/api/members").content)
    assert answer["status"] == 500
    assert answer["incident"] in answer["detail"]
    assert "secret" not in json.dumps(answer)
    assert any(answer["incident"] in line.getMessage() for line in caplog.records)


def test_s17_what_takes_too_long_is_refused_in_words(owner: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20")
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr("kehu.engine.read.count", slow)
    assert owner.post("/api/tables/customers/records/count", {}, 503)["code"] == "slow"
