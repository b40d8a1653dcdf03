"""Progress: how much of something is done, from 0 to 100 %, stored as its fraction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Wrong, share
from kehu.engine.fields.number import reads_as
from kehu.engine.fields.percent import PercentType
from kehu.lang.kinds import Kind


class ProgressType(PercentType):
    """A share that never leaves 0 to 100 %."""

    key = "progress"
    kind = Kind.NUMBER
    name = Text("进度", "Progress")
    icon = "progress"
    align = "left"
    examples = ("60%", "100%", "0%")
    hints = ("进度", "完成度", "progress")

    def parse(self, value: Any, field: Field, reading: Reading) -> Decimal | None:
        """Read 60% or the fraction 0.6; raises `Wrong` below 0 and above 100 %."""
        number = super().parse(value, field, reading)
        if number is not None and not 0 <= number <= 1:
            raise Wrong(Text("进度在 0% 到 100% 之间", "Progress lies between 0% and 100%"), "progress")
        return number

    def guess(self, samples: Sequence[str]) -> float:
        """Percents up to 100, where the header speaks of progress."""

        def fits(words: str) -> bool:
            bare = words.strip().rstrip("%％")
            return bare != words.strip() and reads_as(bare) and not bare.startswith("-") and len(bare.split(".")[0]) < 4

        return 0.85 if share(samples, fits) > 0.9 else 0.0


TYPE = ProgressType()
