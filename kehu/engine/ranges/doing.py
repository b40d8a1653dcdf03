"""What is to be done with a range: plain values, read from their JSON form and written into a job's arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from kehu.base.errors import Invalid, TooLarge
from kehu.base.text import Text
from kehu.lang.filters import Filter, read_filter
from kehu.lang.query import Sort
from kehu.lang.series import Mode

DIRECT_ROWS = 5_000
"""More rows than this are written by a job, with progress and cancel."""
MOST_ROWS = 1_000_000
"""Rows of one doing."""
MOST_CELLS = 500_000
"""Cells of one pasted block."""
MOST_SPANS = 100
MOST_NAMED = 10_000
"""Records named one by one, and rows whose record is told to be the one that was seen."""
MOST_SEEDS = 1_000
"""Rows or columns that a fill starts from."""
TOLD = 1_000
"""Records and failures told one by one; beyond it they are counted."""

Do = Literal["fill", "paste", "clear", "set", "archive"]
Direction = Literal["down", "up", "right", "left"]

NAMES: MappingProxyType[str, Text] = MappingProxyType(
    {
        "fill": Text("填充 {count} 行", "Filled {count} rows"),
        "paste": Text("粘贴 {count} 行", "Pasted {count} rows"),
        "clear": Text("清空 {count} 行的内容", "Cleared cells of {count} rows"),
        "set": Text("批量修改 {count} 行", "Changed {count} rows"),
        "archive": Text("删除 {count} 条记录", "Deleted {count} records"),
    }
)
"""What the history calls it."""
LABELS: MappingProxyType[str, Text] = MappingProxyType(
    {
        "fill": Text("在“{table}”里填充 {count} 行", "Fill {count} rows of “{table}”"),
        "paste": Text("向“{table}”粘贴 {count} 行", "Paste {count} rows into “{table}”"),
        "clear": Text("清空“{table}”里 {count} 行的内容", "Clear cells of {count} rows of “{table}”"),
        "set": Text("批量修改“{table}”的 {count} 行", "Change {count} rows of “{table}”"),
        "archive": Text("从“{table}”删除 {count} 条记录", "Delete {count} records of “{table}”"),
    }
)
"""What its job is called."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its id, with the version that was seen; `row` is where it was seen."""

    id: int
    version: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Which records: those named, or those in the spans of a view; and what the person saw of the view.

    `count` is how many records the view held, `fingerprint` that of the records in the spans (see `ranges.look`).
    """

    named: tuple[Named, ...] | None = None
    filter: Filter | None = None
    search: str | None = None
    sorts: tuple[Sort, ...] = ()
    spans: tuple[tuple[int, int | None], ...] = ()
    count: int | None = None
    fingerprint: str | None = None
    seen: tuple[Named, ...] = ()

    @property
    def whole(self) -> bool:
        """True when every record of the view is meant."""
        return self.named is None and self.spans == ((0, None),)


@dataclass(frozen=True, slots=True)
class Doing:
    """One doing on a range; which of the later fields count depends on `do`."""

    do: Do
    table: str
    target: Target
    fields: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    block: tuple[tuple[Any, ...], ...] = ()
    insert: bool = False
    seeds: int = 1
    direction: Direction = "down"
    mode: Mode = "auto"
    partial: bool = False


def doing_of(table: str, data: Mapping[str, Any]) -> Doing:
    """Read a doing from its JSON form (see the body of `POST /records/range`); raises `Invalid`, `TooLarge`."""
    doing = Doing(
        do=data["do"],
        table=table,
        target=target_of(data["rows"]),
        fields=tuple(dict.fromkeys(data.get("fields") or ())),
        values=data.get("values") or {},
        block=tuple(tuple(line) for line in data.get("block") or ()),
        insert=bool(data.get("insert")),
        seeds=int(data.get("seeds") or 1),
        direction=data.get("direction") or "down",
        mode=data.get("mode") or "auto",
        partial=bool(data.get("partial")),
    )
    if sum(map(len, doing.block)) > MOST_CELLS:
        raise TooLarge(
            Text(
                f"一次最多粘贴 {MOST_CELLS} 个单元格，请分批粘贴，或使用导入",
                f"Paste at most {MOST_CELLS} cells at once, or import",
            ),
            code="range.cells",
        )
    return doing


def target_of(data: Mapping[str, Any]) -> Target:
    """Read which records are meant; raises `Invalid` when it is not said, or not what was seen of them."""
    named = data.get("records")
    spans = spans_of(data.get("spans") or ())
    if (named is None) == (not spans):
        raise Invalid(_ONE_WAY, code="range.rows")
    seen, count, fingerprint = data.get("seen") or (), data.get("count"), data.get("fingerprint")
    if named is None and count is None and fingerprint is None:
        raise Invalid(_UNGUARDED, code="range.unguarded")
    return Target(
        named=None if named is None else tuple(map(_named, named)),
        filter=read_filter(data.get("filter")),
        search=data.get("search"),
        sorts=tuple(
            Sort(sort["field"], bool(sort.get("descending")), sort.get("by")) for sort in data.get("sorts") or ()
        ),
        spans=spans,
        count=count,
        fingerprint=fingerprint,
        seen=tuple(map(_named, seen)),
    )


def spans_of(data: Sequence[Mapping[str, Any]]) -> tuple[tuple[int, int | None], ...]:
    """Read spans of rows; they must follow each other without overlaps."""
    spans = tuple((int(span["first"]), span.get("last")) for span in data)
    before = -1
    for index, (start, end) in enumerate(spans):
        if start <= before or (end is None and index < len(spans) - 1) or (end is not None and end < start):
            raise Invalid(_SPANS, code="range.spans")
        before = start if end is None else end
    return spans


def _named(data: Mapping[str, Any]) -> Named:
    return Named(data["id"], data.get("version"), data.get("row"))


_MANY_CELLS = Text(
    "一次最多粘贴 {most} 个单元格，请分批粘贴，或使用导入", "Paste at most {most} cells at once, or import a file"
)
_ONE_WAY = Text(
    "请说明是哪些行：给出 records(记录编号)，或者 spans(视图里的行)，两者选一个",
    "Say which rows: either records (their ids) or spans (rows of the view)",
)
_UNGUARDED = Text(
    "请给出 count(视图里共有多少条)或 fingerprint，免得改到别的行",
    "Give count (how many records the view holds) or fingerprint, so that no other rows are changed",
)
_SPANS = Text(
    "行的范围要从上到下排列，不能重叠", "Spans of rows must stand in order, from top to bottom, without overlaps"
)
