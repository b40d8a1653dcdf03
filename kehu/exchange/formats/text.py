"""csv, tsv and txt: rows of text with a delimiter, in UTF-8, UTF-16 or GB 18030."""

from __future__ import annotations

from pathlib import Path

from kehu.base.text import Text
from kehu.exchange.delimited import read
from kehu.exchange.formats import Format

_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_OTHERS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)


def _fits(head: bytes, path: Path) -> bool:
    if head.startswith(_OTHERS) or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower().startswith(_PAGES):
        return False
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head


FORMAT = Format(
    "text", Text("文本表格 csv / txt", "Delimited text"), _fits, read, rank=9, extensions=(".csv", ".tsv", ".txt")
)
