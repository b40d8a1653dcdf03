"""Field names in a formula: people write today's names, the stored form holds keys, so renaming breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar
from weakref import WeakKeyDictionary

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.lang.formulas.parse import bare, check_source
from kehu.lang.formulas.problems import MAX_PROBLEMS, Problem, at, refusal

_MARKS = re.compile(r'"(?:[^"]|"")*"|[“”][^“”]*[“”]|([{｛](?:[^{}｛｝]|}}|{{)*[}｝])')


class NamedField(Protocol):
    """A field as far as its names matter."""

    @property
    def key(self) -> str:
        """The key that never changes."""

    @property
    def name(self) -> Text:
        """Today's name."""


Held_co = TypeVar("Held_co", bound=NamedField, covariant=True)


class Shape(Protocol[Held_co]):
    """A table as far as its fields' names matter; `catalog.shapes.Table` is one."""

    @property
    def by_key(self) -> Mapping[str, Held_co]:
        """Fields in use by key."""


def find(name: str, shape: Shape[Held_co]) -> Held_co | None:
    """Find a field by key, else by its name in either language, width and case of letters disregarded."""
    if name in shape.by_key:
        return shape.by_key[name]
    key = _keys(shape).get(_folded(name))
    return None if key is None else shape.by_key[key]


_known: WeakKeyDictionary[Shape[NamedField], Mapping[str, str]] = WeakKeyDictionary()


def _keys(shape: Shape[NamedField]) -> Mapping[str, str]:
    """Give the keys by folded name, the first field of a name; built once per catalog version."""
    found = _known.get(shape)
    if found is None:
        names = (
            (name, field.key)
            for field in reversed(list(shape.by_key.values()))
            for name in (field.name.en, field.name.zh)
        )
        found = _known[shape] = {_folded(name): key for name, key in names}
    return found


def unknown_field(name: str, shape: Shape[NamedField]) -> Text:
    """Say that there is no such field, and which ones are nearest."""
    names = [spelled for field in shape.by_key.values() for spelled in dict.fromkeys((field.name.zh, field.name.en))]
    return with_nearest(
        Text("这张表没有字段“{name}”", "This table has no field “{name}”").format(name=name[:60]), name, names
    )


def with_nearest(text: Text, name: str, known: Sequence[str]) -> Text:
    """Add the names that are nearest to a wrong one, when there are any."""
    folded = {_folded(each): each for each in known}
    near = [folded[each] for each in get_close_matches(_folded(name)[:60], folded, n=3, cutoff=0.4)]
    near += [each for each in known if _folded(name) and _folded(name) in _folded(each) and each not in near]
    if not near:
        return text
    question = Text("{text}；是不是要写：{near}", "{text}; did you mean: {near}")
    return question.format(text=text, near=Text("、".join(near[:3]), ", ".join(near[:3])))


def canonical(source: str, shape: Shape[NamedField]) -> str:
    """Write a formula with keys for names, everything else as it stands; raises `Invalid` for unknown names."""
    check_source(source)
    problems: list[Problem] = []

    def key(match: re.Match[str]) -> str:
        field = find(bare(match[1]), shape)
        if field is None:
            if len(problems) < MAX_PROBLEMS:
                place = at(source, match.start(), match.end())
                problems.append(Problem(place, unknown_field(bare(match[1]), shape)))
            return match[0]
        return _braced(field.key)

    written = _rewrite(source, key)
    if problems:
        raise refusal(problems)
    return written


def spoken(source: str, shape: Shape[NamedField], language: str) -> str:
    """Write a formula with today's names in `language`; a key stays where its name would mean another field."""

    def name(match: re.Match[str]) -> str:
        field = shape.by_key.get(bare(match[1]))
        if field is None:
            return match[0]
        spelled = _braced(field.name.say(language))
        reads_back = _MARKS.fullmatch(spelled) is not None and find(bare(spelled), shape) is field
        return spelled if reads_back else _braced(field.key)

    return _rewrite(source, name)


def _rewrite(source: str, change: Callable[[re.Match[str]], str]) -> str:
    return _MARKS.sub(lambda match: change(match) if match[1] else match[0], source)


def _braced(name: str) -> str:
    return "{" + name.replace("{", "{{").replace("}", "}}") + "}"


def _folded(name: str) -> str:
    return fold_width(name).casefold()
