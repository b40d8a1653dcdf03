"""The folder of files: each named after the SHA-256 of its contents, so names of uploads never become paths."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from uuid import uuid4

from django.conf import settings

from kehu.base.errors import Invalid, KehuError, TooLarge, Unavailable
from kehu.base.text import Text
from kehu.engine.files.limits import FILE_BYTES, MIB, SPARE_BYTES
from kehu.engine.files.sniff import HEAD_BYTES

_HASH = re.compile(r"^[0-9a-f]{64}$")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when there is no room."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An upload that is whole but has not taken its place yet."""

    place: Path
    hash: str
    size: int
    head: bytes


def is_hash(text: object) -> bool:
    """Tell whether a text can be the hash of a file."""
    return isinstance(text, str) and _HASH.match(text) is not None


def place(key: str) -> Path:
    """Give the place of a file's contents."""
    if not is_hash(key):
        raise ValueError("not the hash of a file")
    return folder() / key[:2] / key


def preview_place(key: str) -> Path:
    """Give the place of a file's preview."""
    return place(key).with_name(f"{key}.webp")


def folder() -> Path:
    """Give the folder of all files."""
    return Path(settings.DATA_DIR) / "files"


def take(pieces: Iterable[bytes], name: str) -> Arrived:
    """Write an upload beside its place while it arrives; leaves nothing when it breaks off.

    Raises `Invalid` for an empty one, `TooLarge`, and `Unavailable` when the disk is full.
    """
    coming = folder() / "coming"
    coming.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = coming / uuid4().hex
    try:
        if shutil.disk_usage(coming).free < SPARE_BYTES:
            raise full()
        return _write(target, pieces, name)
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise full() from None
        raise


def settle(arrived: Arrived) -> Path:
    """Move an upload to its place; the same contents that are there already stay."""
    target = place(arrived.hash)
    if target.exists():
        arrived.place.unlink(missing_ok=True)
    else:
        target.parent.mkdir(exist_ok=True, mode=0o700)
        arrived.place.replace(target)
    return target


def drop(key: str) -> None:
    """Remove the contents and the preview of a file."""
    preview_place(key).unlink(missing_ok=True)
    place(key).unlink(missing_ok=True)


def kept_longer_than(hours: float) -> Iterator[str]:
    """Give the hashes of files that lie there for some hours; uploads that broke off as long ago are removed."""
    before = time() - hours * 3600
    for found in folder().glob("coming/*"):
        if found.stat().st_mtime < before:
            found.unlink(missing_ok=True)
    for found in folder().glob("??/*"):
        if is_hash(found.name) and found.stat().st_mtime < before:
            yield found.name


def full() -> KehuError:
    """Make the refusal for a full disk."""
    return Unavailable(
        Text(
            "服务器的磁盘空间不够，文件没有保存。请联系管理员清理磁盘后再试",
            "The server's disk is full and the file was not kept. Ask your administrator to make room",
        ),
        code="disk.full",
    )


def _write(target: Path, pieces: Iterable[bytes], name: str) -> Arrived:
    digest, size, head = hashlib.sha256(), 0, b""
    with target.open("xb") as file:
        for piece in pieces:
            size += len(piece)
            if size > FILE_BYTES:
                raise TooLarge(_LARGE.format(name=name[:60], most=FILE_BYTES // MIB), code="file.size")
            if len(head) < HEAD_BYTES:
                head += piece[: HEAD_BYTES - len(head)]
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Invalid(_EMPTY.format(name=name[:60]), code="file.empty")
    return Arrived(target, digest.hexdigest(), size, head)


_LARGE = Text(
    "文件“{name}”超过 {most} MB。请压缩后再传，或放到网盘再填链接",
    "The file “{name}” exceeds {most} MB. Compress it, or store it elsewhere and enter a link",
)
_EMPTY = Text(
    "文件“{name}”是空的。请检查文件是否完整，或是否还在同步",
    "The file “{name}” is empty. Check that it is complete and not still being synchronised",
)
