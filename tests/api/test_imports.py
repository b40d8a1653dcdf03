"""An import from upload to undo, as the browser drives it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kehu.jobs.run import run
from tests.api import promises
from tests.api.conftest import Page

SHEET = """\
客户名称,手机,客户分层,备注
华为技术有限公司,13800138000,重要客户,=1+1
晨光文具,13900139000,普通客户,
,13700137000,,没有名称
"""


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """Keep the uploads of a test in a folder of its own."""
    settings.DATA_DIR = tmp_path


def send(page: Page, content: bytes, name: str = "客户.csv", status: int = 200) -> Any:
    answer = page.client.post("/api/imports", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status, answer.content.decode()
    promises.check("POST", "/api/imports", status, answer.json())
    return answer.json()


@pytest.fixture
def sent(owner: Page) -> str:
    """A csv file in the encoding of Excel's Chinese edition, sent and read."""
    begun = send(owner, SHEET.encode("gb18030"))
    assert owner.get(f"/api/imports/{begun['id']}")["state"] == "reading"
    run(begun["job"])
    return f"/api/imports/{begun['id']}"


def test_a_file_is_read_previewed_loaded_reconciled_and_taken_back(owner: Page, sent: str) -> None:
    told = owner.get(sent)
    assert (told["state"], told["name"], told["encoding"]) == ("read", "客户.csv", "gb18030")
    plan = told["proposal"]["sheets"][0]
    plan["target"] = {"table": "customers"}
    plan = owner.post(f"{sent}/propose", {"sheet": 0, "target": plan["target"]})
    assert [column["field"] for column in plan["columns"]] == ["name", "mobile", "tier", "note"]
    look = owner.post(f"{sent}/preview", {"plan": plan, "rows": 2})
    assert [cell["shown"] for cell in look["rows"][0]["cells"]][:3] == ["华为技术有限公司", "13800138000", "重要客户"]
    assert look["totals"]["failed"] == 1
    job = owner.post(f"{sent}/load", {"plans": [plan], "on_error": "skip"})["job"]
    assert owner.post(f"{sent}/load", {"plans": [plan]}, 409)["code"] == "import.busy"
    run(job)
    result = owner.get(sent)["result"]
    assert [(sheet["read"], sheet["created"], sheet["failed"]) for sheet in result["sheets"]] == [(3, 2, 1)]
    assert owner.post("/api/tables/customers/records/count", {}) == {"count": 2}
    begun = owner.post(f"{sent}/undo")["job"]
    assert owner.post(f"{sent}/undo")["job"] == begun
    run(begun)
    assert owner.get(f"/api/jobs/{begun}")["result"]["tables"] == ["customers"]
    assert owner.post("/api/tables/customers/records/count", {}) == {"count": 0}
    assert owner.get(sent)["state"] == "undone"


def test_the_rows_not_loaded_come_back_as_a_workbook(owner: Page, sent: str) -> None:
    plan = owner.post(f"{sent}/propose", {"sheet": 0, "target": {"table": "customers"}})
    assert owner.get(f"{sent}/errors", 404)["code"] == "import.no_errors"
    run(owner.post(f"{sent}/load", {"plans": [plan]})["job"])
    answer = owner.send("GET", f"{sent}/errors")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][0] == 4
    assert "客户名称" in rows[1][1]


def test_an_import_belongs_to_the_member_who_sent_it(owner: Page, worker: Page, sent: str) -> None:
    plan = owner.get(sent)["proposal"]["sheets"][0]
    worker.get(sent, 404)
    worker.get(f"{sent}/errors", 404)
    for path, body in (
        ("/read", {}),
        ("/propose", {"sheet": 0}),
        ("/preview", {"plan": plan}),
        ("/load", {"plans": [plan]}),
        ("/undo", {}),
    ):
        worker.post(sent + path, body, 404)


def test_a_reader_may_not_import(reader: Page) -> None:
    assert send(reader, SHEET.encode(), status=403)["code"] == "forbidden"


def test_what_is_no_spreadsheet_is_refused_by_its_name(owner: Page) -> None:
    for content, name in (
        (b"", "空.csv"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图.xlsx"),
        (b"PK\x03\x04" + b"\0" * 50, "坏.xlsx"),
    ):
        told = send(owner, content, name, 422)
        assert name in told["detail"]


def test_a_plan_that_makes_no_sense_is_refused_in_words(owner: Page, sent: str) -> None:
    for plan in ({}, {"sheet": 99}, {"sheet": "x"}, {"sheet": 0, "target": {}, "columns": []}, {"sheet": -1}):
        assert owner.send("POST", f"{sent}/preview", {"plan": plan}).status_code in (404, 422)
        assert owner.send("POST", f"{sent}/load", {"plans": [plan]}).status_code in (404, 422)
    owner.post(f"{sent}/propose", {"sheet": 0, "header_row": 99}, 422)
    owner.post(f"{sent}/propose", {"sheet": 0, "target": {"table": "no_such"}}, 404)
    owner.post(f"{sent}/read", {"encoding": "utf-7"}, 422)
    owner.post(f"{sent}/undo", {}, 409)
