"""Values on their way into a job's JSON columns and out again in a reader's language."""

import datetime
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kehu.base.text import Text

BOTH = {"zh", "en"}


def keep(value: Any) -> Any:
    """Turn a value into JSON; texts keep both languages."""
    match value:
        case Text():
            return {"zh": value.zh, "en": value.en}
        case Mapping():
            return {str(key): keep(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [keep(inner) for inner in value]
        case Decimal() | uuid.UUID():
            return str(value)
        case datetime.date() | datetime.datetime():
            return value.isoformat()
        case _:
            return value


def speak(value: Any, language: str) -> Any:
    """Replace every kept text by its words in `language`."""
    match value:
        case {"zh": str() as zh, "en": str() as en} if set(value) == BOTH:
            return Text(zh, en).say(language)
        case dict():
            return {key: speak(inner, language) for key, inner in value.items()}
        case list():
            return [speak(inner, language) for inner in value]
        case _:
            return value
