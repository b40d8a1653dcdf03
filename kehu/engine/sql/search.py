"""The statements of search: tokens kept per record, candidates found by them, records that still wait for theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import sqlalchemy as sa
from django.db import connection
from sqlalchemy.dialects import postgresql as pg

from kehu.base.search import Asked, Way, keyed
from kehu.catalog.shapes import Field, Table
from kehu.engine.sql import late
from kehu.engine.sql.run import FEW, Row, execute, fetch, planned
from kehu.engine.sql.select import Source
from kehu.engine.sql.tables import Column, file_names, table_of, wire
from kehu.lang.kinds import Kind

_NUMBERS: Any = pg.ARRAY(sa.Integer())
_search = sa.table(
    "engine_search",
    sa.column("table_id", sa.BigInteger()),
    sa.column("record_id", sa.BigInteger()),
    sa.column("title", _NUMBERS),
    sa.column("other", _NUMBERS),
)
_LATE = "WITH gone AS (DELETE FROM engine_search_late WHERE table_id = %s AND record_id = ANY(%s)) "
_KEEP = (
    "INSERT INTO engine_search (table_id, record_id, title, other)"
    " SELECT %s, n.record, n.title::integer[], n.other::integer[]"
    " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS n(record, title, other)"
    " ON CONFLICT (table_id, record_id) DO "
)
_FRESH = "UPDATE SET title = excluded.title, other = excluded.other"

Tokens = tuple[int, Iterable[int], Iterable[int]]
"""A record, the numbers of its title, the numbers of its other fields."""

FREQUENT = 0.1
"""Part of a table's records from which a token is found sooner by walking through the records than by its index."""
LEAST_MANY = 1_000
LARGE = 20_000
"""Records from which the texts of a table are not read through when tokens find nothing."""
LIKELY, POSSIBLE = 100, 300
"""How many candidates are looked at whose title begins so, and how many that only hold the words."""
ENOUGH = 300
"""Candidates from which less likely ones are not looked for: many times what is shown, and all of them rank before."""


def keep(table: Table, rows: Sequence[Tokens], *, again: bool = True) -> None:
    """Keep tokens of records; `again` replaces what is there, late ones too, else what is there is fresher."""
    if not rows:
        return
    values = _columns(rows)
    with planned() if len(rows) <= FEW else connection.cursor() as cursor:
        if again:
            cursor.execute(_LATE + _KEEP + _FRESH, [table.id, values[0], table.id, *values])
        else:
            cursor.execute(_KEEP + "NOTHING", [table.id, *values])


def _columns(rows: Sequence[Tokens]) -> list[list[Any]]:
    ordered = sorted(rows, key=lambda row: row[0])
    return [
        [row[0] for row in ordered],
        ["{" + ",".join(map(str, row[1])) + "}" for row in ordered],
        ["{" + ",".join(map(str, row[2])) + "}" for row in ordered],
    ]


def replace(table: Table, rows: Sequence[Tokens]) -> None:
    """Give records that have tokens other ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE engine_search s SET title = n.title::integer[], other = n.other::integer[]"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS n(record, title, other)"
            " WHERE s.table_id = %s AND s.record_id = n.record",
            [*_columns(rows), table.id],
        )


def forget(table: Table) -> None:
    """Drop the tokens of a whole table; they wait to be made again."""
    execute(sa.delete(_search).where(_search.c.table_id == table.id))


def forget_some(table: Table, most: int) -> int:
    """Drop the tokens of some records of a table and give their number."""
    some = sa.select(_search.c.record_id).where(_search.c.table_id == table.id).limit(most)
    return execute(sa.delete(_search).where(_search.c.table_id == table.id, _search.c.record_id.in_(some)))


def texts_of(table: Table, fields: Sequence[Field], ids: Sequence[int]) -> list[Row]:
    """Read (id, title value, value, …) of records, archived ones too."""
    own = table_of(table)
    among = own.c.id == sa.any_(sa.literal(list(ids), pg.ARRAY(sa.BigInteger())))
    return fetch(_texts(table, fields).where(among))


def texts_waiting(table: Table, fields: Sequence[Field], limit: int) -> list[Row]:
    """Read (id, title value, value, …) of records that have no tokens yet."""
    own = table_of(table)
    return fetch(_texts(table, fields).where(_waits(table, own)).order_by(own.c.id).limit(limit))


def never_filled(table: Table) -> bool:
    """Tell whether a table holds records, and none of them has tokens."""
    own = table_of(table)
    kept = sa.exists(sa.select(1).where(_search.c.table_id == table.id))
    ((found,),) = fetch(sa.select(sa.and_(sa.exists(sa.select(own.c.id)), sa.not_(kept))))
    return bool(found)


def pending(kinds: Sequence[str], tables: Iterable[str]) -> set[str]:
    """Name the tables among `tables` for which a job of `kinds` waits or runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT arguments->>'table' FROM jobs_job"
            " WHERE kind = ANY(%s) AND state IN ('queued', 'running') AND arguments->>'table' = ANY(%s)",
            [list(kinds), list(tables)],
        )
        return {row[0] for row in cursor.fetchall()}


