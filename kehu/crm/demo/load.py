"""Load the demo company through the one door for writes, as one change that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kehu.access.actor import Actor
from kehu.base.clock import today
from kehu.base.text import Text
from kehu.catalog import store
from kehu.crm.demo.draw import Row
from kehu.crm.demo.generate import generate
from kehu.engine.write import Insert, action

LABEL = Text("演示公司", "Demo company")
SEED = 2026
CUSTOMERS = 120
_BATCH = 500
_ZONE = "Asia/Shanghai"

Step = Callable[[int, int], None]


def load_demo(actor: Actor, step: Step | None = None, customers: int = CUSTOMERS) -> dict[str, int]:
    """Load the demo company as one change of `actor`, who becomes responsible for it.

    `step(done, total)` hears of every batch. Returns how many records each table received.
    """
    tables = generate(SEED, customers, today(_ZONE))
    total = sum(map(len, tables.values()))
    ids: dict[str, list[int]] = {}
    done = 0
    owned = {"owner": actor.member} if actor.member is not None else {}
    with action(actor, source="demo", label=LABEL) as act:
        for table, rows in tables.items():
            ids[table] = []
            targets = _targets(table, ids)
            for batch in _batches(rows, [key for key, target in targets.items() if target == table]):
                receipt = act.apply([Insert(table, {**_wired(row, targets, ids), **owned}) for row in batch])
                ids[table] += [written.id for written in receipt.records]
                done += len(batch)
                if step is not None:
                    step(done, total)
    return {table: len(made) for table, made in ids.items()}


def _targets(table: str, loaded: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Name the fields of a table that link to tables loaded so far, itself included."""
    fields = store.current().table(table).by_key.values()
    return {field.key: field.target for field in fields if field.target and field.target in loaded}


def _batches(rows: Sequence[Row], inner: Sequence[str]) -> Iterator[Sequence[Row]]:
    """Cut rows so that a link within the table, which names an earlier row, always leads to an earlier batch."""
    start = 0
    for place, row in enumerate(rows):
        waits = any((row.get(key) or 0) >= start and row.get(key) is not None for key in inner)
        if place > start and (waits or place - start == _BATCH):
            yield rows[start:place]
            start = place
    yield rows[start:]


def _wired(row: Row, targets: Mapping[str, str], ids: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Turn positions of linked rows into record ids and values into what travels."""

    def linked(key: str, value: int | list[int]) -> int | list[int]:
        made = ids[targets[key]]
        return [made[each] for each in value] if isinstance(value, list) else made[value]

    return {
        key: linked(key, value) if key in targets else wire(value) for key, value in row.items() if value is not None
    }


def wire(value: Any) -> Any:
    """Write a generated value as it travels."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
