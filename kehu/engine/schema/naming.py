"""Names that people give, and the keys that follow from them."""

from __future__ import annotations

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.chinese import fold_width, pinyin_key
from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text

MAX_NAME = 100


def free_key(wanted: str, name: Text, taken: set[str], fallback: str) -> str:
    """Spell a key that nobody has yet from what is wanted, else from the name."""
    base = pinyin_key(wanted) or pinyin_key(name.zh) or fallback
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def named(name: str) -> str:
    """Tidy a name; raises `Invalid` when it is empty or too long."""
    tidy = " ".join(fold_width(name).split()) if name.isascii() else " ".join(name.split())
    if not tidy or len(tidy) > MAX_NAME or "\x00" in tidy:
        raise Invalid(
            Text(f"名称不能为空，最多 {MAX_NAME} 个字", f"A name is needed, of at most {MAX_NAME} characters"),
            code="name",
        )
    return tidy


def require_design(actor: Actor, table: str | None = None) -> None:
    """Refuse those who may not shape tables."""
    if table is not None:
        require(actor, "design", table)
    elif not actor.owner:
        raise Forbidden(Text("只有所有者能新建和修改表", "Only an owner makes and changes tables"), code="forbidden")
