"""Choice: one entry of a managed list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, ClassVar

from kehu.base.chinese import fold_width
from kehu.base.text import LANGUAGES, Text
from kehu.catalog.shapes import Choice, Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.lang.kinds import Kind

MAX_CHOICES = 1000
CHOICES = Setting("choices", Text("选项", "Choices"), "choices", ())


def pick(words: str, field: Field) -> Choice:
    """Find a choice by id or by its label in either language; raises `Wrong` naming some that exist."""
    found = field.by_label.get(fold_width(words).lower())
    if found is None:
        some = "、".join(choice.label.zh for choice in field.choices[:8])
        raise Wrong(
            Text("没有选项“{value}”，可选：{some}", "There is no choice “{value}”; there are: {some}").format(
                value=words[:40], some=some or "—"
            ),
            "choice",
        )
    return found


def label_of(stored: str, field: Field, language: str) -> str:
    """Give the label of a stored choice id; an id that is no longer listed shows as itself."""
    found = field.by_label.get(stored)
    return found.label.say(language) if found else stored


def check_choices(entries: Any) -> list[dict[str, Any]]:
    """Check a choice list and give every entry an id; raises `Wrong` for empty or double labels."""
    if not isinstance(entries, Sequence) or isinstance(entries, str) or len(entries) > MAX_CHOICES:
        raise Wrong(Text(f"选项最多 {MAX_CHOICES} 个", f"A list holds at most {MAX_CHOICES} choices"), "config")
    taken = {entry.get("id") for entry in entries if isinstance(entry, Mapping)}
    fresh = (f"c{number}" for number in range(1, MAX_CHOICES * 2 + 1) if f"c{number}" not in taken)
    checked: list[dict[str, Any]] = []
    seen: set[str] = set()
    for entry in entries:
        label = _label(entry)
        names = set((label if isinstance(label, dict) else {"zh-CN": label}).values())
        if not all(names) or any(fold_width(words).lower() in seen for words in names):
            raise Wrong(Text("选项名称不能为空，也不能重复", "Choices need a name, each a different one"), "config")
        seen.update(fold_width(words).lower() for words in names)
        ident = entry.get("id") if isinstance(entry, Mapping) else None
        color = entry.get("color", "grey") if isinstance(entry, Mapping) else "grey"
        checked.append({"id": str(ident or next(fresh))[:40], "label": label, "color": str(color)[:20]})
    if len({entry["id"] for entry in checked}) != len(checked):
        raise Wrong(Text("两个选项的编号相同", "Two choices have the same id"), "config")
    return checked


def numbered(entries: list[Any], known: Sequence[str], retired: Sequence[str]) -> list[Any]:
    """Give each entry that is not `known` an id that no choice of the field ever had: records and undo may hold it."""
    taken = {*known, *retired}
    fresh = (f"c{number}" for number in count(1) if f"c{number}" not in taken)
    given: list[Any] = []
    for entry in entries:
        identity = entry.get("id") if isinstance(entry, Mapping) else None
        if isinstance(identity, str) and identity in known:
            given.append(entry)
        else:
            given.append({**(entry if isinstance(entry, Mapping) else {"label": entry}), "id": next(fresh)})
    return given


def _label(entry: Any) -> Any:
    label = entry.get("label") if isinstance(entry, Mapping) else entry
    if isinstance(label, Mapping):
        return {language: fold(label.get(language) or next(iter(label.values()), "")) for language in LANGUAGES}
    return fold(label)


def fold(label: Any) -> str:
    """Tidy a label: one line, no spaces at its ends, at most 100 characters."""
    return " ".join(str(label or "").split())[:100]


class ChoiceType(FieldType):
    """One entry of a managed list; cells hold its id."""

    key = "choice"
    kind = Kind.CHOICE
    name = Text("单选", "Choice")
    examples: ClassVar[tuple[str, ...]] = ("甲", "乙")
    icon = "choice"
    settings: ClassVar[tuple[Setting, ...]] = (CHOICES,)
    hints: ClassVar[tuple[str, ...]] = (
        "类型",
        "类别",
        "状态",
        "级别",
        "等级",
        "性别",
        "方式",
        "渠道",
        "type",
        "status",
        "category",
        "level",
        "stage",
        "gender",
    )

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read a choice by id or label."""
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            value = str(value)
        return pick(value, field).id if value.strip() else None

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write its label."""
        return "" if stored is None else label_of(stored, field, reading.language)

    def guess(self, samples: Sequence[str]) -> float:
        """Few short values that repeat."""
        distinct = {sample.strip() for sample in samples}
        if len(samples) < 4 or len(distinct) > min(30, len(samples) / 2) or max(map(len, distinct)) > 24:
            return 0.0
        return 0.6

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Check the choice list and number new entries."""
        known = super().check_config(config)
        return {**known, "choices": check_choices(known["choices"])}


TYPE = ChoiceType()
