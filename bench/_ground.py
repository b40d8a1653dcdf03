"""The ground of every benchmark: an embedded database of its own, a million generated customers, fair timing.

The database lies in a folder of the system's temporary files (or KEHU_BENCH_DATA) and is kept for the next
benchmark; it runs with the product's own settings, durable commits included. Delete the folder to begin anew.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RECORDS = int(os.environ.get("KEHU_BENCH_RECORDS", "1000000"))
DATA = Path(os.environ.get("KEHU_BENCH_DATA") or Path(tempfile.gettempdir()) / f"kehu-bench-{os.getuid()}")
RUNS = 15
SEED = 2026


@contextmanager
def ground(records: int = RECORDS, folder: Path = DATA) -> Iterator[None]:
    """Run a block with Django on the benchmark's database, in which `customers` holds `records` records."""
    os.environ["KEHU_DATA"] = str(folder)
    os.environ.pop("KEHU_DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu.site.settings")
    from kehu.site.configuration import configuration
    from kehu.site.database import running

    with running(configuration()):
        import django

        django.setup()
        from kehu.site import rubbish

        _install()
        rubbish.rarely()
        if records:
            _fill(records)
        yield


def raw() -> Any:
    """Open a connection of the bare driver to the same database, in autocommit."""
    import psycopg

    from kehu.site.configuration import configuration
    from kehu.site.database import address

    return psycopg.connect(**address(configuration()).parameters(), autocommit=True)


def actor() -> Any:
    """Give the owner of the benchmark's company as an actor."""
    from kehu.access.actor import actor_of
    from kehu.access.models import Member

    found = Member.objects.filter(email=EMAIL).first()
    if found is None:
        found = Member(email=EMAIL, name="基准", role="owner")
        found.set_password(PASSWORD)
        found.save()
    return actor_of(found)


EMAIL = "bench@kehu.example"
PASSWORD = "zhe-shi-yi-ge-ji-zhun"


def timed(work: Callable[[], Any]) -> float:
    """Give the milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def duel(ours: Callable[[], Any], against: Callable[[], Any], runs: int = RUNS) -> tuple[float, float]:
    """Time both in turn after a warm-up, each first in every second round; give the medians in milliseconds."""
    ours(), against()
    mine: list[float] = []
    theirs: list[float] = []
    for run in range(max(runs, 7)):
        if run % 2:
            theirs.append(timed(against))
            mine.append(timed(ours))
        else:
            mine.append(timed(ours))
            theirs.append(timed(against))
    return median(mine), median(theirs)


def fresh() -> Iterator[int]:
    """Count from a number that no run before has come to: what is written must differ from what is there."""
    return count(int(time.time()) * 1000)


def tell(
    bench: str,
    what: str,
    ours: float,
    *,
    against: float | None = None,
    target: float | None = None,
    unit: str = "ms",
    records: int = RECORDS,
    most: bool = True,
) -> None:
    """Print one figure; `target` bounds the ratio when there is something raw beside it, otherwise `ours` itself.

    `most` says that less is better.
    """
    ratio = ours / against if against else None
    measured = ours if ratio is None else ratio
    holds = None if target is None else (measured <= target if most else measured >= target)
    print(
        json.dumps(
            {
                "bench": bench,
                "what": what,
                "ours": round(ours, 3),
                "against": None if against is None else round(against, 3),
                "unit": unit,
                "ratio": None if ratio is None else round(ratio, 3),
                "target": target,
                "holds": holds,
                "records": records,
            },
            ensure_ascii=False,
        ),
        flush=True,
    )


def note(words: str) -> None:
    """Tell a person at the terminal what happens now."""
    print(words, file=sys.stderr, flush=True)


def _install() -> None:
    from kehu.access.models import Company
    from kehu.site.migration import migrate

    migrate()
    Company.objects.get_or_create(id=1, defaults={"name": "基准公司"})
    actor()


def _fill(records: int) -> None:
    from django.db import connection

    from kehu.catalog import store
    from kehu.engine import read

    who = actor()
    there = read.count(who, "customers")
    if there >= records:
        return
    shape = store.current().table("customers")
    note(f"{records - there:,} customers are being generated in {os.environ['KEHU_DATA']} …")
    start = time.perf_counter()
    keys = [field for field in shape.by_key.values() if not field.system]
    names = ", ".join(f'"{field.column}"' for field in keys)
    with connection.cursor() as cursor:
        command = f'COPY "{shape.physical}" (created_by, changed_by, owner, {names}) FROM STDIN'
        with cursor.cursor.copy(command) as copy:
            for row in stored_rows(keys, records - there, SEED + there):
                copy.write_row((who.member, who.member, who.member, *row))
        cursor.execute(f'VACUUM ANALYZE "{shape.physical}"')
    note(f"… done in {time.perf_counter() - start:.0f} s")


def stored_rows(fields: Sequence[Any], count: int, seed: int) -> Iterator[list[Any]]:
    """Give generated customers as stored values in the order of `fields`; links stay empty."""
    from kehu.crm.demo.customers import companies
    from kehu.crm.demo.generate import SOME_DAY

    ids = {field.key: {choice.label.zh: choice.id for choice in field.choices} for field in fields if field.choices}
    plain = [(field.key, ids.get(field.key), field.type == "link") for field in fields]
    for row in companies(seed, count, SOME_DAY):
        yield [None if link else _stored(row.get(key), labels) for key, labels, link in plain]


def _stored(value: Any, labels: dict[str, str] | None) -> Any:
    if labels is None or value is None:
        return value
    if isinstance(value, list):
        return [labels[each] for each in value] or None
    return labels[value]
