"""A workbook of 100,000 rows x 20 columns: reading against calamine (csv) alone, loading against a bare COPY.

Reading is the job `import.read`: a process of its own, safety checks, header, types and a plan proposed. Against is
calamine (csv: Python's reader) giving its rows. Loading is the job `import.load`: every value parsed and checked,
ledger, one undoable change, commit. Against is COPY of the same stored values into a table with the same columns and
indexes by psycopg, commit included.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from _ground import DATA, SEED, actor, ground, note, raw, tell, timed

ROWS = int(os.environ.get("KEHU_BENCH_ROWS", "100000"))
RUNS = 7
FIELDS = (
    *("name", "kind", "short", "uscc", "industry", "size", "headcount", "region", "address", "tel"),
    *("mobile", "email", "site", "registered_on", "source", "tier", "stage", "intent", "next_follow_up", "needs"),
)
READ_TARGETS = {"xlsx": 3.0, "csv": 10.0}
LOAD_TARGET = 4.0
FOLDER = DATA.with_name(f"{DATA.name}-import")


def main() -> None:
    """Measure xlsx and csv."""
    with ground(0, FOLDER):
        from kehu.catalog import store

        shape = store.current().table("customers")
        header = [shape.field(key).name.zh for key in FIELDS]
        for kind, make, alone in (("xlsx", workbook, calamine), ("csv", text, reader)):
            path = FOLDER / f"customers-{ROWS}.{kind}"
            if not path.exists():
                note(f"{path} is being written …")
                make(path, header)
            measure(kind, path, lambda path=path, alone=alone: alone(path))


def measure(kind: str, path: Path, alone: Callable[[], Any]) -> None:
    """Read and load a file again and again, raw work in between."""
    from kehu.catalog import store

    shape = store.current().table("customers")
    with raw() as bare:
        bare.execute(f"CREATE TABLE IF NOT EXISTS bench_copy (LIKE {shape.physical} INCLUDING ALL)")
        columns = ", ".join(shape.field(key).column for key in FIELDS)
        times: dict[str, list[float]] = {"read": [], "alone": [], "load": [], "copy": []}
        rows: list[tuple[Any, ...]] = []

        def copy() -> None:
            with bare.transaction(), bare.cursor().copy(f"COPY bench_copy ({columns}) FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)

        for run in range(RUNS + 1):
            _empty(bare, shape.physical)
            times["alone"].append(timed(alone))
            session = _upload(path)
            times["read"].append(timed(lambda session=session: _run(session["job"])))
            loading = _load(session["id"])
            times["load"].append(timed(lambda loading=loading: _run(loading)))
            if not rows:
                rows = bare.execute(f"SELECT {columns} FROM {shape.physical} ORDER BY id").fetchall()
            times["copy"].append(timed(copy))
            _drop(session["id"])
            note(f"{kind} run {run}: " + ", ".join(f"{key} {values[-1] / 1000:.2f} s" for key, values in times.items()))
        assert len(rows) == ROWS, len(rows)
        _empty(bare, shape.physical)
    found = {key: median(values[1:]) / 1000 for key, values in times.items()}
    size = f"{ROWS:,} x {len(FIELDS)}"
    tell(
        "import_load",
        f"read {kind} {size}",
        found["read"],
        against=found["alone"],
        target=READ_TARGETS[kind],
        unit="s",
        records=ROWS,
    )
    tell(
        "import_load",
        f"load {kind} {size}",
        found["load"],
        against=found["copy"],
        target=LOAD_TARGET,
        unit="s",
        records=ROWS,
    )


def _upload(path: Path) -> dict[str, Any]:
    from kehu.exchange import sessions

    return sessions.receive(actor(), [path.read_bytes()], path.name)


def _load(session: str) -> str:
    from kehu.exchange import sessions

    plans = sessions.get(actor(), session)["proposal"]["sheets"]
    taken = [column["field"] for column in plans[0]["columns"] if column["use"]]
    assert plans[0]["target"]["table"] == "customers", plans[0]["target"]
    assert sorted(taken) == sorted(FIELDS), set(FIELDS) ^ set(taken)
    job: str = sessions.load(actor(), session, plans)["job"]
    return job


def _run(job: str) -> None:
    from kehu.jobs.models import Job
    from kehu.jobs.run import run

    run(job)
    done = Job.objects.get(pk=job)
    if done.state != "done":
        raise RuntimeError(f"{done.kind}: {done.state} {done.error}")


def _empty(bare: Any, physical: str) -> None:
    bare.execute(f"TRUNCATE {physical}, bench_copy, engine_recordchange, engine_change CASCADE")


def _drop(session: str) -> None:
    from uuid import UUID

    from kehu.exchange import store

    store.drop(UUID(session))


def workbook(path: Path, header: list[str]) -> None:
    """Write the customers as people keep them in Excel: labels, real dates."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_urls": False}
    )
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, header)
    for place, row in enumerate(_rows(), 1):
        sheet.write_row(place, 0, row)
    book.close()


def text(path: Path, header: list[str]) -> None:
    """Write the same as csv in UTF-8 with BOM."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(_rows())


def _rows() -> Any:
    from kehu.crm.demo.customers import companies
    from kehu.crm.demo.generate import SOME_DAY

    for row in companies(SEED, ROWS, SOME_DAY):
        yield [row[key] for key in FIELDS]


def calamine(path: Path) -> int:
    """Read the workbook by calamine alone."""
    from python_calamine import CalamineWorkbook

    return sum(1 for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())


def reader(path: Path) -> int:
    """Read the csv by Python's reader alone."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return sum(1 for _ in csv.reader(file))


if __name__ == "__main__":
    main()
