"""Shapes: tables and fields as immutable values, good for one catalog version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.errors import NotFound
from kehu.base.text import Text
from kehu.lang.filters import Filter
from kehu.lang.kinds import Kind

MEMBERS = "@members"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice list; cells hold the `id`, so renaming touches no record."""

    id: str
    label: Text
    color: str


@dataclass(frozen=True, eq=False)
class Field:
    """A column of a table: `column` is its generated physical name, `config` what its type wants to know."""

    id: int
    key: str
    name: Text
    short: Text | None
    type: str
    kind: Kind
    column: str
    config: Mapping[str, Any]
    required: bool
    unique: bool
    default: Any
    position: float
    origin: str
    readonly: bool
    system: bool
    archived: bool

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The choice list in its order, empty for other kinds."""
        return tuple(
            Choice(entry["id"], _label(entry["label"]), entry.get("color", "grey"))
            for entry in self.config.get("choices", ())
        )

    @cached_property
    def by_word(self) -> Mapping[str, Choice]:
        """Choices by label in either language, folded; the first of two wins."""
        return {
            fold_width(label).lower(): each
            for each in reversed(self.choices)
            for label in (each.label.en, each.label.zh)
        }

    @cached_property
    def by_label(self) -> Mapping[str, Choice]:
        """Choices by id and by label in either language, folded; ids win."""
        return {**self.by_word, **{each.id: each for each in self.choices}}

    @property
    def target(self) -> str | None:
        """The key of the table that a link points to, `@members` for members, None for other kinds."""
        target = self.config.get("target")
        return target if isinstance(target, str) else None


@dataclass(frozen=True, eq=False)
class Rule:
    """What records must keep: about `fields`, for records that `applies` names; one that warns refuses nothing."""

    id: int
    kind: str
    fields: tuple[str, ...]
    config: Mapping[str, Any]
    applies: Filter | None = None
    warns: bool = False
    message: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A kind of thing: its fields in order (archived ones included), its rules, the field that titles a record."""

    id: int
    key: str
    name: Text
    note: Text | None
    icon: str
    origin: str
    physical: str
    title: str
    position: float
    archived: bool
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields in use by key."""
        return {field.key: field for field in self.fields if not field.archived}

    def field(self, key: str) -> Field:
        """Give the field in use with this key; raises `NotFound` naming what exists."""
        found = self.by_key.get(key)
        if found is None:
            raise NotFound(
                Text("表“{table}”没有字段“{field}”", "Table “{table}” has no field “{field}”").format(
                    table=self.name, field=key
                ),
                code="field.unknown",
                details={"table": self.key, "field": key},
            )
        return found

    @property
    def title_field(self) -> Field:
        """The field that stands for a record elsewhere."""
        return self.by_key[self.title]


@dataclass(frozen=True, eq=False)
class Catalog:
    """All tables at one version."""

    version: int
    tables: Mapping[str, Table]

    def table(self, key: str) -> Table:
        """Give a table in use by key; raises `NotFound`."""
        found = self.tables.get(key)
        if found is None or found.archived:
            raise NotFound(
                Text("没有表“{table}”", "There is no table “{table}”").format(table=key), code="table.unknown"
            )
        return found


def _label(label: object) -> Text:
    if isinstance(label, Mapping):
        zh, en = str(label.get("zh-CN", "")), str(label.get("en", ""))
        return Text(zh or en, en or zh)
    return Text.same(str(label))
