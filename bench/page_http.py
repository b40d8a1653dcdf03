"""A page of 100 x 40 fields of a million customers through HTTP, with session and scope, against the bare driver.

Two filters and a sort. Told are the first answer without an index, then with the index that the engine made after it
saw the view; page 5,000 by cursor against page 1; and a tenth of the records against all of them. Against is the
statement of the same page by psycopg, executed and fetched, in turn with ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from typing import Any

from _big import big
from _capture import longest, statements
from _ground import DATA, RUNS, actor, duel, ground, note, raw, tell, timed
from _server import Client, serving

SMALL = 100_000
FOLDER = DATA.with_name(f"{DATA.name}-http")
PATH = "/api/tables/customers/records/query"
FILTER = {
    "join": "and",
    "items": [
        {"field": "industry", "operator": "is", "value": "c1"},
        {"field": "stage", "operator": "any_of", "value": ["c3", "c4"]},
    ],
}
SORTS = [{"field": "registered_on", "descending": True}]
PAGE = {"filter": FILTER, "sorts": SORTS, "limit": 100}
DEEP = {"sorts": [{"field": "name"}], "limit": 100}
VIEW = "基准：行业与阶段"
ROUNDS = 100
PREPARE = "prepare"


def main() -> None:
    """Measure before and after the index by use."""
    with big():
        from kehu.engine.indexes.keep import keep

        _look(False)
        unindexed = _statement()
        with raw() as bare:
            ours, against = duel(_page, lambda: bare.execute(*unindexed).fetchall(), 7)
        tell("page_http", "a filter and sort nobody indexed, first answer, engine", ours, against=against, target=1.2)
        _look(True)
        note("the engine looks after its indexes …")
        note(str(keep()))
        statement, first, deep = _statement(), _cursor(0), _cursor(5_000)
    through(statement, first, deep)
    growth()


def prepare() -> None:
    """Let the engine see the view and look after its indexes, in a database of its own."""
    with ground():
        from kehu.engine.indexes.keep import keep

        _look(True)
        note(str(keep()))


def through(statement: Any, first: Any, deep: Any) -> None:
    """Measure over HTTP."""
    with serving(DATA) as port, raw() as bare:
        client = Client(port)
        client.sign_in()
        send = partial(client.send, "POST", PATH)
        ours, against = duel(lambda: send(PAGE), lambda: bare.execute(*statement).fetchall(), RUNS * 3)
        tell("page_http", "100 rows x 40 fields, two filters, one sort", ours, against=against, target=2.0)
        times = sorted(timed(lambda: send(PAGE)) for _ in range(ROUNDS))
        tell("page_http", "the same: p95", times[int(ROUNDS * 0.95)], target=100.0)
        one, far = duel(lambda: send({**DEEP, "after": deep}), lambda: send({**DEEP, "after": first}), RUNS * 2)
        tell("page_http", "page 5,000 by cursor against page 2, sorted by name", one, against=far, target=1.2)


def growth() -> None:
    """Measure the same page over a tenth of the records, each with its index by use, in turn."""
    of = {"KEHU_BENCH_DATA": str(FOLDER), "KEHU_BENCH_RECORDS": str(SMALL)}
    subprocess.run([sys.executable, __file__, PREPARE], env={**os.environ, **of}, check=True)
    with serving(FOLDER) as small, serving(DATA) as large:
        sends = []
        for port in (large, small):
            client = Client(port)
            client.sign_in()
            sends.append(partial(client.send, "POST", PATH, PAGE))
            for _ in range(10):
                sends[-1]()
        ours, against = duel(*sends, ROUNDS)
    tell("page_http", "1,000,000 records against 100,000", ours, against=against, target=1.5)


def _page() -> Any:
    from kehu.engine import read

    return read.page(actor(), "customers", _query())


def _query() -> Any:
    from kehu.lang.filters import read_filter
    from kehu.lang.query import Query, Sort

    return Query(read_filter(FILTER), (Sort("registered_on", True),), limit=100)


def _statement() -> Any:
    return longest(statements(_page))


def _cursor(pages: int) -> str | None:
    """Give the cursor behind so many pages, or behind the first, in the order of names."""
    from kehu.engine import read
    from kehu.lang.query import Query, Sort

    skip = max(pages - 1, 0) * 100
    return read.page(actor(), "customers", Query(sorts=(Sort("name"),), limit=100, skip=skip)).next


def _look(wanted: bool) -> None:
    """Save or remove the view that asks for the index; without it the index goes too."""
    from django.db import connection

    from kehu.catalog import models, store, views
    from kehu.engine.sql import indexes

    shape = store.current().table("customers")
    own = models.View.objects.filter(name_zh=VIEW, archived_at=None)
    if wanted and not own.exists():
        views.create(actor(), shape, VIEW, {"filter": FILTER, "sorts": SORTS}, "company")
    if not wanted:
        own.delete()
        for name, each in indexes.standing(connection).items():
            if each.table == shape.physical:
                indexes.drop(connection, name)


if __name__ == "__main__":
    prepare() if sys.argv[1:] == [PREPARE] else main()
