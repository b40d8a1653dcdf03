"""Files over HTTP: sent by a form, held by records, given back so that nothing in them runs."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.api import promises
from tests.api.conftest import Page


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def picture(form: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new("RGB", (640, 480), "green").save(content, form)
    return content.getvalue()


def send(page: Page, content: bytes, name: str, status: int = 200) -> Any:
    answer = page.client.post("/api/files", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status, answer.content.decode()
    promises.check("POST", "/api/files", status, answer.json())
    return answer.json()


@pytest.fixture
def field(owner: Page) -> str:
    made = owner.post("/api/tables/customers/fields", {"name": "合同", "type": "attachment"})
    return made["key"]


def test_a_file_travels_from_the_form_into_a_record_and_back(owner: Page, reader: Page, field: str) -> None:
    sent = send(owner, b"agreement", "框架协议.pdf")
    assert sent["name"] == "框架协议.pdf"
    record = owner.insert("customers", name="晨光", **{field: [sent]})
    assert owner.get(f"/api/tables/customers/records/{record}")["values"][field] == [sent]
    page = owner.post("/api/tables/customers/records/query", {"fields": [field]})
    assert page["records"][0]["values"] == [[sent]]
    answer = reader.send("GET", f"/api/files/{sent['file']}?name=框架协议.pdf")
    assert b"".join(answer) == b"agreement"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "a.html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.png"),
        (b"<html><script>alert(1)</script>", "a.jpg"),
        (b"%PDF-1.7 /JavaScript", "a.pdf"),
        (b"GIF89a<script>alert(1)</script>", "a.gif"),
        (picture("BMP"), "a.bmp"),
    ],
)
def test_s08_what_is_no_safe_picture_is_only_ever_saved(owner: Page, content: bytes, name: str) -> None:
    sent = send(owner, content, name)
    answer = owner.send("GET", f"/api/files/{sent['file']}?name={name}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_s08_a_safe_picture_is_shown_as_what_it_is_in_a_sandbox(owner: Page, form: str) -> None:
    sent = send(owner, picture(form), "a.html.png")
    answer = owner.send("GET", f"/api/files/{sent['file']}")
    assert answer["Content-Type"] == f"image/{form.lower()}"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    small = owner.send("GET", f"/api/files/{sent['file']}/preview")
    assert (small["Content-Type"], small["X-Content-Type-Options"]) == ("image/webp", "nosniff")


def test_s02_a_file_is_not_found_by_who_can_read_no_record_with_it(
    owner: Page, worker: Page, nobody: Page, field: str
) -> None:
    sent = send(owner, picture(), "a.png")
    missing = worker.get(f"/api/files/{'0' * 64}", 404)
    for path in (f"/api/files/{sent['file']}", f"/api/files/{sent['file']}/preview"):
        assert worker.get(path, 404) == missing
        assert nobody.send("GET", path).status_code == 401
    owner.insert("customers", name="晨光", **{field: [sent]})
    assert worker.send("GET", f"/api/files/{sent['file']}").status_code == 200
    owner.patch(f"/api/tables/customers/fields/{field}", {"archived": True})
    assert worker.get(f"/api/files/{sent['file']}", 404) == missing


def test_a_known_hash_alone_gives_nothing(owner: Page, worker: Page, field: str) -> None:
    sent = send(owner, b"secret", "a.txt")
    record = worker.insert("customers", name="晨光")
    told = worker.write("customers", {"do": "update", "id": record, "values": {field: [sent]}}, status=422)
    assert told["errors"][0]["code"] == "file.unknown"


def test_the_browser_s_own_copy_is_asked_about_each_time(owner: Page) -> None:
    sent = send(owner, picture(), "a.png")
    first = owner.send("GET", f"/api/files/{sent['file']}")
    assert first["Cache-Control"] == "private, no-cache"
    again = owner.send("GET", f"/api/files/{sent['file']}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
def test_a_large_file_is_given_piece_by_piece(owner: Page) -> None:
    content = bytes(range(256)) * 10_000
    sent = send(owner, content, "大.bin")
    answer = owner.send("GET", f"/api/files/{sent['file']}")
    assert answer.streaming
    assert answer["Content-Length"] == str(len(content))
    assert b"".join(answer) == content


@pytest.mark.parametrize(
    ("content", "name", "status", "words"),
    [
        (b"", "空.pdf", 422, "空的"),
        (b"MZ\x90\x00" + b"\0" * 100, "安装.pdf", 422, "程序"),
        (b"echo", "跑.bat", 422, "zip"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_name(
    owner: Page, content: bytes, name: str, status: int, words: str
) -> None:
    told = send(owner, content, name, status)
    assert name in told["detail"]
    assert words in told["detail"]


def test_a_body_larger_than_a_file_may_be_is_refused_before_it_is_read(owner: Page) -> None:
    answer = owner.client.generic(
        "POST", "/api/files", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(60 * 1024 * 1024)
    )
    assert answer.status_code == 413
    assert "50 MB" in answer.json()["detail"]


def test_a_reader_sends_nothing(reader: Page) -> None:
    send(reader, b"1", "a.txt", 403)


def test_names_of_files_are_words_not_paths(owner: Page) -> None:
    for name, kept in (
        ("..\\..\\a.txt", "a.txt"),
        ("客" * 300 + ".pdf", "客" * 116 + ".pdf"),
        ("\u202egnp.txt", "gnp.txt"),
    ):
        assert send(owner, b"1", name)["name"] == kept


def test_a_change_of_files_is_taken_back(owner: Page, field: str) -> None:
    sent = send(owner, picture(), "a.png")
    record = owner.insert("customers", name="晨光", **{field: [sent]})
    owner.write("customers", {"do": "update", "id": record, "values": {field: None}})
    owner.post("/api/undo")
    assert owner.get(f"/api/tables/customers/records/{record}")["values"][field] == [sent]
    history = owner.get(f"/api/tables/customers/records/{record}/history")
    assert history[0]["after"][field] == [sent]


def test_a_page_of_records_with_files_costs_what_any_page_costs(
    owner: Page, field: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    sent = [send(owner, f"{number}".encode(), f"{number}.txt") for number in range(3)]
    for each in sent:
        owner.insert("customers", name=each["name"], **{field: [each]})
    body = {"fields": ["name", field]}
    owner.post("/api/tables/customers/records/query", body)
    with django_assert_num_queries(4):
        owner.post("/api/tables/customers/records/query", body)
