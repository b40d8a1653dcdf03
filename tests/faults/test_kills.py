"""R01: kill -9 of server, worker and database during edits and imports; what was acknowledged is there afterwards."""

from __future__ import annotations

import itertools
import threading
import time
from typing import Any

import pytest
import requests

from tests.installation import Client, Installation, wait_for

pytestmark = pytest.mark.fault

ROWS = 30_000
KILLS = ("server", "worker", "database")


class Editor(threading.Thread):
    """Somebody who edits one record again and again and remembers which values were acknowledged."""

    def __init__(self, client: Client, record: int) -> None:
        super().__init__(daemon=True)
        self.client, self.record = client, record
        self.sent = self.acknowledged = 0
        self.ending = threading.Event()

    def run(self) -> None:
        for number in itertools.count(1):
            if self.ending.is_set():
                return
            self.sent = number
            operation = {"do": "update", "id": self.record, "values": {"terms": str(number)}}
            try:
                answer = self.client.patch(
                    "/api/tables/customers/records", json={"operations": [operation]}, timeout=20
                )
            except requests.RequestException:
                time.sleep(0.05)
                continue
            if answer.status_code == 200:
                self.acknowledged = number
            else:
                assert answer.status_code >= 500, answer.text
                time.sleep(0.05)


def insert(client: Client, *names: str) -> list[int]:
    operations = [{"do": "insert", "values": {"name": name}} for name in names]
    answer = client.patch("/api/tables/customers/records", json={"operations": operations})
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json()["records"]]


def patient(ask: Any, timeout: float = 60) -> requests.Response:
    """Ask until an answer below 500 comes."""
    end = time.monotonic() + timeout
    while True:
        try:
            answer: requests.Response = ask()
            if answer.status_code < 500:
                return answer
        except requests.RequestException:
            pass
        assert time.monotonic() < end, "no answer"
        time.sleep(0.1)


def test_r01_acknowledged_edits_survive_every_kill(installation: Installation) -> None:
    client = installation.client()
    records = insert(client, "甲", "乙")
    editors = [Editor(installation.client(), record) for record in records]
    for editor in editors:
        editor.start()
    for part in KILLS:
        before = min(editor.acknowledged for editor in editors)
        wait_for(lambda seen=before: min(editor.acknowledged for editor in editors) > seen + 5)
        old = installation.kill(part)
        installation.wait_for_new(part, old)
        before = min(editor.acknowledged for editor in editors)
        wait_for(lambda seen=before: min(editor.acknowledged for editor in editors) > seen, 60)
    for editor in editors:
        editor.ending.set()
        editor.join(30)
    installation.stop()
    installation.start()
    client = installation.client()
    for editor in editors:
        values = client.get(f"/api/tables/customers/records/{editor.record}").json()["values"]
        assert editor.acknowledged <= int(values["terms"]) <= editor.sent
        history = client.get(f"/api/tables/customers/records/{editor.record}/history?limit=500").json()
        assert int(history[0]["after"]["terms"]) == int(values["terms"])


def upload(client: Client) -> tuple[str, list[dict[str, Any]]]:
    lines = "".join(f"断点客户{number},1390000{number:04d}\n" for number in range(ROWS))
    made = client.post("/api/imports", files={"file": ("大表.csv", ("客户名称,备注号\n" + lines).encode(), "text/csv")})
    assert made.status_code in (200, 201, 202), made.text
    session = made.json()["id"]
    wait_for(lambda: patient(lambda: client.get(f"/api/imports/{session}")).json()["state"] == "read", 60)
    return session, client.get(f"/api/imports/{session}").json()["proposal"]["sheets"]


def count(client: Client, table: str) -> int:
    answer = patient(lambda: client.post(f"/api/tables/{table}/records/count", json={}))
    return int(answer.json()["count"]) if answer.status_code == 200 else 0


def test_r01_an_import_that_is_killed_runs_again_and_loads_every_row_once(installation: Installation) -> None:
    client = installation.client()
    for part in (*KILLS, "supervisor"):
        session, plans = upload(client)
        started = client.post(f"/api/imports/{session}/load", json={"plans": plans, "on_error": "stop"})
        assert started.status_code in (200, 201, 202), started.text
        job = started.json()["job"]
        wait_for(lambda client=client, job=job: state(client, job)["done"] > 0)
        assert state(client, job)["state"] == "running", "the import was over before it could be killed"
        kill_and_recover(installation, part)
        client = installation.client()
        wait_for(lambda client=client, job=job: state(client, job)["state"] not in ("queued", "running"), 90)
        ended = state(client, job)
        assert ended["state"] == "done", ended
        (sheet,) = ended["result"]["sheets"]
        assert (sheet["read"], sheet["created"], sheet["skipped"], sheet["failed"]) == (ROWS, ROWS, 0, 0)
        assert count(client, sheet["table"]) == ROWS
        undone = client.post(f"/api/imports/{session}/undo", json={}).json()["job"]
        wait_for(lambda client=client, job=undone: state(client, job)["state"] == "done", 90)
        assert count(client, sheet["table"]) == 0


def state(client: Client, job: str) -> dict[str, Any]:
    found: dict[str, Any] = patient(lambda: client.get(f"/api/jobs/{job}")).json()
    return found


def kill_and_recover(installation: Installation, part: str) -> None:
    old = installation.kill(part)
    if part == "supervisor":
        wait_for(lambda: not installation.leftovers(), 60)
        installation.start()
    else:
        installation.wait_for_new(part, old)
        installation.wait_until_ready()
