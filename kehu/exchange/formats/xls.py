"""xls and et: the older binary workbooks of Excel and of WPS; also notices the shell of an encrypted xlsx."""

from __future__ import annotations

from pathlib import Path

from kehu.base.text import Text
from kehu.exchange.formats import Format
from kehu.exchange.workbook import read_binary


def _fits(head: bytes, path: Path) -> bool:
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return False
    content = path.read_bytes()
    return any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "EncryptedPackage"))


FORMAT = Format(
    "xls",
    Text("Excel 97 / WPS 表格 xls、et", "Excel 97 or WPS workbook"),
    _fits,
    read_binary,
    rank=2,
    extensions=(".xls", ".et"),
)
