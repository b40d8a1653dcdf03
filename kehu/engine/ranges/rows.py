"""Which records a range means now; refused when they are not the ones that the person saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, TooLarge
from kehu.base.text import Text
from kehu.engine import read
from kehu.engine.ranges.doing import MOST_ROWS, Target
from kehu.engine.sql import places, select


@dataclass(frozen=True, slots=True)
class Found:
    """The records of a range in order: ids, the versions to be expected, and the rows where they stand.

    `beyond` are rows asked for behind the last record of the view.
    """

    ids: list[int]
    versions: list[int | None]
    rows: list[int]
    beyond: int = 0


def find(actor: Actor, table: str, target: Target) -> Found:
    """Find the records of a range; raises `Conflict` (code `range.moved`) when others stand there now."""
    if target.named is not None:
        named = target.named
        rows = [index if each.row is None else each.row for index, each in enumerate(named)]
        return Found([each.id for each in named], [each.version for each in named], rows)
    view = view_of(actor, table, target)
    held = select.count_rows(view.source)
    if target.count is not None and held != target.count:
        raise _moved(_COUNT.format(seen=target.count, found=held), count=held)
    wanted = sum(_length(span, held) for span in target.spans)
    if wanted > MOST_ROWS:
        raise TooLarge(_MANY.format(most=MOST_ROWS), code="range.rows")
    rows = [row for start, end in target.spans for row in range(start, held if end is None else min(end + 1, held))]
    ids, versions = places.ids_of(view, target.spans)
    if len(ids) != len(rows) or (target.fingerprint is not None and fingerprint(ids) != target.fingerprint):
        raise _moved(_OTHERS, count=held)
    return Found(ids, _seen(target, ids, versions, rows), rows, wanted - len(ids))


def view_of(actor: Actor, table: str, target: Target) -> places.View:
    """Give the view of a target, under the scope of the actor."""
    source, _ = read.source_of(actor, table, target.filter, target.search)
    return places.View(source, target.sorts)


def fingerprint(ids: Iterable[int]) -> str:
    """Give the fingerprint of records in order: SHA-256 of their ids, joined by commas."""
    return sha256(",".join(map(str, ids)).encode()).hexdigest()


def _seen(target: Target, ids: list[int], versions: list[int], rows: list[int]) -> list[int | None]:
    """Take the versions that the person saw; refuse when a row they saw holds another record."""
    expected: list[int | None] = list(versions)
    place = {row: index for index, row in enumerate(rows)} if target.seen else {}
    for each in target.seen:
        index = place.get(each.row if each.row is not None else -1)
        if index is None or ids[index] != each.id:
            raise _moved(_ROW.format(row=(each.row or 0) + 1), row=each.row)
        if each.version is not None:
            expected[index] = each.version
    return expected


def _length(span: tuple[int, int | None], held: int) -> int:
    start, end = span
    return max(0, held - start) if end is None else end - start + 1


def _moved(text: Text, **details: object) -> Conflict:
    return Conflict(text, code="range.moved", details=details)


_AGAIN_ZH = "这期间有人改动了数据，没有写入任何内容。请看一眼现在的行，再做一次"
_AGAIN_EN = "Somebody changed the data meanwhile; nothing was written. Look at the rows again and repeat it"
_COUNT = Text(
    "视图里原来有 {seen} 条记录，现在是 {found} 条。" + _AGAIN_ZH,
    "The view held {seen} records and holds {found} now. " + _AGAIN_EN,
)
_OTHERS = Text("选中的行已经不是原来那些了。" + _AGAIN_ZH, "The selected rows are others now. " + _AGAIN_EN)
_ROW = Text("第 {row} 行已经是另一条记录了。" + _AGAIN_ZH, "Row {row} holds another record now. " + _AGAIN_EN)
_MANY = Text(
    "一次最多处理 {most} 行，请先筛选，分几次做", "At most {most} rows at once; filter first and do it in parts"
)
