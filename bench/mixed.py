"""Thirty people for a minute: pages, counts, searches, single records, edits and new records over HTTP, all at once.

Told are the errors, the p95 of all requests and of each kind, and the largest memory of the web process meanwhile.
The clients are threads of Python on the same two cores. Everybody waits a little between requests, as people do.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any

import psutil
from _big import INTERACTIONS, big
from _ground import DATA, RECORDS, SEED, fresh, note, tell
from _server import Client, serving

PEOPLE = int(os.environ.get("KEHU_BENCH_PEOPLE", "30"))
SECONDS = float(os.environ.get("KEHU_BENCH_SECONDS", "60"))
THOUGHT = (0.2, 1.8)
WORDS = ("华", "科技", "hw", "shmy", "138", "上海", "bj", "贸易")
QUERY = "/api/tables/customers/records/query"
_marks = fresh()

Work = Callable[[Client, Random], Any]


def _page(client: Client, random: Random) -> Any:
    sorts = [{"field": random.choice(("name", "registered_on", "next_follow_up"))}]
    return client.send("POST", QUERY, {"sorts": sorts, "limit": 100})


def _filtered(client: Client, random: Random) -> Any:
    one = {"field": "industry", "operator": "is", "value": f"c{random.randint(1, 5)}"}
    body = {"filter": {"join": "and", "items": [one]}, "sorts": [{"field": "registered_on", "descending": True}]}
    return client.send("POST", QUERY, {**body, "limit": 100})


def _record(client: Client, random: Random) -> Any:
    return client.send("GET", f"/api/tables/customers/records/{random.randint(1, RECORDS)}")


def _search(client: Client, random: Random) -> Any:
    return client.send("POST", QUERY, {"search": random.choice(WORDS), "limit": 50})


def _edit(client: Client, random: Random) -> Any:
    values = {"needs": f"想了解第 {next(_marks)} 号方案"}
    update = {"do": "update", "id": random.randint(1, RECORDS), "values": values}
    return client.send("PATCH", "/api/tables/customers/records", {"operations": [update], "source": "grid"})


def _talk(client: Client, random: Random) -> Any:
    values = {
        "topic": f"回访 {next(_marks)}",
        "customer": random.randint(1, RECORDS),
        "channel": "c1",
        "content": "客户问了价格，下周回复。",
    }
    body = {"operations": [{"do": "insert", "values": values}], "source": "form"}
    return client.send("PATCH", "/api/tables/interactions/records", body)


KINDS: tuple[tuple[str, Work, int], ...] = (
    ("page", _page, 30),
    ("filtered page", _filtered, 15),
    ("record", _record, 20),
    ("search in the grid", _search, 10),
    ("edit", _edit, 20),
    ("new interaction", _talk, 5),
)


def main() -> None:
    """Let them work."""
    with big():
        from kehu.engine.indexes.keep import keep

        note(str(keep()))
    with serving(DATA) as port:
        first = Client(port)
        first.sign_in()
        times: dict[str, list[float]] = {what: [] for what, _, _ in KINDS}
        errors: list[str] = []
        end = time.perf_counter() + SECONDS
        people = [
            threading.Thread(target=_person, args=(port, first.cookies, number, end, times, errors))
            for number in range(PEOPLE)
        ]
        for each in people:
            each.start()
        largest = 0.0
        while any(each.is_alive() for each in people):
            largest = max(largest, _memory())
            time.sleep(0.5)
    everything = sorted(value for some in times.values() for value in some)
    for error in errors[:5]:
        note(error)
    tell("mixed", f"errors of {PEOPLE} people in {SECONDS:.0f} s", len(errors), target=0, unit="errors")
    tell("mixed", f"all {len(everything):,} requests: p95", _p95(everything), target=250.0)
    for what, some in times.items():
        if some:
            tell("mixed", f"{what}, {len(some):,} requests: p95", _p95(sorted(some)))
    tell("mixed", "memory of the web process", largest, target=300.0, unit="MB")
    note(f"interactions at the beginning: {INTERACTIONS:,}")


def _person(
    port: int, cookies: dict[str, str], number: int, end: float, times: dict[str, list[float]], errors: list[str]
) -> None:
    client, random = Client(port, cookies), Random(SEED + number)
    weights = [weight for _, _, weight in KINDS]
    while time.perf_counter() < end:
        ((what, work, _),) = random.choices(KINDS, weights)
        start = time.perf_counter()
        try:
            work(client, random)
        except Exception as error:
            errors.append(f"{what}: {error}")
            client = Client(port, cookies)
        else:
            times[what].append((time.perf_counter() - start) * 1000)
        time.sleep(random.uniform(*THOUGHT))


def _p95(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.95)] if ordered else 0.0


def _memory() -> float:
    """Give the megabytes that the worker of the web server holds."""
    sizes = []
    for process in psutil.Process().children(recursive=True):
        try:
            if process.cmdline()[-1:] == ["kehu.site.web"]:
                sizes.append(process.memory_info().rss / 2**20)
        except psutil.Error:
            continue
    return max(sizes, default=0.0)


if __name__ == "__main__":
    main()
