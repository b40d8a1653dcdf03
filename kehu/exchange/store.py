"""The folder of an import: the uploaded bytes, the rows of each sheet, the rows that failed.

It is named after the import's id; names of uploads never become paths.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kehu.base.errors import Invalid, TooLarge
from kehu.base.text import Text
from kehu.exchange.limits import FILE_BYTES, MIB


def folder(key: UUID) -> Path:
    """Give the folder of an import, named after its id."""
    return Path(settings.DATA_DIR) / "imports" / str(UUID(str(key)))


def source(key: UUID) -> Path:
    """Give the place of the uploaded bytes."""
    return folder(key) / "source"


def rows(key: UUID, sheet: int) -> Path:
    """Give the place of the rows that reading left of one sheet."""
    return folder(key) / "read" / f"{int(sheet)}.rows"


def failures(key: UUID) -> Path:
    """Give the place of the rows that the last load refused."""
    return folder(key) / "failures"


def keep(key: UUID, pieces: Iterable[bytes], name: str) -> int:
    """Store an upload and give its size; raises `TooLarge` or, for nothing at all, `Invalid`."""
    place = source(key)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = 0
    try:
        with place.open("wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > FILE_BYTES:
                    raise _too_large(name)
                file.write(piece)
        if not size:
            raise _empty(name)
    except BaseException:
        drop(key)
        raise
    return size


def drop(key: UUID) -> None:
    """Remove everything of an import from the disk."""
    shutil.rmtree(folder(key), ignore_errors=True)


def _too_large(name: str) -> TooLarge:
    return TooLarge(
        Text(
            "文件“{name}”超过 {most} MB。请拆成几个文件，或删去图片等内容后再试",
            "The file “{name}” exceeds {most} MB. Split it, or remove pictures and the like",
        ).format(name=name, most=FILE_BYTES // MIB),
        code="import.size",
    )


def _empty(name: str) -> Invalid:
    return Invalid(
        Text(
            "文件“{name}”是空的，没有可导入的内容。请检查是否选错了文件",
            "The file “{name}” is empty. Check that it is the right one",
        ).format(name=name),
        code="import.empty",
    )
