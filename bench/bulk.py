"""1,000 records edited in one call, commit included, against the bare driver doing the same set-based.

Ours is `engine.write.apply` with 1,000 updates. Against is SELECT FOR UPDATE, one UPDATE FROM unnest, one INSERT of
1,000 ledger rows, NOTIFY and COMMIT by psycopg.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

from _ground import RECORDS, SEED, actor, duel, fresh, ground, raw, tell

TARGET = 2.0
MANY = 1000
GRIST_MS = 68.0
"""1,000 rows edited by the fastest other product through its API; the aim is a quarter of it."""


class Bare:
    """The same edit by the bare driver."""

    def __init__(self, connection: Any, shape: Any, field: Any, member: int) -> None:
        """Keep the statements."""
        self.connection, self.table, self.field, self.member = connection, shape.id, field.id, member
        self.lock = (
            f"SELECT id, version, {field.column} FROM {shape.physical} WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
        )
        self.write = (
            f"UPDATE {shape.physical} SET {field.column} = new.words, version = version + 1, changed_at = now(),"
            " changed_by = %s FROM unnest(%s::bigint[], %s::text[]) AS new(id, words) WHERE "
            f"{shape.physical}.id = new.id"
        )
        self.ledger = (
            "INSERT INTO engine_recordchange (change_id, table_id, record_id, version, operation, before, after)"
            " SELECT 0, %s, id, version, 'update', before, after"
            " FROM unnest(%s::bigint[], %s::int[], %s::jsonb[], %s::jsonb[]) AS line(id, version, before, after)"
        )

    def edit(self, ids: list[int], words: str) -> None:
        """Change one cell of each record."""
        with self.connection.transaction():
            held = self.connection.execute(self.lock, [ids]).fetchall()
            found = [row[0] for row in held]
            self.connection.execute(self.write, [self.member, found, [words] * len(found)])
            before = [json.dumps({str(self.field): row[2]}) for row in held]
            after = [json.dumps({str(self.field): words})] * len(found)
            self.connection.execute(self.ledger, [self.table, found, [row[1] + 1 for row in held], before, after])
            self.connection.execute("SELECT pg_notify('kehu_events', %s)", [json.dumps({"ids": None})])


def main() -> None:
    """Measure edits of neighbouring records, as a paste or a fill makes them."""
    with ground():
        from kehu.catalog import store
        from kehu.engine import write

        who = actor()
        shape = store.current().table("customers")
        random, marks = Random(SEED), fresh()

        def some() -> list[int]:
            start = random.randint(1, RECORDS - MANY)
            return list(range(start, start + MANY))

        def ours() -> None:
            values = {"needs": f"想了解第{next(marks)}号方案"}
            write.apply(who, [write.Update("customers", record, values) for record in some()], source="paste")

        with raw() as connection:
            bare = Bare(connection, shape, shape.field("needs"), who.member)
            mine, theirs = duel(ours, lambda: bare.edit(some(), f"想了解第{next(marks)}号方案"))
        tell("bulk", "1,000 records edited in one change", mine, against=theirs, target=TARGET)
        tell("bulk", "1,000 records edited, against a quarter of the fastest other product", mine, target=GRIST_MS / 4)


if __name__ == "__main__":
    main()
