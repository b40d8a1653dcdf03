"""100,000 records of 20 fields inserted with ledger as one change, against COPY of the same stored values.

Ours is `engine.write.action`, ten calls of 10,000 inserts: values read and checked, ledger, commit. Against is COPY
into a table with the same columns and indexes by psycopg, commit included. And: 10,000 records edited in one call, a
second.
"""

from __future__ import annotations

import gc
from itertools import count
from typing import Any

from _ground import DATA, SEED, actor, duel, ground, raw, tell

ROWS, PART, MANY = 100_000, 10_000, 10_000
FOLDER = DATA.with_name(f"{DATA.name}-insert")
FIELDS = (
    *("name", "kind", "short", "uscc", "industry", "size", "headcount", "region", "address", "tel"),
    *("mobile", "email", "site", "registered_on", "source", "tier", "stage", "intent", "next_follow_up", "needs"),
)


def main() -> None:
    """Measure inserts, then edits."""
    with ground(0, FOLDER):
        from kehu.catalog import store
        from kehu.crm.demo.customers import companies
        from kehu.crm.demo.generate import SOME_DAY
        from kehu.engine import write

        who, shape, marks = actor(), store.current().table("customers"), count()
        rows = [{key: row[key] for key in FIELDS} for row in companies(SEED, ROWS, SOME_DAY)]
        gc.freeze()
        columns = ", ".join(shape.field(key).column for key in FIELDS)
        with raw() as bare:
            bare.execute(f"CREATE TABLE IF NOT EXISTS bench_copy (LIKE {shape.physical} INCLUDING ALL)")

            def insert() -> None:
                with write.action(who, source="import") as act:
                    for start in range(0, ROWS, PART):
                        act.apply([write.Insert("customers", row) for row in rows[start : start + PART]])

            def empty() -> None:
                bare.execute(f"TRUNCATE {shape.physical}, bench_copy, engine_change, engine_search CASCADE")
                bare.execute("DELETE FROM jobs_job; DELETE FROM procrastinate_jobs")

            empty()
            insert()
            stored: list[tuple[Any, ...]] = bare.execute(f"SELECT {columns} FROM {shape.physical}").fetchall()

            def copy() -> None:
                bare.execute("TRUNCATE bench_copy")
                with bare.transaction(), bare.cursor().copy(f"COPY bench_copy ({columns}) FROM STDIN") as into:
                    for row in stored:
                        into.write_row(row)

            def fresh() -> None:
                empty()
                insert()

            mine, theirs = duel(fresh, copy, 7)
            tell(
                "insert",
                f"{ROWS:,} x {len(FIELDS)} with ledger",
                mine / 1000,
                against=theirs / 1000,
                target=4.0,
                unit="s",
                records=ROWS,
            )
            fresh()
            ids = [row[0] for row in bare.execute(f"SELECT id FROM {shape.physical} ORDER BY id LIMIT {MANY}")]

            def edit() -> None:
                values = {"needs": f"想了解第{next(marks)}号方案"}
                write.apply(who, [write.Update("customers", one, values) for one in ids], source="fill")

            spent, _ = duel(edit, lambda: None, 7)
            tell(
                "insert",
                "10,000 records edited in one call",
                MANY / spent * 1000,
                target=20_000,
                unit="1/s",
                most=False,
            )
            empty()


if __name__ == "__main__":
    main()
