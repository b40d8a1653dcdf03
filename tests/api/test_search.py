"""Search over all tables by HTTP."""

from tests.api.conftest import Page


def test_records_of_all_tables_are_found(owner: Page) -> None:
    record = owner.insert("customers", name="华为技术")
    answer = owner.get("/api/search?q=hw&limit=5")
    assert answer["pending"] == []
    assert answer["found"] == [{"table": "customers", "id": record, "title": "华为技术", "field": None, "text": None}]
    assert owner.get("/api/search?q=")["found"] == []


def test_a_limit_out_of_range_is_refused(owner: Page) -> None:
    owner.get("/api/search?q=hw&limit=0", status=422)
