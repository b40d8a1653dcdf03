"""What the tests of the API share: the standard tables, members, and clients that speak JSON as a page does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from kehu.access.models import Company, Member
from kehu.crm.tables import all_tables
from kehu.engine.install import install
from tests.api import promises

JSON = "application/json"


class Page:
    """A signed-in page: sends JSON, reads JSON."""

    def __init__(self, member: Member | None) -> None:
        self.member = member
        self.client = Client()
        if member is not None:
            self.client.force_login(member)

    def send(self, method: str, path: str, body: object = None, **more: Any) -> HttpResponse:
        data = "" if body is None else body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.generic(method, path, data, content_type=JSON if body is not None else "", **more)

    def ask(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        """Send and give the answer's JSON; fails with the answer when the status is another."""
        answer = self.send(method, path, body)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.content.decode()}"
        found = json.loads(answer.content) if answer.content else None
        promises.check(method, path, status, found)
        return found

    def get(self, path: str, status: int = 200) -> Any:
        return self.ask("GET", path, None, status)

    def post(self, path: str, body: object = None, status: int = 200) -> Any:
        return self.ask("POST", path, body or {}, status)

    def patch(self, path: str, body: object, status: int = 200) -> Any:
        return self.ask("PATCH", path, body, status)

    def write(self, table: str, *operations: dict[str, Any], status: int = 200, **more: Any) -> Any:
        return self.patch(f"/api/tables/{table}/records", {"operations": list(operations), **more}, status)

    def insert(self, table: str, **values: Any) -> int:
        """Make one record and give its id."""
        return self.write(table, {"do": "insert", "values": values})["records"][0]["id"]


@pytest.fixture
def company(db: None) -> Company:
    """The company with one standard table, the customers; `standard` adds the others."""
    (spec,) = [spec for spec in all_tables() if spec.key == "customers"]
    fields = tuple(field for field in spec.fields if field.type not in ("rollup", "lookup", "formula"))
    install([replace(spec, fields=fields)])
    return Company.objects.create(id=1, name="晨光办公用品有限公司", goal="follow_up")


@pytest.fixture
def standard(company: Company) -> None:
    """All standard tables."""
    install(all_tables())


@pytest.fixture
def join(company: Company) -> Callable[..., Page]:
    """Give a function that makes a member of a role and their page."""

    def made(name: str, role: str, language: str = "zh-CN") -> Page:
        member = Member.objects.create_user(
            f"{name}@example.com", "correct-horse", name=name, role=role, language=language
        )
        return Page(member)

    return made


@pytest.fixture
def owner(join: Callable[..., Page]) -> Page:
    return join("wangfang", "owner")


@pytest.fixture
def worker(join: Callable[..., Page]) -> Page:
    return join("lilei", "member")


@pytest.fixture
def reader(join: Callable[..., Page]) -> Page:
    return join("hanmei", "reader")


@pytest.fixture
def nobody(company: Company) -> Page:
    return Page(None)


def contents() -> dict[str, str]:
    """Digest every table of the database, so that a test can say that nothing changed."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        for (name,) in cursor.fetchall():
            if name in ("django_session", "site_cache"):
                continue
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{name}\" t")
            found[name] = cursor.fetchone()[0]
    return found
