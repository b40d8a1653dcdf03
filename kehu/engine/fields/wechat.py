"""WeChat: the ID by which somebody is found and added in WeChat (微信号)."""

import re
from collections.abc import Sequence
from typing import Any

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_ID = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{5,19}$")
_NUMBER = re.compile(r"^(1[3-9]\d{9}|[1-9]\d{4,10})$")


class WechatType(FieldType):
    """A WeChat ID, or the mobile or QQ number that people are found by."""

    key = "wechat"
    kind = Kind.TEXT
    name = Text("微信号", "WeChat ID")
    icon = "wechat"
    hints = ("微信", "微信号", "wechat", "weixin")
    examples = ("wangfang_2026", "13800138000")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read an ID: 6 to 20 letters, digits, _ and -, a letter first (rule of WeChat); raises `Wrong`."""
        words = read_text(value, limit=200)
        if words is None:
            return None
        words = fold_width(words)
        if not _ID.match(words) and not _NUMBER.match(words):
            raise Wrong(
                Text(
                    "“{value}”不是微信号：6 到 20 个字母、数字、_ 或 -，以字母开头",
                    "“{value}” is no WeChat ID: 6 to 20 letters, digits, _ or -, a letter first",
                ).format(value=words[:40]),
                "wechat",
            )
        return words

    def guess(self, samples: Sequence[str]) -> float:
        """IDs that mix letters with digits, _ or -; words alone could be anything."""
        fit = share(samples, lambda words: bool(_ID.match(words)) and not words.isalpha())
        return 0.4 * fit if fit > 0.9 else 0.0


TYPE = WechatType()