def keep_many(table: Table, rows: Sequence[Tokens]) -> None:
    """Keep tokens of many records that have none: gathered first, then sorted into the indexes in one go."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '1GB'; SET LOCAL maintenance_work_mem = '128MB'")
        keep(table, rows, again=False)
        for index in ("engine_search_title", "engine_search_other"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


def analyze() -> None:
    """Let the planner look at the tokens, once many were made."""
    global _known  # noqa: PLW0603
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE engine_search")
    _known = (0.0, None)


@dataclass(frozen=True, slots=True)
class Figures:
    """What PostgreSQL knows of tokens: how many records, and which part of them has the commonest tokens."""

    records: Mapping[str, float]
    title: Mapping[int, float]
    other: Mapping[int, float]

    def share(self, table: Table, word: Sequence[Way], *, title: bool = False) -> float:
        """Tell about which part of a table's records one of the ways of a word holds for; 0 for rare ones."""
        of = max(self.records.get(table.physical, 0.0), 1.0)
        scale = self.records.get(_search.name, 0.0) / of

        def one(number: int) -> float:
            return min(1.0, scale * (self.title.get(number, 0.0) + (0.0 if title else self.other.get(number, 0.0))))

        return max((min(map(one, keyed(table.id, way)), default=0.0) for way in word), default=0.0)

    def large(self, table: Table) -> bool:
        """Tell whether reading through the texts of a table would take longer than people wait; none without tokens."""
        return self.records.get(table.physical, 0.0) >= LARGE and self.records.get(_search.name, 0.0) >= LARGE

    def many(self, table: Table) -> int:
        """Tell from how many hits a page is found sooner by asking record by record than by gathering them."""
        return max(LEAST_MANY, int((100 * self.records.get(table.physical, 0.0)) ** 0.5))


_KNOWN_SECONDS = 300.0
_known: tuple[float, Figures | None] = (0.0, None)


