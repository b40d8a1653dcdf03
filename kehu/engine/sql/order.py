"""Order and place: sort keys, keyset cursors. Empty values come last both ways, the id decides ties."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
import sqlalchemy as sa
from django.utils.crypto import salted_hmac
from sqlalchemy.dialects import postgresql as pg

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Catalog, Field, Table
from kehu.engine.sql.buckets import bucket
from kehu.engine.sql.tables import Column, sorted_text, table_of
from kehu.engine.sql.where import Asker, visible
from kehu.lang.grouping import VALUE
from kehu.lang.kinds import SORTABLE, Kind
from kehu.lang.query import MAX_SORTS, Sort


@dataclass(frozen=True, slots=True)
class Key:
    """One sort key: what is ordered by, what a cursor remembers of it, and how that is bound again.

    The name is the column's, another one after a change of type: a cursor of before belongs to another order.
    """

    order: Column
    remembered: Column
    bind: Callable[[Any], Column]
    descending: bool
    name: str = ""


def keys(sorts: tuple[Sort, ...], shape: Table, table: sa.FromClause, catalog: Catalog, asker: Asker) -> list[Key]:
    """Compile sorts to keys; raises `Invalid` for fields that have no order."""
    if len(sorts) > MAX_SORTS:
        raise Invalid(Text(f"最多按 {MAX_SORTS} 个字段排序", f"At most {MAX_SORTS} sort fields"), code="sort")
    fields = [visible(shape, sort.field, asker) for sort in sorts]
    found: list[Key] = []
    for field, sort in zip(fields, sorts, strict=True):
        column = table.c[field.column]
        if sort.by is None:
            found.append(replace(_key(field, column, sort.descending, catalog), name=field.column))
        else:
            found += group_keys(sort, field, bucket(sort.by, field, column, asker.reading), catalog)
    return found


def group_keys(sort: Sort, field: Field, value: Column, catalog: Catalog) -> list[Key]:
    """Order groups by their bucket `value`; texts and titles that sort alike are told apart by a second key."""
    name = f"{field.column}/{sort.by}"
    if sort.by != VALUE:
        return [replace(_plain(value, sort.descending), name=name)]
    first = replace(_key(field, value, sort.descending, catalog), name=name)
    if field.kind in (Kind.TEXT, Kind.LINK):
        return [first, replace(_plain(value, sort.descending), name=f"{name}=")]
    return [first]


def ordering(of: list[Key], identity: Column | None) -> list[Any]:
    """Give the ORDER BY of keys and id."""
    by = [key.order.desc().nulls_last() if key.descending else key.order.asc().nulls_last() for key in of]
    return by if identity is None else [*by, identity]


def write_cursor(of: list[Key], remembered: tuple[Any, ...], identity: int) -> str:
    """Write the place behind a row as an opaque, signed text."""
    payload = orjson.dumps([identity, *remembered])
    return base64.urlsafe_b64encode(_seal(of, payload) + payload).decode().rstrip("=")


def behind(cursor: str, of: list[Key], identity: Column) -> sa.ColumnElement[bool]:
    """Compile "comes after the cursor"; raises `Invalid` for a cursor of another order or a damaged one."""
    last, values = _read_cursor(cursor, of)
    ways: list[sa.ColumnElement[bool]] = []
    equal: list[sa.ColumnElement[bool]] = []
    for key, value in zip(of, values, strict=True):
        if value is None:
            equal.append(key.order.is_(None))
            continue
        bound = key.bind(value)
        further = key.order < bound if key.descending else key.order > bound
        ways.append(sa.and_(*equal, sa.or_(further, key.order.is_(None))))
        equal.append(key.order == bound)
    return sa.or_(*ways, sa.and_(*equal, identity > sa.literal(last, sa.BigInteger())))


def stretches(cursor: str, of: list[Key], identity: Column) -> list[sa.ColumnElement[bool]]:
    """Compile "comes after the cursor" as stretches that follow each other, each a range that an index can give."""
    last, values = _read_cursor(cursor, of)
    found: list[sa.ColumnElement[bool]] = []
    for depth in reversed(range(len(of))):
        equal = [_same(key, value) for key, value in zip(of[:depth], values, strict=False)]
        key, value = of[depth], values[depth]
        if depth == len(of) - 1:
            found.append(sa.and_(*equal, _from(key, value, identity, sa.literal(last, sa.BigInteger()))))
        elif value is not None:
            bound = key.bind(value)
            found.append(sa.and_(*equal, key.order < bound if key.descending else key.order > bound))
        if value is not None:
            found.append(sa.and_(*equal, key.order.is_(None)))
    return found or [identity > sa.literal(last, sa.BigInteger())]


def _same(key: Key, value: Any) -> sa.ColumnElement[bool]:
    return key.order.is_(None) if value is None else key.order == key.bind(value)


def _from(key: Key, value: Any, identity: Column, last: Column) -> sa.ColumnElement[bool]:
    """Compile the rest of the last key's values, behind one record among equal ones."""
    if value is None:
        return sa.and_(key.order.is_(None), identity > last)
    bound = key.bind(value)
    if key.descending:
        return sa.and_(key.order <= bound, sa.or_(key.order < bound, identity > last))
    return sa.tuple_(key.order, identity) > sa.tuple_(bound, last)


