"""The four record operations, and what comes back: receipts, failures, conflicts. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kehu.base.text import Text

MAX_OPERATIONS = 100_000


@dataclass(frozen=True, slots=True)
class Insert:
    """Make a record; fields not named take their default. `ref` is the caller's own mark."""

    table: str
    values: Mapping[str, Any]
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Change fields of a record; `version` is the one the caller saw, None overwrites whatever is there."""

    table: str
    id: int
    values: Mapping[str, Any]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """Take a record out of use; with `version` only when nobody changed it since."""

    table: str
    id: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Restore:
    """Bring an archived record back."""

    table: str
    id: int
    version: int | None = None


Operation = Insert | Update | Archive | Restore


@dataclass(frozen=True, slots=True)
class Written:
    """A record after its operation; `index` is the operation's place in the call."""

    index: int
    table: str
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an operation was refused, or is worth a look: at which field, with which value, because of which record."""

    index: int
    field: str | None
    code: str
    text: Text
    value: Any = None
    record: int | None = None

    def as_detail(self) -> dict[str, Any]:
        """Write it for an error's details; `message` is a Text until somebody renders it."""
        told = {"index": self.index, "field": self.field, "code": self.code, "message": self.text, "value": self.value}
        return told if self.record is None else {**told, "record": self.record}


@dataclass(frozen=True, slots=True)
class Warned:
    """What is worth a look in a record that was written all the same."""

    index: int
    id: int
    field: str | None
    code: str
    text: Text

    def as_detail(self) -> dict[str, Any]:
        """Write it for an answer; `message` is a Text until somebody renders it."""
        return {"index": self.index, "id": self.id, "field": self.field, "code": self.code, "message": self.text}


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed one cell: `yours` was refused, `theirs` stands, by whom and when."""

    index: int
    id: int
    field: str | None
    yours: Any
    theirs: Any
    version: int
    by: int | None
    at: str

    def as_detail(self) -> dict[str, Any]:
        """Write it for an error's details."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Receipt:
    """What a call did: the change to undo it by (None when nothing changed), records, failures, warnings."""

    change: int | None = None
    records: list[Written] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    conflicts: list[Clash] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
