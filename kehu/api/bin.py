"""The recycle bin, and how long it and the history are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.api.gate import Signed
from kehu.api.history import Who
from kehu.api.past import MAX_IDS, Begun
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told
from kehu.api.views import ViewTold, tell
from kehu.catalog import store, views
from kehu.engine.history import bin as recycle
from kehu.engine.history import keeping

router = Router()


class GoneTold(Told):
    """A table, field or view that was deleted; `key` is what brings it back."""

    what: Literal["table", "field", "view"]
    table: str
    table_name: str
    key: str
    name: str
    at: datetime
    actor: Who


class BinTold(Told):
    """Deleted records counted by table, and deleted tables, fields and views."""

    records: dict[str, int]
    shapes: list[GoneTold]


class Purging(Body):
    """Which archived records to delete for good (none named: all of the table), and the table's name to confirm."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=MAX_IDS)] | None = None
    confirm: Annotated[str, Field(max_length=200)]


class KeepingTold(Told):
    """Days in the bin and months of history; null keeps for ever. `kept_from`: where the history begins now."""

    bin_days: int | None
    ledger_months: int | None
    kept_from: datetime | None


class KeepingWanted(Body):
    """Days in the bin and months of history; null keeps for ever."""

    bin_days: int | None
    ledger_months: int | None


@router.get("/bin", response=BinTold, summary="Tell what is in the recycle bin")
def get_bin(request: Signed) -> HttpResponse:
    """Count deleted records by table; the records themselves are read with `archived` by the page of their table."""
    shapes = [
        {
            "what": gone.what,
            "table": gone.table,
            "table_name": gone.table_name,
            "key": gone.key,
            "name": gone.name,
            "at": gone.at,
            "actor": {"id": gone.by, "name": gone.by_name},
        }
        for gone in recycle.shapes_gone(request.auth)
    ]
    return answer(request, {"records": recycle.counts(request.auth), "shapes": shapes})


@router.post("/views/{view_id}/restore", response=ViewTold, summary="Bring a removed view back")
def restore_view(request: Signed, view_id: Id) -> HttpResponse:
    """Bring back a view of one's own; owners also those of the company."""
    view = views.restore(request.auth, view_id)
    table = next(each for each in store.current().tables.values() if each.id == view.table_id)
    return answer(request, tell(view, table.key))


@router.post("/tables/{table}/bin/purge", response=Begun, summary="Delete archived records for good")
def purge_records(request: Signed, table: Key, wanted: Purging) -> HttpResponse:
    """Begin a job that deletes archived records for good; links to them become empty. Owners only."""
    return answer(request, {"job": str(recycle.start_purge(request.auth, table, wanted.ids, wanted.confirm).pk)})


@router.get("/keeping", response=KeepingTold, summary="Tell how long deleted records and history are kept")
def get_keeping(request: Signed) -> HttpResponse:
    """Tell the two settings."""
    return answer(request, _told(keeping.keeping()))


@router.patch("/keeping", response=KeepingTold, summary="Set how long deleted records and history are kept")
def change_keeping(request: Signed, wanted: KeepingWanted) -> HttpResponse:
    """Set both; owners only."""
    return answer(request, _told(keeping.change_keeping(request.auth, wanted.bin_days, wanted.ledger_months)))


def _told(of: keeping.Kept) -> dict[str, object]:
    return {"bin_days": of.bin_days, "ledger_months": of.ledger_months, "kept_from": of.kept_from}
