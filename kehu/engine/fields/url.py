"""URL: the address of a page; only http and https are taken, so that opening it is safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_SHAPE = re.compile(r"^https?://[^\s/?#]+\.?[^\s]*$", re.IGNORECASE)
_BARE = re.compile(r"^[^\s/?#:@]+\.[a-zA-Z\u4e00-\u9fff]{2,}(:\d+)?([/?#]\S*)?$")


class UrlType(FieldType):
    """The address of a page."""

    key = "url"
    kind = Kind.TEXT
    name = Text("网址", "URL")
    examples = ("https://example.com/a?b=1", "http://例子.测试/")
    icon = "link"
    hints = ("网址", "官网", "网站", "链接", "url", "website", "site", "homepage")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read an address; `www.example.com` becomes `https://www.example.com`, other schemes are refused."""
        words = read_text(value, limit=2_000)
        if words is None:
            return None
        if _BARE.match(words):
            return f"https://{words}"
        if not _SHAPE.match(words):
            raise Wrong(
                Text(
                    "“{value}”不是网址，要以 http:// 或 https:// 开头",
                    "“{value}” is no address; it starts with http:// or https://",
                ).format(value=words[:40]),
                "url",
            )
        return words

    def guess(self, samples: Sequence[str]) -> float:
        """http addresses or www names."""
        fit = share(samples, lambda words: words.lower().startswith(("http://", "https://", "www.")))
        return 0.95 * fit if fit > 0.8 else 0.0


TYPE = UrlType()
