"""A look at a zip container before anything is unpacked: bombs, entities and damage are refused here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange.formats import Source
from kehu.exchange.limits import ENTRIES, MIB, RATIO, RATIO_FREE, UNPACKED_BYTES

CHUNK = 1 * MIB

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def damaged(source: Source) -> Invalid:
    """Refuse a file that is cut off or damaged."""
    return Invalid(
        Text(
            "文件“{name}”不完整或已损坏，打不开。请重新下载或在 Excel、WPS 中打开后另存一次",
            "The file “{name}” is incomplete or damaged. Download it again, or open it in Excel or WPS and save "
            "it once more",
        ).format(name=source.name),
        code="import.damaged",
    )


def open_container(source: Source) -> zipfile.ZipFile:
    """Open a zip container whose directory promises nothing outrageous.

    Raises `Invalid`: `import.damaged`, `import.bomb` or `import.password`.
    """
    try:
        archive = zipfile.ZipFile(source.path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged(source) from None
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise _bomb(source, len(entries), sum(entry.file_size for entry in entries))
    for entry in entries:
        if entry.flag_bits & 1:
            raise Invalid(
                Text(
                    "文件“{name}”有密码。请去掉密码后再导入",
                    "The file “{name}” is password-protected. Remove the password first",
                ).format(name=source.name),
                code="import.password",
            )
        if entry.file_size > RATIO_FREE and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise _bomb(source, len(entries), entry.file_size)
    return archive


def chunks(archive: zipfile.ZipFile, entry: str, source: Source) -> Iterator[bytes]:
    """Unpack one XML entry piece by piece; refuses document types, entities and foreign encodings on the way.

    Raises `Invalid`: `import.entities` or `import.damaged`.
    """
    tail = b""
    try:
        with archive.open(entry) as file:
            while chunk := file.read(CHUNK):
                piece = tail + chunk
                if (not tail and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"))) or _DOCTYPE.search(
                    piece
                ):
                    raise _entities(source, entry)
                tail = chunk[-16:]
                yield chunk
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as wrong:
        raise damaged(source) from wrong
    except Exception as wrong:
        if type(wrong).__module__ == "zlib":
            raise damaged(source) from wrong
        raise


def _bomb(source: Source, entries: int, size: int) -> Invalid:
    return Invalid(
        Text(
            "文件“{name}”解压后异常巨大（{size} MB，{entries} 个部分），可能是压缩炸弹，已拒绝。请把数据另存为新"
            "的 xlsx 或 csv",
            "The file “{name}” unpacks to an outrageous size ({size} MB in {entries} parts) and was refused. Save"
            " the data as a new xlsx or csv",
        ).format(name=source.name, size=size // MIB, entries=entries),
        code="import.bomb",
    )


def _entities(source: Source, entry: str) -> Invalid:
    return Invalid(
        Text(
            "文件“{name}”的部分“{entry}”带有外部实体或文档类型声明，正常的表格不会有，已拒绝。请在 Excel 或 WPS "
            "中另存一次",
            "The part “{entry}” of the file “{name}” declares external entities or a document type, which no "
            "proper workbook does. "
            "It was refused; save it once more in Excel or WPS",
        ).format(name=source.name, entry=entry),
        code="import.entities",
    )