def _read_cursor(cursor: str, of: list[Key]) -> tuple[int, list[Any]]:
    try:
        sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (ValueError, binascii.Error):
        sealed = b""
    seal, payload = sealed[:_SEAL], sealed[_SEAL:]
    if not hmac.compare_digest(seal, _seal(of, payload)):
        raise Invalid(
            Text("翻页位置已失效，请从头读取", "This cursor belongs to another order; start from the beginning"),
            code="cursor",
        )
    last, *values = orjson.loads(payload)
    return last, values


_SEAL = 9


def _seal(of: list[Key], payload: bytes) -> bytes:
    order = repr([(key.name, key.descending) for key in of])
    return salted_hmac("kehu.engine.cursor", order.encode() + payload, algorithm="sha256").digest()[:_SEAL]


def _key(field: Field, column: Column, descending: bool, catalog: Catalog) -> Key:
    if field.kind not in SORTABLE:
        raise Invalid(
            Text("字段“{field}”不能排序", "Field “{field}” cannot be sorted").format(field=field.name),
            code="sort",
            details={"field": field.key},
        )
    match field.kind:
        case Kind.TEXT:
            return _by_text(column, descending)
        case Kind.CHOICE:
            place = sa.func.array_position(_ids(field), column, type_=sa.Integer())
            return Key(place, place, lambda value: sa.literal(value, sa.Integer()), descending)
        case Kind.CHOICES:
            place = sa.func.array_position(_ids(field), column[1], type_=sa.Integer())
            return Key(place, place, lambda value: sa.literal(value, sa.Integer()), descending)
        case Kind.LINK:
            return _by_text(title_of(column, field, catalog), descending)
        case Kind.LINKS:
            return _by_text(title_of(column[1], field, catalog), descending)
        case _:
            return _plain(column, descending)


def _plain(column: Column, descending: bool) -> Key:
    kind = column.type
    return Key(
        column, sa.cast(column, sa.Text), lambda value: sa.cast(sa.literal(str(value), sa.Text()), kind), descending
    )


def _by_text(column: Column, descending: bool) -> Key:
    return Key(sorted_text(column), column, lambda value: sorted_text(sa.literal(str(value), sa.Text())), descending)


def _ids(field: Field) -> Column:
    return sa.literal([choice.id for choice in field.choices], pg.ARRAY(sa.Text()))


_MEMBER = sa.table("access_member", sa.column("id", sa.BigInteger()), sa.column("name", sa.Text()))


def title_of(column: Column, field: Field, catalog: Catalog) -> Column:
    """Give the title of the linked record as text, by a look-up on its primary key."""
    if field.target == MEMBERS:
        return sa.select(_MEMBER.c.name).where(_MEMBER.c.id == column).scalar_subquery()
    target = catalog.table(field.target or "")
    other = table_of(target).alias()
    return sa.select(sa.cast(other.c[target.title_field.column], sa.Text)).where(other.c.id == column).scalar_subquery()


def remembered_columns(of: list[Key]) -> Mapping[str, Column]:
    """Name what a cursor needs of each key."""
    return {f"k{index}": key.remembered for index, key in enumerate(of)}
