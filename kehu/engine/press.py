"""Pressing a button: an address to open, or values set through the one door, with the rights of who presses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.clock import now
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import MEMBERS, Field, Table
from kehu.engine import read, write
from kehu.engine.fields import reader
from kehu.engine.fields.button import SET
from kehu.engine.operations import Update
from kehu.engine.reading import reading_of
from kehu.engine.templates import fill
from kehu.lang.kinds import Kind

SCHEMES = frozenset({"http", "https", "tel", "mailto"})
MOST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Pressed:
    """What pressing did: the address to open, or the change to undo it by."""

    open: str | None
    change: int | None


def press(actor: Actor, table: str, record: int, field: str) -> Pressed:
    """Press a button of a record.

    Raises `NotFound`, `Forbidden`, and `Invalid` when a field in the address is empty or the address is not safe.
    """
    shape = store.current().table(table)
    allowed = require(actor, "read", table)
    button = shape.field("" if field in allowed.hidden else field)
    if button.type != "button":
        raise Invalid(Text("“{field}”不是按钮", "“{field}” is no button").format(field=button.name), code="button.none")
    found = read.record(actor, table, record)
    if button.config.get("does") != SET:
        return Pressed(_address(actor, shape, button, found), None)
    values = {key: _value(actor, shape, key, value) for key, value in button.config["values"].items()}
    label = Text.same(str(button.config.get("label") or "")) if button.config.get("label") else button.name
    receipt = write.apply(actor, [Update(table, record, values)], source="button", label=label)
    return Pressed(None, receipt.change)


def _address(actor: Actor, shape: Table, button: Field, record: read.Record) -> str:
    template = str(button.config["address"]).strip()
    plain = template.startswith(("tel:", "mailto:"))

    def words(key: str, first: bool) -> str:
        if key not in record.values:
            raise Invalid(
                Text("按钮用到的字段已被删除，请联系设计这张表的人", "A field that the button needs was deleted"),
                code="button.field",
            )
        text = _words(actor, shape.field(key), record)
        if not text:
            raise Invalid(
                Text("“{field}”还没有填，填好后再按", "“{field}” is empty; fill it in and press again").format(
                    field=shape.field(key).name
                ),
                code="button.empty",
                details={"field": key},
            )
        return text if first else quote(text, safe="+@" if plain else "")

    return _safe(fill(template, words))


def _words(actor: Actor, field: Field, record: read.Record) -> str:
    value = record.values[field.key]
    if value is None:
        return ""
    match field.kind:
        case Kind.LINK | Kind.LINKS:
            names = record.titles.get(field.target or "", {})
            ids = value if isinstance(value, list) else [value]
            return "、".join(names.get(identity, "") for identity in ids)
        case Kind.CHOICE | Kind.CHOICES | Kind.FILES:
            return reader(field).show(value, field, reading_of(actor))
        case _:
            return str(value)


def _safe(address: str) -> str:
    """Let through only what opens a page, a call or a mail; whatever a record holds cannot become a script."""
    bare = address.strip()
    try:
        parts = urlsplit(bare)
    except ValueError:
        parts = None
    known = parts is not None and parts.scheme in SCHEMES
    named = known and parts is not None and bool(parts.netloc if parts.scheme.startswith("http") else parts.path)
    if not named or len(bare) > MOST_ADDRESS or any(ord(sign) < 33 or sign in '<>"\\' for sign in bare):
        raise Invalid(
            Text(
                "“{address}”不能打开：链接要以 http://、https://、tel: 或 mailto: 开头，中间不能有空格",
                "“{address}” cannot be opened: an address begins with https://, http://, tel: or mailto:, no spaces",
            ).format(address=bare[:80]),
            code="button.address",
        )
    return bare


def _value(actor: Actor, shape: Table, key: str, value: Any) -> Any:
    """Give what a button sets: "@now", "@today" and "@me" mean the moment and the person of the pressing."""
    field = shape.by_key.get(key)
    if value in ("@now", "@today") and field is not None and field.kind in (Kind.DATE, Kind.DATETIME):
        return reading_of(actor).today.isoformat() if field.kind is Kind.DATE else now().isoformat(timespec="seconds")
    if value == "@me" and field is not None and field.target == MEMBERS:
        return [actor.member] if field.kind is Kind.LINKS else actor.member
    return value
