"""What a field type is: a kind plus reading (`parse`), showing (`show`) and recognising (`guess`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.lang.kinds import Kind

Sensitivity = Literal["open", "personal", "secret"]


class Wrong(Exception):
    """A value that a field cannot take; `text` says why and what would be right."""

    def __init__(self, text: Text, code: str = "value") -> None:
        super().__init__(text.en)
        self.text = text
        self.code = code


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to configure about a field; `kind` names its input: number, text, bool, choices, table, option."""

    key: str
    name: Text
    kind: str
    default: Any = None
    options: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The circumstances in which values are read and shown: today's date, the company's time zone, titles of links.

    `now` is given where the moment matters more than that it is new (a test, a recalculation); None is this moment.
    `fiscal_start` is the month in which the company's fiscal year begins.
    """

    today: date
    time_zone: str = "Asia/Shanghai"
    language: str = "zh-CN"
    titles: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    now: datetime | None = None
    fiscal_start: int = 1


class FieldType:
    """A field type: one file, one subclass, one instance named `TYPE`; joins by existing."""

    key: ClassVar[str]
    kind: ClassVar[Kind]
    name: ClassVar[Text]
    icon: ClassVar[str] = "text"
    align: ClassVar[str] = "left"
    settings: ClassVar[tuple[Setting, ...]] = ()
    hints: ClassVar[tuple[str, ...]] = ()
    """Words in a column's header that speak for this type."""
    examples: ClassVar[tuple[str, ...]] = ()
    """Texts people would write, each readable by `parse`; shown in the documentation and held by the contract test."""
    computed: ClassVar[bool] = False
    """True when nobody writes it: the system fills it, or it is computed from other fields."""
    system: ClassVar[bool] = False
    """True when every table has one of this type from the start."""
    numbered: ClassVar[bool] = False
    """True when an empty value of a new record is filled from a sequence of the field's own."""
    empty: ClassVar[bool] = False
    """True when its cells never hold anything: they only do something."""
    sensitivity: ClassVar[Sensitivity] = "open"
    """How careful the company must be with these values: anybody's, a person's, or covered on the screen too."""

    def parse(self, value: Any, field: Field, reading: Reading) -> Any:
        """Turn a wire value or a human text into the stored value; None when empty. Raises `Wrong`."""
        raise Wrong(Text("这个字段由系统填写，不能修改", "This field is filled by the system"), "readonly")

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write a stored value as a person reads it, empty for None."""
        return "" if stored is None else str(stored)

    def dump(self, stored: Any) -> Any:
        """Write a stored value as it travels (the wire value), which `parse` reads back unchanged."""
        return stored

    def guess(self, samples: Sequence[str]) -> float:
        """Say from 0 to 1 how well non-empty sample texts fit this type; 0 never proposes it."""
        return 0.0

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the settings this type knows, fill the missing ones, raise `Wrong` on a bad one."""
        known = {setting.key: config.get(setting.key, setting.default) for setting in self.settings}
        unknown = config.keys() - known.keys()
        if unknown:
            raise Wrong(
                Text("类型“{type}”没有设置项“{key}”", "Type “{type}” has no setting “{key}”").format(
                    type=self.name, key=", ".join(sorted(unknown))
                ),
                "config",
            )
        for setting in self.settings:
            if setting.kind == "option" and known[setting.key] not in [option for option, _ in setting.options]:
                raise Wrong(
                    Text("“{setting}”没有这个选项", "“{setting}” has no such option").format(setting=setting.name),
                    "config",
                )
        return known


def share(samples: Sequence[str], fits: Any) -> float:
    """Give the share of samples that `fits` accepts, 0 for no samples."""
    return sum(1 for sample in samples if fits(sample)) / len(samples) if samples else 0.0
