"""What a formula says, before its names and types are known; every part knows its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the source: line and column count from 1, `start` and `end` from 0."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the formula."""

    place: Place
    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field in braces, by key or by name in either language."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments; an argument left out between commas is None."""

    place: Place
    name: str
    arguments: tuple[Node | None, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Operators of one rank in a row, read from the left: `first`, then operator and operand again and again."""

    place: Place
    first: Node
    rest: tuple[tuple[str, Place, Node], ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """One operand with an operator in front of it or behind it: `-x`, `+x`, `x%`."""

    place: Place
    operator: str
    operand: Node


Node = Literal | FieldName | Call | Operation | Signed


def children(node: Node) -> Iterator[Node]:
    """Walk the parts of which a part is directly made."""
    match node:
        case Call(arguments=arguments):
            yield from (each for each in arguments if each is not None)
        case Operation(first=first, rest=rest):
            yield first
            yield from (operand for _, _, operand in rest)
        case Signed(operand=operand):
            yield operand
