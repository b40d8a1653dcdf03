"""What is wrong with a formula: a sentence that names line and column, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.lang.formulas.tree import Place

MAX_PROBLEMS = 20
"""How many mistakes are told together; looking for the nearest names takes time."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at its place."""

    place: Place
    text: Text

    def told(self) -> Text:
        """Say it with its place."""
        where = Text("第 {line} 行第 {column} 列：{what}", "Line {line}, column {column}: {what}")
        return where.format(line=self.place.line, column=self.place.column, what=self.text)


def refusal(problems: Sequence[Problem]) -> Invalid:
    """Make the one error that tells all mistakes; its text is that of the first."""
    ordered = sorted(problems, key=lambda each: each.place.start)
    return Invalid(
        ordered[0].told(),
        code="formula",
        details={
            "errors": [
                {
                    "line": each.place.line,
                    "column": each.place.column,
                    "start": each.place.start,
                    "end": each.place.end,
                    "message": each.told(),
                }
                for each in ordered
            ]
        },
    )


def at(source: str, start: int, end: int | None = None) -> Place:
    """Give the place of a stretch of the source."""
    line = source.count("\n", 0, start) + 1
    return Place(line, start - source.rfind("\n", 0, start), start, start + 1 if end is None else end)
