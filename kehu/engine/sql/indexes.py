"""The statements of indexes by use: how each is defined, built and dropped without locking anybody out, and its use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kehu.access.actor import SYSTEM
from kehu.catalog.shapes import Catalog, Field, Table
from kehu.engine.reading import asker_of
from kehu.engine.sql import order
from kehu.engine.sql.ddl import link_index, quoted
from kehu.engine.sql.run import _DIALECT
from kehu.engine.sql.tables import table_of
from kehu.lang.kinds import Kind
from kehu.lang.query import Sort

LOCK = 0x6B656869
"""Only one process at a time builds and drops."""
LIVE = "archived_at IS NULL"


@dataclass(frozen=True, slots=True)
class Definition:
    """An index: its generated name says what it is, so the same one is never built twice."""

    table: str
    use: str
    fields: tuple[str, ...]
    method: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the database, made from what it is."""
        words = f"{self.method} {', '.join(self.columns)}"
        return f"{self.table}_u{sha256(words.encode()).hexdigest()[:12]}"

    @property
    def statement(self) -> str:
        """How it is built while others write."""
        identity = ["id"] if self.method == "btree" else []
        columns = ", ".join([*self.columns, *identity])
        return (
            f"CREATE INDEX CONCURRENTLY {quoted(self.name)} ON {quoted(self.table)}"
            f" USING {self.method} ({columns}) WHERE {LIVE}"
        )


def by_order(shape: Table, catalog: Catalog, equal: Sequence[Field], sorts: Sequence[tuple[Field, bool]]) -> Definition:
    """Index records in an order, within equal values of some fields."""
    own = table_of(shape)
    wanted = tuple(Sort(field.key, descending) for field, descending in sorts)
    keys = order.keys(wanted, shape, own, catalog, asker_of(SYSTEM))
    columns = [quoted(field.column) for field in equal]
    for key in keys:
        words = str(key.order.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})).replace("%%", "%")
        plain = quoted(key.name) if words == f"{shape.physical}.{key.name}" else f"({words})"
        columns.append(plain + (" DESC NULLS LAST" if key.descending else ""))
    fields = (*(field.key for field in equal), *(field.key for field, _ in sorts))
    return Definition(shape.physical, "order", tuple(dict.fromkeys(fields)), "btree", tuple(columns))


def by_value(shape: Table, field: Field) -> Definition:
    """Index the values of one field; long texts by their checksum."""
    method = "hash" if field.kind is Kind.TEXT else "btree"
    return Definition(shape.physical, "filter", (field.key,), method, (quoted(field.column),))


def by_words(shape: Table, field: Field) -> Definition:
    """Index pieces of texts, for “contains”."""
    return Definition(shape.physical, "words", (field.key,), "gin", (f"lower({quoted(field.column)}) gin_trgm_ops",))


def by_choices(shape: Table, field: Field) -> Definition:
    """Index each choice of a field that holds several."""
    return Definition(shape.physical, "choices", (field.key,), "gin", (quoted(field.column),))


@contextmanager
def builder() -> Iterator[BaseDatabaseWrapper | None]:
    """Open a connection of one's own outside any transaction; None when another process is at it."""
    through = connections.create_connection("default")
    try:
        with through.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            mine = bool(cursor.fetchone()[0])
        yield through if mine else None
    finally:
        through.close()


@dataclass(frozen=True, slots=True)
class Standing:
    """An index by use as the database knows it."""

    name: str
    table: str
    valid: bool
    bytes: int
    scans: int


def standing(through: BaseDatabaseWrapper) -> dict[str, Standing]:
    """List the indexes by use that exist, half-built ones too."""
    rows = _rows(
        through,
        "SELECT i.relname, t.relname, x.indisvalid, pg_relation_size(i.oid), coalesce(s.idx_scan, 0)"
        " FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid"
        " LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = i.oid"
        r" WHERE i.relnamespace = current_schema()::regnamespace AND i.relname ~ '^t\d+_u[0-9a-f]{12}$'",
    )
    return {row[0]: Standing(*row) for row in rows}


def sizes(through: BaseDatabaseWrapper, tables: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give about how many rows tables have, and their bytes without indexes."""
    rows = _rows(
        through,
        "SELECT relname, greatest(reltuples, 0)::bigint, pg_table_size(oid) FROM pg_class"
        " WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
        [list(tables)],
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def knows_pieces(through: BaseDatabaseWrapper) -> bool:
    """Tell whether the database can index pieces of texts."""
    return bool(_rows(through, "SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'"))


def build(through: BaseDatabaseWrapper, definition: Definition) -> None:
    """Build an index while others read and write; what is left of a broken attempt goes first."""
    with through.cursor() as cursor:
        cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(definition.name)}")
        cursor.execute("SET maintenance_work_mem = '128MB'")
        cursor.execute(definition.statement)
        if definition.use == "order":
            cursor.execute(f"ANALYZE {quoted(definition.table)}")  # expressions have figures of their own


def build_links(through: BaseDatabaseWrapper, shape: Table) -> int:
    """Build the indexes of links that were added to a large table; gives how many."""
    links = [field for field in shape.by_key.values() if field.kind in (Kind.LINK, Kind.LINKS) and not field.system]
    wanted = [link_index(shape, field) for field in links]
    there = _rows(
        through,
        "SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
        " WHERE i.relnamespace = current_schema()::regnamespace AND x.indisvalid AND i.relname = ANY(%s)",
        [[name for name, _ in wanted]],
    )
    missing = [each for each in wanted if (each[0],) not in there]
    with through.cursor() as cursor:
        for name, on in missing:
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(name)}")
            cursor.execute(f"CREATE INDEX CONCURRENTLY {on}")
    return len(missing)


def drop(through: BaseDatabaseWrapper, name: str) -> None:
    """Drop an index while others read and write."""
    with through.cursor() as cursor:
        cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(name)}")


def _rows(through: BaseDatabaseWrapper, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with through.cursor() as cursor:
        cursor.execute(statement, values or None)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
