"""Tags: several short words; whoever may edit the record makes a new one by writing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Choice, Field
from kehu.engine.fields.base import Reading, Wrong
from kehu.engine.fields.choice import MAX_CHOICES
from kehu.engine.fields.choices import SEPARATORS, ChoicesType

MOST = 50
"""Tags in one cell."""
LONGEST = 40
"""Characters of a tag."""

_FORM = Text("这里要填一个或几个标签", "One or several tags go here")


class TagsType(ChoicesType):
    """Several tags of a list that grows by writing; cells hold ids, so that renaming a tag renames it everywhere."""

    key = "tags"
    name = Text("标签", "Tags")
    examples = ("甲", "甲、丙")
    hints = ("标签", "tags", "labels")

    def parse(self, value: Any, field: Field, reading: Reading) -> list[str] | None:  # type: ignore[override]
        """Read ids or words, or a text that separates words by 、 , ; or |; new ones were made before by the door."""
        if value is None or value == "":
            return None
        ids = [_listed(part, field).id for part in parts_of(value)]
        return list(dict.fromkeys(ids)) or None

    def guess(self, samples: Sequence[str]) -> float:
        """As choices, which win unless the header speaks of tags."""
        return super().guess(samples) and 0.6


def parts_of(value: Any) -> list[Any]:
    """Take a value apart into ids or words, and `{"new": word}`; raises `Wrong` for anything else, or too much."""
    parts = [{"new": word} for word in SEPARATORS.split(value)] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise Wrong(_FORM, "tags")
    kept = [part for part in parts if _word(part)]
    if len(kept) > MOST:
        raise Wrong(
            Text(
                f"一格最多 {MOST} 个标签，这里有 {{count}} 个", f"A cell holds at most {MOST} tags, not {{count}}"
            ).format(count=len(kept)),
            "tags.many",
        )
    long = next((word for word in map(_word, kept) if len(word) > LONGEST), None)
    if long is not None:
        raise Wrong(
            Text(
                f"标签最多 {LONGEST} 个字：“{{value}}…”。几个标签用 、 或逗号分开",
                f"A tag has at most {LONGEST} characters: “{{value}}…”. Put commas between several",
            ).format(value=long[:20]),
            "tags.long",
        )
    return kept


def may_be_tags(value: Any) -> bool:
    """Tell whether a value can be read as tags, known or new."""
    try:
        parts_of(value)
    except Wrong:
        return False
    return True


def unknown(value: Any, field: Field) -> Iterator[str]:
    """Give the words of a value that are no tag of the field yet; none for a value that cannot be read."""
    for part in parts_of(value) if may_be_tags(value) else ():
        if _found(part, field) is None:
            yield _word(part)


def _word(part: Any) -> str:
    words = part.get("new") if isinstance(part, Mapping) else part
    if not isinstance(words, str):
        raise Wrong(_FORM, "tags")
    return " ".join(words.split())


def _found(part: Any, field: Field) -> Choice | None:
    """Find a tag by its id or its word; what people write is a word, even where it looks like an id."""
    word = _word(part)
    if not isinstance(part, Mapping) and (found := field.by_label.get(word)) is not None and found.id == word:
        return found
    return field.by_word.get(fold_width(word).lower())


def _listed(part: Any, field: Field) -> Choice:
    found = _found(part, field)
    if found is None:
        raise Wrong(
            Text(
                f"没有标签“{{value}}”；一个字段最多 {MAX_CHOICES} 个标签，可在字段设置里删去不用的",
                f"There is no tag “{{value}}”; a field holds at most {MAX_CHOICES} tags, unused ones are deleted in "
                "its settings",
            ).format(value=_word(part)),
            "tags.full",
        )
    return found


TYPE = TagsType()
