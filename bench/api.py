"""Pages and edits over HTTP against `kehu serve`, as other products were measured: 100,000 customers x 20 fields.

Each figure is the median of one client on a kept connection, whole answer read; the rate is that of eight clients at
once. The client is Python on the same two cores, so the server has less than the machine. `target` is a quarter of
what the fastest other product reaches through its own API.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from typing import Any

from _ground import DATA, SEED, fresh, ground, tell, timed
from _server import Client, serving

RECORDS = 100_000
FOLDER = DATA.with_name(f"{DATA.name}-http")
FIELDS = (
    *("name", "kind", "short", "industry", "size", "region", "address", "tel", "mobile", "email"),
    *(
        "site",
        "registered_on",
        "source",
        "tier",
        "stage",
        "intent",
        "project_status",
        "next_follow_up",
        "needs",
        "owner",
    ),
)
WARM, RUNS, CLIENTS, SECONDS = 10, 100, 8, 5.0

PAGE = {"fields": FIELDS, "limit": 100}
FILTERED = {
    **PAGE,
    "filter": {
        "join": "and",
        "items": [
            {"field": "industry", "operator": "is", "value": "c1"},
            {"field": "stage", "operator": "any_of", "value": ["c3", "c4"]},
        ],
    },
    "sorts": [{"field": "registered_on", "descending": True}],
}
SEARCH = {**PAGE, "search": "恒拓"}
GROUPS = {"aggregates": [{"field": None, "function": "count"}], "groups": ["industry"]}
READS = (
    ("list page of 100 rows", "query", PAGE, 37.0),
    ("two filters and a sort", "query", FILTERED, 57.0),
    ("search of two Chinese characters", "query", SEARCH, 32.0),
    ("counts by group", "aggregate", GROUPS, 51.0),
)
EDIT_MS, MANY_MS, PAGES_PER_SECOND = 8.0, 68.0, 35.0


def main() -> None:
    """Measure reads, edits and the rate."""
    with ground(RECORDS, FOLDER):
        pass
    with serving(FOLDER) as port:
        client = Client(port)
        client.sign_in()
        for what, verb, body, fastest in READS:
            path = f"/api/tables/customers/records/{verb}"
            tell("api", what, often(partial(client.send, "POST", path, body)), target=fastest / 4, records=RECORDS)
        random, marks = Random(SEED), fresh()
        tell(
            "api",
            "one cell edited",
            often(lambda: edit(client, random, marks, 1)),
            target=EDIT_MS / 4,
            records=RECORDS,
        )
        many = often(lambda: edit(client, random, marks, 1000), runs=15)
        tell("api", "1,000 records edited", many, target=MANY_MS / 4, records=RECORDS)
        for what, work, target in (
            (
                "list pages a second, 8 clients",
                lambda each: each.send("POST", "/api/tables/customers/records/query", PAGE),
                PAGES_PER_SECOND * 4,
            ),
            ("edits a second, 8 clients", lambda each: edit(each, random, marks, 1), None),
        ):
            reached = rate(port, client.cookies, work)
            tell("api", what, reached, target=target, unit="1/s", records=RECORDS, most=False)


def often(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Give the median milliseconds after a warm-up."""
    for _ in range(min(WARM, runs)):
        work()
    return median(timed(work) for _ in range(runs))


def edit(client: Client, random: Random, marks: Any, many: int) -> None:
    """Change one cell of one or many neighbouring records."""
    start = random.randint(1, RECORDS - many)
    words = f"想了解第{next(marks)}号方案"
    operations = [{"do": "update", "id": record, "values": {"needs": words}} for record in range(start, start + many)]
    client.send("PATCH", "/api/tables/customers/records", {"operations": operations, "source": "grid"})


def rate(port: int, cookies: dict[str, str], work: Callable[[Client], Any]) -> float:
    """Give how many times a second eight clients together get it done."""
    done = [0] * CLIENTS
    end = time.perf_counter() + SECONDS

    def run(place: int) -> None:
        client = Client(port, cookies)
        while time.perf_counter() < end:
            work(client)
            done[place] += 1

    threads = [threading.Thread(target=run, args=(place,)) for place in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
