"""The workdays of China: Monday to Friday, less the days off, plus the weekend days worked instead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Workdays:
    """Days that differ from the plain week, as ordinals in order, and what is worked up to each of them.

    `off` are free days from Monday to Friday, `extra` worked days of weekends, `special` both; `worked` counts the
    workdays up to each special day, itself included, and `shift` how many more than in the plain week these are.
    """

    off: tuple[int, ...]
    extra: tuple[int, ...]
    special: tuple[int, ...]
    worked: tuple[int, ...]
    shift: tuple[int, ...]

    def is_workday(self, day: int) -> bool:
        """Tell whether people work on a day, given as an ordinal."""
        return self.up_to(day) > self.up_to(day - 1)

    def up_to(self, day: int) -> int:
        """Count the workdays from the first of the calendar up to a day, itself included."""
        return plain(day) - bisect_right(self.off, day) + bisect_right(self.extra, day)

    def which(self, count: int) -> int:
        """Give the workday up to which `count` are counted, the inverse of `up_to`."""
        passed = bisect_left(self.worked, count)
        wanted = count - (self.shift[passed - 1] if passed else 0)
        found = (wanted - 1) // WEEKEND * 7 + (wanted - 1) % WEEKEND + 1
        return min(found, self.special[passed]) if passed < len(self.special) else found


def plain(day: int) -> int:
    """Count the days from Monday to Friday up to an ordinal; ordinal 1 is a Monday."""
    return day // 7 * WEEKEND + min(day % 7, WEEKEND)


@cache
def workdays() -> Workdays:
    """Read the calendar that came with the program; outside of its years only weekends are free."""
    off, extra = [], []
    for line in (files("kehu.base") / "workdays_cn.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        day, kind, _ = line.split("\t")
        found = date.fromisoformat(day)
        if kind == "off" and found.weekday() < WEEKEND:
            off.append(found.toordinal())
        elif kind == "work" and found.weekday() >= WEEKEND:
            extra.append(found.toordinal())
    special = sorted((*off, *extra))
    shift = [bisect_right(extra, day) - bisect_right(off, day) for day in special]
    worked = [plain(day) + more for day, more in zip(special, shift, strict=True)]
    return Workdays(tuple(off), tuple(extra), tuple(special), tuple(worked), tuple(shift))
