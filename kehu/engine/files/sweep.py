"""Collecting files that nobody holds: no cell, no history that could bring them back, no upload of today."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from kehu.base.clock import now
from kehu.catalog import store as catalog
from kehu.engine.files import store
from kehu.engine.files.limits import UNUSED_HOURS
from kehu.engine.models import Hold, StoredFile, Upload
from kehu.engine.sql import files as sql
from kehu.lang.kinds import Kind

BATCH = 500


def sweep(hours: float = UNUSED_HOURS) -> int:
    """Remove what nobody holds and give the number of files that went."""
    Upload.objects.filter(at__lt=now() - timedelta(hours=hours)).delete()
    _forget_holds()
    gone = 0
    while some := _unheld(hours):
        gone += sum(_collect(key) for key in some)
    return gone + _strays(hours)


def _forget_holds() -> None:
    """Let go of what neither the cell nor the ledger of its record holds any more."""
    for shape in catalog.current().tables.values():
        for field in shape.fields:
            if field.kind is Kind.FILES and Hold.objects.filter(table_id=shape.id, field_id=field.id).exists():
                sql.forget(shape, field)


def _unheld(hours: float) -> list[str]:
    before = now() - timedelta(hours=hours)
    found = StoredFile.objects.filter(at__lt=before, upload=None, hold=None).order_by("hash")
    return list(found.values_list("hash", flat=True)[:BATCH])


@transaction.atomic
def _collect(key: str) -> bool:
    """Remove one file while its row is locked: whoever sends the same contents now waits, and keeps them anew."""
    StoredFile.objects.select_for_update().filter(hash=key).first()
    gone, _ = StoredFile.objects.filter(hash=key, upload=None, hold=None).delete()
    if gone:
        store.drop(key)
    return True


def _strays(hours: float) -> int:
    """Remove contents that no row speaks of: their upload broke off between the disk and the database."""
    gone = 0
    for key in list(store.kept_longer_than(hours)):
        with transaction.atomic():
            if not StoredFile.objects.select_for_update().filter(hash=key).exists():
                store.drop(key)
                gone += 1
    return gone
