"""The rows that a load refused: kept beside the import, given back as a workbook with the reason in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import orjson
import xlsxwriter

from kehu.base.text import Text

_ROW = Text("原行号", "Row")
_WHY = Text("原因", "Reason")


class Failures:
    """Collects refused rows as JSON lines."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.count = 0

    def sheet(self, name: str, header: Sequence[str]) -> None:
        """Begin the rows of a sheet."""
        self._write({"sheet": name, "header": list(header)})

    def add(self, row: int, cells: Sequence[str], reasons: Sequence[Text]) -> None:
        """Take a row (counted from 0) with everything that speaks against it."""
        self.count += 1
        zh, en = ";".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons)
        self._write({"row": row + 1, "cells": list(cells), "zh": zh, "en": en})

    def _write(self, line: dict[str, Any]) -> None:
        self.file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


@contextmanager
def collect(place: Path) -> Iterator[Failures]:
    """Collect failures into a new file; it stays also when the load as a whole fails."""
    with place.open("wb") as file:
        yield Failures(file)


def workbook(place: Path, to: Path, language: str) -> None:
    """Write the refused rows as xlsx: row number and reason, then the cells as they were, all as plain text."""
    with NamedTemporaryFile(dir=to.parent, prefix=to.stem, delete=False) as own:
        making = Path(own.name)  # another download of the same rows may be reading the finished one
    try:
        _write_workbook(place, making, language)
        making.replace(to)
    finally:
        making.unlink(missing_ok=True)


def _write_workbook(place: Path, to: Path, language: str) -> None:
    book = xlsxwriter.Workbook(
        str(to),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    bold = book.add_format({"bold": True})
    sheet, at, used = None, 0, set[str]()
    with place.open("rb") as file:
        for line in file:
            data = orjson.loads(line)
            if "sheet" in data:
                sheet, at = book.add_worksheet(_tab(data["sheet"], used)), 1
                sheet.set_column(1, 1, 48)
                for column, words in enumerate((_ROW.say(language), _WHY.say(language), *data["header"])):
                    sheet.write_string(0, column, words, bold)
                continue
            assert sheet is not None
            sheet.write_number(at, 0, data["row"])
            sheet.write_string(at, 1, data["en"] if language == "en" else data["zh"])
            for column, words in enumerate(data["cells"], 2):
                if words:
                    sheet.write_string(at, column, words[:32_767])
            at += 1
    if sheet is None:
        book.add_worksheet()
    book.close()


def _tab(name: str, used: set[str]) -> str:
    plain = "".join("_" if character in "[]:*?/\\'" else character for character in name)[:28] or "Sheet"
    tab, number = plain, 2
    while tab.lower() in used:
        tab, number = f"{plain[:25]} {number}", number + 1
    used.add(tab.lower())
    return tab
