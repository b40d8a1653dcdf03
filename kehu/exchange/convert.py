"""From a cell of a file to a value of a field, once per different value of a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Field
from kehu.engine.fields import FieldType, Reading, Wrong, field_type
from kehu.engine.fields.choices import SEPARATORS
from kehu.engine.fields.links import titles_in
from kehu.engine.fields.tags import parts_of
from kehu.exchange.cells import BOOL, DATE, ERROR, MARK, MOMENT, TRUE, Cell, number, text
from kehu.lang.kinds import Kind

_EPOCH = datetime(1899, 12, 30)
_SERIALS = (20_000, 80_000)
"""Day numbers of Excel taken for dates where a date is wanted: 1954 to 2119."""
_SHORT = 1_000
_TEXTS = frozenset({str, type(None)})
_AS_TEXT = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.BOOL})
_SLASHED = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(.*)$", re.DOTALL)


class Outcome(NamedTuple):
    """What became of a cell: the stored value, how it shows, or why it cannot be; `new` is to be made first."""

    value: Any = None
    shown: str = ""
    problem: Text | None = None
    code: str = ""
    new: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the row of this cell cannot be loaded."""
        return self.problem is not None and self.code != "error_cell"


EMPTY = Outcome()
_ERROR_CELL = Text("公式错误 {error}，按空值导入", "Formula error {error}; comes in empty")
_NO_RECORD = Text("没有找到“{title}”", "There is no “{title}”")
_NO_CHOICE = Text("没有选项“{value}”，可选：{some}", "There is no choice “{value}”; there are: {some}")
_MANY = Text(
    "有 {count} 条记录都叫“{title}”，无法确定是哪一条",
    "{count} records are called “{title}”; it is unclear which is meant",
)
_NO_MEMBER = Text("没有叫“{title}”的成员", "There is no member “{title}”")
_COMPUTED = Text(
    "“{type}”由系统填写，不能作为导入的字段类型", "“{type}” is filled by the system and cannot be imported"
)
REQUIRED = Text("“{field}”必填，这里是空的", "“{field}” is required and empty here")


