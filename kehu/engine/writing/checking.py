"""Checking: whether values on their way in keep the rules of their table; one question to the database for all.

A table without rules is asked nothing. A change is asked only about rules that read a field which really changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from kehu.access.actor import SYSTEM, Actor
from kehu.access.scope import Scope, require
from kehu.base.errors import Invalid, KehuError
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Catalog, Field, Rule, Table
from kehu.engine.fields import Reading, Wrong, field_type
from kehu.engine.functions import library
from kehu.engine.operations import Archive, Insert, Restore
from kehu.engine.reading import asker_of
from kehu.engine.rules import RuleKind, rule_kind
from kehu.engine.rules.base import CODE, PLAIN, Differs, Matches, Must, Says
from kehu.engine.sql import rules as sql
from kehu.engine.sql.rows import Seen
from kehu.engine.sql.where import Asker
from kehu.engine.titles import titles
from kehu.engine.writing import flags
from kehu.engine.writing.conflicts import Before
from kehu.engine.writing.intake import Draft
from kehu.lang.filters import Filter, conditions
from kehu.lang.formulas import check as check_formula
from kehu.lang.formulas import parse
from kehu.lang.kinds import Kind

Locked = Mapping[int, Before]


@dataclass(frozen=True, eq=False)
class Standing:
    """A rule that can be asked about: its kind, what must hold, the fields that it reads."""

    rule: Rule
    kind: RuleKind
    must: Must
    reads: frozenset[str]

    @property
    def asked(self) -> sql.Asked:
        """Give the question to the database."""
        return sql.Asked(self.must, self.rule.applies, self.rule.fields if self.kind.skips_empty else ())

    def place(self, changed: Iterable[str]) -> str | None:
        """Give the field at which a breach is told: one that was just changed, else the first."""
        own = self.rule.fields or tuple(sorted(self.reads))
        known = set(changed)
        return next((key for key in own if key in known), own[0] if own else None)


_standing: WeakKeyDictionary[Table, tuple[Standing, ...]] = WeakKeyDictionary()


def standing(shape: Table) -> tuple[Standing, ...]:
    """Give the rules of a table that can be kept; one about fields that are gone sleeps until they are back."""
    found = _standing.get(shape)
    if found is None:
        made = (stand(rule, shape) for rule in shape.rules)
        found = _standing[shape] = tuple(each for each in made if not isinstance(each, Text))
    return found


def stand(rule: Rule, shape: Table) -> Standing | Text:
    """Prepare a rule, or say why it cannot be kept."""
    try:
        kind = rule_kind(rule.kind)
        must = kind.must(rule, shape)
        reads = frozenset({*rule.fields, *read_by(must, shape), *_asked_of(rule.applies)})
        for key in reads:
            may_be_read(shape.field(key))
    except Wrong as wrong:
        return wrong.text
    except KehuError as error:
        return error.text
    return Standing(rule, kind, must, reads)


def may_be_read(field: Field) -> None:
    """Refuse fields whose values are not there yet when rules are asked; raises `Wrong`."""
    if (field.readonly or field_type(field.type).numbered) or field.kind not in PLAIN:
        raise Wrong(
            Text(
                "规则不能用“{field}”，它的值是系统填写的，或不能比较",
                "A rule cannot read “{field}”: the system fills it, or it cannot be compared",
            ).format(field=field.name)
        )


def read_by(must: Must, shape: Table) -> Iterable[str]:
    """Name the fields that something which must hold reads."""
    match must:
        case Says(formula):
            return check_formula(parse(formula), shape, library()).inputs
        case Differs(fields):
            return fields
        case Matches(field):
            return (field,)
        case _:
            return _asked_of(must)


def _asked_of(of: Filter | None) -> Iterable[str]:
    return (condition.field.split(".")[0] for condition in conditions(of))


def ground_of(actor: Actor, shape: Table, catalog: Catalog) -> sql.Ground:
    """Give where rules are asked: they see whole records and what these link to, whoever writes; “me” is the actor."""
    return sql.Ground(catalog, shape, replace(asker_of(SYSTEM, frozenset(), catalog), member=actor.member))


def unique_fields(shape: Table) -> set[str]:
    """Name the fields of rules that a restored record may break."""
    if not shape.rules:
        return set()
    return {key for each in standing(shape) if isinstance(each.must, Differs) for key in each.rule.fields}


def held_together(shape: Table) -> list[tuple[str, ...]]:
    """List the fields that an index of the database holds unique together."""
    if not shape.rules:
        return []
    return [each.rule.fields for each in standing(shape) if isinstance(each.must, Differs) and not each.rule.warns]


def read_with(shape: Table, keys: set[str]) -> set[str]:
    """Name the fields that must be known to judge a change of `keys`."""
    if not shape.rules:
        return set()
    return {key for each in standing(shape) if each.reads & keys for key in each.reads}


def refuse_if_ruled(shape: Table, field: Field, reading: Reading, *, alone: bool) -> None:
    """Refuse to take a field from rules that read it; with `alone` also from those that read nothing else."""
    found = [each for each in standing(shape) if field.key in each.reads and (alone or len(each.reads) > 1)]
    if found:
        raise Invalid(
            Text(
                "“{field}”有 {count} 条规则要用到，先删除这些规则：{rule}",
                "{count} rules read “{field}”; take them away first: {rule}",
            ).format(field=field.name, count=len(found), rule=found[0].kind.told(found[0].rule, shape, reading)),
            code="field.ruled",
            details={"rules": [each.rule.id for each in found]},
        )


def check(
    actor: Actor,
    shape: Table,
    drafts: Sequence[Draft],
    locked: Locked,
    allowed: Scope,
    asker: Asker,
    catalog: Catalog | None = None,
) -> None:
    """Note every breach of a rule in its draft, as a mistake or as a warning."""
    seen = Seen(allowed.rows, asker)
    flags.check(shape, drafts, seen)
    if shape.rules:
        _Check(actor, shape, drafts, locked, seen, allowed.hidden, catalog or store.current()).run()


def judge(
    actor: Actor, table: str, rows: Sequence[Mapping[str, Any]], unknown: Mapping[int, Iterable[str]]
) -> list[Draft]:
    """Say what the rules would say of new records, given as stored values by field; nothing is written.

    Rules that read a field which is `unknown` in a row are left out there. A table without rules gives nothing.
    """
    catalog = store.current()
    shape = catalog.table(table)
    if not shape.rules:
        return []
    allowed = require(actor, "create", table)
    drafts = [Draft(index, Insert(table, row), values=dict(row)) for index, row in enumerate(rows)]
    for index, keys in unknown.items():
        for key in keys:
            drafts[index].fail(key, "unknown", Text("", ""))
    seen = Seen(allowed.rows, asker_of(actor, allowed.hidden, catalog))
    _Check(actor, shape, drafts, {}, seen, allowed.hidden, catalog).run()
    for draft in drafts:
        draft.failures = [failure for failure in draft.failures if failure.code != "unknown"]
    return drafts


@dataclass(slots=True)
class _Check:
    actor: Actor
    shape: Table
    drafts: Sequence[Draft]
    locked: Locked
    seen: Seen
    hidden: frozenset[str]
    catalog: Catalog

    def run(self) -> None:
        rules = standing(self.shape)
        touched = [self._changed(draft) for draft in self.drafts]
        wanted = [
            [each for each in rules if self._concerns(each, draft, changed)]
            for draft, changed in zip(self.drafts, touched, strict=True)
        ]
        plain = [each for each in rules if not isinstance(each.must, Differs)]
        self._plain(plain, touched, wanted)
        for each in rules:
            if isinstance(each.must, Differs):
                self._differing(each, touched, wanted)

    def _changed(self, draft: Draft) -> set[str]:
        """Name the fields whose value really changes."""
        match draft.operation:
            case Insert():
                return set(self.shape.by_key)
            case Archive():
                return set()
            case Restore():
                return unique_fields(self.shape)
        before = self.locked.get(draft.id)
        if before is None:
            return set()
        return {key for key in draft.values if self._value(draft, key) != before.values.get(key)}

    def _concerns(self, each: Standing, draft: Draft, changed: set[str]) -> bool:
        if not each.reads & changed or (isinstance(draft.operation, Restore) and not isinstance(each.must, Differs)):
            return False
        return all(failure.field is not None and failure.field not in each.reads for failure in draft.failures)

    def _value(self, draft: Draft, key: str) -> Any:
        """Give the wire value that a field is going to have."""
        before = self.locked.get(draft.id)
        field = self.shape.field(key)
        if isinstance(draft.operation, Insert):
            value = draft.values.get(key, self.actor.member if key == "owner" else None)
            return field_type(field.type).dump(value) if value is not None else _empty(field)
        if key in draft.values and not isinstance(draft.operation, Restore):
            value = draft.values[key]
            return field_type(field.type).dump(value) if value is not None else _empty(field)
        return before.values.get(key) if before is not None else None

    def _rows(self, indexes: Sequence[int], keys: Iterable[str]) -> tuple[list[Field], list[dict[str, Any]]]:
        fields = [self.shape.field(key) for key in sorted(set(keys))]
        return fields, [
            {"id": index, **{each.column: self._value(self.drafts[index], each.key) for each in fields}}
            for index in indexes
        ]

    def _plain(
        self, rules: Sequence[Standing], touched: Sequence[set[str]], wanted: Sequence[Sequence[Standing]]
    ) -> None:
        busy = [each for each in rules if any(each in one for one in wanted)]
        indexes = [index for index, one in enumerate(wanted) if any(each in busy for each in one)]
        if not busy:
            return
        fields, rows = self._rows(indexes, (key for each in busy for key in each.reads))
        for index, broken in sql.breaking_rows(
            ground_of(self.actor, self.shape, self.catalog), [each.asked for each in busy], fields, rows
        ).items():
            for each, breaks in zip(busy, broken, strict=True):
                if breaks and each in wanted[index]:
                    self._note(each, self.drafts[index], touched[index])

    def _differing(self, each: Standing, touched: Sequence[set[str]], wanted: Sequence[Sequence[Standing]]) -> None:
        keys = each.rule.fields
        first: dict[tuple[Any, ...], int] = {}
        for index, one in enumerate(wanted):
            values = tuple(self._value(self.drafts[index], key) for key in keys) if each in one else (None,)
            if any(value is None for value in values):
                continue
            if values in first:
                self._note(each, self.drafts[index], touched[index])
            first.setdefault(values, index)
        if not first:
            return
        fields, rows = self._rows(list(first.values()), keys)
        without = [self.drafts[index].id for index, one in enumerate(wanted) if each in one and self.drafts[index].id]
        taken = sql.taken_together(
            ground_of(self.actor, self.shape, self.catalog), fields, rows, without, self.seen.rows
        )
        names = titles(self.actor, self.shape.key, [found for found in taken.values() if found is not None])
        for index, record in taken.items():
            self._note(each, self.drafts[index], touched[index], record, names.get(record or 0))

    def _note(
        self, each: Standing, draft: Draft, changed: set[str], record: int | None = None, title: str | None = None
    ) -> None:
        key = each.place(changed & draft.values.keys())
        text = sentence(each, self.shape, self.seen.asker.reading, self.hidden)
        if title:
            text = Text("{text}，“{title}”已经是这样了", "{text}; “{title}” holds the same").format(
                text=text, title=title
            )
        note = draft.warn if each.rule.warns else draft.fail
        note(key if key not in self.hidden else None, f"{CODE}.{each.rule.kind}", text, self._given(draft, key), record)

    def _given(self, draft: Draft, key: str | None) -> Any:
        values = getattr(draft.operation, "values", {})
        return values.get(key)


def sentence(each: Standing, shape: Table, reading: Reading, hidden: frozenset[str]) -> Text:
    """Say a breach: in the words of who made the rule, else in the kind's; never with the name of a hidden field."""
    if each.rule.message:
        return Text.same(each.rule.message)
    if each.reads & hidden:
        return Text("这条记录不符合表格的规则", "This record breaks a rule of the table")
    return each.kind.told(each.rule, shape, reading)


def _empty(field: Field) -> Any:
    return False if field.kind is Kind.BOOL else None
