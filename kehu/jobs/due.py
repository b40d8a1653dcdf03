"""Work that becomes due by what stands in the database: workers look now and then, and start what nobody began yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kehu.jobs.models import OPEN, Job


@dataclass(frozen=True, slots=True)
class Due:
    """A kind of job with the question for what it is due, as arguments of each, and how it begins."""

    kind: str
    ask: Callable[[], Iterable[Mapping[str, Any]]]
    begin: Callable[..., object]


_DUE: dict[str, Due] = {}


def due(kind: str, ask: Callable[[], Iterable[Mapping[str, Any]]], begin: Callable[..., object]) -> None:
    """Have `begin` called for all arguments that `ask` gives, unless a job of `kind` with them waits or runs."""
    _DUE[kind] = Due(kind, ask, begin)


def look() -> None:
    """Begin what is due."""
    for each in _DUE.values():
        for arguments in each.ask():
            if not Job.objects.filter(kind=each.kind, state__in=OPEN, arguments=dict(arguments)).exists():
                each.begin(**arguments)
