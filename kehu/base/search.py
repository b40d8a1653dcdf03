"""Search as people type: what a record can be found by, and what a query asks for, both as tokens.

A title is cut into single Chinese characters and pairs, beginnings of syllables and words, pairs of initials, and
groups of digits; a query into the same. Every token that a query needs stands in each record it means, so a list of
candidates is found by tokens alone and put in order by `rank`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from zlib import crc32

from kehu.base.spelling import SYLLABLES, fold, readings, spelled

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = re.compile(rf"[{CJK}]+|\d+|[^\W\d_{CJK}]+")
_CHINESE = re.compile(rf"[{CJK}]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[-().]+(?=\d)")
_LEGAL_FORM = re.compile(r"(股份)?(有限责任公司|有限公司)$")
START, WHOLE = "^", "="
MOST_LETTERS = 12
MOST_START = 4
MOST_UNITS = 24
MOST_TITLE = 200
MOST_TEXT = 2_000
MOST_QUERY = 60
MOST_WORDS = 6
MOST_WAYS = 6

Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as tokens: every word by one of its ways, a way being tokens that must all be there."""

    folded: str
    words: tuple[tuple[Way, ...], ...]

    @property
    def beginning(self) -> str | None:
        """The token that titles beginning with the query carry; none for several words."""
        return START + self.folded[:MOST_START] if len(self.words) == 1 else None

    @property
    def whole(self) -> str:
        """The token of the title that is the query."""
        return WHOLE + self.folded


def pieces(folded: str) -> list[str]:
    """Cut folded text where the script changes: Chinese, digits, letters."""
    return _PIECE.findall(_BETWEEN_DIGITS.sub("", folded))


def title_tokens(title: str) -> set[str]:
    """Give everything by which a title is found."""
    folded = fold(title[:MOST_TITLE])
    parts = pieces(folded)
    tokens = _grams(parts)
    joined = "".join(parts)
    if joined:
        tokens.add(WHOLE + joined)
    tokens.update(_beginnings(joined))
    units = _units(_PIECE.findall(_LEGAL_FORM.sub("", folded)))
    for unit in units:
        for way in unit:
            tokens.update(way[:size] for size in range(1, min(len(way), MOST_LETTERS) + 1))
    firsts = [tuple({way[0] for way in unit}) for unit in units]
    for one, two in pairwise(firsts):
        tokens.update(left + right for left in one for right in two)
    for way in spelled(firsts[:MOST_START], 4) | spelled(units[:MOST_START], 4):
        tokens.update(_beginnings(way))
    return tokens


def text_tokens(words: str) -> set[str]:
    """Give what another text of a record is found by: characters and pairs, words, digits; no pinyin."""
    return _grams(pieces(fold(words[:MOST_TEXT])))


def phone_tokens(words: str) -> set[str]:
    """Give what a telephone number is found by: any four digits in a row, and how it begins."""
    digits = "".join(filter(str.isdecimal, fold(words[:MOST_TITLE])))
    return _digits(digits) | (_digits(digits[2:]) if digits.startswith("86") and len(digits) > 11 else set())


@lru_cache(maxsize=512)
def ask(query: str) -> Asked:
    """Cut a query into tokens; without words when nothing in it can be looked up."""
    folded = fold(query[:MOST_QUERY].strip())
    cut = [pieces(word) for word in folded.split()[:MOST_WORDS]]
    words = tuple(_ways(word) for word in cut if word)
    return Asked("".join("".join(word) for word in cut), words)


def keyed(table: int, tokens: set[str] | Way) -> list[int]:
    """Give tokens of a table as the 32-bit numbers by which they are stored."""
    numbers = _numbers.get(table)
    if numbers is None or len(numbers) > MOST_NUMBERS:
        numbers = _numbers[table] = _Numbers(crc32(b"%d" % table))
    return list(map(numbers.__getitem__, tokens))


