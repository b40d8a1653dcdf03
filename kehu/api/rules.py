"""Rules of a table: trying one over the records, making, changing and taking it away, and which records break them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.access.actor import Actor
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Told
from kehu.catalog import store
from kehu.catalog.shapes import Rule, Table
from kehu.engine import rulebook
from kehu.lang.filters import write_filter
from kehu.lang.formulas import spoken

router = Router()

MAX_LOOKED = 1_000


class RuleTold(Told):
    """A rule; `text` is its sentence, `sleeps` says why it is not kept now, null when it is."""

    id: int
    kind: str
    fields: list[str]
    config: dict[str, Any]
    applies: dict[str, Any] | None
    warns: bool
    message: str
    text: str
    sleeps: str | None


class RuleTried(Body):
    """A rule that may be made; `applies` is a filter that names the records it is for."""

    kind: Key
    fields: Annotated[list[Key], Field(max_length=20)] = []
    config: dict[Key, Any] = {}
    applies: dict[str, Any] | None = None
    warns: bool = False
    message: Annotated[str, Field(max_length=200)] = ""


class RuleWanted(RuleTried):
    """A rule to keep; `existing` says what becomes of records that break it: they stay, or it only warns."""

    existing: Literal["ask", "keep", "warn"] = "ask"


class BrokenTold(Told):
    """A record that breaks the rule."""

    id: int
    title: str


class TriedTold(Told):
    """How many of the records in use break a rule, and the first of them; `groups` share their values."""

    total: int
    broken: int
    records: list[BrokenTold]
    groups: list[list[int]]


class Looked(Body):
    """The records to look at."""

    ids: Annotated[list[Id], Field(max_length=MAX_LOOKED)]


class BreachTold(Told):
    """A record that breaks a rule, told at a field; `warns` when it could be saved like this."""

    id: int
    rule: int
    field: str | None
    message: str
    warns: bool


class Gone(Told):
    """The rule that was taken away."""

    id: int


@router.post("/tables/{table}/rules/try", response=TriedTold, summary="See which records break a rule")
def try_rule(request: Signed, table: Key, wanted: RuleTried) -> HttpResponse:
    """Look at the records before a rule is made; designers only."""
    return answer(request, rulebook.try_rule(request.auth, table, _spec(wanted)).details())


@router.post("/tables/{table}/rules/breaches", response=list[BreachTold], summary="See which rules records break")
def list_breaches(request: Signed, table: Key, looked: Looked) -> HttpResponse:
    """Tell the rules that up to 1,000 records break, for the marks on their cells."""
    found = rulebook.breaches(request.auth, table, looked.ids)
    return answer(
        request,
        [
            {"id": each.id, "rule": each.rule, "field": each.field, "message": each.text, "warns": each.warns}
            for each in found
        ],
    )


@router.post("/tables/{table}/rules", response=RuleTold, summary="Make a rule")
def make_rule(request: Signed, table: Key, wanted: RuleWanted) -> HttpResponse:
    """Make a rule; designers only. Answers 409 with the records that break it when `existing` does not say more."""
    made = rulebook.make_rule(request.auth, table, _spec(wanted), wanted.existing)
    return _told(request, table, made)


@router.patch("/tables/{table}/rules/{rule_id}", response=RuleTold, summary="Change a rule")
def change_rule(request: Signed, table: Key, rule_id: Id, wanted: RuleWanted) -> HttpResponse:
    """Give a rule another content, as a whole; designers only."""
    made = rulebook.change_rule(request.auth, table, rule_id, _spec(wanted), wanted.existing)
    return _told(request, table, made)


@router.delete("/tables/{table}/rules/{rule_id}", response=Gone, summary="Take a rule away")
def archive_rule(request: Signed, table: Key, rule_id: Id) -> HttpResponse:
    """Take a rule out of use; designers only."""
    rulebook.archive_rule(request.auth, table, rule_id)
    return answer(request, {"id": rule_id})


def tell_rule(rule: Rule, table: Table, actor: Actor) -> dict[str, Any]:
    """Say what a rule is."""
    text, sleeps = rulebook.told(rule, table, actor)
    config = dict(rule.config)
    if "formula" in config:
        config["formula"] = spoken(str(config["formula"]), table, actor.language)
    return {
        "id": rule.id,
        "kind": rule.kind,
        "fields": list(rule.fields),
        "config": config,
        "applies": write_filter(rule.applies),
        "warns": rule.warns,
        "message": rule.message,
        "text": text,
        "sleeps": sleeps,
    }


def _spec(wanted: RuleTried) -> rulebook.RuleSpec:
    return rulebook.RuleSpec(
        wanted.kind, tuple(wanted.fields), wanted.config, wanted.applies, wanted.warns, wanted.message
    )


def _told(request: Signed, table: str, rule: Rule) -> HttpResponse:
    return answer(request, tell_rule(rule, store.current().table(table), request.auth))
