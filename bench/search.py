"""Search as people type over all tables: slowest of twenty (p95) per kind of query; and making the tokens.

Nothing raw stands beside a search, so the target bounds the milliseconds. Making tokens is told beside the records
it was done for.
"""

from __future__ import annotations

import time

from _big import big
from _ground import RECORDS, actor, note, tell, timed

CASES = {
    "one character": ("华", "北", "公", "美", "科"),
    "two characters": ("华为", "科技", "上海", "有限", "贸易"),
    "initials": ("h", "hw", "sh", "bjkj", "shmy"),
    "pinyin": ("hua", "shanghai", "keji", "guangzh", "bei"),
    "digits": ("1", "138", "1381", "0013", "13800138"),
    "nothing there": ("鑫鑫鑫鑫", "qxqxqx", "00000000"),
}
ROUNDS = 20
TARGET = 100.0


def main() -> None:
    """Prepare the tokens when they are missing, then measure every case."""
    with big():
        from kehu.catalog import store
        from kehu.engine import read, search
        from kehu.lang.query import Query

        who = actor()
        shape = store.current().table("customers")
        start, made = time.perf_counter(), 0
        while done := search.fill_next(shape):
            made += done
        if made:
            spent = (time.perf_counter() - start) * 1000
            note(f"tokens of {made:,} records in {spent / 1000:.1f} s")
            tell("search", "tokens of the records made", spent, records=made)
        for what, queries in CASES.items():
            for place, ask in (
                ("all tables", lambda query: read.search(who, query)),
                ("link picker", lambda query: read.find(who, "customers", query)),
                ("grid", lambda query: read.page(who, "customers", Query(search=query))),
            ):
                times = sorted(
                    timed(lambda ask=ask, query=query: ask(query)) for query in queries for _ in range(ROUNDS)
                )
                slowest = times[int(len(times) * 0.95)]
                tell("search", f"{place}, {what}: p95", slowest, target=TARGET, records=RECORDS)


if __name__ == "__main__":
    main()
