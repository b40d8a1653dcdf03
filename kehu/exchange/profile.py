"""What stands in a column: how much is filled, how many values differ, which kinds of cells, samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kehu.exchange.blocks import Block
from kehu.exchange.cells import BOOL, DATE, ERROR, MARK, MOMENT, Cell, text

DISTINCT = 50_000
"""Different values counted exactly; beyond, the count says at least this many."""
SAMPLES = 1_000
SHOWN = 5


@dataclass(slots=True)
class Profile:
    """The figures of one column; `samples` are texts from all over the sheet, repetitions included."""

    filled: int = 0
    values: Counter[Cell] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    samples: list[str] = field(default_factory=list)

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self.values)

    @property
    def shown(self) -> list[str]:
        """The first few different values."""
        first: list[str] = []
        for cell in self.values:
            first.append(text(cell)[:80])
            if len(first) == SHOWN:
                break
        return first

    def share(self, *kinds: str) -> float:
        """The share of filled cells that are of these kinds."""
        return sum(self.kinds[kind] for kind in kinds) / self.filled if self.filled else 0.0


def kind_of(cell: Cell) -> str:
    """Name the kind of a cell: number, bool, date, moment, error or text."""
    if not isinstance(cell, str):
        return "number"
    if not cell.startswith(MARK):
        return "text"
    return {BOOL: "bool", DATE: "date", MOMENT: "moment", ERROR: "error"}.get(cell[:2], "text")


def profile(blocks: Iterable[Block], width: int, rows: int) -> list[Profile]:
    """Profile every column of a sheet of about `rows` rows, block by block."""
    columns = [Profile() for _ in range(width)]
    stride = max(1, rows // SAMPLES)
    for block in blocks:
        for column, cells in zip(columns, block.columns, strict=True):
            _take(column, cells, stride)
    for column in columns:
        for cell, count in column.values.items():
            column.kinds[kind_of(cell)] += count
        counted = column.kinds.total()
        if 0 < counted < column.filled:
            column.kinds = Counter(
                {kind: round(count * column.filled / counted) for kind, count in column.kinds.items()}
            )
    return columns


def _take(column: Profile, cells: list[Cell], stride: int) -> None:
    filled = len(cells) - cells.count(None)
    if not filled:
        return
    column.filled += filled
    if len(column.values) < DISTINCT:
        column.values.update(cells)
        del column.values[None]
    picked = [cell for cell in cells[::stride] if cell is not None]
    if not picked and len(column.samples) < SAMPLES:
        picked = [next(cell for cell in cells if cell is not None)]
    column.samples.extend(text(cell) for cell in picked if kind_of(cell) != "error")
