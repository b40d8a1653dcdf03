"""The background work on search: late tokens put among the others, now and then and when very many wait."""

from __future__ import annotations

from typing import Any

from kehu.catalog import store
from kehu.engine.search import MERGE, merge_later, merge_next, merge_of, with_late
from kehu.jobs.due import due
from kehu.jobs.progress import Progress
from kehu.jobs.work import work

due(MERGE, with_late, merge_of)


@work(MERGE)
def merge_search(progress: Progress, table: str) -> dict[str, Any]:
    """Put late tokens of a table among the others, a part in each job."""
    shape = store.current().tables.get(table)
    more = shape is not None and not shape.archived and merge_next(shape)
    if more and shape is not None:
        merge_later(shape)
    return {"more": more}
