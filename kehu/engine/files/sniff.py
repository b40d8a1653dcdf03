"""What a file is, by its contents: its name only chooses among the formats that share a container.

The type is for people (an icon, a word); what may be shown in the browser is decided by `pictures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kehu.engine.files.names import PROGRAM, ending_of

HEAD_BYTES = 4096
UNKNOWN = "application/octet-stream"
ZIP, OLE, TEXT = "application/zip", "application/x-ole-storage", "text/plain"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        ZIP: {
            "docx": f"{_OFFICE}wordprocessingml.document",
            "xlsx": f"{_OFFICE}spreadsheetml.sheet",
            "pptx": f"{_OFFICE}presentationml.presentation",
            "odt": "application/vnd.oasis.opendocument.text",
            "ods": "application/vnd.oasis.opendocument.spreadsheet",
            "ofd": "application/ofd",
        },
        OLE: {
            "doc": "application/msword",
            "wps": "application/msword",
            "xls": "application/vnd.ms-excel",
            "et": "application/vnd.ms-excel",
            "ppt": "application/vnd.ms-powerpoint",
            "dps": "application/vnd.ms-powerpoint",
            "msg": "application/vnd.ms-outlook",
        },
        TEXT: {"csv": "text/csv", "eml": "message/rfc822", "vcf": "text/vcard", "ics": "text/calendar"},
    }
)
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
)
_BRANDS = MappingProxyType(
    {
        b"heic": "image/heic",
        b"heix": "image/heic",
        b"mif1": "image/heic",
        b"msf1": "image/heic",
        b"avif": "image/avif",
        b"qt  ": "video/quicktime",
        b"M4A ": "audio/mp4",
    }
)
_MARKUP = (
    (b"<svg", "image/svg+xml"),
    (b"<!doctype html", "text/html"),
    (b"<html", "text/html"),
    (b"<?xml", "text/xml"),
)


def type_of(head: bytes, name: str) -> str:
    """Tell the type of a file from its first bytes; the name decides only what a container holds."""
    found = _by_start(head)
    return _INSIDE.get(found, {}).get(ending_of(name), found)


def _by_start(head: bytes) -> str:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], UNKNOWN)
    return _text(head)


def _text(head: bytes) -> str:
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, kind in _MARKUP:
        if words.startswith(start):
            return "image/svg+xml" if kind == "text/xml" and b"<svg" in words else kind
    if b"<script" in words or b"<html" in words:
        return "text/html"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UNKNOWN
    return TEXT if head else UNKNOWN
