"""What the browser tests share: an owner and a colleague who are signed in, and a table of their own per test."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.desk import Desk
from tests.installation import Client, Installation

COLLEAGUE = "lihua@example.cn"
Visit = Callable[..., Page]

_numbers = count(1)

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def owner(server: Installation) -> Client:
    """Sign in as the owner and name the company, so that the guide is over."""
    client = server.client()
    assert client.patch("/api/company", json={"name": "明远办公设备", "goal": "follow_up"}).ok
    return client


@pytest.fixture(scope="session")
def colleague(server: Installation, owner: Client) -> Client:
    """Add a second member and sign in as them."""
    answer = owner.post("/api/members", json={"email": COLLEAGUE, "name": "李华", "role": "member"})
    assert answer.ok, answer.text
    return server.client(COLLEAGUE, answer.json()["password"])


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Give a function that opens a browser window of a signed-in client; a script error fails the test."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def open_window(client: Client | None, path: str, **options: Any) -> Page:
        context = browser.new_context(
            base_url=client.url if client else None,
            viewport=options.pop("viewport", {"width": 1280, "height": 800}),
            locale="zh-CN",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        contexts.append(context)
        if client:
            cookies = [{"name": one.name, "value": one.value or "", "url": client.url} for one in client.cookies]
            context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(path)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not broken, broken


@pytest.fixture
def table(owner: Client) -> dict[str, Any]:
    """Make a small table with three records."""
    fields = [
        {"name": "名称", "type": "text"},
        {"name": "电话", "type": "text"},
        {"name": "金额", "type": "money"},
        {
            "name": "阶段",
            "type": "choice",
            "config": {"choices": [{"id": "c1", "label": "初谈"}, {"id": "c2", "label": "成交"}]},
        },
    ]
    made = owner.post("/api/tables", json={"name": f"试用{next(_numbers)}", "fields": fields})
    assert made.ok, made.text
    shape: dict[str, Any] = made.json()
    keys = {field["name"]: field["key"] for field in shape["fields"]}
    rows = [("甲公司", "010-1", "300", "c1"), ("乙公司", "010-2", "100", "c2"), ("丙公司", "010-3", "200", "c2")]
    names = ("名称", "电话", "金额", "阶段")
    operations = [
        {"do": "insert", "values": {keys[name]: value for name, value in zip(names, row, strict=True)}} for row in rows
    ]
    written = owner.patch(f"/api/tables/{shape['key']}/records", json={"operations": operations, "source": "api"})
    assert written.ok, written.text
    return shape


@pytest.fixture
def desk(visit: Visit, owner: Client, table: dict[str, Any]) -> Desk:
    """Open the small table as its owner."""
    return Desk(visit(owner, f"/t/{table['key']}")).wait()


@pytest.fixture
def stored(owner: Client, table: dict[str, Any]) -> Callable[[str], list[Any]]:
    """Give a function that reads one column of the small table from the server."""

    def read(name: str) -> list[Any]:
        key = next(field["key"] for field in table["fields"] if re.fullmatch(name, field["name"]))
        answer = owner.post(f"/api/tables/{table['key']}/records/query", json={"fields": [key], "limit": 100})
        assert answer.ok, answer.text
        return [record["values"][0] for record in answer.json()["records"]]

    return read
