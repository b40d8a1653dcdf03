"""Chinese text: width folding, pinyin keys, sort order."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

_NOT_KEY = re.compile(r"[^a-z0-9]+")


def fold_width(words: str) -> str:
    """Turn full-width letters, digits and punctuation into their half-width form (NFKC) and strip the ends."""
    return unicodedata.normalize("NFKC", words).strip()


def pinyin_key(words: str, limit: int = 40) -> str:
    """Spell `words` as an identifier in ASCII: `客户名称` gives `ke_hu_ming_cheng`; empty when nothing is left."""
    syllables = lazy_pinyin(fold_width(words), style=Style.NORMAL)
    key = _NOT_KEY.sub("_", "_".join(syllables).lower()).strip("_")[:limit].strip("_")
    return f"x_{key}" if key[:1].isdigit() else key


def sort_key(words: str) -> bytes:
    """Order text as PostgreSQL does here: by GB 18030 bytes of the lower case, so common characters follow pinyin.

    Source: GB/T 2312-1980 orders its 3,755 first-level characters by pinyin; GB 18030 keeps that order. The first 200
    characters count, so that an index can hold every text.
    """
    return words[:200].lower().encode("gb18030", "replace")
