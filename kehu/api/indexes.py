"""Indexes by use, for whoever looks after the installation: what there is, why, how large, when it last served."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpResponse
from ninja import Router

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Told
from kehu.engine.indexes import told

router = Router()


class IndexTold(Told):
    """An index: the fields it serves (by key), what for, for whom; `problem` when it could not be built."""

    name: str
    fields: list[str]
    use: Literal["order", "filter", "words", "choices"]
    views: list[str]
    private_views: int
    queries: int
    bytes: int
    scans: int
    built_at: datetime | None
    used_at: datetime | None
    problem: str


class IndexedTableTold(Told):
    """A table with its indexes and their bounds; a table that is not `large` needs none."""

    table: str
    records: int
    large: bool
    most: int
    most_bytes: int
    indexes: list[IndexTold]


@router.get("/indexes", response=list[IndexedTableTold], summary="List the indexes that Kehu keeps by itself")
def list_indexes(request: Signed) -> HttpResponse:
    """List tables with the indexes made from what views and slow queries ask; owners only."""
    found = [
        {
            "table": each.shape.key,
            "records": each.records,
            "large": each.large,
            "most": each.most,
            "most_bytes": each.most_bytes,
            "indexes": [
                {
                    "name": one.name,
                    "fields": list(one.fields),
                    "use": one.use,
                    "views": list(one.why.views),
                    "private_views": one.why.private,
                    "queries": one.why.queries,
                    "bytes": one.bytes,
                    "scans": one.scans,
                    "built_at": one.built_at,
                    "used_at": one.used_at,
                    "problem": one.problem,
                }
                for one in each.indexes
            ],
        }
        for each in told.told(request.auth)
    ]
    return answer(request, found)
