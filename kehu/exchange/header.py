"""Where the table begins on a sheet: titles, notes and blank rows stand above the header row more often than not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehu.base.text import Text
from kehu.exchange.cells import MARK, Cell, text

LOOK_AT = 60
"""Rows from the top that are looked at."""

_LONGEST = 60
_DIGITS = re.compile(r"^[\d\s.,:/\-+%¥$￥年月日]+$")

Row = Sequence[Cell]


def find_header(rows: Sequence[Row]) -> int | None:
    """Find the header among the first rows (counted from 0); None when the data begins without one.

    A header is the first row that fills nearly the width of what follows with short, different words, above rows that
    look otherwise. Of two such rows the one nearer to the data is the header (merged two-line headers).
    """
    filled = [sum(cell is not None for cell in row) for row in rows]
    width = _width(filled)
    if not width:
        return None
    best: tuple[float, int] | None = None
    for index, row in enumerate(rows):
        score = _score(row, filled[index], width, rows[index + 1 : index + 13])
        if score > 0 and (best is None or score > best[0] + 0.15 or _repeats(rows[best[1]], row, index - best[1])):
            best = (score, index)
    return best[1] if best else None


def _width(filled: Sequence[int]) -> int:
    """Give how many cells a typical row of the body fills."""
    counts = sorted(count for count in filled if count)
    return counts[len(counts) * 3 // 4] if counts else 0


def _score(row: Row, filled: int, width: int, below: Sequence[Row]) -> float:
    words = [cell for cell in row if cell is not None]
    if not words or filled < max(1, width * 0.5) or (filled == 1 and width > 1):
        return 0
    labels = [cell for cell in words if isinstance(cell, str) and not cell.startswith(MARK) and _label(cell)]
    if len(labels) < len(words) * 0.8:
        return 0
    different = len(set(labels)) / len(labels)
    if different < 0.6:
        return 0
    body = [other for other in below if any(cell is not None for cell in other)]
    return different + min(filled / width, 1.0) + _contrast(row, body) + (0.2 if body else -0.2)


def _label(words: str) -> bool:
    return len(words) <= _LONGEST and not _DIGITS.match(words) and "@" not in words


def _contrast(row: Row, below: Sequence[Row]) -> float:
    """Say how differently the rows below look: their numbers, dates and repetitions under words speak for a header."""
    if not below:
        return 0
    points = columns = 0
    for column, cell in enumerate(row):
        under = [other[column] for other in below if column < len(other) and other[column] is not None]
        if cell is None or not under:
            continue
        columns += 1
        unlike = sum(
            not isinstance(value, str) or value.startswith(MARK) or bool(_DIGITS.match(value)) for value in under
        )
        points += unlike > len(under) / 2 or (cell not in under and len(set(under)) < len(under))
    return points / columns if columns else 0


def _repeats(upper: Row, lower: Row, distance: int) -> bool:
    """Tell a second header line that merged cells have filled: it repeats cells of the line above."""
    if distance != 1:
        return False
    same = sum(one is not None and one == other for one, other in zip(upper, lower, strict=False))
    return same > 0 and all(
        isinstance(cell, str) and not cell.startswith(MARK) and _label(cell) for cell in lower if cell is not None
    )


def header_names(row: Row | None, width: int, language: str = "zh-CN") -> list[str]:
    """Give every column a clear name: nameless ones are 列3, repeated ones 名称 (2)."""
    names: list[str] = []
    taken: set[str] = set()
    for column in range(width):
        cell = row[column] if row is not None and column < len(row) else None
        plain = " ".join(text(cell).split())[:100] or Text("列{number}", "Column {number}").format(
            number=column + 1
        ).say(language)
        name, count = plain, 1
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        taken.add(name)
        names.append(name)
    return names
