"""How tables and fields travel: shapes as JSON, specifications read from JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field as Limits

from kehu.access.actor import Actor
from kehu.access.roles import DESIGN
from kehu.access.scope import Scope, scope
from kehu.api.rules import RuleTold, tell_rule
from kehu.api.strict import Body, Key, Name, Told
from kehu.api.views import ViewTold, tell
from kehu.base.text import Text
from kehu.catalog import models
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Field, Table
from kehu.engine import templates as template
from kehu.engine.rulebook import visible_rules
from kehu.engine.writing.derived import formula_of
from kehu.lang.formulas import spoken

Short = Annotated[str, Limits(max_length=60)]
Config = dict[Key, Any]


class FieldTold(Told):
    """A column of a table; choices in `config` are labelled in the member's language."""

    key: str
    name: str
    short: str | None
    type: str
    kind: str
    required: bool
    unique: bool
    default: Any
    config: dict[str, Any]
    position: float
    origin: str
    readonly: bool
    system: bool
    archived: bool


class TableTold(Told):
    """A table with its fields in order, its views, and what the member may do in it."""

    key: str
    name: str
    icon: str
    origin: str
    title: str
    note: str | None
    archived: bool
    can: dict[str, bool]
    fields: list[FieldTold]
    rules: list[RuleTold]
    views: list[ViewTold]


class FieldWanted(Body):
    """A field to add; `after` names the field before it, `back` a back-link to be made with a link."""

    name: Name
    type: Key
    config: Config = {}
    required: bool = False
    unique: bool = False
    default: Any = None
    short: Short | None = None
    after: Key | None = None
    back: Name | None = None


def tell_table(actor: Actor, table: Table, views: Sequence[models.View]) -> dict[str, Any]:
    """Say what a table is for this actor; hidden fields do not exist."""
    allowed = scope(actor, table.key)
    return {
        "key": table.key,
        "name": table.name,
        "icon": table.icon,
        "origin": table.origin,
        "title": table.title,
        "note": table.note,
        "archived": table.archived,
        "can": _can(allowed),
        "fields": [
            tell_field(field, table, actor.language) for field in table.fields if field.key not in allowed.hidden
        ],
        "rules": [tell_rule(rule, table, actor) for rule in visible_rules(table, allowed.hidden)],
        "views": [tell(view, table.key) for view in views if view.table_id == table.id],
    }


def tell_field(field: Field, table: Table, language: str) -> dict[str, Any]:
    """Say what a field is."""
    return {
        "key": field.key,
        "name": field.name,
        "short": field.short,
        "type": field.type,
        "kind": field.kind.value,
        "required": field.required,
        "unique": field.unique,
        "default": _default(field, table, language),
        "config": spoken_config(field, table, language),
        "position": field.position,
        "origin": field.origin,
        "readonly": field.readonly and field.type != "backlink",
        "system": field.system,
        "archived": field.archived,
    }


def _default(field: Field, table: Table, language: str) -> Any:
    source = formula_of(field.default)
    return field.default if source is None else {"formula": spoken(source, table, language)}


def spoken_config(field: Field, table: Table, language: str) -> dict[str, Any]:
    """Give a field's config with the labels of its choices, and the names in its formula, in one language."""
    if field.type == "formula":
        return {**field.config, "formula": spoken(str(field.config["formula"]), table, language)}
    if field.type == "button":
        return {**field.config, "address": template.spoken(str(field.config["address"]), table, language)}
    if not field.choices:
        return dict(field.config)
    choices = [{"id": each.id, "label": each.label.say(language), "color": each.color} for each in field.choices]
    return {**field.config, "choices": choices}


def kept_config(field: Field, given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Take a config back: a choice whose label was not touched keeps its words in the other language too."""
    choices = given.get("choices")
    if not isinstance(choices, list):
        return dict(given)
    spoken = {each.id: each.label.say(language) for each in field.choices}
    stored = {entry["id"]: entry["label"] for entry in field.config.get("choices", ())}
    return {**given, "choices": [_kept_choice(entry, spoken, stored) for entry in choices]}


def spec_of(wanted: FieldWanted) -> FieldSpec:
    """Read a field to add; its key is made from its name."""
    return FieldSpec(
        key="",
        name=Text.same(wanted.name),
        type=wanted.type,
        config=wanted.config,
        required=wanted.required,
        unique=wanted.unique,
        default=wanted.default,
        short=Text.same(wanted.short) if wanted.short else None,
    )


def _can(allowed: Scope) -> dict[str, bool]:
    return {action: action in allowed.actions for action in sorted(DESIGN)}


def _kept_choice(entry: Any, spoken: Mapping[str, str], stored: Mapping[str, Any]) -> Any:
    ident = entry.get("id") if isinstance(entry, dict) else None
    if isinstance(ident, str) and ident in stored and entry.get("label") == spoken[ident]:
        return {**entry, "label": stored[ident]}
    return entry
