"""Rules: what records must keep, the same for every way in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Forbidden, Invalid, KehuError, TooLarge
from kehu.catalog import store
from kehu.catalog.shapes import Rule, Table
from kehu.engine import read, rulebook, schema, write
from kehu.engine.history import undo
from kehu.engine.operations import Archive, Insert, Operation, Receipt, Restore, Update
from kehu.engine.retyping import retype
from kehu.engine.rulebook import RuleSpec

FLAGSHIP = {"field": "level", "operator": "is", "value": "c1"}


def rule(actor: Actor, kind: str, *fields: str, existing: str = "ask", **more: Any) -> Rule:
    known = {name: more.pop(name) for name in ("applies", "warns", "message") if name in more}
    spec = RuleSpec(kind, fields, more, **known)
    return rulebook.make_rule(actor, "shops", spec, existing)  # type: ignore[arg-type]


def insert(actor: Actor, **values: Any) -> Receipt:
    return write.apply(actor, [Insert("shops", {"name": "店", **values})])


def refused(actor: Actor, *operations: Operation) -> set[tuple[int, str | None, str]]:
    with pytest.raises(Invalid) as caught:
        write.apply(actor, operations)
    return {(error["index"], error["field"], error["code"]) for error in caught.value.details["errors"]}


def make(actor: Actor, **values: Any) -> int:
    return insert(actor, **values).records[0].id


@pytest.mark.parametrize(
    ("kind", "fields", "config", "good", "bad"),
    [
        ("range", ["size"], {"min": "10", "max": 100}, {"size": "10"}, {"size": "100.5"}),
        ("range", ["size"], {"min": "10"}, {"size": None}, {"size": "9"}),
        ("range", ["opened"], {"max": "@today"}, {"opened": "2020-01-01"}, {"opened": "2999-01-01"}),
        ("range", ["seen"], {"min": "2020-01-01"}, {"seen": "2020-01-01 00:00"}, {"seen": "2019-12-31 23:59"}),
        ("length", ["code"], {"min": 2, "max": 3}, {"code": "𠮷😀中"}, {"code": "中"}),
        ("pattern", ["code"], {"expression": r"[A-Z]{2}-\d{4}"}, {"code": "AB-2026"}, {"code": "xAB-2026"}),
        ("pattern", ["code"], {"expression": "[一-龥]+"}, {"code": "东门"}, {"code": "east"}),
        ("allowed", ["code"], {"values": ["甲", "乙"]}, {"code": "乙"}, {"code": "丙"}),
        ("allowed", ["size"], {"values": ["1", "2.50"]}, {"size": "2.5"}, {"size": "3"}),
        ("allowed", ["level"], {"values": ["旗舰", "c2"]}, {"level": "标准"}, {"level": "社区"}),
        ("compare", ["rent", "size"], {"operator": "ge"}, {"rent": "5", "size": "5"}, {"rent": "4", "size": "5"}),
        (
            "compare",
            ["seen", "opened"],
            {"operator": "ge"},
            {"seen": "2026-03-05 00:00", "opened": "2026-03-05"},
            {"seen": "2026-03-04 23:59", "opened": "2026-03-05"},
        ),
        (
            "formula",
            [],
            {"formula": "OR({租金}=0,{租金}<={size}*100)"},
            {"rent": "100", "size": "1"},
            {"rent": "1", "size": None},
        ),
        ("required", ["code"], {}, {"code": "x"}, {"code": ""}),
        (
            "condition",
            [],
            {"holds": {"field": "tags", "operator": "has_none", "value": ["c3"]}},
            {"tags": "新"},
            {"tags": "新、冷"},
        ),
    ],
)
def test_a_rule_refuses_what_breaks_it_and_nothing_else(
    wang: Actor, shops: Table, kind: str, fields: list[str], config: dict[str, Any], good: Any, bad: Any
) -> None:
    made = rule(wang, kind, *fields, **config)
    shop = make(wang, **good)
    ((_, field, code),) = refused(wang, Insert("shops", {"name": "坏", **bad}))
    assert (field in {*bad, "size"}, code) == (True, f"rule.{kind}")
    ((_, _, code),) = refused(wang, Update("shops", shop, bad))
    assert code == f"rule.{kind}"
    rulebook.archive_rule(wang, "shops", made.id)
    insert(wang, **bad)


def test_a_condition_says_for_which_records_a_rule_is(wang: Actor, shops: Table) -> None:
    rule(wang, "required", "code", applies=FLAGSHIP)
    insert(wang, level="标准")
    shop = make(wang, level="标准")
    assert refused(wang, Update("shops", shop, {"level": "旗舰"})) == {(0, "code", "rule.required")}
    write.apply(wang, [Update("shops", shop, {"level": "旗舰", "code": "A-1"})])
    assert refused(wang, Update("shops", shop, {"code": None})) == {(0, "code", "rule.required")}
    insert(wang)


def test_a_condition_may_ask_about_a_linked_record(wang: Actor, li: Actor, shops: Table) -> None:
    head = make(wang, name="总店", level="旗舰")
    rule(
        wang,
        "condition",
        holds={"field": "parent.level", "operator": "is", "value": "c1"},
        applies={"field": "parent", "operator": "not_empty"},
    )
    insert(li, parent=head)
    insert(li)
    other = make(wang, name="小店")
    assert refused(li, Insert("shops", {"name": "分店", "parent": other})) == {(0, "parent", "rule.condition")}


def test_only_rules_about_changed_fields_are_asked(wang: Actor, shops: Table) -> None:
    shop = make(wang, size="500", rent="1")
    rule(wang, "range", "size", max="100", existing="keep")
    rule(wang, "compare", "rent", "size", operator="ge", existing="keep")
    write.apply(wang, [Update("shops", shop, {"name": "新名字"})])
    write.apply(wang, [Update("shops", shop, {"name": "又一个", "size": "500.0"})])
    assert refused(wang, Update("shops", shop, {"rent": "2"})) == {(0, "rent", "rule.compare")}
    assert refused(wang, Update("shops", shop, {"size": "400"})) == {
        (0, "size", "rule.range"),
        (0, "size", "rule.compare"),
    }


def test_a_table_without_rules_costs_nothing_more_and_one_with_rules_one_statement(wang: Actor, shops: Table) -> None:
    many = [Insert("shops", {"name": f"店 {number}", "size": number}) for number in range(60)]

    def statements(*operations: Operation) -> int:
        with CaptureQueriesContext(connection) as caught:
            write.apply(wang, operations)
        return len(caught)

    statements(many[0])
    before = statements(many[0])
    rule(wang, "range", "size", min="0")
    rule(wang, "required", "code", applies=FLAGSHIP)
    rule(wang, "formula", formula="{size}<1000", warns=True)
    statements(many[0])
    assert statements(many[0]) == before + 1
    assert statements(*many) == before + 1


def test_a_warning_lets_the_value_in_and_comes_back_with_the_receipt(wang: Actor, shops: Table) -> None:
    rule(wang, "range", "size", max="100", warns=True, message="面积这么大？请核对")
    receipt = write.apply(
        wang, [Insert("shops", {"name": "小", "size": 5}), Insert("shops", {"name": "大", "size": 500})]
    )
    (warned,) = receipt.warnings
    assert (warned.index, warned.id, warned.field, warned.code, warned.text.zh) == (
        1,
        receipt.records[1].id,
        "size",
        "rule.range",
        "面积这么大？请核对",
    )
    (found,) = rulebook.breaches(wang, "shops", [written.id for written in receipt.records])
    assert (found.id, found.field, found.warns) == (warned.id, "size", True)


def test_with_partial_the_good_records_go_in(wang: Actor, shops: Table) -> None:
    rule(wang, "range", "size", max="100")
    rows = [Insert("shops", {"name": str(size), "size": size}) for size in (1, 500, 2)]
    receipt = write.apply(wang, rows, partial=True)
    assert [written.index for written in receipt.records] == [0, 2]
    assert [(failure.index, failure.code) for failure in receipt.failed] == [(1, "rule.range")]


def test_every_mistake_is_told_once_and_a_wrong_value_is_not_judged_by_rules_too(wang: Actor, shops: Table) -> None:
    rule(wang, "compare", "rent", "size", operator="ge")
    rule(wang, "range", "size", max="100")
    found = refused(wang, Insert("shops", {"name": "", "size": "很大", "rent": "1", "opened": "2026-02-30"}))
    assert found == {(0, "name", "required"), (0, "size", "number"), (0, "opened", "date")}


def test_records_that_break_a_new_rule_are_counted_listed_and_a_person_chooses(wang: Actor, shops: Table) -> None:
    for size in (1, 200, 300):
        make(wang, size=size, code=f"C{size}")
    with pytest.raises(Conflict) as caught:
        rule(wang, "range", "size", max="100")
    details = caught.value.details
    assert (caught.value.code, details["total"], details["broken"]) == ("rule.broken", 3, 2)
    assert [each["title"] for each in details["records"]] == ["店", "店"]
    assert not store.current().table("shops").rules
    assert not rule(wang, "range", "size", max="100", existing="keep").warns
    assert rule(wang, "range", "size", max="100", existing="warn").warns
    tried = rulebook.try_rule(wang, "shops", RuleSpec("pattern", ("code",), {"expression": "C[12].*"}))
    assert (tried.broken, [each["id"] for each in tried.records]) == (
        1,
        [max(each["id"] for each in details["records"])],
    )


def test_fields_are_unique_together_among_the_records_in_use(wang: Actor, shops: Table) -> None:
    rule(wang, "unique", "name", "opened", "level")
    day = {"name": "东门店", "opened": "2026-03-05", "level": "旗舰"}
    first = make(wang, **day)
    make(wang, **{**day, "level": None})
    make(wang, **{**day, "level": None})
    with pytest.raises(Invalid) as caught:
        write.apply(wang, [Insert("shops", day)])
    (error,) = caught.value.details["errors"]
    assert (error["field"], error["code"], error["record"]) == ("name", "rule.unique", first)
    assert "“东门店”已经是这样了" in error["message"].zh
    other = make(wang, **{**day, "opened": "2026-03-06"})
    assert refused(wang, Update("shops", other, {"opened": "2026-03-05"})) == {(0, "opened", "rule.unique")}
    write.apply(wang, [Update("shops", first, {"size": "1"})])
    write.apply(wang, [Archive("shops", first)])
    write.apply(wang, [Update("shops", other, {"opened": "2026-03-05"})])
    assert refused(wang, Restore("shops", first)) == {(0, "name", "rule.unique")}
    twice = [Insert("shops", {**day, "opened": "2027-01-01"})] * 2
    assert refused(wang, *twice) == {(1, "name", "rule.unique")}


def test_values_that_are_unique_together_change_places_in_one_call(wang: Actor, shops: Table) -> None:
    rule(wang, "unique", "name", "opened")
    one, two = make(wang, opened="2026-03-05"), make(wang, opened="2026-03-06")
    swap = [Update("shops", one, {"opened": "2026-03-06"}), Update("shops", two, {"opened": "2026-03-05"})]
    write.apply(wang, swap)
    assert [read.record(wang, "shops", each).values["opened"] for each in (one, two)] == ["2026-03-06", "2026-03-05"]
    undo.undo(wang)
    assert read.record(wang, "shops", one).values["opened"] == "2026-03-05"


def test_a_unique_rule_over_doubles_lists_them_and_is_refused(wang: Actor, shops: Table) -> None:
    same = [make(wang, opened="2026-03-05") for _ in range(2)]
    make(wang, opened="2026-03-06")
    for existing in ("ask", "keep"):
        with pytest.raises(Conflict) as caught:
            rule(wang, "unique", "name", "opened", existing=existing)
        assert caught.value.details["groups"] == [same]
        assert caught.value.details["broken"] == 1
    warned = rule(wang, "unique", "name", "opened", existing="warn")
    assert warned.warns
    assert [each.code for each in insert(wang, opened="2026-03-05").warnings] == ["rule.unique"]


def test_undo_through_a_rule_is_refused_in_words(wang: Actor, shops: Table) -> None:
    shop = make(wang, size="500")
    write.apply(wang, [Update("shops", shop, {"size": "5"})])
    rule(wang, "range", "size", max="100")
    with pytest.raises(Invalid) as caught:
        undo.undo(wang)
    assert "“面积”不能大于 100" in caught.value.text.zh
    assert read.record(wang, "shops", shop).values["size"] == "5"


@pytest.mark.parametrize(
    ("kind", "fields", "config", "words"),
    [
        ("range", ["size"], {}, "要填最小值或最大值"),
        ("range", ["size"], {"min": 5, "max": 1}, "请对调"),
        ("range", ["size"], {"min": "很大"}, "数字"),
        ("range", ["name"], {"min": 1}, "“店名”不能用规则“范围”"),
        ("range", ["created_at"], {"min": "2020-01-01"}, "系统填写"),
        ("range", ["number"], {"min": 1}, "系统填写"),
        ("length", ["code"], {"min": -1}, "整数"),
        ("length", ["code"], {"max": 3, "colour": "red"}, "没有设置项"),
        ("allowed", ["code"], {"values": []}, "允许的值"),
        ("allowed", ["level"], {"values": ["银河"]}, "银河"),
        ("compare", ["size"], {"operator": "ge"}, "2 个字段"),
        ("compare", ["size", "opened"], {"operator": "ge"}, "不能比较"),
        ("compare", ["size", "rent"], {"operator": "~"}, "没有这种比较"),
        ("formula", [], {"formula": "{size}+1"}, "真"),
        ("formula", [], {"formula": "{面积}>0)"}, "第 1 行第 9 列"),
        ("formula", [], {"formula": "1>0"}, "至少要用到一个字段"),
        ("formula", [], {"formula": "{created_at}>TODAY()"}, "系统填写"),
        ("condition", [], {"holds": None}, "至少一个条件"),
        ("condition", [], {"holds": {"field": "size", "operator": "like", "value": 1}}, "like"),
        ("required", ["open"], {}, "“营业”不能用规则“必填”"),
        ("magic", ["size"], {}, "没有规则类型“magic”"),
        ("pattern", ["code"], {"expression": "a+", "example": "b"}, "例子“b”不符合"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(
    wang: Actor, shops: Table, kind: str, fields: list[str], config: dict[str, Any], words: str
) -> None:
    with pytest.raises(KehuError) as caught:
        rule(wang, kind, *fields, **config)
    assert words in caught.value.text.zh
    assert not store.current().table("shops").rules


@pytest.mark.parametrize(
    ("expression", "position", "words"),
    [
        ("(ab", 0, "没有配对"),
        ("ab)", 2, "没有配对"),
        ("[a-z", 0, "没有配对"),
        ("*a", 0, "没有可以重复"),
        ("a**", 2, "连写"),
        ("a++", 2, "连写"),
        ("[z-a]", 1, "起点在终点之后"),
        (r"(a)\1", 3, "引用"),
        (r"\ba", 0, "转义"),
        ("(?P<x>a)", 0, "括号"),
        ("(?i)a", 0, "括号"),
        ("a{1000}", 1, "最多重复 255 次"),
        ("a{,5}", 1, "重复次数"),
        ("a{5,2}", 2, "最少次数比最多次数"),
        ("", 0, "空的"),
        ("a" * 201, 200, "最多 200 个字符"),
        ("((a{200}){200}){200}", 0, "复杂"),
    ],
)
def test_a_wrong_expression_is_told_with_its_place(
    wang: Actor, shops: Table, expression: str, position: int, words: str
) -> None:
    with pytest.raises(Invalid) as caught:
        rule(wang, "pattern", "code", expression=expression)
    assert caught.value.details["position"] == position
    assert words in caught.value.text.zh
    assert f"第 {position + 1} 个字符" in caught.value.text.zh


def test_an_expression_that_makes_other_engines_search_for_ages_is_answered_at_once(wang: Actor, shops: Table) -> None:
    rule(wang, "pattern", "name", expression="(a+)+b|(x|x)*y|([一-龥]+)*z")
    assert refused(wang, Insert("shops", {"name": "a" * 9_000})) == {(0, "name", "rule.pattern")}
    assert refused(wang, Insert("shops", {"name": "中" * 9_000})) == {(0, "name", "rule.pattern")}


def test_a_rule_sleeps_while_its_field_is_away(wang: Actor, shops: Table) -> None:
    made = rule(wang, "range", "size", max="100")
    schema.archive_field(wang, "shops", "size")
    insert(wang)
    shape = store.current().table("shops")
    assert "size" in str(rulebook.told(shape.rules[0], shape, wang)[1])
    schema.restore_field(wang, "shops", "size")
    assert refused(wang, Insert("shops", {"name": "坏", "size": "500"})) == {(0, "size", "rule.range")}
    changed = RuleSpec("range", ("size",), {"max": "1000"}, message="太大了")
    assert rulebook.change_rule(wang, "shops", made.id, changed).message == "太大了"
    insert(wang, size="500")


def test_only_designers_make_rules(wang: Actor, li: Actor, shops: Table) -> None:
    made = rule(wang, "range", "size", max="100")
    spec = RuleSpec("range", ("size",), {"max": "5"})
    for call in (
        lambda: rulebook.make_rule(li, "shops", spec),
        lambda: rulebook.try_rule(li, "shops", spec),
        lambda: rulebook.change_rule(li, "shops", made.id, spec),
        lambda: rulebook.archive_rule(li, "shops", made.id),
    ):
        with pytest.raises(Forbidden):
            call()
    assert refused(li, Insert("shops", {"name": "坏", "size": "500"})) == {(0, "size", "rule.range")}


def test_rules_are_bounded(wang: Actor, shops: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook, "MAX_RULES", 1)
    with pytest.raises(TooLarge):
        rule(wang, "allowed", "code", values=[f"{number}" + "x" * 9_000 for number in range(9)])
    rule(wang, "range", "size", max="100")
    with pytest.raises(Invalid) as caught:
        rule(wang, "range", "size", max="100")
    assert caught.value.code == "rule.many"


def test_a_field_is_not_taken_from_a_rule_that_reads_others_too(wang: Actor, shops: Table) -> None:
    made = rule(wang, "compare", "rent", "size", operator="ge")
    for change in (
        lambda: schema.archive_field(wang, "shops", "size"),
        lambda: retype.retype(wang, "shops", "size", "text"),
    ):
        with pytest.raises(Invalid) as caught:
            change()
        assert (caught.value.code, caught.value.details["rules"]) == ("field.ruled", [made.id])
        assert "“租金”不能小于“面积”" in caught.value.text.zh
    rulebook.archive_rule(wang, "shops", made.id)
    schema.archive_field(wang, "shops", "size")


def test_a_default_may_come_from_other_fields(wang: Actor, shops: Table) -> None:
    schema.change_field(wang, "shops", "rent", default={"formula": "{面积}*10"})
    schema.change_field(wang, "shops", "code", default={"formula": '"C-"&{店名}'})
    schema.change_field(wang, "shops", "level", default={"formula": 'IF({面积}>100,"旗舰","社区")'})
    rows = [
        {"name": "东门", "size": "200"},
        {"name": "西门", "size": "5", "rent": "7", "level": None},
        {"name": "北门"},
    ]
    made = write.apply(wang, [Insert("shops", row) for row in rows]).records
    found = [read.record(wang, "shops", each.id).values for each in made]
    assert [(each["rent"], each["code"], each["level"]) for each in found] == [
        ("2000", "C-东门", "c1"),
        ("7", "C-西门", None),
        ("0", "C-北门", "c3"),
    ]
    made_rule = rule(wang, "range", "rent", max="1000", existing="keep")
    assert refused(wang, Insert("shops", {"name": "大", "size": "500"})) == {(0, "rent", "rule.range")}
    rulebook.archive_rule(wang, "shops", made_rule.id)
    schema.archive_field(wang, "shops", "size")
    left = make(wang, name="没有面积")
    assert (read.record(wang, "shops", left).values["rent"], read.record(wang, "shops", left).values["code"]) == (
        None,
        "C-没有面积",
    )


@pytest.mark.parametrize(
    ("field", "formula", "words"),
    [
        ("rent", "{面积}*", "第 1 行"),
        ("rent", "{租金}+1", "自己"),
        ("rent", "{nothing}", "没有字段"),
        ("code", "{number}", "系统填写"),
        ("parent", "{店名}", "不能用公式"),
    ],
)
def test_a_default_that_makes_no_sense_is_refused_in_words(
    wang: Actor, shops: Table, field: str, formula: str, words: str
) -> None:
    with pytest.raises(KehuError) as caught:
        schema.change_field(wang, "shops", field, default={"formula": formula})
    assert words in caught.value.text.zh
