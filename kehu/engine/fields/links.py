"""Links: several records of another table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.engine.fields.link import TARGET, LinkType
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

MAX_WORDS = 100_000
MAX_LINKS = 1_000
"""Most records that one cell links to."""
SEPARATORS = re.compile(r"[;；、\n]+")
"""What stands between titles; no comma, because names of companies hold commas."""


class LinksType(FieldType):
    """Several records of another table, each once, stored as their ids in the order they were given.

    `parse` gives ids, and texts where a person wrote titles: the write door finds the records then. A text may be one
    title or several with separators between them.
    """

    key = "links"
    kind = Kind.LINKS
    name = Text("多条关联", "Links")
    icon = "relation"
    settings: ClassVar[tuple[Setting, ...]] = (TARGET,)
    one: ClassVar[FieldType] = LinkType()

    def parse(self, value: Any, field: Field, reading: Reading) -> list[int | str] | None:
        """Read a list of ids, `{"id": …}` or titles; or a text of one or several titles."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        parts = value if isinstance(value, list | tuple) else [value]
        if isinstance(value, bool | float | Mapping):
            raise Wrong(Text("这里要选几条记录", "Several records are wanted here"), "links")
        found = [
            read_text(part, lines=True, limit=MAX_WORDS)
            if isinstance(part, str)
            else self.one.parse(part, field, reading)
            for part in parts
        ]
        return bounded([each for each in dict.fromkeys(found) if each is not None])

    def show(self, stored: Any, field: Field, reading: Reading) -> str:
        """Write the titles of the linked records."""
        joint = "; " if reading.language == "en" else "、"
        return joint.join(self.one.show(each, field, reading) for each in stored or ())

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Links need a target."""
        return self.one.check_config(super().check_config(config))


def bounded(ids: list[Any]) -> list[Any] | None:
    """Refuse more links than a cell holds; None for none."""
    if len(ids) > MAX_LINKS:
        raise Wrong(
            Text(f"一格最多关联 {MAX_LINKS} 条记录", f"A cell links to at most {MAX_LINKS} records"), "links.many"
        )
    return ids or None


def titles_in(words: str) -> list[str]:
    """Split a text that may name several records."""
    return list(dict.fromkeys(part.strip() for part in SEPARATORS.split(words) if part.strip()))


TYPE = LinksType()
