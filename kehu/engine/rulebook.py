"""The rules of a table as designers work with them: tried over the records first, then made, changed, taken away.

Main names: `try_rule`, `make_rule`, `change_rule`, `archive_rule`, `breaches`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.db import transaction

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.base.clock import now
from kehu.base.errors import Conflict, Invalid, NotFound, TooLarge
from kehu.base.text import Text
from kehu.base.weight import weight
from kehu.catalog import models, store
from kehu.catalog.shapes import Rule, Table
from kehu.engine.fields import Wrong
from kehu.engine.reading import reading_of
from kehu.engine.rules import rule_kind
from kehu.engine.rules.base import Differs, named
from kehu.engine.schema.naming import require_design
from kehu.engine.sql import ddl
from kehu.engine.sql import rules as sql
from kehu.engine.titles import titles
from kehu.engine.writing.checking import Standing, ground_of, may_be_read, sentence, stand, standing
from kehu.lang.filters import read_filter, write_filter

MAX_RULES = 100
MAX_CONFIG = 50_000
TOLD = 20
"""How many of the records that break a new rule are listed."""

Existing = Literal["ask", "keep", "warn"]


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as wanted; `applies` is a filter in its JSON form."""

    kind: str
    fields: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    applies: Mapping[str, Any] | None = None
    warns: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule says of the records in use: how many break it, and the first of them with their titles.

    For a unique rule `broken` counts values that repeat, and `groups` are the ids of the records that share one.
    """

    total: int
    broken: int
    records: list[dict[str, Any]]
    groups: list[list[int]]

    def details(self) -> dict[str, Any]:
        """Write it for an answer."""
        return {"total": self.total, "broken": self.broken, "records": self.records, "groups": self.groups}


@dataclass(frozen=True, slots=True)
class Breach:
    """A record in use that breaks a rule, told at one of its fields."""

    id: int
    rule: int
    field: str | None
    text: Text
    warns: bool


def try_rule(actor: Actor, table: str, spec: RuleSpec) -> Tried:
    """Tell which records in use break a rule that may be made; raises `Invalid` when the rule makes no sense."""
    require_design(actor, table)
    shape = store.current().table(table)
    return _tried(actor, shape, _stood(_checked(actor, shape, spec), shape))


@transaction.atomic
def make_rule(actor: Actor, table: str, spec: RuleSpec, existing: Existing = "ask") -> Rule:
    """Make a rule; when records break it already, `existing` says whether they stay or the rule only warns.

    Raises `Conflict` (code `rule.broken`) that counts and lists them when nobody chose, and always for a unique rule.
    """
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    if len(shape.rules) >= MAX_RULES:
        raise Invalid(
            Text(f"一张表最多 {MAX_RULES} 条规则", f"A table holds at most {MAX_RULES} rules"), code="rule.many"
        )
    wanted = _settled(actor, shape, _checked(actor, shape, spec), existing)
    row = models.Rule.objects.create(table_id=shape.id, **_stored(wanted))
    _index(shape, replace(wanted, id=row.id))
    store.raise_version()
    return _rule(store.current().table(table), row.id)


@transaction.atomic
def change_rule(actor: Actor, table: str, rule: int, spec: RuleSpec, existing: Existing = "ask") -> Rule:
    """Change a rule; the records are looked at again."""
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    before = _rule(shape, rule)
    wanted = replace(_checked(actor, shape, spec), id=rule)
    if _stored(wanted) | {"message": ""} != _stored(before) | {"message": ""}:
        wanted = _settled(actor, shape, wanted, existing)
    models.Rule.objects.filter(id=rule).update(**_stored(wanted))
    ddl.free_rule(rule)
    _index(shape, wanted)
    store.raise_version()
    return _rule(store.current().table(table), rule)


@transaction.atomic
def archive_rule(actor: Actor, table: str, rule: int) -> None:
    """Take a rule out of use."""
    require_design(actor, table)
    store.lock()
    shape = store.current().table(table)
    _rule(shape, rule)
    models.Rule.objects.filter(id=rule).update(archived_at=now())
    ddl.free_rule(rule)
    store.raise_version()


def breaches(actor: Actor, table: str, ids: Sequence[int]) -> list[Breach]:
    """Tell which rules some records in use break, as far as the actor sees the records and the fields."""
    allowed = require(actor, "read", table)
    shape = store.current().table(table)
    rules = [each for each in standing(shape) if not isinstance(each.must, Differs) and not each.reads & allowed.hidden]
    if not rules or not ids:
        return []
    found = sql.breaking_records(
        ground_of(actor, shape, store.current()), [each.asked for each in rules], ids, allowed.rows
    )
    return [
        Breach(identity, each.rule.id, each.place(()), _said(each, shape, actor), each.rule.warns)
        for identity, flags in sorted(found.items())
        for each, breaks in zip(rules, flags, strict=True)
        if breaks
    ]


def visible_rules(shape: Table, hidden: frozenset[str]) -> list[Rule]:
    """List the rules that speak of no hidden field."""
    if not hidden:
        return list(shape.rules)
    reads = {each.rule.id: each.reads for each in standing(shape)}
    return [rule for rule in shape.rules if not reads.get(rule.id, hidden) & hidden]


def told(rule: Rule, shape: Table, actor: Actor) -> tuple[Text, Text | None]:
    """Say a rule as a sentence, and why it sleeps when it cannot be kept now."""
    stood = stand(rule, shape)
    if isinstance(stood, Text):
        return Text.same(rule.message) if rule.message else rule_kind(rule.kind).name, stood
    return _said(stood, shape, actor), None


def _said(each: Standing, shape: Table, actor: Actor) -> Text:
    return sentence(each, shape, reading_of(actor), frozenset())


def _checked(actor: Actor, shape: Table, spec: RuleSpec) -> Rule:
    """Check everything about a wanted rule; gives it without an id."""
    kind = rule_kind(spec.kind)
    least, most = kind.least, kind.most
    keys = tuple(dict.fromkeys(spec.fields))
    if not least <= len(keys) <= most:
        many = str(least) if least == most else f"{least}–{most}"
        raise _wrong(
            Text("规则“{kind}”要选 {many} 个字段", "The rule “{kind}” is about {many} fields").format(
                kind=kind.name, many=many
            )
        )
    fields = [shape.field(key) for key in keys]
    try:
        for each in fields:
            may_be_read(each)
            if each.kind not in kind.kinds:
                raise Wrong(
                    Text("“{field}”不能用规则“{kind}”", "The rule “{kind}” does not fit “{field}”").format(
                        field=each.name, kind=kind.name
                    )
                )
        config = kind.check(spec.config, fields, shape, reading_of(actor))
    except Wrong as wrong:
        raise _wrong(wrong.text, keys[0] if keys else None) from None
    applies = read_filter(spec.applies)
    if applies is not None and spec.kind == "unique":
        raise _wrong(Text("不可重复的规则对所有记录有效，不能带条件", "A unique rule holds for all records"))
    if weight([config, write_filter(applies)]) > MAX_CONFIG:
        raise TooLarge(Text("规则的内容太长，请拆成几条", "The rule is too long; make several"), code="rule.large")
    return Rule(0, spec.kind, keys, config, applies, spec.warns, spec.message.strip())


def _stood(rule: Rule, shape: Table) -> Standing:
    stood = stand(rule, shape)
    if isinstance(stood, Text):
        raise _wrong(stood)
    return stood


def _settled(actor: Actor, shape: Table, rule: Rule, existing: Existing) -> Rule:
    """Try a rule while nobody else writes; gives it as the person chose."""
    ddl.hold_writes(shape)
    tried = _tried(actor, shape, _stood(rule, shape))
    if not tried.broken or rule.warns:
        return rule
    if existing == "warn":
        return replace(rule, warns=True)
    if existing == "keep" and rule.kind != "unique":
        return rule
    text = (
        Text(
            "{fields}有 {count} 组重复的值，先改成不同的值",
            "{count} values of {fields} repeat; make them different first",
        )
        if rule.kind == "unique"
        else Text(
            "已有 {count} 条记录不符合这条规则。可以保留它们，只检查以后的修改；或者把规则改成只提醒",
            "{count} records break this rule. Keep them and check only what changes, or let the rule only warn",
        )
    )
    fields = named(rule.fields, shape)
    raise Conflict(
        text.format(count=tried.broken, fields=fields),
        code="rule.broken",
        details={"kind": rule.kind, **tried.details()},
    )


def _tried(actor: Actor, shape: Table, stood: Standing) -> Tried:
    ground = ground_of(actor, shape, store.current())
    groups: list[list[int]] = []
    try:
        if isinstance(stood.must, Differs):
            broken, groups = sql.double_records(ground, stood.rule.fields, TOLD)
            ids = [identity for group in groups for identity in group][:TOLD]
        else:
            broken, ids = sql.count_breaking(ground, stood.asked, TOLD)
    except Invalid as error:
        raise Invalid(error.text, code="rule.config", details=error.details) from None
    names = titles(actor, shape.key, ids)
    return Tried(sql.count_live(shape), broken, [{"id": each, "title": names.get(each, "")} for each in ids], groups)


def _index(shape: Table, rule: Rule) -> None:
    if rule.kind == "unique":
        fields = [shape.field(key) for key in rule.fields]
        ddl.hold_rule(shape, rule.id, fields, unique=not rule.warns)


def _stored(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "fields": list(rule.fields),
        "config": dict(rule.config),
        "applies": write_filter(rule.applies),
        "warns": rule.warns,
        "message": rule.message,
    }


def _rule(shape: Table, rule: int) -> Rule:
    found = next((each for each in shape.rules if each.id == rule), None)
    if found is None:
        raise NotFound(
            Text("没有这条规则，它可能已被删除", "There is no such rule; it may be gone"), code="rule.unknown"
        )
    return found


def _wrong(text: Text, field: str | None = None) -> Invalid:
    return Invalid(text, code="rule.config", details={"field": field} if field else {})
