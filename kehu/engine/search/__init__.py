"""Search: keeping the tokens of records, and finding records by what people type, under the actor's scope."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from kehu.access.actor import SYSTEM, Actor
from kehu.access.models import Member
from kehu.access.scope import Scope, require, scope
from kehu.base.search import Asked, ask, keyed, phone_tokens, rank, text_tokens, title_tokens
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import MEMBERS, Catalog, Field, Table
from kehu.engine.compute.run import Touched, Work
from kehu.engine.reading import asker_of
from kehu.engine.sql import ddl, late, select
from kehu.engine.sql import search as sql
from kehu.engine.sql.run import Row
from kehu.engine.titles import shown_title, title_source
from kehu.jobs.start import start
from kehu.lang.kinds import Kind

SEARCH = "engine.search"
MERGE = "engine.search.merge"
JOBS = (SEARCH, MERGE)
AT_ONCE = 1_000
"""New records up to which an action keeps their tokens itself; more wait for a job after the commit."""
FEW = 50
"""Changed records up to which an action keeps all their tokens; of more it notes those that are new, as late ones."""
MOST_LATE = 2_000
"""Different values up to which late tokens are made at once."""
BATCH = 20_000
MERGED = 1_000
MAX_FOUND = 50
MAX_FIELDS = 16
OTHER = 5
_TYPES = frozenset({"text", "long", "phone", "email", "wechat", "autonumber", "url", "attachment", "image"})


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers: `field` and `text` tell where, when it is not the title."""

    table: str
    id: int
    title: str
    field: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first, and the tables whose records are still being prepared for search."""

    found: list[Found]
    pending: tuple[str, ...] = ()


def others(shape: Table) -> list[Field]:
    """Give the fields besides the title that records are found by."""
    return [
        field
        for field in shape.by_key.values()
        if field.type in _TYPES and not field.system and field.key != shape.title
    ][:MAX_FIELDS]


def find(actor: Actor, table: str, text: str = "", limit: int = 20) -> list[tuple[int, str]]:
    """Find records by a part of their title, for link pickers; best first."""
    limit, text = max(1, min(limit, MAX_FOUND)), text.replace("\x00", "").strip()
    if table == MEMBERS:
        members = Member.objects.filter(is_active=True, name__icontains=text).order_by("name", "id")
        return list(members.values_list("id", "name")[:limit])
    source = title_source(actor, table)
    if text:
        return _find_titles(actor, source, text, limit)
    return [(row[0], shown_title(row[1], source.shape, actor)) for row in select.find_rows(source, text, limit)]


def search(actor: Actor, text: str, table: str | None = None, limit: int = 20) -> Answer:
    """Find records of a table, or of all that the actor may read, by a part of what they hold; best first."""
    catalog = store.current()
    limit = max(1, min(limit, MAX_FOUND))
    shapes = [catalog.table(table)] if table else [each for each in catalog.tables.values() if not each.archived]
    if table:
        require(actor, "read", table)
    asked = ask(text.replace("\x00", ""))
    if not asked.words:
        return Answer([])
    found = [
        each
        for shape in shapes
        if "read" in (allowed := scope(actor, shape.key)).actions
        for each in _in_table(actor, catalog, shape, allowed, asked, limit)
    ]
    found.sort(key=lambda each: each[0])
    waiting = sql.pending(JOBS, [shape.key for shape in shapes])
    return Answer([each for _, each in found[:limit]], tuple(sorted(waiting)))


def _find_titles(actor: Actor, source: select.Source, text: str, limit: int) -> list[tuple[int, str]]:
    """Find records of one table by their title, best first; what tokens cannot answer is looked for in the titles."""
    asked = ask(text)
    if asked.words and source.shape.title not in source.asker.hidden:
        ranked = sorted(_ranked(actor, source, asked, ()), key=lambda each: each[0])
        if ranked:
            return [(each.id, each.title) for _, each in ranked[:limit]]
        letters = any(map(str.isascii, filter(str.isalpha, text)))
        if sql.figures().large(source.shape) or (not letters and not sql.pending(JOBS, [source.shape.key])):
            return []  # characters and digits are all in the tokens; a large table is not read through
    return [(row[0], shown_title(row[1], source.shape, actor)) for row in select.find_rows(source, text, limit)]


def narrow(source: select.Source, *, whole: bool = False) -> select.Source:
    """Let tokens answer the search of a source where they can; otherwise its texts are read through.

    `whole` says that all hits are wanted, not the first page of them.
    """
    asked = ask(source.search or "")
    shape, hidden = source.shape, source.asker.hidden
    if not asked.words or hidden & {shape.title, *(field.key for field in others(shape))}:
        return source
    known = sql.figures()
    most = known.many(shape)
    counted = sql.count_found(shape, asked, most)
    if not known.large(shape) and (not counted.number or sql.pending(JOBS, [shape.key])):
        return source
    many = counted.number >= most and not whole
    return replace(source, found=lambda own: sql.among_found(shape, own, asked, many=many, with_late=counted.late))


def searched_fields(shape: Table) -> list[Field]:
    """Give all fields that records are found by, the title first."""
    return [shape.title_field, *others(shape)]


def keep(table: Table, work: Touched) -> None:
    """Bring what written records are found by up to date: a few now; many new ones, and old tokens, by a job."""
    changed = work.changed([each.key for each in searched_fields(table)])
    made = work.made & changed
    had = changed - made
    now: set[int] = set()
    if len(made) <= AT_ONCE:
        now |= made
    else:
        fill_later(table)
    if len(had) <= FEW:
        now |= had
    else:
        _keep_late(table, sorted(had), work)
    if now:
        fields = others(table)
        rows, unknown = _at_hand(table, fields, sorted(now), work.values)
        rows += sql.texts_of(table, fields, unknown) if unknown else []
        sql.keep(table, _rows(table, fields, rows))


def follow(catalog: Catalog, touched: Work) -> None:
    """Keep what an action touched: new records, and those in which a field changed that records are found by."""
    for table in sorted((catalog.table(key) for key in touched), key=lambda shape: shape.id):
        keep(table, touched[table.key])


def _keep_late(table: Table, ids: Sequence[int], work: Touched) -> None:
    """Note tokens of the fields that changed alone; of too many different values none: a job makes them at once."""
    changed = [each for each in searched_fields(table) if work.fields.get(each.key)]
    texts = {each.key: _changed_words(table, each, ids, work) for each in changed}
    if None in texts.values() or sum(len(set(words.values())) for words in texts.values() if words) > MOST_LATE:
        late.append(table, [(one, None, None) for one in ids])
        return merge_later(table)
    title: dict[int, str] = {}
    other: dict[int, str] = {}
    for each in changed:
        words = texts[each.key] or {}
        make = _maker(each, title=each.key == table.title)
        known = {word: ",".join(map(str, keyed(table.id, make(word)))) for word in set(words.values())}
        mine = title if each.key == table.title else other
        for one, word in words.items():
            mine[one] = f"{mine[one]},{known[word]}" if mine.get(one) and known[word] else mine.get(one) or known[word]
    return late.append(table, [(one, title.get(one), other.get(one)) for one in ids])


def _changed_words(table: Table, field: Field, ids: Sequence[int], work: Touched) -> dict[int, str] | None:
    """Give the words of one field in the records in which it changed; None for too many that are not at hand."""
    moved = work.fields[field.key]
    mine = [one for one in ids if one in moved]
    title = field.key == table.title
    plain = not title or (field.kind is Kind.TEXT and not field.readonly)
    if plain and all(field.key in work.values.get(one, ()) for one in mine):
        return {one: _words(work.values[one][field.key]) for one in mine}
    if len(mine) > AT_ONCE:
        return None
    if title:
        rows = sql.texts_of(table, [], mine)
        return {one: "" if value is None else shown_title(value, table, SYSTEM) for one, value in rows}
    return {row[0]: _words(row[2]) for row in sql.texts_of(table, [field], mine)}


def _maker(field: Field, *, title: bool) -> Callable[[str], set[str]]:
    if field.type != "phone":
        return title_tokens if title else text_tokens
    return (lambda words: title_tokens(words) | phone_tokens(words)) if title else phone_tokens


def found_by(table: Table, field: Field) -> bool:
    """Tell whether records are found by a field."""
    return field.key == table.title or any(each.key == field.key for each in others(table))


def rebuild(table: Table) -> None:
    """Make the tokens of all records of a table again, after its fields changed."""
    sql.forget(table)
    if sql.never_filled(table):
        fill_later(table)


def rebuild_in_steps(table: Table) -> None:
    """Make all tokens again, forgetting the old ones a few at a time; outside of any transaction."""
    fill_later(table)
    while sql.forget_some(table, AT_ONCE):
        pass
    fill_later(table)


def fill_later(table: Table) -> None:
    """Start the job that makes missing tokens of a table."""
    label = Text("为搜索准备“{table}”", "Prepare “{table}” for search").format(table=table.name)
    start(SYSTEM, SEARCH, label, table=table.key)


def with_late() -> list[dict[str, str]]:
    """Name the tables whose records have late tokens, as the arguments of the job that puts them among the others."""
    waiting = late.tables()
    return [{"table": table.key} for table in store.current().tables.values() if table.id in waiting]


def merge_of(table: str) -> None:
    """Start that job for the table of a key."""
    merge_later(store.current().table(table))


def fill_never_filled() -> None:
    """Start the job for every table that holds records from before there was search."""
    for table in store.current().tables.values():
        if not table.archived and sql.never_filled(table):
            fill_later(table)


def merge_later(table: Table) -> None:
    """Start the job that puts late tokens of a table among the others."""
    label = Text("整理“{table}”的搜索", "Tidy the search of “{table}”").format(table=table.name)
    start(SYSTEM, MERGE, label, table=table.key)


@transaction.atomic
def fill_next(table: Table) -> int:
    """Make the missing tokens of the next records and give their number; kept by one statement at the end.

    At the end the planner looks at tokens and records: many are new.
    """
    late.alone(table)
    fields = others(table)
    rows = sql.texts_waiting(table, fields, BATCH)
    if rows:
        sql.keep_many(table, _rows(table, fields, rows))
    if len(rows) < BATCH:
        sql.analyze()
        ddl.analyze(table)
    return len(rows)


@transaction.atomic
def merge_next(table: Table) -> bool:
    """Make the tokens of the next records with late ones anew; tells whether there are more."""
    late.alone(table)
    fields = others(table)
    ids = late.take(table, MERGED)
    if ids:
        sql.replace(table, _rows(table, fields, sql.texts_of(table, fields, ids)))
    more = late.some(table)
    if not more:
        late.sort_in()
    return more


def _at_hand(
    table: Table, fields: Sequence[Field], ids: Sequence[int], known: Mapping[int, Mapping[str, Any]]
) -> tuple[list[Row], list[int]]:
    """Give the texts of records that are at hand, and the ids of the others; a computed title is read afresh."""
    title = table.title_field
    if title.kind is not Kind.TEXT or title.readonly:
        return [], list(ids)
    keys = [title.key, *(field.key for field in fields)]
    whole = {one: known[one] for one in ids if one in known and known[one].keys() >= set(keys)}
    rows: list[Row] = [(one, *(values[key] for key in keys)) for one, values in whole.items()]
    return rows, [one for one in ids if one not in whole]


def _words(value: Any) -> str:
    """Give a field's value as the text that it is found by; files have names."""
    return value if isinstance(value, str) else " ".join(each["name"] for each in value or ())