def figures() -> Figures:
    """Give what PostgreSQL knows of tokens, read every few minutes."""
    global _known  # noqa: PLW0603 - one value, read on every search
    until, found = _known
    if found is None or monotonic() > until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname, greatest(c.reltuples, 0), s.attname, s.most_common_elems::text::integer[],"
                " s.most_common_elem_freqs FROM pg_class c LEFT JOIN pg_stats s ON c.relname = %s"
                " AND s.schemaname = current_schema() AND s.tablename = c.relname AND s.attname IN ('title', 'other')"
                r" WHERE c.relnamespace = current_schema()::regnamespace AND (c.relname = %s OR c.relname ~ '^t\d+$')",
                [_search.name, _search.name],
            )
            rows = cursor.fetchall()
        common = {row[2]: dict(zip(row[3], row[4], strict=False)) for row in rows if row[2] and row[3] and row[4]}
        records = {row[0]: float(row[1]) for row in rows}
        found = Figures(records, common.get("title", {}), common.get("other", {}))
        _known = (monotonic() + _KNOWN_SECONDS, found)
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records have the tokens asked for, and whether some of the table have late ones."""

    number: int
    late: bool


def count_found(table: Table, asked: Asked, most: int) -> Counted:
    """Count the records that have the tokens asked for, up to `most`; what is frequent is not counted."""
    known = figures()
    if min(known.share(table, word) for word in asked.words) >= FREQUENT:
        return Counted(most, late.some(table))

    def counted(*, with_late: bool) -> tuple[int, bool]:
        found = sa.select(sa.literal(1)).select_from(_search).where(_having(table, asked, with_late=with_late))
        some = found.limit(most).subquery()
        ((number, there),) = fetch(sa.select(sa.func.count(), late.there(table)).select_from(some))
        return int(number), there

    number, there = counted(with_late=False)
    return Counted(counted(with_late=True)[0] if there else number, there)


def among_found(
    table: Table, own: sa.FromClause, asked: Asked, *, many: bool, with_late: bool
) -> sa.ColumnElement[bool]:
    """Give the condition that a record has the tokens asked for; `many` asks record by record, so a page ends early."""
    if many:
        words = _all_words(_Tokens(table, with_late=with_late), asked)
        one = sa.select(words).where(_search.c.table_id == table.id, _search.c.record_id == own.c.id)
        return one.correlate(own).scalar_subquery().is_(True)
    return own.c.id.in_(sa.select(_search.c.record_id).where(_having(table, asked, with_late=with_late)))


def candidates(source: Source, asked: Asked, fields: Sequence[Field]) -> list[Row]:
    """Find (id, title value, texts or None): likely ones first, then those that hold the words, then other fields."""
    found = _candidates(source, asked, fields, with_late=False)
    if found and found[-1][0] is None:
        return _candidates(source, asked, fields, with_late=True)
    return found


def _candidates(source: Source, asked: Asked, fields: Sequence[Field], *, with_late: bool) -> list[Row]:
    """Find them by tokens alone, with a last row without an id when there are late tokens; or by both."""
    shape = source.shape
    own = table_of(shape)
    title = own.c[shape.title_field.column]
    texts = pg.array([sa.cast(_words(own, field), sa.Text) for field in fields]) if fields else sa.null()
    nothing = sa.cast(sa.null(), pg.ARRAY(sa.Text()))

    known, tokens = figures(), _Tokens(shape, with_late=with_late)

    def part(holds: sa.ColumnElement[bool], share: float, more: Column, most: int) -> sa.Select[Any]:
        walking = share >= FREQUENT  # record by record until enough are found: an index would gather them all first
        mine = (_search.c.table_id if walking else _search.c.table_id + 0) == shape.id
        inner = (
            sa.select(own.c.id.label("id"), title.label("title"), more.label("texts"))
            .select_from(_search.join(own, own.c.id == _search.c.record_id))
            .where(mine, holds.is_(True) if walking else holds, source.holds(own))
            .limit(most)
        )
        place = inner.subquery()
        return sa.select(place.c.id, place.c.title, place.c.texts)

    parts = []
    if asked.beginning is not None:
        for token in (asked.whole, asked.beginning):
            share = known.share(shape, ((token,),), title=True)
            parts.append(part(tokens.title((token,)), share, nothing, LIKELY))
    share = min(known.share(shape, word, title=True) for word in asked.words)
    parts.append(part(_all_words(tokens, asked, titles_only=True), share, nothing, POSSIBLE))
    if fields:
        share = min(known.share(shape, word) for word in asked.words)
        parts.append(part(_all_words(tokens, asked), share, texts, LIKELY))
    found = sa.union_all(*parts).subquery("found")  # read part after part, later ones only while there is room
    statement: Any = sa.select(found).limit(ENOUGH)
    if not with_late:
        none = sa.cast(sa.null(), sa.BigInteger())
        last = sa.select(none, sa.cast(sa.null(), title.type), nothing).where(late.there(shape))
        statement = sa.union_all(sa.select(statement.subquery("enough")), last)
    return fetch(statement)


def _texts(table: Table, fields: Sequence[Field]) -> sa.Select[Any]:
    own = table_of(table)
    title: Column = own.c[table.title_field.column]
    if table.title_field.kind is Kind.LINK:
        title = sa.cast(sa.null(), sa.Text)
    return sa.select(own.c.id, title.label("title"), *(_words(own, field) for field in fields))


def _words(own: sa.FromClause, field: Field) -> Column:
    """Give a field as the text that it is found by."""
    column = own.c[field.column]
    return file_names(column) if field.kind is Kind.FILES else wire(column, field)


def _waits(table: Table, own: sa.FromClause) -> sa.ColumnElement[bool]:
    kept = sa.select(1).where(_search.c.table_id == table.id, _search.c.record_id == own.c.id)
    return sa.not_(sa.exists(kept))


def _having(table: Table, asked: Asked, *, with_late: bool) -> sa.ColumnElement[bool]:
    tokens = _Tokens(table, with_late=with_late)
    return sa.and_(_search.c.table_id + 0 == table.id, _all_words(tokens, asked))


def _all_words(tokens: _Tokens, asked: Asked, *, titles_only: bool = False) -> sa.ColumnElement[bool]:
    columns = [tokens.title] if titles_only else [tokens.title, tokens.other]
    return sa.and_(*(sa.or_(*(column(way) for way in word for column in columns)) for word in asked.words))


class _Tokens:
    """The tokens of a table's records, and the late ones when there are any: they make a statement twice as long."""

    def __init__(self, table: Table, *, with_late: bool) -> None:
        self.table, self.with_late = table, with_late

    def title(self, way: Way) -> sa.ColumnElement[bool]:
        """Give the condition that the title has the tokens of a way; new ones stand for the old."""
        has = _search.c.title.contains(self._numbers(way))
        if not self.with_late:
            return has
        return sa.or_(sa.and_(has, _search.c.record_id.not_in(late.replaced(self.table))), self._late("title", way))

    def other(self, way: Way) -> sa.ColumnElement[bool]:
        """Give the condition that the other fields have the tokens of a way."""
        has = _search.c.other.contains(self._numbers(way))
        return sa.or_(has, self._late("other", way)) if self.with_late else has

    def _late(self, column: str, way: Way) -> sa.ColumnElement[bool]:
        among = late.ids_with(self.table, column, self._numbers(way))
        return sa.and_(_search.c.table_id == self.table.id, _search.c.record_id == sa.any_(among))

    def _numbers(self, way: Way) -> Any:
        return sa.literal(keyed(self.table.id, way), _NUMBERS)
