"""Workbooks through calamine: xlsx, xls, et and ods become sheets of rows. Runs in the reading process only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import python_calamine as calamine

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange.cells import ERROR, LONG, READ, Cell
from kehu.exchange.container import chunks, damaged, open_container
from kehu.exchange.formats import Sink, Source
from kehu.exchange.limits import AREA, COLUMNS, ROWS, SHEETS
from kehu.exchange.scan import Scan, scan

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_xlsx(source: Source, sink: Sink) -> None:
    """Read an xlsx after a look at its zip directory and a scan of its sheets."""
    with open_container(source) as archive:
        scans = scan(archive, source)
    _read(source, sink, scans)


def read_ods(source: Source, sink: Sink) -> None:
    """Read an ods after a look at its zip directory and its XML."""
    with open_container(source) as archive:
        for entry in archive.namelist():
            if entry.endswith(".xml"):
                for _ in chunks(archive, entry, source):
                    pass
    _read(source, sink, {})


def read_binary(source: Source, sink: Sink) -> None:
    """Read an xls or et; the encrypted shell of an xlsx is told apart and refused."""
    if _ENCRYPTED in source.path.read_bytes():
        raise _password(source)
    _read(source, sink, {})


def _password(source: Source) -> Invalid:
    return Invalid(
        Text(
            "文件“{name}”有打开密码。请在 Excel 或 WPS 中去掉密码、另存后再导入",
            "The file “{name}” is password-protected. Remove the password in Excel or WPS, save it and try again",
        ).format(name=source.name),
        code="import.password",
    )


def _read(source: Source, sink: Sink, scans: dict[str, Scan]) -> None:
    try:
        with calamine.CalamineWorkbook.from_path(source.path) as book:
            for meta in book.sheets_metadata[:SHEETS]:
                if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                    sink.sheet(meta.name, hidden=meta.visible != calamine.SheetVisibleEnum.Visible)
                    _sheet(source, sink, book, meta.name, scans.get(meta.name))
    except calamine.PasswordError:
        raise _password(source) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise damaged(source) from None


def _sheet(source: Source, sink: Sink, book: calamine.CalamineWorkbook, name: str, known: Scan | None) -> None:
    if known and (problem := _too_wide(source, name, known.rows, known.columns, known.corner)):
        sink.problem(problem)
        return
    try:
        sheet = book.get_sheet_by_name(name)
    except (calamine.CalamineError, ValueError):
        sink.problem(
            Text(
                "文件“{file}”的工作表“{sheet}”已损坏，读不出来。请在 Excel 或 WPS 中打开并另存",
                "The sheet “{sheet}” of the file “{file}” is damaged. Open it in Excel or WPS and save it again",
            ).format(file=source.name, sheet=name)
        )
        return
    if sheet.end is None:
        return
    if problem := _too_wide(source, name, sheet.end[0] + 1, sheet.end[1] + 1, "?"):
        sink.problem(problem)
        return
    seen = known or Scan()
    for row in _rows(sheet, seen, count=known is None):
        sink.row(row)
    _notes(sink, seen, sum(bottom - top for (top, _), (bottom, _) in sheet.merged_cell_ranges or ()))


def _rows(sheet: calamine.CalamineSheet, seen: Scan, *, count: bool) -> Iterator[list[Cell]]:
    """Give the rows from the first one of the sheet on, merged cells filled downwards; `count` rounded numbers."""
    left = sheet.start[1] if sheet.start else 0
    overrides = seen.overrides
    fills = _Fills(sheet)
    for index, values in enumerate(sheet.iter_rows()):
        row: list[Cell] = [None] * left if left else []
        row += [READ[type(value)](value) for value in values]
        if count:
            seen.rounded += sum(isinstance(value, float) and abs(value) >= LONG for value in values)
        for column, cell in overrides.get(index, {}).items():
            if column < len(row):
                row[column] = cell
        fills.apply(index, row)
        yield row


class _Fills:
    """Carries the value of a cell merged over several rows down to the rows below."""

    def __init__(self, sheet: calamine.CalamineSheet) -> None:
        self.starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
            if bottom > top:
                self.starts[top].append((left, bottom))
        self.active: dict[int, tuple[int, Cell]] = {}

    def apply(self, index: int, row: list[Cell]) -> None:
        if self.active:
            self.active = {column: fill for column, fill in self.active.items() if fill[0] >= index}
            for column, (_, cell) in self.active.items():
                if column < len(row) and row[column] is None:
                    row[column] = cell
        for column, bottom in self.starts.get(index, ()):
            if column < len(row):
                self.active[column] = (bottom, row[column])


def _too_wide(source: Source, sheet: str, rows: int, columns: int, corner: str) -> Text | None:
    if rows <= ROWS and columns <= COLUMNS and rows * columns <= AREA:
        return None
    return Text(
        "文件“{file}”的工作表“{sheet}”范围过大：内容一直到单元格 {corner}（第 {rows} 行、第 {columns} 列）。"
        "最多 {most} 列、{cells} 个单元格。请删去远处的多余内容后重试",
        "The sheet “{sheet}” of the file “{file}” reaches too far: there is content down to cell {corner} (row "
        "{rows}, column {columns}). "
        "At most {most} columns and {cells} cells are read; delete what stands far away and try again",
    ).format(file=source.name, sheet=sheet, corner=corner, rows=rows, columns=columns, most=COLUMNS, cells=AREA)


def _notes(sink: Sink, seen: Scan, merged: int) -> None:
    if seen.errors:
        place = next(
            (row, column)
            for row, cells in seen.overrides.items()
            for column, cell in cells.items()
            if str(cell).startswith(ERROR)
        )
        text = Text(
            "{count} 个单元格是公式错误（如 #N/A），按空值导入",
            "{count} cells hold a formula error such as #N/A; they come in empty",
        )
        sink.note("errors", text.format(count=seen.errors), count=seen.errors, row=place[0], column=place[1])
    if seen.rounded:
        text = Text(
            "{count} 个数字超过 15 位，表格软件已把第 15 位之后变成 0，原来的号码无法恢复；请从来源系统重新导出为文本",
            "{count} numbers have more than 15 digits; the spreadsheet had already replaced the rest by zeros. "
            "Export them as text again",
        )
        sink.note("rounded", text.format(count=seen.rounded), count=seen.rounded)
    if merged:
        text = Text("合并单元格已向下填充（{count} 处）", "Merged cells were filled downwards ({count})")
        sink.note("merged", text.format(count=merged), count=merged)
