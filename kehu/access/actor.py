"""The actor: on whose behalf something happens, as a value that every door takes first."""

from __future__ import annotations

from dataclasses import dataclass

from kehu.access.models import Member
from kehu.access.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with their role and language; `member` is None for the installation itself."""

    member: int | None
    name: str
    role: str
    language: str = "zh-CN"

    @property
    def owner(self) -> bool:
        """True when the actor may shape tables and look after members."""
        return self.role == Role.OWNER


SYSTEM = Actor(None, "系统", Role.OWNER.value)


def actor_of(member: Member) -> Actor:
    """Give the actor that a member is."""
    return Actor(member.pk, member.name, member.role, member.language)
