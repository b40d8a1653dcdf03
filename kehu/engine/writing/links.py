"""Links to many on their way in: titles become ids, and links that the actor cannot see stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import scope
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine.fields import Wrong
from kehu.engine.fields.links import bounded, titles_in
from kehu.engine.operations import Insert
from kehu.engine.titles import existing, match_titles
from kehu.engine.writing.conflicts import Before
from kehu.engine.writing.intake import LINK_MANY, LINK_NONE, Draft
from kehu.lang.kinds import Kind


def settle(actor: Actor, shape: Table, drafts: Sequence[Draft], locked: Mapping[int, Before]) -> None:
    """Turn what the drafts say of links to many into ids; what cannot be found is noted as a mistake.

    A record out of the actor's reach is not found, but where it is linked already it stays linked.
    """
    for target in shape.by_key.values():
        if target.kind is not Kind.LINKS or target.readonly or target.target is None:
            continue
        held = [draft for draft in drafts if draft.values.get(target.key) is not None]
        if held:
            _resolve(actor, held, target, target.target, locked)
        if limited(actor, target.target):
            _keep_unseen(actor, drafts, target, target.target, locked)


def limited(actor: Actor, table: str) -> bool:
    """Tell whether there may be records of a table that an actor does not see."""
    if table == MEMBERS:
        return False
    allowed = scope(actor, table)
    return allowed.rows is not None or "read" not in allowed.actions


def found_ids(actor: Actor, table: str, asked: Iterable[Sequence[int | str]]) -> Mapping[int | str, Sequence[int]]:
    """Find what lists of ids and texts mean: the ids of the records for each of them, none when there is none.

    A text that is no title is looked up in its parts as well.
    """
    parts = {part for each in asked for part in each}
    words = {part for part in parts if isinstance(part, str)}
    words |= {title for each in words for title in titles_in(each)}
    numbers = {part for part in parts if isinstance(part, int)}
    known = existing(actor, table, numbers) if numbers else set()
    meant: dict[int | str, Sequence[int]] = {number: [number] for number in known}
    return meant | match_titles(actor, table, words)


def read_part(part: int | str, found: Mapping[int | str, Sequence[int]]) -> list[int | str]:
    """Take an id or a whole title as it is, and any other text as several titles."""
    return [part] if isinstance(part, int) or part in found else list(titles_in(part))


def _resolve(actor: Actor, drafts: Sequence[Draft], target: Field, table: str, locked: Mapping[int, Before]) -> None:
    key = target.key
    for draft in drafts:
        if isinstance(draft.values[key], int):  # a default
            draft.values[key] = [draft.values[key]]
    found = found_ids(actor, table, (draft.values[key] for draft in drafts))
    for draft in drafts:
        there = set(_before(draft, key, locked))
        try:
            draft.values[key] = found_links(draft.values[key], found, there)
        except Wrong as wrong:
            del draft.values[key]
            if key not in draft.defaulted:
                draft.fail(key, wrong.code, wrong.text)


def found_links(
    asked: Sequence[int | str], found: Mapping[int | str, Sequence[int]], there: Collection[int] = ()
) -> list[int] | None:
    """Give the ids that a list of ids and texts means; raises `Wrong` unless each is found or is `there` already."""
    ids: dict[int, None] = {}
    for part in (each for given in asked for each in read_part(given, found)):
        meant = found.get(part, [part] if part in there and isinstance(part, int) else [])
        ids[one_of(meant, part)] = None
    return bounded(list(ids))


def one_of(meant: Sequence[int], part: int | str) -> int:
    """Give the only record that is meant; raises `Wrong` for none and for several."""
    if len(meant) == 1:
        return meant[0]
    title = str(part)[:40]
    if meant:
        raise Wrong(LINK_MANY.format(title=title, count=len(meant)), "link.many")
    raise Wrong(LINK_NONE.format(title=title), "link.none")


def _before(draft: Draft, key: str, locked: Mapping[int, Before]) -> Sequence[int]:
    if isinstance(draft.operation, Insert) or draft.operation.id not in locked:
        return ()
    return locked[draft.operation.id].values.get(key) or ()


def _keep_unseen(
    actor: Actor, drafts: Sequence[Draft], target: Field, table: str, locked: Mapping[int, Before]
) -> None:
    key = target.key
    changed = [draft for draft in drafts if key in draft.values and _before(draft, key, locked)]
    linked = {identity for draft in changed for identity in _before(draft, key, locked)}
    seen = existing(actor, table, linked) if linked and "read" in scope(actor, table).actions else set()
    for draft in changed:
        new: list[Any] = list(draft.values[key] or ())
        unseen = [identity for identity in _before(draft, key, locked) if identity not in seen and identity not in new]
        draft.values[key] = [*new, *unseen] or None
