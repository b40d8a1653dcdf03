"""One cell edited that a roll-up follows, commit included, against a bare UPDATE in a transaction.

Ours changes the time of an interaction through `engine.write.apply`: scope, lock, version, ledger, word to the
others, and the customer's latest contact worked out again. Against is BEGIN, UPDATE, COMMIT by psycopg.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from _big import INTERACTIONS, big
from _ground import RUNS, SEED, actor, duel, fresh, raw, tell

EDITS = 20
TARGET = 3.0


def main() -> None:
    """Measure edits of random interactions, many in one round."""
    with big():
        from kehu.catalog import store
        from kehu.engine import write

        who, random, marks = actor(), Random(SEED), fresh()
        shape = store.current().table("interactions")
        column = shape.field("at").column
        update = f'UPDATE "{shape.physical}" SET {column} = %s, version = version + 1, changed_at = now() WHERE id = %s'

        def moment() -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(marks) % 20_000_000)

        def ours() -> None:
            for _ in range(EDITS):
                values = {"at": moment().isoformat()}
                operation = write.Update("interactions", random.randint(1, INTERACTIONS), values)
                write.apply(who, [operation], source="grid")

        with raw() as bare:

            def against() -> None:
                for _ in range(EDITS):
                    with bare.transaction():
                        bare.execute(update, [moment(), random.randint(1, INTERACTIONS)])

            mine, theirs = duel(ours, against, RUNS)
        tell("rollup", "one cell and one roll-up, commit included", mine / EDITS, against=theirs / EDITS, target=TARGET)


if __name__ == "__main__":
    main()
