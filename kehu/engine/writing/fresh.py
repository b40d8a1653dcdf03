"""Records made because a link names them: a value may say `{"new": title}` for a record that is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kehu.access.actor import Actor
from kehu.base.text import Text
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.operations import Failure, Insert, Operation, Receipt, Update
from kehu.engine.titles import match_titles
from kehu.lang.kinds import Kind

Make = Callable[[str, Sequence[str]], Receipt]
"""Makes records of a table that have nothing but a title; gives a receipt with what went wrong."""

_REFUSED = Text("“{title}”不能新建：{why}", "“{title}” cannot be made: {why}")


def asked(shapes: Iterable[Table], operations: Sequence[Operation]) -> list[tuple[int, Field]]:
    """Find the operations, and the links in them, that want a record made."""
    links = {
        shape.key: [
            field
            for field in shape.by_key.values()
            if field.kind in (Kind.LINK, Kind.LINKS) and field.target not in (None, MEMBERS)
        ]
        for shape in shapes
    }
    return [
        (index, field)
        for index, operation in enumerate(operations)
        if isinstance(operation, Insert | Update)
        for field in links[operation.table]
        if any(_titles(operation.values.get(field.key)))
    ]


def settle(
    actor: Actor, operations: Sequence[Operation], places: Sequence[tuple[int, Field]], make: Make
) -> tuple[list[Operation], list[Failure]]:
    """Put the ids of found and made records in the places that want them; titles that several carry stay titles."""
    wanted: dict[str, dict[str, None]] = {}
    for index, field in places:
        wanted.setdefault(str(field.target), {}).update(dict.fromkeys(_titles(_value(operations[index], field))))
    known: dict[str, dict[str, int | str]] = {}
    refused: dict[tuple[str, str], Text] = {}
    for table, titles in wanted.items():
        found = match_titles(actor, table, titles)
        known[table] = {title: ids[0] if len(ids) == 1 else title for title, ids in found.items()}
        missing = [title for title in titles if title not in found]
        receipt = make(table, missing) if missing else Receipt()
        known[table] |= {missing[written.index]: written.id for written in receipt.records}
        refused |= {(table, missing[failure.index]): failure.text for failure in receipt.failed}
    done = list(operations)
    failed: list[Failure] = []
    for index, field in places:
        table, value = str(field.target), _value(done[index], field)
        wrong = [title for title in _titles(value) if (table, title) in refused]
        if wrong:
            text = _REFUSED.format(title=wrong[0][:40], why=refused[table, wrong[0]])
            failed.append(Failure(index, field.key, "link.new", text, value))
        done[index] = _with(done[index], field, _filled(value, known[table]))
    return done, failed


def _value(operation: Operation, field: Field) -> Any:
    assert isinstance(operation, Insert | Update)
    return operation.values[field.key]


def _with(operation: Operation, field: Field, value: Any) -> Operation:
    assert isinstance(operation, Insert | Update)
    return replace(operation, values={**operation.values, field.key: value})


def _titles(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        if isinstance(title := value.get("new"), str) and title.strip():
            yield title.strip()
        yield from _titles(value.get("add"))
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, Mapping):
                yield from _titles(part)


def _filled(value: Any, known: Mapping[str, int | str]) -> Any:
    if isinstance(value, list):
        return [_filled(part, known) for part in value]
    if not isinstance(value, Mapping):
        return value
    if isinstance(title := value.get("new"), str):
        return known.get(title.strip(), title.strip())
    return {**value, "add": _filled(value["add"], known)} if "add" in value else value