def _rows(table: Table, fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> list[sql.Tokens]:
    title = table.title_field
    makers = [_maker(field, title=False) for field in fields]
    make_title = _maker(title, title=True)
    shown = str if title.kind is Kind.TEXT else lambda value: shown_title(value, table, SYSTEM)
    made: list[sql.Tokens] = []
    for row in rows:
        tokens = make_title(shown(row[1])) if row[1] is not None else set()
        rest: set[str] = set()
        for make, value in zip(makers, row[2:], strict=True):
            if value:
                rest |= make(_words(value))
        made.append((row[0], keyed(table.id, tokens), keyed(table.id, rest)))
    return made


def _in_table(
    actor: Actor, catalog: Catalog, shape: Table, allowed: Scope, asked: Asked, limit: int
) -> list[tuple[tuple[int, int, int, int], Found]]:
    fields = others(shape)
    if shape.title in allowed.hidden:
        return []
    if allowed.hidden & {field.key for field in fields}:
        fields = []
    source = select.Source(catalog, shape, asker_of(actor, allowed.hidden), allowed.rows)
    return sorted(_ranked(actor, source, asked, fields), key=lambda each: each[0])[:limit]


def _ranked(
    actor: Actor, source: select.Source, asked: Asked, fields: Sequence[Field]
) -> list[tuple[tuple[int, int, int, int], Found]]:
    shape = source.shape
    seen: set[int] = set()
    found = []
    for identity, value, texts in sql.candidates(source, asked, fields):
        if identity in seen:
            continue
        seen.add(identity)
        title = shown_title(value, shape, actor)
        where = _where(asked, fields, texts) if texts is not None else None
        place = OTHER if texts is not None else rank(asked, title)
        key = (place, len(title), shape.id, identity)
        found.append((key, Found(shape.key, identity, title, *(where or (None, None)))))
    return found


def _where(asked: Asked, fields: Sequence[Field], texts: Sequence[str | None]) -> tuple[str, str] | None:
    """Tell which other field answers the first word that one answers."""
    for word in asked.words:
        for field, text in zip(fields, texts, strict=True):
            if text and any(
                set(way) <= (phone_tokens(text) if field.type == "phone" else text_tokens(text)) for way in word
            ):
                return field.key, text[:200]
    return None
