"""Who links where: the pairs behind a back-link, and the links that are about to be changed from its side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.run import fetch
from kehu.engine.sql.tables import live, table_of
from kehu.engine.sql.where import Asker, where
from kehu.lang.filters import Filter
from kehu.lang.kinds import Kind


def pairs(
    table: Table, link: Field, targets: Sequence[int], rows: Filter | None, asker: Asker
) -> list[tuple[int, int]]:
    """Give (record in use, record it links to) for all links of a table to one of `targets`."""
    own = table_of(table)
    column = own.c[link.column]
    wanted = _ids(targets)
    if link.kind is Kind.LINK:
        found = sa.select(own.c.id, column).where(column == sa.any_(wanted))
    else:
        to = sa.func.unnest(wanted).column_valued("target")
        meets = column.op("@>", is_comparison=True)(sa.func.array_append(sa.cast(pg.array([]), column.type), to))
        found = sa.select(own.c.id, to).where(column.op("&&", is_comparison=True)(wanted), meets)
    return [(row[0], row[1]) for row in fetch(found.where(live(own), where(rows, table, own, asker)))]


def held(table: Table, link: Field, ids: Sequence[int], rows: Filter | None, asker: Asker) -> dict[int, Any]:
    """Lock records in the order of their ids and give what their link holds."""
    own = table_of(table)
    among = own.c.id == sa.any_(_ids(ids))
    found = sa.select(own.c.id, own.c[link.column]).where(among, where(rows, table, own, asker)).order_by(own.c.id)
    return {row[0]: row[1] for row in fetch(found.with_for_update(key_share=True, of=own))}


def _ids(ids: Sequence[int]) -> sa.ColumnElement[Any]:
    return sa.literal(list(ids), pg.ARRAY(sa.BigInteger()))
