"""Indexes by use as the administration page asks for them."""

from __future__ import annotations

import pytest

from tests.api.conftest import Page

pytestmark = pytest.mark.django_db


def test_an_owner_reads_what_is_indexed_and_small_tables_need_nothing(owner: Page) -> None:
    (table,) = owner.get("/api/indexes")
    assert table["table"] == "customers"
    assert table["indexes"] == []
    assert not table["large"]
    assert table["most"] > 0


def test_others_are_told_that_it_is_not_for_them(worker: Page) -> None:
    assert worker.get("/api/indexes", status=403)["code"] == "forbidden"


def test_saving_a_view_of_a_small_table_starts_no_work(owner: Page) -> None:
    config = {"sorts": [{"field": "name"}]}
    owner.post("/api/tables/customers/views", {"name": "按名称", "config": config})
    assert owner.get("/api/jobs") == []
