"""What a request costs in statements; a number that grows is a decision, not an accident."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.engine.reading import forget_company
from tests.api.conftest import Page


def statements(page: Page, method: str, path: str, body: object = None) -> int:
    """Count the statements of a request, savepoints of the test's own transaction aside."""
    forget_company()  # else what is kept for half a minute might run out between the two
    page.ask(method, path, body)  # the first fills caches: shapes, time zone
    with CaptureQueriesContext(connection) as caught:
        page.ask(method, path, body)
    return sum(1 for query in caught if "SAVEPOINT" not in query["sql"])


@pytest.fixture
def record(owner: Page) -> int:
    return owner.insert("customers", name="晨光")


def test_a_page_asks_for_session_member_catalog_rows_and_titles(owner: Page, record: int) -> None:
    assert statements(owner, "POST", "/api/tables/customers/records/query", {"limit": 100}) == 5


def test_a_cell_edit_takes_ten_statements(owner: Page, record: int) -> None:
    # session, member; tables held, lock, update, change with ledger and notice, tokens; catalog, record, titles
    owner.write("customers", {"do": "update", "id": record, "values": {"short": "一"}})
    with CaptureQueriesContext(connection) as caught:
        owner.write("customers", {"do": "update", "id": record, "values": {"short": "二"}})
    assert sum(1 for query in caught if "SAVEPOINT" not in query["sql"]) <= 10


@pytest.mark.parametrize("many", [1, 50])
def test_pasting_takes_as_many_statements_for_fifty_rows_as_for_one(owner: Page, many: int) -> None:
    rows = [{"do": "insert", "values": {"name": f"客户 {number}", "tier": "重要客户"}} for number in range(many)]
    body = {"operations": rows, "source": "paste"}
    assert statements(owner, "PATCH", "/api/tables/customers/records", body) <= 10


def test_what_a_page_asks_often_is_cheap(owner: Page, record: int) -> None:
    for method, path, body, expected in (
        ("GET", "/api/me", None, 3),
        ("GET", "/api/meta", None, 2),
        ("GET", "/api/tables", None, 4),
        ("POST", "/api/tables/customers/records/count", {}, 4),
        ("GET", "/api/tables/customers/find?q=晨", None, 4),
        ("GET", "/api/jobs?open=1", None, 3),
    ):
        assert statements(owner, method, path, body) == expected, path
