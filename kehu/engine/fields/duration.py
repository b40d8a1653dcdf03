"""Duration: a length of time, stored in seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Setting, Wrong, share
from kehu.engine.fields.number import NumberType, exact, plain
from kehu.engine.fields.words import read_number
from kehu.lang.kinds import Kind

_CLOCK = re.compile(r"^(\d{1,7}):([0-5]\d)(?::([0-5]\d))?$", re.ASCII)
_NUMBER = r"(\d{1,9}(?:\.\d{1,4})?)"
_PARTS = re.compile(
    rf"^(?:{_NUMBER}(?:天|d|days?))?(?:{_NUMBER}(?:个?小时|个?钟头|时|h|hrs?|hours?))?"
    rf"(?:{_NUMBER}(?:分钟|分|m|mins?|minutes?))?(?:{_NUMBER}(?:秒钟|秒|s|secs?|seconds?))?$",
    re.ASCII,
)
_SECONDS = (86_400, 3_600, 60, 1)
_UNITS = {
    "hours": (Decimal(3_600), Text("小时", "h")),
    "minutes": (Decimal(60), Text("分钟", "min")),
}


def read_length(words: str) -> Decimal | None:
    """Read 1:30, 1:30:05, 90分钟, 1小时30分, 1.5h as seconds; None when it is none of these."""
    bare = fold_width(words).lower().replace(" ", "").replace("半小时", "30分")
    if found := _CLOCK.match(bare):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return Decimal(hours * 3_600 + minutes * 60 + seconds)
    found = _PARTS.match(bare)
    if found is None or not any(found.groups()):
        return None
    return sum((Decimal(part or 0) * unit for part, unit in zip(found.groups(), _SECONDS, strict=True)), Decimal(0))


class DurationType(NumberType):
    """A length of time in whole seconds; a bare number is seconds, as it travels."""

    key = "duration"
    kind = Kind.NUMBER
    name = Text("时长", "Duration")
    icon = "clock"
    examples = ("1:30", "90分钟", "1小时30分", "1.5h", "45秒")
    hints = ("时长", "耗时", "用时", "duration", "length")
    settings = (
        Setting(
            "unit",
            Text("显示为", "Shown as"),
            "option",
            "words",
            (
                ("words", Text("1小时30分", "1h 30min")),
                ("clock", Text("1:30", "1:30")),
                ("hours", Text("1.5小时", "1.5 h")),
                ("minutes", Text("90分钟", "90 min")),
            ),
        ),
    )

    def parse(self, value: Any, field: Field, reading: Reading) -> Decimal | None:
        """Read a length of time; raises `Wrong` for other words and for less than nothing."""
        seconds = read_length(value) if isinstance(value, str) else None
        if seconds is None:
            try:
                seconds = read_number(value)
            except Wrong as wrong:
                raise Wrong(
                    Text(
                        "这里要填时长，例如 1:30、90分钟、1小时30分",
                        "A length of time is wanted here, such as 1:30, 90min, 1.5h",
                    ),
                    "duration",
                ) from wrong
        if seconds is not None and seconds < 0:
            raise Wrong(Text("时长不能是负数", "A duration cannot be negative"), "duration.negative")
        return None if seconds is None else exact(seconds, 0)

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write it as the field's setting says, in words where that would not be exact."""
        if stored is None:
            return ""
        unit = field.config.get("unit")
        if unit == "clock":
            return _clock(int(stored))
        if unit in _UNITS:
            size, name = _UNITS[unit]
            amount = exact(stored / size, 2)
            if amount * size == stored:
                english = reading.language == "en"
                return f"{plain(amount)}{' ' if english else ''}{name.say(reading.language)}"
        return _words(int(stored), reading.language)

    def guess(self, samples: Sequence[str]) -> float:
        """Texts that name their unit; 1:30 alone is more often a time of day."""
        fit = share(samples, lambda words: ":" not in words and "：" not in words and read_length(words) is not None)
        return 0.9 * fit if fit > 0.9 else 0.0


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")


def _words(seconds: int, language: str) -> str:
    minutes, rest = divmod(seconds, 60)
    amounts = (minutes // 60, minutes % 60, rest)
    names, joint = (("h", "min", "s"), " ") if language == "en" else (("小时", "分", "秒"), "")
    said = [f"{amount}{name}" for amount, name in zip(amounts, names, strict=True) if amount]
    return joint.join(said) or f"0{names[1]}"


TYPE = DurationType()
