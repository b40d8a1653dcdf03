"""Files on their way into cells: what was asked for is looked up, checked and completed; then noted as held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kehu.access.actor import Actor
from kehu.base.text import Text
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import Wrong, field_type
from kehu.engine.fields.attachment import AttachmentType, read_entries, write_entries
from kehu.engine.files.reach import reachable
from kehu.engine.files.receive import entry
from kehu.engine.models import StoredFile
from kehu.engine.sql import files as sql
from kehu.lang.kinds import Kind

if TYPE_CHECKING:
    from kehu.engine.writing.intake import Draft


def resolve(actor: Actor, drafts: Iterable[Draft], shape: Table) -> None:
    """Complete the files of drafts from what is kept; what the actor may not have is a mistake."""
    held = [
        (draft, each)
        for each in shape.by_key.values()
        if each.kind is Kind.FILES
        for draft in drafts
        if draft.values.get(each.key) is not None
    ]
    if not held:
        return
    wanted = {item["file"] for draft, each in held for item in read_entries(draft.values[each.key])}
    allowed = reachable(actor, wanted)
    kept = {each.hash: each for each in StoredFile.objects.filter(hash__in=allowed)}
    for draft, each in held:
        _complete(draft, each, kept)


def hold(shape: Table, drafts: Sequence[Draft]) -> None:
    """Note which records hold which files; it stays noted while the history of the record can bring them back."""
    held = [
        (item["file"], each.id, draft.id)
        for each in shape.by_key.values()
        if each.kind is Kind.FILES and not each.readonly
        for draft in drafts
        if draft.values.get(each.key) is not None
        for item in read_entries(draft.values[each.key])
    ]
    if held:
        sql.note(shape.id, held)


def converted(stored: str, target: Field) -> str:
    """Take the files of a field over into another type of field; raises `Wrong` where they are no pictures."""
    kind = field_type(target.type)
    assert isinstance(kind, AttachmentType)
    for item in read_entries(stored):
        if kind.pictures_only and not item["picture"]:
            raise Wrong(_NO_PICTURE.format(name=item["name"]), "file.picture")
    return stored


def _complete(draft: Draft, field: Field, kept: dict[str, StoredFile]) -> None:
    kind = field_type(field.type)
    assert isinstance(kind, AttachmentType)
    complete = []
    for item in read_entries(draft.values[field.key]):
        found = kept.get(item["file"])
        if found is None:
            return draft.fail(field.key, "file.unknown", _UNKNOWN.format(name=item["name"]), item["name"])
        if kind.pictures_only and not found.picture:
            return draft.fail(field.key, "file.picture", _NO_PICTURE.format(name=item["name"]), item["name"])
        complete.append(entry(found, item["name"]))
    draft.values[field.key] = write_entries(complete)
    return None


_UNKNOWN = Text(
    "文件“{name}”不存在或你无权使用，请重新上传",
    "The file “{name}” does not exist or is not yours to use; upload it again",
)
_NO_PICTURE = Text(
    "“{name}”不是能显示的图片。这里可以放 PNG、JPEG、GIF、WebP、BMP；"
    "苹果手机的 HEIC 请先转成 JPEG，像素过大的请先缩小，其他文件请放到附件字段",
    "“{name}” is no picture that can be shown. PNG, JPEG, GIF, WebP and BMP go here; turn HEIC into JPEG, make"
    " very large pictures smaller, and put other files into an attachment field",
)
