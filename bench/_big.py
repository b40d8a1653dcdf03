"""The big ground: beside the customers five million orders and three million interactions, made in the database.

Orders and interactions come from set-based statements over a seeded `random()`, so that the same numbers come out
again; computed fields are worked out once by the same statements the engine uses. About eight minutes on two idle
cores, 9 GB of disk; kept for the next benchmark.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from _ground import DATA, RECORDS, SEED, actor, ground, note, raw

ORDERS = RECORDS * 5
INTERACTIONS = RECORDS * 3
PART = 500_000
FIRST_DAY = "2021-01-01"

_PRODUCTS = ("复印纸", "投影仪", "办公椅", "打印机", "碎纸机", "会议桌", "咖啡豆", "笔记本", "显示器", "路由器")
_TOPICS = ("报价", "回访", "售后", "合同", "发货", "付款", "演示", "培训", "续约", "投诉")
_WORDS = (
    "客户问了价格，想再比较几家，约好下周回复。",
    "确认收货，没有问题，下个月可能再订一批。",
    "电话没有打通，已发微信，等对方回话。",
    "上门拜访，见到采购负责人，对样品满意。",
    "催款，财务说本周内安排付款。",
)


@contextmanager
def big() -> Iterator[None]:
    """Run a block with Django on the benchmark's database, filled with everything."""
    with ground():
        _related()
        _tokens()
        yield


def _related() -> None:
    from kehu.catalog import store

    catalog, who = store.current(), actor()
    made = 0
    for key, count, values in (
        ("orders", ORDERS, _order),
        ("interactions", INTERACTIONS, _interaction),
    ):
        made += _fill(catalog.table(key), count, values(catalog.table(key)), who.member)
    if made:
        _compute(catalog)


def _order(shape: Any) -> dict[str, str]:
    """Give stored values of an order as SQL over `n`, its number."""
    products = _one_of(_PRODUCTS)
    return {
        "number": "'SO-' || lpad(n::text, 7, '0')",
        "customer": f"1 + floor(random() * random() * {RECORDS})::bigint",
        "date": f"date '{FIRST_DAY}' + floor(random() * 2150)::int",
        "product": products,
        "amount": "round((10 + 20000 * random() * random())::numeric, 2)",
        "cost": "round((5 + 10000 * random() * random())::numeric, 2)",
        "pay_method": _choice(shape, "pay_method"),
        "pay_status": _choice(shape, "pay_status"),
        "due": f"date '{FIRST_DAY}' + floor(random() * 2200)::int",
        "status": _choice(shape, "status"),
        "channel": _choice(shape, "channel"),
    }


def _interaction(shape: Any) -> dict[str, str]:
    """Give stored values of an interaction as SQL over `n`, its number."""
    return {
        "topic": f"{_one_of(_TOPICS)} || ' ' || n",
        "customer": f"1 + floor(random() * {RECORDS})::bigint",
        "at": f"timestamptz '{FIRST_DAY} 09:00+08' + floor(random() * 2150 * 1440) * interval '1 minute'",
        "channel": _choice(shape, "channel"),
        "direction": _choice(shape, "direction"),
        "content": _one_of(_WORDS),
        "outcome": _choice(shape, "outcome"),
    }


def _one_of(words: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"(ARRAY[{listed}])[1 + floor(random() * {len(words)})::int]"


def _choice(shape: Any, key: str) -> str:
    return _one_of(tuple(choice.id for choice in shape.field(key).choices))


def _fill(shape: Any, count: int, values: dict[str, str], member: int | None) -> int:
    """Insert what is missing in parts; every part has a seed of its own, so a broken run goes on where it stopped."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{shape.physical}"')
        there = cursor.fetchone()[0]
        if there >= count:
            return 0
        note(f"{count - there:,} {shape.key} are being generated in {os.environ['KEHU_DATA']} …")
        start = time.perf_counter()
        columns = ", ".join(f'"{shape.field(key).column}"' for key in values)
        chosen = ", ".join(values.values())
        for first in range(there + 1, count + 1, PART):
            last = min(first + PART - 1, count)
            cursor.execute("SELECT setseed(%s)", [(SEED + first) % 10_000 / 10_000])
            cursor.execute(
                f'INSERT INTO "{shape.physical}" (id, created_by, changed_by, owner, {columns})'
                f" SELECT n, {member}, {member}, {member}, {chosen} FROM generate_series({first}, {last}) AS n"
            )
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('\"{shape.physical}\"', 'id'), {count})")
        cursor.execute(f'VACUUM ANALYZE "{shape.physical}"')
    note(f"… done in {time.perf_counter() - start:.0f} s")
    return count - there


def _compute(catalog: Any) -> None:
    """Work out every computed field, level by level."""
    from django.db import connection

    from kehu.access.actor import SYSTEM
    from kehu.engine.compute.fill import fill
    from kehu.engine.compute.nodes import levels
    from kehu.engine.reading import reading_of

    start = time.perf_counter()
    fill([node.place for level in levels(catalog, reading_of(SYSTEM)) for node in level])
    with connection.cursor() as cursor:
        for key in ("customers", "orders", "interactions"):
            cursor.execute(f'VACUUM ANALYZE "{catalog.table(key).physical}"')
    note(f"computed fields in {time.perf_counter() - start:.0f} s")


def _tokens() -> None:
    """Make what customers are found by; the indexes come last, which takes a tenth of the time of growing them."""
    from django.db import connection, transaction

    from kehu.catalog import store
    from kehu.engine import search
    from kehu.engine.sql import search as sql

    shape = store.current().table("customers")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM jobs_job WHERE state = 'queued'; DELETE FROM procrastinate_jobs")
    if not sql.never_filled(shape):
        return
    note("tokens of the customers are being made …")
    start, fields, after = time.perf_counter(), search.others(shape), 0
    columns = ", ".join(f'"{field.column}"' for field in (shape.title_field, *fields))
    texts = f'SELECT id, {columns} FROM "{shape.physical}" WHERE id = ANY(%s) ORDER BY id'
    with raw() as reading, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX engine_search_title, engine_search_other")
        with cursor.cursor.copy("COPY engine_search (table_id, record_id, title, other) FROM STDIN") as copy:
            while after < RECORDS:
                ids = list(range(after + 1, min(after + PART // 10, RECORDS) + 1))
                rows = reading.execute(texts, [ids]).fetchall()
                for identity, title, other in search._rows(shape, fields, rows):
                    numbers = (",".join(map(str, some)) for some in (title, other))
                    copy.write("{}\t{}\t{{{}}}\t{{{}}}\n".format(shape.id, identity, *numbers))
                after = ids[-1]
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for name in ("title", "other"):
            cursor.execute(f"CREATE INDEX engine_search_{name} ON engine_search USING gin ({name})")
    sql.analyze()
    note(f"… done in {time.perf_counter() - start:.0f} s")


def main() -> None:
    """Make the ground and say where it lies."""
    with big():
        note(f"everything is in {DATA}")


if __name__ == "__main__":
    main()