class _Numbers(dict[str, int]):
    """Numbers of the tokens of one table; most tokens come again and again."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.seed = seed

    def __missing__(self, token: str) -> int:
        number = (crc32(token.encode("utf-8", "replace"), self.seed) ^ 0x80000000) - 0x80000000
        self[token] = number
        return number


_numbers: dict[int, _Numbers] = {}
MOST_NUMBERS = 100_000


def rank(asked: Asked, title: str) -> int:
    """Tell how well a title answers: 0 it is the query, 1 begins with it, 2 is spelled so, 3 holds it, 4 otherwise."""
    bare = "".join(pieces(fold(title[:MOST_TITLE])))
    wanted = asked.folded
    if bare == wanted:
        return 0
    if bare.startswith(wanted):
        return 1
    if wanted.isascii() and wanted.isalpha() and _spells(wanted, title):
        return 2
    return 3 if wanted in bare else 4


def _spells(wanted: str, title: str) -> bool:
    units = _units(_PIECE.findall(fold(title[:MOST_TITLE])))[: len(wanted)]
    reached = {0}
    for unit in units:
        after: set[int] = set()
        for place in reached:
            rest = wanted[place:]
            for way in unit:
                if way.startswith(rest):
                    return True
                after.update(place + size for size in {1, len(way)} if rest.startswith(way[:size]))
        reached = after
    return len(wanted) in reached


def _grams(parts: list[str]) -> set[str]:
    tokens: set[str] = set()
    for part in parts:
        if part[0].isdecimal():
            tokens |= _digits(part)
        elif _CHINESE.match(part):
            tokens.update(part)
            tokens.update(one + two for one, two in pairwise(part))
        else:
            tokens.update(part[:size] for size in range(1, min(len(part), MOST_LETTERS) + 1))
    return tokens


def _digits(run: str) -> set[str]:
    return {run[:size] for size in range(1, min(len(run), 3) + 1)} | {
        run[place : place + 4] for place in range(len(run) - 3)
    }


def _beginnings(words: str) -> set[str]:
    return {START + words[:size] for size in range(1, min(len(words), MOST_START) + 1)}


def _units(parts: list[str]) -> list[tuple[str, ...]]:
    units: list[tuple[str, ...]] = []
    for part in parts:
        if _CHINESE.match(part):
            units += [ways for ways in map(readings, part) if ways]
        elif not part[0].isdecimal():
            units.append((part,))
    return units[:MOST_UNITS]


def _ways(parts: list[str]) -> tuple[Way, ...]:
    """Give the ways in which a word without blanks can be meant."""
    found = (tuple(dict.fromkeys(sum(way, ()))) for way in product(*(_ways_of_piece(part) for part in parts)))
    return tuple(way for way, _ in zip(found, range(MOST_WAYS), strict=False))


def _ways_of_piece(part: str) -> tuple[Way, ...]:
    if part[0].isdecimal():
        if len(part) < 4:
            return ((part,),)
        return (tuple(part[place : place + 4] for place in range(len(part) - 3)),)
    if _CHINESE.match(part):
        return (tuple(one + two for one, two in pairwise(part)),) if len(part) > 1 else ((part,),)
    ways: list[Way] = [(part[:MOST_LETTERS],)]
    if len(part) > 1 and part.isascii():
        ways.append(tuple(dict.fromkeys(one + two for one, two in pairwise(part))))
        ways += [_syllables(units) for units in _cut(part) if 1 < len(units) < len(part)]
    return tuple(dict.fromkeys(ways))[:MOST_WAYS]


def _syllables(units: Way) -> Way:
    firsts = [unit[0] for unit in units]
    return tuple(
        dict.fromkeys([*(unit for unit in units if len(unit) > 1), *(one + two for one, two in pairwise(firsts))])
    )


def _cut(letters: str) -> list[Way]:
    """Cut letters into syllables, single initials and a beginning at the end: the ways of fewest parts first."""
    best: list[list[Way]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            unit = letters[start:end]
            if len(unit) == 1 or unit in SYLLABLES or (end == len(letters) and unit in _OPEN):
                best[end] += [(*way, unit) for way in best[start]]
        best[end] = sorted(set(best[end]), key=len)[:MOST_WAYS]
    return best[-1]


_OPEN = frozenset(syllable[:size] for syllable in SYLLABLES for size in range(1, len(syllable)))
