"""E-mail: an address that could receive mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Wrong, share
from kehu.engine.fields.words import read_text
from kehu.lang.kinds import Kind

_PLAIN = re.compile(r"[a-z0-9_%+\-]+(?:\.[a-z0-9_%+\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
"""The usual address, already in its normal form: a tenth of the time of the full check, which matters in imports."""
_PLAIN_LENGTH = 64


class EmailType(FieldType):
    """An e-mail address."""

    key = "email"
    kind = Kind.TEXT
    name = Text("邮箱", "E-mail")
    examples = ("li.lei@example.com",)
    icon = "mail"
    hints = ("邮箱", "邮件", "电子邮件", "email", "e-mail", "mail")

    def parse(self, value: Any, field: Field, reading: Reading) -> str | None:
        """Read an address; its form is checked (RFC 5321/6531), its server is not asked."""
        words = read_text(value, limit=320)
        if words is None:
            return None
        if len(words) <= _PLAIN_LENGTH and _PLAIN.fullmatch(words):
            return words
        try:
            return validate_email(
                fold_width(words), check_deliverability=False, test_environment=True, allow_smtputf8=True
            ).normalized
        except EmailNotValidError:
            raise Wrong(
                Text(
                    "“{value}”不是邮箱地址，例如 name@example.com",
                    "“{value}” is no e-mail address, such as name@example.com",
                ).format(value=words[:40]),
                "email",
            ) from None

    def guess(self, samples: Sequence[str]) -> float:
        """One @ with a dotted name behind it."""
        fit = share(
            samples, lambda words: words.count("@") == 1 and "." in words.split("@")[1] and " " not in words.strip()
        )
        return 0.95 * fit if fit > 0.8 else 0.0


TYPE = EmailType()
