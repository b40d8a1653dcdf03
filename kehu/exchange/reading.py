"""The reading process: `python -m kehu.exchange.reading` takes one task on stdin and tells progress on stdout.

It runs apart from everything else with limits on memory and time, knows no database and no secret, and may die of a
hostile file without harm. Lines out: `{"at": rows}` now and then, at last `{"done": {...}}` or `{"refused": {...}}`.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import orjson

from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.exchange.blocks import BlockWriter
from kehu.exchange.cells import Cell
from kehu.exchange.formats import Source, formats, sniff
from kehu.exchange.limits import CPU_SECONDS, MEMORY_BYTES

with contextlib.suppress(ImportError):
    import resource

TELL_EVERY = 0.2


class FolderSink:
    """Writes each sheet as a file of blocks into a folder and remembers what there is to say about it."""

    def __init__(self, folder: Path, out: IO[bytes]) -> None:
        self.folder = folder
        self.out = out
        self.sheets: list[dict[str, Any]] = []
        self.facts: dict[str, str] = {}
        self.total = 0
        self._writer: BlockWriter | None = None
        self._told = time.monotonic()

    def sheet(self, name: str, *, hidden: bool = False) -> None:
        """Begin a sheet."""
        self.close()
        index = len(self.sheets)
        self.sheets.append({"index": index, "name": name, "hidden": hidden, "rows": 0, "columns": 0, "notes": []})
        self._writer = BlockWriter((self.folder / f"{index}.rows").open("wb"))

    def row(self, cells: list[Cell]) -> None:
        """Add a row to the sheet."""
        assert self._writer is not None
        self._writer.add(cells)
        self.total += 1
        if self.total % 1000 == 0 and time.monotonic() - self._told > TELL_EVERY:
            self._told = time.monotonic()
            tell(self.out, {"at": self.total})

    def note(self, code: str, text: Text, *, count: int = 1, row: int | None = None, column: int | None = None) -> None:
        """Remark something about the sheet."""
        self.sheets[-1]["notes"].append(
            {"code": code, "zh": text.zh, "en": text.en, "count": count, "row": row, "column": column}
        )

    def problem(self, text: Text) -> None:
        """Say that this sheet cannot be read."""
        self.sheets[-1]["problem"] = {"zh": text.zh, "en": text.en}

    def tell(self, **facts: str) -> None:
        """Tell facts about the whole file."""
        self.facts.update(facts)

    def close(self) -> None:
        """Finish the sheet at hand."""
        if self._writer is not None:
            self._writer.flush()
            self._writer.file.close()
            self.sheets[-1].update(rows=self._writer.rows, columns=self._writer.columns)
            self._writer = None


def tell(out: IO[bytes], message: dict[str, Any]) -> None:
    """Say one line to the parent."""
    out.write(orjson.dumps(message, option=orjson.OPT_APPEND_NEWLINE))
    out.flush()


def read(task: dict[str, Any], out: IO[bytes]) -> None:
    """Do one task `{path, name, folder, encoding, delimiter}` and tell its end."""
    source = Source(Path(task["path"]), task["name"], task.get("encoding"), task.get("delimiter"))
    sink = FolderSink(Path(task["folder"]), out)
    try:
        found = sniff(source.path, source.name)
        found.read(source, sink)
        sink.close()
    except KehuError as refused:
        text, details = refused.text, refused.details
        tell(out, {"refused": {"code": refused.code, "zh": text.zh, "en": text.en, "details": details}})
        return
    tell(out, {"done": {"format": found.key, "sheets": sink.sheets, **sink.facts}})


def confine() -> None:
    """Give this process its limits; where the system has none, the parent's patience is the limit."""
    if "resource" in globals():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def follow_parent() -> None:
    """End this process when the one that started it is gone: nobody would want the rows any more."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Run as a process of its own."""
    follow_parent()
    formats()
    confine()
    read(orjson.loads(sys.stdin.buffer.read()), sys.stdout.buffer)


if __name__ == "__main__":
    main()
