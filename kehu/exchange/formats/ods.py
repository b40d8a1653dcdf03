"""ods: OpenDocument spreadsheets of LibreOffice."""

from __future__ import annotations

from pathlib import Path

from kehu.base.text import Text
from kehu.exchange.formats import Format
from kehu.exchange.workbook import read_ods


def _fits(head: bytes, path: Path) -> bool:
    return head.startswith(b"PK\x03\x04") and b"application/vnd.oasis.opendocument.spreadsheet" in head[:512]


FORMAT = Format(
    "ods", Text("OpenDocument 表格 ods", "OpenDocument spreadsheet"), _fits, read_ods, rank=0, extensions=(".ods",)
)
