"""Our texts where Django and allauth expect a lazily translated string."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

from kehu.base.text import Text


def _say(text: Text) -> str:
    return text.say(get_language() or "")


spoken = lazy(_say, str)
"""Give a string that speaks the language of the request in which it is printed."""
