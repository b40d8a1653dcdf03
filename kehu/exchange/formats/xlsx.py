"""xlsx and xlsm: Office Open XML workbooks of Excel and WPS."""

from __future__ import annotations

import zipfile
from pathlib import Path

from kehu.base.text import Text
from kehu.exchange.formats import Format
from kehu.exchange.workbook import read_xlsx


def _fits(head: bytes, path: Path) -> bool:
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return b"xl/" in head or b"[Content_Types].xml" in head
    return "xl/workbook.xml" in names or any(name.startswith("xl/") for name in names)


FORMAT = Format(
    "xlsx", Text("Excel 工作簿 xlsx", "Excel workbook"), _fits, read_xlsx, rank=1, extensions=(".xlsx", ".xlsm")
)
