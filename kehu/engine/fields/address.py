"""Address: a postal address, kept as it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kehu.base.regions import regions_of
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_MOST = 500
_STREET = re.compile(r"[路街道巷弄村镇乡号楼座室园厦苑栋幢]|大道|广场|\d")


def looks_like(words: str) -> bool:
    """Tell whether a text begins with a region and goes on with a street, a building or a number."""
    found = regions_of(words)
    return bool(found) and bool(_STREET.search(found[0].rest))


class AddressType(FieldType):
    """One line: where to send and where to go."""

    key = "address"
    kind = Kind.TEXT
    name = Text("地址", "Address")
    icon = "place"
    examples = ("广东省深圳市南山区科技园路1号", "1 Infinite Loop, Cupertino")
    hints = ("地址", "住址", "address")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read one line of words."""
        return read_text(value, limit=_MOST)

    def guess(self, samples: Sequence[str]) -> float:
        """Texts that begin with a region and go on."""
        fit = share(samples, looks_like)
        return 0.85 * fit if fit > 0.7 else 0.0


TYPE = AddressType()
