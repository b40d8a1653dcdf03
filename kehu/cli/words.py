"""Speaking to the person at the terminal in their language."""

import os
import sys
from typing import TextIO

from kehu.base.text import Text


def language() -> str:
    """Return the language of the terminal: KEHU_LANGUAGE, or English where the locale says so, else Chinese."""
    chosen = os.environ.get("KEHU_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if chosen.lower().startswith("en") else "zh-CN"


def say(text: Text, to: TextIO | None = None) -> None:
    """Print one sentence at once."""
    print(text.say(language()), file=to or sys.stdout, flush=True)
