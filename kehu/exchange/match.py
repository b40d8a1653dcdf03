"""Onto which table the columns of a sheet fit, and which column fills which field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kehu.base.chinese import fold_width
from kehu.catalog.shapes import MEMBERS, Catalog, Field, Table
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.engine.fields.tags import may_be_tags
from kehu.exchange.profile import Profile
from kehu.exchange.synonyms import SYNONYMS
from kehu.lang.kinds import Kind

EXACT, KNOWN, PART = 1.0, 0.95, 0.6
ENOUGH_COLUMNS = 3
ENOUGH_SHARE = 0.4
FITS = 0.6
"""Share of a column's values that must fit a field."""

_BRACKETS = re.compile(r"[(\[{【（].*?[)\]}】）]")
_NOISE = re.compile(r"[\s_\-/\\:：*#.·、,]+")

Members = Callable[[Iterable[str]], Mapping[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Match:
    """A table with the fields its columns fill: column number to field key and confidence."""

    table: Table
    fields: Mapping[int, tuple[str, float]]
    score: float


def simplify(words: str) -> str:
    """Reduce a header to what counts: no case, width, spaces, marks, nor what stands in brackets."""
    folded = fold_width(words).lower()
    bare = _NOISE.sub("", _BRACKETS.sub("", folded))
    return bare or _NOISE.sub("", folded)


def best_table(
    catalog: Catalog,
    sheet: str,
    headers: Sequence[str],
    profiles: Sequence[Profile],
    reading: Reading,
    members: Members,
) -> Match | None:
    """Choose the table whose fields the columns fill best; None when none fits well enough."""
    filled = sum(profile.filled > 0 for profile in profiles)
    best: Match | None = None
    for table in catalog.tables.values():
        if table.archived:
            continue
        found = match_table(table, headers, profiles, reading, members)
        if not _enough(found, sheet, filled):
            continue
        if best is None or found.score > best.score:
            best = found
    return best


def match_table(
    table: Table, headers: Sequence[str], profiles: Sequence[Profile], reading: Reading, members: Members
) -> Match:
    """Give every column at most one field of the table and every field at most one column, best pairs first."""
    names = {field.key: _names(table, field) for field in table.by_key.values() if not field.readonly}
    pairs = []
    for column, header in enumerate(headers):
        simple = simplify(header)
        for key, (own, known) in names.items():
            if likeness := _likeness(simple, own, known):
                pairs.append((likeness, column, key))
    taken: dict[int, tuple[str, float]] = {}
    used: set[str] = set()
    for likeness, column, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if (
            column not in taken
            and key not in used
            and (fit := _fit(table.by_key[key], profiles[column], reading, members)) >= FITS
        ):
            taken[column] = (key, round(likeness * (0.5 + fit / 2), 2))
            used.add(key)
    return Match(table, taken, sum(confidence for _, confidence in taken.values()))


def _enough(found: Match, sheet: str, filled: int) -> bool:
    keys = {key for key, _ in found.fields.values()}
    table = found.table
    needed = {field.key for field in table.by_key.values() if field.required and field.default is None}
    title = table.title_field
    if not needed <= keys or not (title.key in keys or needed or field_type(title.type).numbered):
        return False
    if simplify(sheet) in {simplify(table.name.zh), simplify(table.name.en), table.key} and found.fields:
        return True
    return len(keys) >= ENOUGH_COLUMNS or len(keys) >= max(2, filled * ENOUGH_SHARE)


def _names(table: Table, field: Field) -> tuple[set[str], set[str]]:
    own = {field.name.zh, field.name.en, field.key}
    if field.short:
        own |= {field.short.zh, field.short.en}
    known = set(SYNONYMS.get(f"{table.key}.{field.key}", ()))
    return {simplify(name) for name in own}, {simplify(name) for name in known}


def _likeness(header: str, own: set[str], known: set[str]) -> float:
    if header in own:
        return EXACT
    if header in known:
        return KNOWN
    if len(header) >= 2 and any(len(name) >= 2 and _contains(header, name) for name in own):
        return PART
    return 0.0


def _contains(header: str, name: str) -> bool:
    """Tell a Chinese header that wraps the field's name: 首选手机号码 and 手机号码; never the other way round."""
    return not name.isascii() and len(name) * 2 >= len(header) and header.endswith(name)


def _fit(field: Field, profile: Profile, reading: Reading, members: Members) -> float:
    """Say which share of a column's values the field could take."""
    samples = profile.samples[:200]
    if not samples:
        return FITS
    if field.target == MEMBERS:
        names = set(samples)
        known = members(names)
        return sum(bool(known.get(name)) for name in names) / len(names)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return _tag_fit(samples) if field.type == "tags" else _choice_fit(field, profile, samples)
    if field.kind == Kind.LINK:
        return 1.0
    fits = 0
    for sample in samples:
        try:
            field_type(field.type).parse(sample, field, reading)
        except Wrong:
            continue
        fits += 1
    return fits / len(samples)


def _tag_fit(samples: Sequence[str]) -> float:
    """Any short words fit: those that are no tag yet become one."""
    return sum(may_be_tags(sample) for sample in samples) / len(samples)


def _choice_fit(field: Field, profile: Profile, samples: Sequence[str]) -> float:
    """Known labels fit; a short list of other words may become new choices."""
    known = {name.lower() for choice in field.choices for name in (choice.label.zh, choice.label.en)}
    share = sum(sample.lower() in known for sample in samples) / len(samples)
    wordy = not any(sample.replace(".", "").isdigit() for sample in samples)
    return max(share, 0.7 if wordy and profile.distinct <= 40 and profile.distinct * 2 <= profile.filled else 0.0)
