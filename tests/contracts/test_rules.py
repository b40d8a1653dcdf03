"""What every kind of rule keeps, whoever adds one: it joins this test by existing."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Conflict, Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.engine import read, rulebook, schema, write
from kehu.engine.fields import Reading
from kehu.engine.operations import Archive, Insert
from kehu.engine.rulebook import RuleSpec
from kehu.engine.rules import RuleKind, all_kinds
from kehu.engine.writing.checking import Standing, stand
from kehu.lang.kinds import Kind
from kehu.lang.query import Query

KINDS = [pytest.param(each, id=key) for key, each in all_kinds().items()]
SAMPLES: dict[str, Any] = {
    "value": {Kind.NUMBER: "5", Kind.DATE: "2026-03-05", Kind.DATETIME: "2026-03-05T08:00:00Z"},
    "number": 2,
    "values": {Kind.TEXT: ["ab"], Kind.NUMBER: ["5"], Kind.CHOICE: ["c1"]},
    "expression": "[a-z]{2}",
    "text": "ab",
    "filter": {"field": "number", "operator": "gt", "value": "0"},
    "formula": "{number}>0",
}
VALUES = {
    Kind.TEXT: ["ab", "甲😀", ""], Kind.NUMBER: ["5", "-1"], Kind.DATE: ["2026-03-05", "1999-12-31"],
    Kind.DATETIME: ["2026-03-05 16:00", "1999-12-31"], Kind.BOOL: [True, False], Kind.CHOICE: ["c1", "c2"],
    Kind.CHOICES: [["c1"], ["c2"]], Kind.LINK: [None],
}  # fmt: skip
TYPES = {
    Kind.TEXT: "text", Kind.NUMBER: "number", Kind.DATE: "date", Kind.DATETIME: "datetime", Kind.BOOL: "checkbox",
    Kind.CHOICE: "choice", Kind.CHOICES: "choices", Kind.LINK: "member",
}  # fmt: skip


@pytest.fixture
def wang(db: None) -> Actor:
    return actor_of(Member.objects.create_user("wang@example.com", "x", name="王芳", role="owner"))


@pytest.fixture
def things(wang: Actor) -> None:
    """A table with two fields of each kind that rules can read."""
    listed = choices(("甲", "A"), ("乙", "B"))
    fields = [
        FieldSpec(f"{kind.value}{twin}", Text.same(f"{kind.value}{twin}"), type_, listed if "choice" in type_ else {})
        for kind, type_ in TYPES.items()
        for twin in ("", "2")
    ]
    schema.create_table(wang, TableSpec("things", Text("东西", "Things"), "box", "text", tuple(fields)))


def wish(kind: RuleKind, *fields: str) -> RuleSpec:
    of = Kind(fields[0].rstrip("2")) if fields else None
    config = {}
    for setting in kind.settings:
        sample = setting.options[0][0] if setting.options else SAMPLES[setting.kind]
        by_kind = isinstance(sample, dict) and all(isinstance(key, Kind) for key in sample)
        config[setting.key] = sample[of] if by_kind else sample
    return RuleSpec(kind.key, fields, config)


def wishes(kind: RuleKind) -> list[RuleSpec]:
    """Give a rule of this kind for every kind of field it may be about."""
    if kind.most == 0:
        return [wish(kind)]
    return [wish(kind, *([each.value, f"{each.value}2"][: max(kind.least, 1)])) for each in Kind if each in kind.kinds]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_named_and_explained_in_both_languages(kind: RuleKind) -> None:
    assert not kind.name.zh.isascii()
    assert kind.name.en.isascii()
    assert not kind.note.zh.isascii()
    assert kind.note.en.endswith(".")
    assert kind.note.zh[-1] not in "。."
    assert 0 <= kind.least <= kind.most
    assert kind.most or kind.settings
    for setting in kind.settings:
        assert setting.name.zh
        assert setting.kind == "option" or setting.kind in SAMPLES


@pytest.mark.parametrize("kind", KINDS)
def test_its_settings_are_kept_complete_and_read_back_the_same(kind: RuleKind, wang: Actor, things: None) -> None:
    shape = store.current().table("things")
    for spec in wishes(kind):
        made = rulebook._checked(wang, shape, spec)
        again = rulebook._checked(wang, shape, RuleSpec(made.kind, made.fields, made.config))
        assert again.config == made.config
        assert made.config.keys() == {setting.key for setting in kind.settings}


@pytest.mark.parametrize("kind", KINDS)
def test_its_sentence_speaks_both_languages_and_names_the_fields(kind: RuleKind, wang: Actor, things: None) -> None:
    for spec in wishes(kind):
        made = rulebook.make_rule(wang, "things", spec)
        shape = store.current().table("things")
        found = stand(made, shape)
        assert isinstance(found, Standing)
        text = kind.told(made, shape, Reading(date(2026, 3, 5)))
        assert not text.zh.isascii()
        assert "{" not in text.en.replace("{number}", "").replace(str(SAMPLES["expression"]), "")
        for key in found.reads:
            assert key in text.zh
            assert key in text.en
        rulebook.archive_rule(wang, "things", made.id)


@pytest.mark.parametrize("kind", KINDS)
def test_the_door_the_count_and_the_marks_agree(kind: RuleKind, wang: Actor, things: None) -> None:
    for spec in wishes(kind):
        keys = spec.fields or ("number",)
        rows = [
            {key: value for key, value in zip(keys, values, strict=True) if value is not None}
            for values in permutations([*VALUES[Kind(keys[0].rstrip("2"))], None, None], len(keys))
        ]
        ids = [write.apply(wang, [Insert("things", row)]).records[0].id for row in rows]
        counted = rulebook.try_rule(wang, "things", spec)
        try:
            made = rulebook.make_rule(wang, "things", spec, "keep")
        except Conflict:
            assert kind.key == "unique"
            assert counted.broken
            made = None
        if made is not None:
            marked = {breach.id for breach in rulebook.breaches(wang, "things", ids)}
            assert len(marked) == (0 if kind.key == "unique" else counted.broken)
            for row, identity in zip(rows, ids, strict=True):
                try:
                    write.apply(wang, [Insert("things", row)])
                    held = True
                except Invalid:
                    held = False
                if kind.key != "unique":
                    assert held == (identity not in marked), (spec, row)
            rulebook.archive_rule(wang, "things", made.id)
        left = read.page(wang, "things", Query(limit=1000)).rows
        write.apply(wang, [Archive("things", row[0]) for row in left])
