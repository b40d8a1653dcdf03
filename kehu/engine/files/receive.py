"""Receiving an upload: written to its place, looked at, and remembered as its sender's until a record holds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.clock import now
from kehu.base.errors import Forbidden
from kehu.catalog import store as catalog
from kehu.engine.files import store
from kehu.engine.files.names import clean_name, refuse_program
from kehu.engine.files.pictures import preview
from kehu.engine.files.sniff import type_of
from kehu.engine.models import StoredFile, Upload

Entry = dict[str, Any]
"""A file in a cell: `file` (hash), `name`, `type`, `size`, `picture` (whether there is a preview)."""


def receive(actor: Actor, pieces: Iterable[bytes], given: str) -> Entry:
    """Keep an upload and give its entry for a cell; raises `Invalid`, `TooLarge`, `Forbidden`, `Unavailable`."""
    _may_write(actor)
    name = clean_name(given) or "file"
    refuse_program(name)
    arrived = store.take(pieces, name)
    try:
        kind = type_of(arrived.head, name)
        refuse_program(name, kind)
        return entry(_keep(actor, arrived, kind), name)
    finally:
        arrived.place.unlink(missing_ok=True)


def entry(kept: StoredFile, name: str) -> Entry:
    """Write a file as it stands in a cell."""
    return {"file": kept.hash, "name": name, "type": kept.type, "size": kept.size, "picture": kept.picture}


@transaction.atomic
def _keep(actor: Actor, arrived: store.Arrived, kind: str) -> StoredFile:
    """Store the row first: a file that is just being collected is waited for, and then kept anew."""
    StoredFile.objects.bulk_create(
        [StoredFile(hash=arrived.hash, size=arrived.size, type=kind, picture=False, at=now())],
        update_conflicts=True,
        unique_fields=["hash"],
        update_fields=["at"],
    )
    place = store.settle(arrived)
    kept = StoredFile.objects.get(hash=arrived.hash)
    picture = store.preview_place(kept.hash).exists() or preview(place, kept.type, store.preview_place(kept.hash))
    if picture != kept.picture:
        kept.picture = picture
        kept.save(update_fields=["picture"])
    if actor.member is not None:
        Upload.objects.update_or_create(file=kept, member_id=actor.member, defaults={"at": kept.at})
    return kept


def _may_write(actor: Actor) -> None:
    """Refuse those who may edit no table: what they send could never be put anywhere."""
    refusal: Forbidden | None = None
    for table in catalog.current().tables.values():
        try:
            require(actor, "edit", table.key)
        except Forbidden as error:
            refusal = error
        else:
            return
    if refusal is not None:
        raise refusal
