"""Scope: the one function through which the engine learns what an actor may do in a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kehu.access.actor import Actor, actor_of
from kehu.access.roles import ACTION_NAMES, ACTIONS, NAMES, Role
from kehu.base.errors import Forbidden
from kehu.base.text import Text
from kehu.lang.filters import Filter

__all__ = ["Scope", "actor_of", "require", "scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is allowed: the actions, the rows reached (None = all) and the keys of hidden fields."""

    actions: frozenset[str]
    rows: Filter | None = None
    hidden: frozenset[str] = frozenset()


def scope(actor: Actor, table_key: str) -> Scope:
    """Tell what `actor` may do in the table; by role for now, the same in every table."""
    return _of_role(actor.role)


def require(actor: Actor, action: str, table_key: str) -> Scope:
    """Give the scope when it allows `action`; raises `Forbidden` (code `forbidden`) otherwise."""
    found = scope(actor, table_key)
    if action not in found.actions:
        raise Forbidden(
            _refusal(actor, action),
            code="forbidden",
            details={"action": action, "table": table_key, "role": actor.role},
        )
    return found


@cache
def _of_role(role: str) -> Scope:
    return Scope(ACTIONS[Role(role)])


def _refusal(actor: Actor, action: str) -> Text:
    return Text(
        "你的角色是“{role}”，不能{action}。需要时请联系所有者调整角色",
        "Your role “{role}” may not {action}. Ask an owner to change your role if you need to",
    ).format(role=NAMES[Role(actor.role)], action=ACTION_NAMES[action])
