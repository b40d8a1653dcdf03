"""Attachment: files of any kind, stored once by their contents; a cell holds their names and hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import orjson

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.engine.files.limits import FILES_IN_CELL
from kehu.engine.files.names import clean_name, refuse_program
from kehu.engine.files.store import is_hash
from kehu.lang.kinds import Kind


class AttachmentType(FieldType):
    """Files in the order people gave them, as `[{file, name, type, size, picture}]`.

    To write, `file` (the hash that `POST /api/files` answered) and `name` suffice; the rest is filled in.
    """

    key = "attachment"
    kind = Kind.FILES
    name = Text("附件", "Attachment")
    icon = "clip"
    settings = (Setting("most", Text("最多几个文件", "Most files"), "number", None),)
    hints: ClassVar[tuple[str, ...]] = ("附件", "文件", "合同", "attachment", "file", "files")
    pictures_only: ClassVar[bool] = False

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a list of entries; raises `Wrong` for texts, which hold no file, and for too many."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
            raise Wrong(
                Text("这里要放文件：把文件拖进格子，或打开格子选择文件", "Files go here: drop them, or open the cell"),
                "files",
            )
        most = field.config.get("most") or FILES_IN_CELL
        if len(value) > most:
            raise Wrong(
                Text("这里最多放 {most} 个文件", "At most {most} files go here").format(most=most), "files.many"
            )
        entries = {item["file"]: item for item in map(_entry, value)}
        return write_entries(list(entries.values())) if entries else None

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write the names."""
        joint = ", " if reading.language == "en" else "、"
        return joint.join(str(item["name"]) for item in read_entries(stored))

    def dump(self, stored: Any) -> Any:
        """Give the entries."""
        return read_entries(stored) or None

    def guess(self, samples: Sequence[str]) -> float:
        """Never proposed: a workbook's cells hold no files."""
        return 0.0

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the number of files within what a cell can hold."""
        known = super().check_config(config)
        most = known["most"]
        if most is not None and (isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= FILES_IN_CELL):
            raise Wrong(
                Text(f"文件数要在 1 到 {FILES_IN_CELL} 之间", f"The number of files must be 1 to {FILES_IN_CELL}"),
                "config",
            )
        return known


def read_entries(stored: Any) -> list[dict[str, Any]]:
    """Read the entries of a stored cell."""
    if isinstance(stored, str | bytes):
        stored = orjson.loads(stored)
    return list(stored or ())


def write_entries(entries: Sequence[Mapping[str, Any]]) -> str:
    """Write entries as they are stored."""
    return orjson.dumps(entries).decode()


def _entry(given: Mapping[str, Any]) -> dict[str, Any]:
    key, name = given.get("file"), given.get("name", "")
    if not is_hash(key) or not isinstance(name, str):
        raise Wrong(Text("文件的写法有误，请重新上传", "The file is not given rightly; upload it again"), "files")
    named = clean_name(name) or "file"
    try:
        refuse_program(named)
    except Invalid as refused:
        raise Wrong(refused.text, refused.code) from None
    return {"file": key, "name": named}


TYPE = AttachmentType()
