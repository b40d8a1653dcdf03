"""The file that reading leaves behind per sheet: JSON lines, each a block of rows stored column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from kehu.exchange.cells import Cell

BLOCK_ROWS = 5_000
BLOCK_CELLS = 250_000

Columns = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows `start` to `start + rows - 1` (0 = first row of the sheet); every column has `rows` cells."""

    start: int
    rows: int
    columns: Columns


class BlockWriter:
    """Collects rows and writes them in blocks."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.rows = 0
        self.columns = 0
        self._waiting: list[Sequence[Cell]] = []
        self._cells = 0

    def add(self, row: Sequence[Cell]) -> None:
        """Take the next row; rows may differ in length."""
        self._waiting.append(row)
        self._cells += len(row)
        if len(self._waiting) >= BLOCK_ROWS or self._cells >= BLOCK_CELLS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        rows = self._waiting
        if not rows:
            return
        width = max(map(len, rows))
        if min(map(len, rows)) < width:
            rows = [row if len(row) == width else [*row, *([None] * (width - len(row)))] for row in rows]
        columns = [list(column) for column in zip(*rows, strict=True)] if width else []
        self.file.write(
            orjson.dumps({"start": self.rows, "rows": len(rows), "columns": columns}, option=orjson.OPT_APPEND_NEWLINE)
        )
        self.rows += len(rows)
        self.columns = max(self.columns, width)
        self._waiting, self._cells = [], 0


def read_blocks(path: Path, width: int, *, first: int = 0, limit: int | None = None) -> Iterator[Block]:
    """Read the blocks of a sheet `width` columns wide from row `first` on, at most `limit` rows."""
    end = None if limit is None else first + limit
    with path.open("rb") as file:
        for line in file:
            data = orjson.loads(line)
            start, rows, columns = data["start"], data["rows"], data["columns"]
            if start + rows <= first:
                continue
            if end is not None and start >= end:
                return
            low = max(first - start, 0)
            high = rows if end is None else min(rows, end - start)
            if low or high < rows:
                columns = [column[low:high] for column in columns]
            columns.extend([None] * (high - low) for _ in range(width - len(columns)))
            yield Block(start + low, high - low, columns[:width])


def blank_rows(columns: Columns, rows: int) -> list[bool]:
    """Tell for each row of a block whether nothing stands in any of these columns."""
    blank = [True] * rows
    for column in columns:
        if None not in column:
            return [False] * rows
        blank = [was and cell is None for was, cell in zip(blank, column, strict=True)]
    return blank
