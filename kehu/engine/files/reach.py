"""Who may have a file: those who can read a record and field that hold it or held it, and who has just sent it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kehu.access.actor import Actor
from kehu.access.scope import scope
from kehu.base.errors import NotFound
from kehu.base.text import Text
from kehu.catalog import store as catalog
from kehu.engine.files import store
from kehu.engine.files.pictures import SHOWN
from kehu.engine.models import Hold, StoredFile, Upload
from kehu.engine.reading import asker_of
from kehu.engine.sql import files as sql
from kehu.engine.sql.select import Source
from kehu.lang.kinds import Kind


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may be given away; `shown` tells whether a browser may show it in place."""

    place: Path
    hash: str
    type: str
    size: int
    shown: bool


def open_file(actor: Actor, key: str, *, small: bool = False) -> Opened:
    """Give a file, or its preview; raises `NotFound` alike for unknown and unreachable ones."""
    kept = StoredFile.objects.filter(hash=key).first() if store.is_hash(key) else None
    if kept is None or (small and not kept.picture) or key not in reachable(actor, [key]):
        raise _unknown()
    place = store.preview_place(key) if small else store.place(key)
    if not place.is_file():
        raise _unknown()
    if small:
        return Opened(place, key, "image/webp", place.stat().st_size, True)
    return Opened(place, key, kept.type, kept.size, kept.picture and kept.type in SHOWN)


def reachable(actor: Actor, keys: Collection[str]) -> set[str]:
    """Give those of some files that the actor may have; one statement per table that holds any of them."""
    if actor.member is None:
        return set(keys)  # the installation itself
    found = set(Upload.objects.filter(member_id=actor.member, file_id__in=keys).values_list("file_id", flat=True))
    rest = set(keys) - found
    if not rest:
        return found
    current = catalog.current()
    shapes = {shape.id: shape for shape in current.tables.values() if not shape.archived}
    for table in Hold.objects.filter(file_id__in=rest).values_list("table_id", flat=True).distinct():
        shape = shapes.get(table)
        if shape is None or "read" not in (allowed := scope(actor, shape.key)).actions:
            continue
        seen = [each.id for each in shape.by_key.values() if each.kind is Kind.FILES and each.key not in allowed.hidden]
        source = Source(current, shape, asker_of(actor, allowed.hidden), allowed.rows)
        found |= sql.held(source, seen, sorted(rest - found))
    return found


def _unknown() -> NotFound:
    return NotFound(
        Text("没有这个文件，它可能已被删除", "There is no such file; it may have been deleted"), code="file.unknown"
    )
