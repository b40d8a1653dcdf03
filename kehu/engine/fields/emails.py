"""E-mails: several addresses in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading
from kehu.engine.fields.email import TYPE as EMAIL
from kehu.engine.fields.phones import guess_several, read_several
from kehu.lang.kinds import Kind


class EmailsType(FieldType):
    """Addresses, each checked as one, separated by 、."""

    key = "emails"
    kind = Kind.TEXT
    name = Text("多个邮箱", "E-mails")
    icon = "mail"
    examples = ("li.lei@example.com", "li.lei@example.com; han.meimei@example.com")
    hints = EMAIL.hints

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read addresses separated by lines, 、 , ; or /."""
        return read_several(value, EMAIL, field, reading)

    def guess(self, samples: Sequence[str]) -> float:
        """Addresses, more than one in some cells."""
        return guess_several(samples, EMAIL)


TYPE = EmailsType()
