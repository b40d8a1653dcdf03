"""Catalog shapes as SQLAlchemy tables, and how each kind is stored, travels and sorts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from kehu.catalog.shapes import Field, Table
from kehu.lang.kinds import Kind

Column = sa.ColumnElement[Any]

SYSTEM_COLUMNS: MappingProxyType[str, Any] = MappingProxyType(
    {
        "id": sa.BigInteger(),
        "version": sa.Integer(),
        "created_at": sa.TIMESTAMP(timezone=True),
        "created_by": sa.BigInteger(),
        "changed_at": sa.TIMESTAMP(timezone=True),
        "changed_by": sa.BigInteger(),
        "owner": sa.BigInteger(),
        "archived_at": sa.TIMESTAMP(timezone=True),
    }
)


def sorted_text(column: Column) -> Column:
    """Order text by the GB 18030 bytes of its lower case (see `base.chinese.sort_key`)."""
    return sa.func.kehu_sort_key(column, type_=sa.LargeBinary())


def _same(column: Column) -> Column:
    return column


def _as_text(column: Column) -> Column:
    return sa.cast(column, sa.Text)


@dataclass(frozen=True, slots=True)
class Storage:
    """How a kind lives in the database: its column type, and its form on the wire."""

    type: Any
    ddl: str
    wire: Callable[[Column], Column] = _same


STORAGE: MappingProxyType[Kind, Storage] = MappingProxyType(
    {
        Kind.TEXT: Storage(sa.Text(), "text"),
        Kind.NUMBER: Storage(sa.Numeric(), "numeric", lambda column: _as_text(sa.func.trim_scale(column))),
        Kind.DATE: Storage(sa.Date(), "date", _as_text),
        Kind.DATETIME: Storage(
            sa.TIMESTAMP(timezone=True),
            "timestamptz",
            lambda column: sa.func.to_char(sa.func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        ),
        Kind.BOOL: Storage(sa.Boolean(), "boolean NOT NULL DEFAULT false"),
        Kind.CHOICE: Storage(sa.Text(), "text"),
        Kind.CHOICES: Storage(pg.ARRAY(sa.Text()), "text[]"),
        Kind.LINK: Storage(sa.BigInteger(), "bigint"),
        Kind.LINKS: Storage(pg.ARRAY(sa.BigInteger()), "bigint[]"),
        Kind.FILES: Storage(pg.JSONB(), "jsonb", lambda column: sa.cast(column, pg.JSON)),  # json is read as values
        Kind.JSON: Storage(pg.JSONB(), "jsonb"),
    }
)

LISTED = 100
"""Most records that a back-link tells of one by one: a customer may have thousands of orders."""

_built: WeakKeyDictionary[Table, sa.TableClause] = WeakKeyDictionary()


def table_of(shape: Table) -> sa.TableClause:
    """Build the SQL table of a shape, once per catalog version."""
    found = _built.get(shape)
    if found is None:
        system = [sa.column(name, kind) for name, kind in SYSTEM_COLUMNS.items()]
        own = [sa.column(field.column, STORAGE[field.kind].type) for field in shape.fields if not field.system]
        found = _built[shape] = sa.table(shape.physical, *system, *own)
    return found


_named: WeakKeyDictionary[Table, dict[str, sa.FromClause]] = WeakKeyDictionary()


def named(shape: Table, name: str) -> sa.FromClause:
    """Give the SQL table of a shape under another name, built once: its columns are many."""
    names = _named.setdefault(shape, {})
    if name not in names:
        names[name] = table_of(shape).alias(name)
    return names[name]


def wire(column: Column, field: Field) -> Column:
    """Give a column as it travels, so that no cell is touched in Python; of a back-link the first that link here."""
    if field.type == "backlink":
        return column[1:LISTED]
    return STORAGE[field.kind].wire(column)


def live(table: sa.FromClause, archived: bool = False) -> sa.ColumnElement[bool]:
    """Pick records in use, or the archived ones."""
    column = table.c.archived_at
    return column.is_not(None) if archived else column.is_(None)


def file_names(column: Column) -> Column:
    """Give the names of the files of a cell as one text, for search and filters."""
    item = sa.func.jsonb_array_elements(column).table_valued(sa.column("value", pg.JSONB())).alias("item")
    return sa.select(sa.func.string_agg(item.c.value["name"].astext, " ")).scalar_subquery()
