"""The OpenAPI: agreed, complete, for members only, shown without outside scripts."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from kehu.api.application import api
from tests.api.conftest import Page

GOLDEN = Path(__file__).parents[1] / "golden" / "openapi.json"
RENEW = "KEHU_RENEW_GOLDEN"
METHODS = ("get", "post", "put", "patch", "delete")


def described() -> dict[str, dict[str, object]]:
    return json.loads(json.dumps(api.get_openapi_schema()))


def test_the_openapi_is_the_one_that_was_agreed_on() -> None:
    now = json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get(RENEW):
        GOLDEN.write_text(now)
    hint = f"When the change is meant: {RENEW}=1 pytest tests/api/test_openapi.py, and look at the difference"
    assert GOLDEN.read_text() == now, hint


def test_every_operation_says_what_it_does_and_how_it_refuses() -> None:
    for path, operations in described()["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            told = set(operation["responses"])
            assert "503" in told
            if path not in ("/api/me", "/api/health") or method != "get":
                assert {"401", "403", "404", "422"} <= told, (method, path)
                assert operation["security"] == [{"Gate": []}]
            if method != "get":
                assert {"409", "413", "415"} <= told, (method, path)


def test_every_body_refuses_what_it_does_not_know() -> None:
    found = described()
    for path, operations in found["paths"].items():
        for operation in operations.values():
            for kind, body in operation.get("requestBody", {}).get("content", {}).items():
                if kind == "application/json":
                    name = body["schema"]["$ref"].rpartition("/")[2]
                    assert found["components"]["schemas"][name]["additionalProperties"] is False, (path, name)


def test_whoever_asks_for_records_finds_an_example() -> None:
    found = described()
    names = {"query", "aggregate", "range", "look", "edge", "place", "text", "records"}
    for path, operations in found["paths"].items():
        for operation in operations.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body and "/records" in path and path.rpartition("/")[2] in names:
                schema = found["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
                assert schema["examples"], path


def test_the_openapi_and_its_page_are_for_members(owner: Page, nobody: Page) -> None:
    for path in ("/api/openapi.json", "/api/docs"):
        assert nobody.send("GET", path).status_code == 401
        assert owner.send("GET", path).status_code == 200
        assert owner.send("POST", path).status_code in (403, 405)
    assert owner.get("/api/openapi.json") == described()


def test_the_page_loads_nothing_from_elsewhere(owner: Page) -> None:
    page = owner.send("GET", "/api/docs").content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loaded) == 3
    for path in loaded:
        assert path.startswith("/api/docs/")
        assert owner.send("GET", path).status_code == 200
    assert "<script>" not in page
    assert "<style" not in page
