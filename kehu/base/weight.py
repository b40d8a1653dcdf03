"""How heavy a JSON value is, so that settings stay light."""

from __future__ import annotations

from typing import Any

import orjson

from kehu.base.errors import TooLarge
from kehu.base.text import Text


def weight(value: Any) -> int:
    """Give the number of bytes of a JSON value; raises `TooLarge` for one that nests too deeply to be written."""
    try:
        return len(orjson.dumps(value))
    except TypeError:
        raise TooLarge(
            Text("内容嵌套得太深，请分成几部分", "The content nests too deeply; split it"), code="json.deep"
        ) from None
