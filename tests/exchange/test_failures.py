"""The workbook of refused rows."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path

import openpyxl

from kehu.base.text import Text
from kehu.exchange.failures import collect, workbook

HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "http://x.example", "1e5", "x" * 40_000]


def refused(folder: Path, rows: int) -> Path:
    place = folder / "failures"
    with collect(place) as failures:
        failures.sheet("表", ["甲"] * len(HOSTILE))
        for row in range(rows):
            failures.add(row, HOSTILE, [Text("不对", "Wrong")])
    return place


def test_no_cell_is_a_formula_or_an_address(tmp_path: Path) -> None:
    to = tmp_path / "errors.xlsx"
    workbook(refused(tmp_path, 3), to, "zh-CN")
    with zipfile.ZipFile(to) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert not [name for name in book.namelist() if "rels/sheet" in name]
    sheet = openpyxl.load_workbook(to).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, min_col=3) for cell in row} == {"s"}


def test_asked_for_twice_at_once_both_get_a_whole_workbook(tmp_path: Path) -> None:
    place, to = refused(tmp_path, 60), tmp_path / "errors.xlsx"
    broken: list[Exception] = []

    def download() -> None:
        for _ in range(8):
            try:
                workbook(place, to, "zh-CN")
                zipfile.ZipFile(io.BytesIO(to.read_bytes())).testzip()
            except Exception as error:
                broken.append(error)

    threads = [threading.Thread(target=download) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.xlsx", "failures"]
