"""Load the demo company through the one door for writes, as one change that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kehu.access.actor import Actor
from kehu.base.clock import today
from kehu.base.text import Text
from kehu.catalog import store
from kehu.crm.demo.draw import Row
from kehu.crm.demo.generate import generate
from kehu.engine.write import Action, Insert, Update, action

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
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                _insert(act, owned, table, batch, ids)
                done += len(batch)
                if step is not None:
                    step(done, total)
    return {table: len(made) for table, made in ids.items()}


def _insert(act: Action, owned: Row, table: str, rows: Sequence[Row], ids: dict[str, list[int]]) -> None:
    """Insert rows and remember their ids; links within the table follow once the ids are known."""
    targets = {field.key: field.target for field in store.current().table(table).by_key.values() if field.target in ids}
    inner = {key for key, target in targets.items() if target == table}
    plain = [{key: value for key, value in row.items() if key not in inner} for row in rows]
    receipt = act.apply([Insert(table, {**_wired(row, targets, ids), **owned}) for row in plain])
    made = [written.id for written in receipt.records]
    ids[table] += made
    linked = [
        (each, {key: row[key] for key in inner if row.get(key) is not None})
        for each, row in zip(made, rows, strict=True)
    ]
    updates = [Update(table, each, _wired(links, targets, ids)) for each, links in linked if links]
    if updates:
        act.apply(updates)


def _wired(row: Row, targets: Mapping[str, str | None], ids: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Turn positions of linked rows into record ids and values into what travels."""
    return {
        key: ids[str(targets[key])][value] if key in targets else wire(value)
        for key, value in row.items()
        if value is not None
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
