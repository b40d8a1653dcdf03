"""Draws from a seeded source of chance that the generators share."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, TypeVar

Row = dict[str, Any]
T = TypeVar("T")


def source(seed: int, part: str) -> Random:
    """Give the source of chance for one part of the data; the same seed and part give the same data."""
    return Random(f"{seed}:{part}")  # noqa: S311 - believable data, no secret


def weighted(random: Random, weights: Mapping[str, int]) -> str:
    """Draw one key, heavier ones more often."""
    return random.choices(tuple(weights), tuple(weights.values()))[0]


def ahead(random: Random) -> int:
    """Draw how many days from today something is planned: some are late, some are today, most lie ahead."""
    where = random.random()
    if where < 0.12:
        return -random.randint(1, 9)
    return 0 if where < 0.22 else random.randint(1, 30)


def maybe(random: Random, chance: float, value: T) -> T | None:
    """Give the value with a chance between 0 and 1, otherwise nothing."""
    return value if random.random() < chance else None
