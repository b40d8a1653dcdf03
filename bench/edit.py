"""One cell edited, commit included, against the bare driver doing the least that keeps a history.

Ours is `engine.write.apply`: scope, parsing, rules, lock, version, write, ledger, word to the others, commit.
Against is BEGIN, SELECT FOR UPDATE, UPDATE, INSERT of a ledger row, NOTIFY, COMMIT by psycopg.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

from _ground import RECORDS, RUNS, SEED, actor, duel, fresh, ground, raw, tell

TARGET = 2.0
EDITS = 20
GRIST_MS = 8.0
"""Single edit of the fastest other product through its API on 100,000 customers; the aim is a quarter of it."""


class Bare:
    """The same edit by the bare driver."""

    def __init__(self, connection: Any, shape: Any, field: Any, member: int) -> None:
        """Keep the statements."""
        self.connection, self.table, self.field, self.member = connection, shape.id, field.id, member
        self.lock = f"SELECT version, {field.column} FROM {shape.physical} WHERE id = %s FOR UPDATE"
        self.write = (
            f"UPDATE {shape.physical} SET {field.column} = %s, version = version + 1, changed_at = now(),"
            " changed_by = %s WHERE id = %s"
        )
        self.ledger = (
            "INSERT INTO engine_recordchange (change_id, table_id, record_id, version, operation, before, after)"
            " VALUES (0, %s, %s, %s, 'update', %s, %s)"
        )

    def edit(self, record: int, words: str) -> None:
        """Change one cell of one record."""
        with self.connection.transaction():
            version, before = self.connection.execute(self.lock, [record]).fetchone()
            self.connection.execute(self.write, [words, self.member, record])
            lines = [json.dumps({str(self.field): value}) for value in (before, words)]
            self.connection.execute(self.ledger, [self.table, record, version + 1, *lines])
            self.connection.execute("SELECT pg_notify('kehu_events', %s)", [json.dumps({"ids": [record]})])


def main() -> None:
    """Measure edits of random records, many in one round so that a single commit's luck does not count."""
    with ground():
        from kehu.catalog import store
        from kehu.engine import write

        who = actor()
        shape = store.current().table("customers")
        random, marks = Random(SEED), fresh()

        def ours() -> None:
            for _ in range(EDITS):
                values = {"needs": f"想了解第{next(marks)}号方案"}
                write.apply(who, [write.Update("customers", random.randint(1, RECORDS), values)], source="grid")

        with raw() as connection:
            bare = Bare(connection, shape, shape.field("needs"), who.member)

            def against() -> None:
                for _ in range(EDITS):
                    bare.edit(random.randint(1, RECORDS), f"想了解第{next(marks)}号方案")

            mine, theirs = duel(ours, against, RUNS)
        tell("edit", "one cell, commit included", mine / EDITS, against=theirs / EDITS, target=TARGET)
        tell(
            "edit",
            "one cell, commit included, against a quarter of the fastest other product",
            mine / EDITS,
            target=GRIST_MS / 4,
        )


if __name__ == "__main__":
    main()