@dataclass(slots=True)
class Converter:
    """Turns the cells of one column into values of one field; knows links only after `resolve`."""

    field: Field
    reading: Reading
    new_choices: bool = True
    create_links: bool = True
    known: dict[Cell, Outcome] = made(default_factory=dict)
    values: dict[Cell, Any] = made(default_factory=dict)
    odd: dict[Cell, Outcome] = made(default_factory=dict)
    """Cells with something to say about, an empty one in a required field among them."""
    links: Mapping[str, Sequence[int]] = made(default_factory=dict)
    day_first: bool = False
    raw: bool = False
    """Leave reading and checking to the door for writes: values are what a person would type, not yet stored values."""
    labels: dict[str, str] = made(init=False)

    def __post_init__(self) -> None:
        """Read the choice list."""
        self.refresh()

    def take(self, cells: Iterable[Cell]) -> None:
        """Convert those of the cells that are new to this column."""
        for cell in set(cells).difference(self.known):
            outcome = self.known[cell] = self.convert(cell)
            self.values[cell] = outcome.value
            if outcome.value is None and (judged := required(outcome, self.field)).problem is not None:
                self.odd[cell] = judged

    def convert(self, cell: Cell) -> Outcome:
        """Convert one cell."""
        if cell is None:
            return EMPTY
        if isinstance(cell, str):
            if cell.startswith(ERROR):
                return Outcome(problem=_ERROR_CELL.format(error=cell[2:]), code="error_cell")
            if self.field.type == "text" and len(cell) < _SHORT and cell.isprintable():
                return Outcome(cell, cell)
        kind = field_type(self.field.type)
        if self.field.kind in (Kind.CHOICE, Kind.CHOICES):
            return self._choice(kind, text(cell))
        if self.field.kind is Kind.LINK:
            return self._link(text(cell))
        if self.field.kind is Kind.LINKS:
            return self._links(text(cell))
        if self.raw:
            return Outcome(self._adapt(cell))
        try:
            value = kind.parse(self._adapt(cell), self.field, self.reading)
        except Wrong as wrong:
            return Outcome(problem=wrong.text, code=wrong.code)
        return Outcome(value, kind.show(value, self.field, self.reading))

    def column(self, cells: Sequence[Cell]) -> Sequence[Any]:
        """Give the values of cells that were taken before, or plain ones."""
        return cells if self.plain(cells) else list(map(self.values.__getitem__, cells))

    def plain(self, cells: Sequence[Cell]) -> bool:
        """Tell whether cells can go to the door for writes as they are: unmarked texts for a field that reads text."""
        if not self.raw or self.day_first or self.field.kind not in _AS_TEXT or not _TEXTS.issuperset(map(type, cells)):
            return False
        # Marked values sort before every other text, because a mark is a control character.
        first: str = min(filter(None, cells), default="")  # type: ignore[type-var, assignment]
        return not first.startswith(MARK)

    def look(self, cells: Iterable[Cell]) -> None:
        """Look over a column's text dates: when a first part exceeds 12 and no second does, days come first."""
        if self.field.kind not in (Kind.DATE, Kind.DATETIME):
            return
        found = [match for cell in cells if isinstance(cell, str) and (match := _SLASHED.match(cell))]
        self.day_first = any(int(one[1]) > 12 for one in found) and all(int(one[3]) <= 12 for one in found)

    def _adapt(self, cell: Cell) -> Any:
        """Give the cell in the form in which the field's type reads it."""
        match self.field.kind:
            case Kind.DATE | Kind.DATETIME:
                return self._moment(cell)
            case Kind.NUMBER if not isinstance(cell, str):
                return Decimal(number(cell or 0))
            case Kind.BOOL if isinstance(cell, str) and cell.startswith(BOOL):
                return cell == TRUE
            case _:
                return text(cell)

    def _moment(self, cell: Cell) -> Any:
        if isinstance(cell, str):
            if cell.startswith(DATE):
                return date.fromisoformat(cell[2:])
            if cell.startswith(MOMENT):
                return datetime.fromisoformat(cell[2:])
            if self.day_first and not cell.startswith(MARK) and (parts := _SLASHED.match(cell)):
                return f"{parts[4]}-{parts[3]}-{parts[1]}{parts[5]}"
            return cell
        if cell is not None and _SERIALS[0] <= cell <= _SERIALS[1]:
            moment = _EPOCH + timedelta(days=float(cell))
            return moment.date() if float(cell).is_integer() else moment.replace(microsecond=0)
        return text(cell)

    def _choice(self, kind: FieldType, words: str) -> Outcome:
        """Find choices by label only: a cell that says c1 means a label, never an id."""
        parts = SEPARATORS.split(words) if self.field.kind is Kind.CHOICES else [words]
        labels = list(dict.fromkeys(" ".join(part.split())[:100] for part in parts if part.strip()))
        known = self.labels
        ids = [known.get(fold_width(label).lower()) for label in labels]
        if None not in ids:
            value = ids if self.field.kind is Kind.CHOICES else ids[0]
            return Outcome(value, kind.show(value, self.field, self.reading))
        fresh = tuple(label for label, ident in zip(labels, ids, strict=True) if ident is None)
        if kind.key == "tags":
            try:
                parts_of(labels)
            except Wrong as wrong:
                return Outcome(problem=wrong.text, code=wrong.code)
        if self.new_choices:
            return Outcome(None, "、".join(labels), new=fresh)
        some = "、".join(choice.label.say(self.reading.language) for choice in self.field.choices[:8])
        return Outcome(problem=_NO_CHOICE.format(value=fresh[0][:40], some=some or "—"), code="choice")

    def _link(self, title: str) -> Outcome:
        title = " ".join(title.split()) if "\n" in title else title
        if ids := self.links.get(title):
            if len(ids) > 1:
                return Outcome(problem=_MANY.format(title=title[:40], count=len(ids)), code="link.many")
            return Outcome(ids[0], title)
        if self.field.type == "member":
            return Outcome(problem=_NO_MEMBER.format(title=title[:40]), code="link")
        if not self.create_links:
            return Outcome(problem=_NO_RECORD.format(title=title[:40]), code="link")
        return Outcome(None, title, new=(title,))

    def _links(self, words: str) -> Outcome:
        """Split titles; the door for writes finds the records and makes missing ones where that is wanted."""
        titles = titles_in(words)
        make = self.raw and self.create_links and self.field.target != MEMBERS
        return Outcome([{"new": title} for title in titles] if make else titles or None, "、".join(titles))

    def refresh(self, changed: Field | None = None, links: Mapping[str, Sequence[int]] | None = None) -> None:
        """Forget what was converted, because the field or the linked records have changed."""
        self.field = changed or self.field
        self.links = self.links if links is None else links
        self.known, self.values, self.odd = {}, {}, {}
        entries = reversed(self.field.choices)
        self.labels = {
            fold_width(words).lower(): entry.id for entry in entries for words in (entry.label.en, entry.label.zh)
        }

    def only_existing(self) -> None:
        """From here on make nothing new: what is unknown is a problem."""
        self.new_choices = False
        self.create_links = False


def provisional(key: str, name: str, kind: str, config: Mapping[str, Any]) -> Field:
    """Make a field that is not stored yet, so that its values can be shown; raises `Wrong` for bad settings."""
    of = field_type(kind)
    if of.computed:
        raise Wrong(_COMPUTED.format(type=of.name), "type.system")
    return Field(
        id=0,
        key=key,
        name=Text.same(name),
        short=None,
        type=kind,
        kind=of.kind,
        column="",
        config=of.check_config(config),
        required=False,
        unique=False,
        default=None,
        position=0.0,
        origin="custom",
        readonly=False,
        system=False,
        archived=False,
    )


def has_default(of: Field) -> bool:
    """Tell whether a default may stand in for what a file does not say; the moment of loading is no such default."""
    return of.default not in (None, "@now", "@today")


def required(outcome: Outcome, of: Field) -> Outcome:
    """Refuse an empty value where the field is required."""
    if (
        of.required
        and not has_default(of)
        and outcome.value is None
        and not outcome.new
        and not outcome.failed
        and of.kind is not Kind.BOOL
    ):
        return outcome._replace(problem=REQUIRED.format(field=of.name), code="required")
    return outcome
