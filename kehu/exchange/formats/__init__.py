"""Import formats: one file of this folder is one format and needs no registration.

A format module has `FORMAT`, a `Format`. Nothing here imports Django: formats run inside the reading process.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange.cells import Cell

HEAD_BYTES = 64 * 1024


class Note(dict[str, Any]):
    """A remark on a sheet: code, zh, en, count and the first place (row, column), as JSON."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: the stored file, its sender's name for it (for messages only), choices for text files."""

    path: Path
    name: str
    encoding: str | None = None
    delimiter: str | None = None


class Sink(Protocol):
    """What a format writes to."""

    def sheet(self, name: str, *, hidden: bool = False) -> None:
        """Begin a sheet."""

    def row(self, cells: list[Cell]) -> None:
        """Add a row to the sheet."""

    def note(self, code: str, text: Text, *, count: int = 1, row: int | None = None, column: int | None = None) -> None:
        """Remark something about the sheet; row and column count from 0."""

    def problem(self, text: Text) -> None:
        """Say that this sheet cannot be read."""

    def tell(self, **facts: str) -> None:
        """Tell facts about the whole file: encoding, delimiter."""


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: `fits(head, path)` looks at the content, `read(source, sink)` unpacks it."""

    key: str
    name: Text
    fits: Callable[[bytes, Path], bool]
    read: Callable[[Source, Sink], None]
    rank: int = 0
    extensions: tuple[str, ...] = field(default=())


@cache
def formats() -> tuple[Format, ...]:
    """Give all formats, the most particular first."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{name}").FORMAT for name in names]
    return tuple(sorted(found, key=lambda known: known.rank))


def sniff(path: Path, name: str) -> Format:
    """Find the format of a file by its content, never by its name.

    Raises `Invalid` with code `import.empty` or `import.format`.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Invalid(
            Text(
                "文件“{name}”是空的，没有可导入的内容。请检查是否选错了文件",
                "The file “{name}” is empty. Please check that it is the right file",
            ).format(name=name),
            code="import.empty",
        )
    for known in formats():
        if known.fits(head, path):
            return known
    raise Invalid(
        Text(
            "文件“{name}”不是表格文件（{kind}）。请另存为 xlsx 或 csv 后再导入",
            "The file “{name}” is not a spreadsheet ({kind}). Save it as xlsx or csv and try again",
        ).format(name=name, kind=_kind(head)),
        code="import.format",
    )


_KNOWN = (
    (b"%PDF", Text("PDF 文件", "a PDF")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"GIF8", Text("图片", "a picture")),
    (b"Rar!", Text("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", Text("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", Text("gzip 压缩文件", "a gzip file")),
    (b"PK\x03\x04", Text("其他 zip 文件", "another kind of zip file")),
    (b"\xd0\xcf\x11\xe0", Text("其他 Office 文件", "another kind of Office file")),
)


def _kind(head: bytes) -> Text:
    lower = head[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lower.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")):
        return Text("网页或 XML，可先用 Excel 或 WPS 打开", "a web page or XML; open it in Excel or WPS first")
    return next((text for magic, text in _KNOWN if head.startswith(magic)), Text("未知格式", "unknown format"))
