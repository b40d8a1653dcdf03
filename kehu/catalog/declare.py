"""What code and people say when they want a table: specifications, not yet stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kehu.base.text import Text


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field as wanted; `config` holds what its type's settings say, choices as `{id, label, color}`."""

    key: str
    name: Text
    type: str
    config: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    unique: bool = False
    default: Any = None
    short: Text | None = None


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A view as wanted; `config` is that of the view type (filter, sorts, columns)."""

    key: str
    name: Text
    type: str = "grid"
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table as wanted; `title` names the field that stands for a record elsewhere."""

    key: str
    name: Text
    icon: str
    title: str
    fields: tuple[FieldSpec, ...]
    views: tuple[ViewSpec, ...] = ()
    note: Text | None = None


PALETTE = ("blue", "cyan", "green", "orange", "red", "purple", "gold", "grey", "magenta", "lime")


def choices(*labels: tuple[str, str] | tuple[str, str, str]) -> dict[str, Any]:
    """Build the config of a choice field from (Chinese, English[, colour]) labels; ids are c1, c2, … in this order."""
    return {
        "choices": [
            {
                "id": f"c{index}",
                "label": {"zh-CN": label[0], "en": label[1]},
                "color": label[2] if len(label) == 3 else "grey",
            }
            for index, label in enumerate(labels, 1)
        ]
    }
