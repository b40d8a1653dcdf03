"""Currencies: how many places each has, its sign and the ways its amounts are marked (ISO 4217)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kehu.base.text import Text


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency; `marks` are the spellings that may stand beside an amount, the longest first."""

    code: str
    places: int
    sign: str
    name: Text
    marks: tuple[str, ...]


@cache
def currencies() -> Mapping[str, Currency]:
    """Give the currencies by code, the most frequent first."""
    found = {}
    for line in (files("kehu.base") / "currencies.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, places, sign, zh, en, *more = line.split("\t")
            marks = {code, sign, zh, *(more[0].split() if more else ())}
            ordered = tuple(sorted(marks, key=lambda mark: (-len(mark), mark)))
            found[code] = Currency(code, int(places), sign, Text(zh, en), ordered)
    return MappingProxyType(found)


@cache
def all_marks() -> str:
    """Give every mark of every currency, the longest first, as `read_number` takes them."""
    marks = {mark for each in currencies().values() for mark in each.marks}
    return " ".join(sorted(marks, key=lambda mark: (-len(mark), mark)))
