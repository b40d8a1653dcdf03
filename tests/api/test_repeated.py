"""A request whose answer was lost on the way may be repeated: it happens once (R03)."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import connection

from kehu.access.actor import SYSTEM
from kehu.engine.models import Answer, Change
from kehu.engine.read import count
from tests.api.conftest import Page

RECORDS = "/api/tables/customers/records"
NEW = {"operations": [{"do": "insert", "values": {"name": "东门店"}}], "source": "grid"}


def send(page: Page, path: str, body: object, key: str, method: str = "POST") -> tuple[int, Any]:
    found = page.send(method, path, body, HTTP_IDEMPOTENCY_KEY=key)
    return found.status_code, json.loads(found.content)


def test_a_record_sent_twice_is_made_once_and_answered_alike(owner: Page) -> None:
    first = send(owner, RECORDS, NEW, "key-00000001", "PATCH")
    assert first[0] == 200
    assert send(owner, RECORDS, NEW, "key-00000001", "PATCH") == first
    assert count(SYSTEM, "customers") == 1
    assert send(owner, RECORDS, NEW, "key-00000002", "PATCH")[1]["change"] != first[1]["change"]
    assert count(SYSTEM, "customers") == 2


def test_the_same_key_is_another_one_for_another_member(owner: Page, worker: Page) -> None:
    for page in (owner, worker):
        assert send(page, RECORDS, NEW, "key-00000001", "PATCH")[0] == 200
    assert count(SYSTEM, "customers") == 2


def test_a_key_of_another_request_is_refused(owner: Page) -> None:
    send(owner, RECORDS, NEW, "key-00000001", "PATCH")
    other = {"operations": [{"do": "insert", "values": {"name": "西门店"}}]}
    status, told = send(owner, RECORDS, other, "key-00000001", "PATCH")
    assert (status, told["code"]) == (409, "key.used")
    assert count(SYSTEM, "customers") == 1


def test_what_was_refused_may_be_asked_again(owner: Page) -> None:
    wrong = {"operations": [{"do": "insert", "values": {"name": ""}}]}
    assert send(owner, RECORDS, wrong, "key-00000001", "PATCH")[0] == 422
    assert not Answer.objects.exists()
    assert send(owner, RECORDS, NEW, "key-00000001", "PATCH")[0] == 200


def test_refused_rows_are_told_again(owner: Page) -> None:
    rows = {"operations": [*NEW["operations"], {"do": "insert", "values": {}}], "partial": True}
    first = send(owner, RECORDS, rows, "key-00000001", "PATCH")
    assert first[1]["failed"][0]["message"] == "“客户名称”必须填写"
    assert send(owner, RECORDS, rows, "key-00000001", "PATCH") == first


def test_an_undo_sent_twice_takes_one_step_back(owner: Page) -> None:
    for name in "甲乙":
        owner.insert("customers", name=name)
    first = send(owner, "/api/undo", {}, "key-00000001")
    assert first[0] == 200
    assert send(owner, "/api/undo", {}, "key-00000001") == first
    assert count(SYSTEM, "customers") == 1
    again = send(owner, "/api/redo", {}, "key-00000003")
    assert again[0] == 200
    assert send(owner, "/api/redo", {}, "key-00000003") == again
    assert count(SYSTEM, "customers") == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 101, "two words", "键键键键键键键键"])
def test_a_key_that_is_none_is_refused(owner: Page, key: str) -> None:
    assert send(owner, RECORDS, NEW, key, "PATCH")[0] == 422
    assert count(SYSTEM, "customers") == 0


def test_old_keys_are_forgotten(owner: Page) -> None:
    send(owner, RECORDS, NEW, "key-00000001", "PATCH")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE engine_answer SET at = now() - interval '8 days'")
    send(owner, RECORDS, NEW, "key-00000002", "PATCH")
    assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_repeated_while_the_first_is_under_way_it_still_happens_once(owner: Page) -> None:
    answers: list[tuple[int, Any]] = []

    def repeat() -> None:
        page = Page(None)
        page.client.cookies = owner.client.cookies
        answers.append(send(page, RECORDS, NEW, "key-00000001", "PATCH"))
        connection.close()

    threads = [threading.Thread(target=repeat) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [status for status, _ in answers] == [200] * 4
    assert len({told["change"] for _, told in answers}) == 1
    assert Change.objects.count() == 1
