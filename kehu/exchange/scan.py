"""A quick pass over the XML of an xlsx: how far each sheet reaches, and what the fast reader does not tell.

The fast reader allocates the whole rectangle a sheet spans, drops error cells, rounds long numbers to floats and
forgets formats such as 00000. This pass finds those cells with regular expressions over the unpacked bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from posixpath import join, normpath
from xml.etree import ElementTree

from kehu.exchange.cells import ERROR, Cell, column_of
from kehu.exchange.container import chunks, damaged
from kehu.exchange.formats import Source

_COLUMNS = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"[^>/]*>')
_ROW = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"')
_ERRORS = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>'
)
_DIGITS = re.compile(rb"<v>-?\d{15}")
_LONG = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:(?! t=)[^>])*(?: t="n")?[^>]*><v>(-?\d{15,40})</v>')
_POWER = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:(?! t=)[^>])*(?: t="n")?[^>]*><v>(-?\d(?:\.\d+)?[eE]\+(?:1[5-9]|[23]\d))</v>'
)
_KEEP = 4096

Overrides = dict[int, dict[int, Cell]]


@dataclass(slots=True)
class Scan:
    """What one sheet holds: reach in rows and columns, and cells by row and column that must replace the reader's."""

    rows: int = 0
    columns: int = 0
    corner: str = "A1"
    overrides: Overrides = field(default_factory=lambda: defaultdict(dict))
    errors: int = 0
    rounded: int = 0


def scan(archive: zipfile.ZipFile, source: Source) -> dict[str, Scan]:
    """Scan every sheet of a workbook; also reads every other XML part once, for entities and damage.

    Raises `Invalid` as `container.chunks` does.
    """
    names = archive.namelist()
    sheets = _sheets(archive, source)
    padded = _padded(archive, source) if "xl/styles.xml" in names else {}
    found: dict[str, Scan] = {}
    for entry in names:
        if entry in sheets:
            found[sheets[entry]] = _sheet(archive, entry, source, padded)
        elif entry.endswith((".xml", ".rels")):
            for _ in chunks(archive, entry, source):
                pass
    return found


def _sheet(archive: zipfile.ZipFile, entry: str, source: Source, padded: Mapping[bytes, int]) -> Scan:
    found = Scan()
    letters: set[bytes] = set()
    zeros = _zeros(padded)
    tail = b""
    for chunk in chunks(archive, entry, source):
        piece = tail + chunk
        cut = max(piece.rfind(b"<c r="), len(piece) - _KEEP)
        piece, tail = piece[:cut], piece[cut:]
        _look(piece, found, letters, zeros, padded)
    _look(tail, found, letters, zeros, padded)
    if letters:
        last = max(letters, key=lambda name: (len(name), name)).decode()
        found.columns = column_of(last) + 1
        found.corner = f"{last}{found.rows}"
    return found


def _look(
    piece: bytes, found: Scan, letters: set[bytes], zeros: re.Pattern[bytes] | None, padded: Mapping[bytes, int]
) -> None:
    letters.update(_COLUMNS.findall(piece))
    if (last := piece.rfind(b"</v>")) >= 0 or (last := piece.rfind(b"</is>")) >= 0:
        place = _ROW.match(piece, max(piece.rfind(b"<c ", 0, last), 0))
        found.rows = max(found.rows, int(place[1]) if place else 0)
    for match in _ERRORS.finditer(piece) if b't="e"' in piece else ():
        found.errors += 1
        _put(found, match, f"{ERROR}{match[3].decode('utf-8', 'replace')}")
    for match in _LONG.finditer(piece) if _DIGITS.search(piece) else ():
        digits = match[3].decode()
        # A spreadsheet keeps 15 digits: zeros behind them mean that the rest was lost before the file was written.
        found.rounded += len(digits.lstrip("-")) > 15 and digits.lstrip("-")[15:].strip("0") == ""
        _put(found, match, digits)
    for match in _POWER.finditer(piece) if b"E+" in piece or b"e+" in piece else ():
        found.rounded += 1
        _put(found, match, str(int(Decimal(match[3].decode()))))
    if zeros is not None:
        for match in zeros.finditer(piece):
            _put(found, match, match[4].decode().zfill(padded[match[3]]))


def _put(found: Scan, match: re.Match[bytes], cell: Cell) -> None:
    found.overrides[int(match[2]) - 1][column_of(match[1].decode())] = cell


def _zeros(padded: Mapping[bytes, int]) -> re.Pattern[bytes] | None:
    if not padded:
        return None
    styles = b"|".join(padded)
    return re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(' + styles + rb')"(?: t="n")?><v>(\d{1,15})</v>')


def _xml(archive: zipfile.ZipFile, entry: str, source: Source) -> ElementTree.Element:
    content = b"".join(chunks(archive, entry, source))
    try:
        return ElementTree.fromstring(content)  # noqa: S314 - document types and entities were refused before
    except ElementTree.ParseError:
        raise damaged(source) from None


def _sheets(archive: zipfile.ZipFile, source: Source) -> dict[str, str]:
    """Map the entries of the sheets to their names."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {}
    for relation in _xml(archive, "xl/_rels/workbook.xml.rels", source):
        target = relation.get("Target", "")
        targets[relation.get("Id")] = normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
    sheets = {}
    for node in _xml(archive, "xl/workbook.xml", source).iter():
        if node.tag.endswith("}sheet"):
            key = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
            if (entry := targets.get(key)) in names:
                sheets[str(entry)] = node.get("name", "")
    return sheets


def _padded(archive: zipfile.ZipFile, source: Source) -> dict[bytes, int]:
    """Map the style numbers whose number format is a row of zeros to its length."""
    root = _xml(archive, "xl/styles.xml", source)
    formats = {}
    for node in root.iter():
        if node.tag.endswith("}numFmt"):
            code = node.get("formatCode", "").split(";")[0].replace("\\ ", "").replace("_ ", "").strip('"@ ')
            if len(code) > 1 and set(code) == {"0"}:
                formats[node.get("numFmtId")] = len(code)
    if not formats:
        return {}
    cells = next((node for node in root.iter() if node.tag.endswith("}cellXfs")), None)
    if cells is None:
        return {}
    return {
        str(index).encode(): formats[style.get("numFmtId")]
        for index, style in enumerate(cells)
        if style.get("numFmtId") in formats
    }
