"""What a kind of rule is: which fields it may be about, what it wants to know, what must hold, how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kehu.base.text import Text
from kehu.catalog.shapes import Field, Rule, Table
from kehu.engine.fields import Reading, Setting, Wrong, reader
from kehu.lang.filters import Filter
from kehu.lang.kinds import Kind

CODE = "rule"
PLAIN = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.BOOL, Kind.CHOICE, Kind.CHOICES, Kind.LINK})
"""Kinds of fields that rules can read."""
FILLED = PLAIN - {Kind.BOOL}
"""Those that can be empty."""


@dataclass(frozen=True, slots=True)
class Says:
    """A formula that must give TRUE."""

    formula: str


@dataclass(frozen=True, slots=True)
class Matches:
    """A text that must have the form of a regular expression as a whole."""

    field: str
    expression: str


@dataclass(frozen=True, slots=True)
class Differs:
    """Fields that no two records in use share all values of; a record in which one is empty is not compared."""

    fields: tuple[str, ...]


Must = Filter | Says | Matches | Differs
About = Literal["field", "table"]


class RuleKind:
    """A kind of rule: one file, one subclass, one instance named `RULE`; joins by existing."""

    key: ClassVar[str]
    name: ClassVar[Text]
    note: ClassVar[Text]
    """One sentence on what it does."""
    place: ClassVar[int] = 50
    about: ClassVar[About] = "field"
    """Whether people find it with its field or with the table."""
    kinds: ClassVar[frozenset[Kind]] = PLAIN
    """Kinds of the fields that it may be about."""
    least: ClassVar[int] = 1
    most: ClassVar[int] = 1
    """How many fields people choose; 0 to 0 when the rule says itself what it reads."""
    settings: ClassVar[tuple[Setting, ...]] = ()
    skips_empty: ClassVar[bool] = True
    """Whether a record in which one of the fields is empty keeps the rule."""

    def check(
        self, config: Mapping[str, Any], fields: Sequence[Field], shape: Table, reading: Reading
    ) -> dict[str, Any]:
        """Give the settings complete and tidy; raises `Wrong` that says what is missing or makes no sense."""
        known = {setting.key: config.get(setting.key, setting.default) for setting in self.settings}
        unknown = config.keys() - known.keys()
        if unknown:
            raise Wrong(
                Text("规则“{kind}”没有设置项“{key}”", "The rule “{kind}” has no setting “{key}”").format(
                    kind=self.name, key=", ".join(sorted(unknown))[:60]
                )
            )
        return known

    def must(self, rule: Rule, shape: Table) -> Must:
        """Say what must hold."""
        raise NotImplementedError

    def told(self, rule: Rule, shape: Table, reading: Reading) -> Text:
        """Say the rule as one sentence that tells a person what to do."""
        raise NotImplementedError


def named(keys: Sequence[str], shape: Table) -> Text:
    """Name fields in a sentence."""
    names = [shape.field(key).name for key in keys]
    return Text("、".join(f"“{name.zh}”" for name in names), ", ".join(f"“{name.en}”" for name in names))


def shown(value: Any, field: Field, reading: Reading) -> str:
    """Write a wire value of a field as people read it."""
    kind = reader(field)
    try:
        return kind.show(kind.parse(value, field, reading), field, reading)
    except Wrong:
        return str(value)
