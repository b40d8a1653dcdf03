"""One sheet of an import that was read."""

from __future__ import annotations

from kehu.exchange import store
from kehu.exchange.models import Import
from kehu.exchange.propose import Sheet


def sheet_of(session: Import, index: int) -> Sheet:
    """Give one sheet of a read import."""
    known = session.sheets[index]
    path = store.rows(session.id, index)
    return Sheet(index, known["name"], session.name, path, known["rows"], known["columns"], known.get("hidden", False))
