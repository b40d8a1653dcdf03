"""Delimited text: finds the delimiter, splits rows, keeps every digit as it stands."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import PurePath

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange.cells import Cell, of_text
from kehu.exchange.encodings import decode
from kehu.exchange.formats import Sink, Source
from kehu.exchange.limits import CELL_CHARACTERS, COLUMNS, ROWS

DELIMITERS = (",", "\t", ";", "|")

_SAMPLE = 64 * 1024
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(source: Source, sink: Sink) -> None:
    """Read a delimited text file as one sheet named after the file.

    Raises `Invalid` for a wrong encoding, a quote that never closes, too many rows or columns.
    """
    text, encoding = decode(source.path.read_bytes(), source.name, source.encoding)
    if not text.strip():
        raise Invalid(
            Text("文件“{name}”是空的，没有可导入的内容", "The file “{name}” is empty").format(name=source.name),
            code="import.empty",
        )
    delimiter, skip = _delimiter(text, source)
    sink.tell(encoding=encoding, delimiter=delimiter)
    sink.sheet(PurePath(source.name.replace("\\", "/")).stem or source.name)
    for _ in range(skip):
        sink.row([])
    _rows(io.StringIO(text[_after_lines(text, skip) :], newline=""), delimiter, skip, source, sink)


def _rows(text: io.StringIO, delimiter: str, skip: int, source: Source, sink: Sink) -> None:
    csv.field_size_limit(CELL_CHARACTERS)
    known: dict[str, Cell] = {}
    reader = csv.reader(text, delimiter=delimiter)
    index = skip
    line = 0
    try:
        for cells in reader:
            if index >= ROWS or len(cells) > COLUMNS:
                raise _too_many(source, index, len(cells))
            line = reader.line_num
            row: list[Cell] = []
            for cell in cells:
                if cell in known:
                    row.append(known[cell])
                    continue
                value = _cell(cell)
                if len(known) < 50_000:
                    known[cell] = value
                row.append(value)
            sink.row(row)
            index += 1
    except csv.Error as wrong:
        raise _broken(source, line + skip, str(wrong)) from None


def _cell(cell: str) -> Cell:
    value = of_text(cell)
    # An apostrophe before = + - @ is the mark with which exports disarm formulas: it is no part of the text.
    if isinstance(value, str) and len(value) > 1 and value[0] == "'" and value[1] in "=+-@":
        return value[1:]
    return value


def _delimiter(text: str, source: Source) -> tuple[str, int]:
    """Choose the delimiter that splits the first lines most evenly; also the number of lines it was declared on."""
    if declared := _SEP.match(text):
        return source.delimiter or declared[1], 1
    if source.delimiter:
        return {"\\t": "\t", "tab": "\t"}.get(source.delimiter, source.delimiter)[:1], 0
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda one: _evenness(sample, one)), 0


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    csv.field_size_limit(_SAMPLE * 2)
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                widths[len(row)] += 1
            if widths.total() >= 200:
                break
    except csv.Error:
        return 0.0, 0
    split = Counter({width: count for width, count in widths.items() if width > 1})
    if not split:
        return 0.0, 0
    width, count = split.most_common(1)[0]
    return round(count / widths.total(), 1), width


def _after_lines(text: str, lines: int) -> int:
    position = 0
    for _ in range(lines):
        position = text.find("\n", position) + 1
    return position


def _too_many(source: Source, row: int, columns: int) -> Invalid:
    if row >= ROWS:
        return Invalid(
            Text(
                "文件“{name}”超过 {most} 行。请拆成几个文件", "The file “{name}” has more than {most} rows; split it"
            ).format(name=source.name, most=ROWS),
            code="import.rows",
        )
    return Invalid(
        Text(
            "文件“{name}”第 {row} 行有 {columns} 列，最多 {most} 列。请检查分隔符，或删去不需要的列",
            "Row {row} of the file “{name}” has {columns} columns, {most} is the most; check the delimiter or "
            "remove columns",
        ).format(name=source.name, row=row + 1, columns=columns, most=COLUMNS),
        code="import.columns",
        details={"row": row + 1},
    )


def _broken(source: Source, line: int, why: str) -> Invalid:
    return Invalid(
        Text(
            "文件“{name}”从第 {row} 行起读不下去：可能有一个英文双引号没有成对，或一个单元格超过 {most} 个字符",
            "The file “{name}” cannot be read from line {row} on: a double quote is never closed, or a cell "
            "exceeds {most} characters",
        ).format(name=source.name, row=line + 1, most=CELL_CHARACTERS),
        code="import.broken",
        details={"row": line + 1, "why": why},
    )
