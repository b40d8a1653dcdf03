"""A code in a record is shown as a picture that a phone can scan."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.installation import Client

pytestmark = pytest.mark.e2e


def test_a_barcode_field_shows_its_code_for_scanning(visit: Visit, owner: Client, table: dict[str, Any]) -> None:
    field = owner.post(f"/api/tables/{table['key']}/fields", json={"name": "条码", "type": "barcode"}).json()["key"]
    values = {field: "6901234567892"}
    written = owner.patch(
        f"/api/tables/{table['key']}/records", json={"operations": [{"do": "update", "id": 1, "values": values}]}
    )
    assert written.ok, written.text
    page = visit(owner, f"/t/{table['key']}?record=1")
    page.get_by_role("button", name="“条码”的二维码").click()
    expect(page.locator(".code-picture svg")).to_be_visible()
    expect(page.locator(".code-picture")).to_contain_text("6901234567892")
