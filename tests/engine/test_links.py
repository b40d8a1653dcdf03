"""Links to many and their back-links: written from both sides, undone as one, blind for what one may not see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kehu.access import scope as rights
from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.engine import read, schema, write
from kehu.engine.history import undo
from kehu.engine.operations import Archive, Insert, Update
from kehu.engine.ranges.texts import Words
from kehu.engine.retyping import retype
from kehu.engine.schema import archive_field, restore_field
from kehu.lang.filters import Condition
from kehu.lang.query import Query, Sort


@pytest.fixture
def people(wang: Actor) -> dict[str, int]:
    """People and talks; a talk links to several people, and people see their talks."""
    name = FieldSpec("name", Text.same("名"), "text")
    size = FieldSpec("size", Text.same("数"), "number")
    schema.create_table(wang, TableSpec("people", Text.same("人"), "user", "name", (name, size)))
    schema.create_table(wang, TableSpec("talks", Text.same("联系"), "phone", "name", (name,)))
    with_whom = FieldSpec("with", Text.same("和谁"), "links", {"target": "people"})
    schema.add_field(wang, "talks", with_whom, back=Text.same("talks"))
    rows = [Insert("people", {"name": each, "size": number}) for number, each in enumerate("甲乙丙丁", 1)]
    made = write.apply(wang, rows).records
    return dict(zip("甲乙丙丁", (each.id for each in made), strict=True))


def talk(actor: Actor, name: str, *who: object) -> int:
    return write.apply(actor, [Insert("talks", {"name": name, "with": list(who)})]).records[0].id


def linked(actor: Actor, table: str, identity: int, field: str) -> object:
    return read.record(actor, table, identity).values[field]


def test_links_are_given_by_id_title_or_text_and_keep_their_order(wang: Actor, people: dict[str, int]) -> None:
    ids = [people["丙"], people["甲"]]
    first = talk(wang, "一", *ids, people["丙"])
    assert linked(wang, "talks", first, "with") == ids
    for words in ("丙；甲", "丙、甲", "丙;甲", "丙\n甲", ["丙", "甲"], [{"id": ids[0]}, "甲"]):
        write.apply(wang, [Update("talks", first, {"with": None})])
        write.apply(wang, [Update("talks", first, {"with": words})])
        assert linked(wang, "talks", first, "with") == ids
    page = read.page(wang, "talks", Query(limit=10))
    assert page.titles["people"] == {ids[0]: "丙", ids[1]: "甲"}


def test_a_title_that_holds_a_separator_is_found_whole(wang: Actor, people: dict[str, int]) -> None:
    (both,) = write.apply(wang, [Insert("people", {"name": "甲、乙"})]).records
    first = talk(wang, "一", "甲、乙", "丙")
    assert linked(wang, "talks", first, "with") == [both.id, people["丙"]]


def test_unknown_and_ambiguous_titles_are_told(wang: Actor, people: dict[str, int]) -> None:
    write.apply(wang, [Insert("people", {"name": "甲"})])
    receipt = write.apply(
        wang,
        [Insert("talks", {"with": words}) for words in ("甲", "戊", [999_999], "乙")],
        partial=True,
    )
    assert [failure.code for failure in receipt.failed] == ["link.many", "link.none", "link.none"]
    assert [failure.field for failure in receipt.failed] == ["with"] * 3


def test_the_other_side_shows_the_same_links_and_undo_brings_both_back(wang: Actor, people: dict[str, int]) -> None:
    first = talk(wang, "一", "甲", "乙")
    second = talk(wang, "二", "乙")
    assert linked(wang, "people", people["乙"], "talks") == [first, second]
    write.apply(wang, [Update("talks", first, {"with": ["丙"]})])
    assert linked(wang, "people", people["乙"], "talks") == [second]
    assert linked(wang, "people", people["丙"], "talks") == [first]
    undo.undo(wang)
    assert linked(wang, "people", people["乙"], "talks") == [first, second]
    assert linked(wang, "talks", first, "with") == [people["甲"], people["乙"]]
    write.apply(wang, [Archive("talks", second)])
    assert linked(wang, "people", people["乙"], "talks") == [first]


def test_the_other_side_can_be_written_and_undone(wang: Actor, people: dict[str, int]) -> None:
    first, second = talk(wang, "一", "甲"), talk(wang, "二", "乙")
    write.apply(wang, [Update("people", people["丙"], {"talks": {"add": [first, "二"]}})])
    assert linked(wang, "talks", first, "with") == [people["甲"], people["丙"]]
    assert linked(wang, "people", people["丙"], "talks") == [first, second]
    write.apply(wang, [Update("people", people["丙"], {"talks": {"remove": [first]}, "size": "9"})])
    assert linked(wang, "talks", first, "with") == [people["甲"]]
    undo.undo(wang)
    assert linked(wang, "talks", first, "with") == [people["甲"], people["丙"]]
    assert linked(wang, "people", people["丙"], "size") == "3"
    write.apply(wang, [Update("people", people["丙"], {"talks": "二"})])
    assert linked(wang, "people", people["丙"], "talks") == [second]
    (new,) = write.apply(wang, [Insert("people", {"name": "新", "talks": [first, second]})]).records
    assert linked(wang, "talks", second, "with") == [people["乙"], people["丙"], new.id]
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Update("people", people["丙"], {"talks": {"add": ["没有"]}})])
    assert refused.value.details["errors"][0]["field"] == "talks"


def test_what_somebody_adds_meanwhile_stays(wang: Actor, li: Actor, people: dict[str, int]) -> None:
    first, second = talk(wang, "一", "甲"), talk(wang, "二")
    seen = read.record(wang, "people", people["甲"])
    write.apply(li, [Update("talks", second, {"with": ["甲"]})])
    write.apply(wang, [Update("people", people["甲"], {"talks": {"remove": [first]}}, seen.version)])
    assert linked(wang, "people", people["甲"], "talks") == [second]


def test_two_who_change_the_same_links_are_told_with_both_values(
    wang: Actor, li: Actor, people: dict[str, int]
) -> None:
    first = talk(wang, "一", "甲")
    write.apply(li, [Update("talks", first, {"with": ["甲", "乙"]}, 1)])
    with pytest.raises(Conflict) as refused:
        write.apply(wang, [Update("talks", first, {"with": ["丙"]}, 1)])
    (clash,) = refused.value.details["conflicts"]
    assert clash["yours"] == [people["丙"]]
    assert clash["theirs"] == [people["甲"], people["乙"]]


def test_filters_and_order(wang: Actor, people: dict[str, int]) -> None:
    talk(wang, "一", "甲", "乙")
    talk(wang, "二", "乙")
    talk(wang, "三")

    def found(operator: str, value: object = None, field: str = "with") -> list[str]:
        query = Query(Condition(field, operator, value), limit=10, fields=("name",))
        return [row[2] for row in read.page(wang, "talks", query).rows]

    first, second = people["甲"], people["乙"]
    assert found("has_any", [first, people["丁"]]) == ["一"]
    assert found("has_all", [first, second]) == ["一"]
    assert found("has_none", [first]) == ["二", "三"]
    assert found("has_exactly", [second]) == ["二"]
    assert found("contains", "乙", "with.name") == ["一", "二"]
    assert found("gt", "1", "with.size") == ["一", "二"]
    assert found("is_not", "乙", "with.name") == ["一", "三"]
    assert found("empty") == ["三"]
    assert found("not_empty") == ["一", "二"]
    sorted_ = read.page(wang, "talks", Query(sorts=(Sort("with", True),), limit=10, fields=("name",)))
    assert [row[2] for row in sorted_.rows] == ["二", "一", "三"]
    backwards = Query(Condition("talks.name", "contains", "二"), limit=10, fields=("name",))
    assert [row[2] for row in read.page(wang, "people", backwards).rows] == ["乙"]


def test_lookups_roll_ups_and_formulas_read_links(wang: Actor, people: dict[str, int]) -> None:
    text, add = Text.same, schema.add_field
    add(wang, "talks", FieldSpec("names", text("名单"), "lookup", {"link": "with", "field": "name"}))
    add(wang, "talks", FieldSpec("sizes", text("合计"), "rollup", ROLLUP | {"table": "people", "link": "with"}))
    add(wang, "talks", FieldSpec("many", text("几位"), "formula", {"formula": 'JOIN({with}, "+")'}))
    there = {"table": "talks", "link": "with", "function": "count"}
    heard = {"table": "talks", "link": "with", "function": "list", "field": "name"}
    add(wang, "people", FieldSpec("heard", text("联系"), "rollup", heard))
    add(wang, "people", FieldSpec("count", text("次数"), "rollup", there))
    first = talk(wang, "一", "丙", "甲")
    values = read.record(wang, "talks", first).values
    assert (values["names"], values["sizes"], values["many"]) == ("丙、甲", "4", "丙+甲")
    assert linked(wang, "people", people["甲"], "count") == "1"
    assert linked(wang, "people", people["甲"], "heard") == "一"
    write.apply(wang, [Update("people", people["丙"], {"name": "庚", "size": "30"})])
    values = read.record(wang, "talks", first).values
    assert (values["names"], values["sizes"], values["many"]) == ("庚、甲", "31", "庚+甲")
    write.apply(wang, [Archive("people", people["丙"])])
    assert linked(wang, "talks", first, "sizes") == "1"
    write.apply(wang, [Update("talks", first, {"with": None})])
    assert linked(wang, "people", people["甲"], "count") == "0"
    assert linked(wang, "talks", first, "sizes") == "0"


ROLLUP = {"own": True, "function": "sum", "field": "size"}


def test_archived_records_stay_linked_and_named(wang: Actor, people: dict[str, int]) -> None:
    first = talk(wang, "一", "甲", "乙")
    write.apply(wang, [Archive("people", people["甲"])])
    page = read.page(wang, "talks", Query(limit=10))
    assert page.titles["people"][people["甲"]] == "甲"
    write.apply(wang, [Update("talks", first, {"with": [people["甲"], people["丙"]]})])
    assert linked(wang, "talks", first, "with") == [people["甲"], people["丙"]]


def test_links_out_of_reach_are_not_shown_not_lost_and_not_made(
    wang: Actor, li: Actor, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = talk(wang, "一", "甲", "乙", "丙")
    whole = rights._of_role

    def narrow(role: str) -> rights.Scope:
        found = whole(role)
        return found if role == "owner" else replace(found, rows=Condition("name", "is_not", "乙"))

    monkeypatch.setattr(rights, "_of_role", narrow)
    assert linked(li, "talks", first, "with") == [people["甲"], people["丙"]]
    page = read.page(li, "talks", Query(limit=10, fields=("with",)))
    assert page.rows[0][2] == [people["甲"], people["丙"]]
    assert people["乙"] not in page.titles["people"]
    write.apply(li, [Update("talks", first, {"with": [people["丁"]]})])
    assert linked(wang, "talks", first, "with") == [people["丁"], people["乙"]]
    write.apply(li, [Update("talks", first, {"with": None})])
    assert linked(wang, "talks", first, "with") == [people["乙"]]
    undo.undo(li)
    undo.undo(li)
    assert linked(wang, "talks", first, "with") == [people["甲"], people["乙"], people["丙"]]
    second = talk(wang, "二", "甲")
    for who in (people["乙"], "乙"):
        with pytest.raises(Invalid) as refused:
            write.apply(li, [Update("talks", second, {"with": ["甲", who]})])
        assert refused.value.details["errors"][0]["code"] == "link.none"
    with pytest.raises(Invalid):
        write.apply(li, [Insert("talks", {"with": [people["乙"]]})])


def test_a_link_to_one_gets_a_back_link_that_moves_records(wang: Actor, people: dict[str, int]) -> None:
    schema.add_field(wang, "talks", FieldSpec("by", Text.same("谁"), "link", {"target": "people"}))
    first, second = talk(wang, "一"), talk(wang, "二")
    write.apply(wang, [Update("talks", first, {"by": people["甲"]})])
    link = store.current().table("talks").field("by")
    back = schema.add_backlink(wang, "talks", link, Text.same("发起的联系"))
    assert linked(wang, "people", people["甲"], back.key) == [first]
    write.apply(wang, [Update("people", people["乙"], {back.key: {"add": [first, second]}})])
    assert linked(wang, "people", people["甲"], back.key) is None
    assert linked(wang, "talks", first, "by") == people["乙"]
    write.apply(wang, [Update("people", people["乙"], {back.key: {"remove": [first]}})])
    assert linked(wang, "talks", first, "by") is None


def test_a_link_goes_and_comes_back_with_its_back_link(wang: Actor, people: dict[str, int]) -> None:
    first = talk(wang, "一", "甲")
    archive_field(wang, "talks", "with")
    assert "talks" not in store.current().table("people").by_key
    restore_field(wang, "talks", "with")
    assert linked(wang, "people", people["甲"], "talks") == [first]
    archive_field(wang, "people", "talks")
    assert linked(wang, "talks", first, "with") == [people["甲"]]
    restore_field(wang, "people", "talks")
    assert linked(wang, "people", people["甲"], "talks") == [first]


def test_one_link_becomes_several_and_back_with_a_look_at_what_is_lost(wang: Actor, people: dict[str, int]) -> None:
    one, two = talk(wang, "一", "甲"), talk(wang, "二", "乙", "丙")
    seen = retype.preview(wang, "talks", "with", "link", {"target": "people"})
    assert (seen.converts, seen.lost) == (1, 1)
    assert seen.samples[0]["before"] == "乙、丙"
    assert seen.samples[0]["after"] == "乙"
    retype.retype(wang, "talks", "with", "link", {"target": "people"})
    assert [linked(wang, "talks", each, "with") for each in (one, two)] == [people["甲"], people["乙"]]
    assert linked(wang, "people", people["丙"], "talks") is None
    retype.retype(wang, "talks", "with", "links", {"target": "people"})
    assert linked(wang, "talks", two, "with") == [people["乙"]]
    assert linked(wang, "people", people["乙"], "talks") == [two]


def test_texts_become_links(wang: Actor, people: dict[str, int]) -> None:
    schema.add_field(wang, "talks", FieldSpec("who", Text.same("谁"), "text"))
    rows = [Insert("talks", {"who": words}) for words in ("甲；乙", "丙", "甲；没有")]
    made = [each.id for each in write.apply(wang, rows).records]
    seen = retype.preview(wang, "talks", "who", "links", {"target": "people"})
    assert (seen.converts, seen.lost) == (2, 1)
    retype.retype(wang, "talks", "who", "links", {"target": "people"})
    assert [linked(wang, "talks", each, "who") for each in made] == [
        [people["甲"], people["乙"]],
        [people["丙"]],
        None,
    ]


def test_a_table_may_link_to_itself(wang: Actor, people: dict[str, int]) -> None:
    knows = FieldSpec("knows", Text.same("认识"), "links", {"target": "people"})
    schema.add_field(wang, "people", knows, back=Text.same("known"))
    write.apply(wang, [Update("people", people["甲"], {"knows": ["甲", "乙"], "known": {"add": ["丙"]}})])
    assert linked(wang, "people", people["甲"], "known") == [people["甲"], people["丙"]]
    assert linked(wang, "people", people["丙"], "knows") == [people["甲"]]


def test_several_members(wang: Actor, li: Actor, people: dict[str, int]) -> None:
    schema.add_field(wang, "talks", FieldSpec("team", Text.same("同事"), "members", {}, default="@me"))
    first = talk(wang, "一")
    assert linked(wang, "talks", first, "team") == [wang.member]
    write.apply(wang, [Update("talks", first, {"team": "李雷、王芳"})])
    assert linked(wang, "talks", first, "team") == [li.member, wang.member]
    assert read.count(li, "talks", Condition("team", "has_any", ["@me"])) == 1
    assert read.count(wang, "talks", Condition("team", "has_none", ["@me"])) == 0


def test_a_link_makes_the_record_it_names_in_the_same_change(wang: Actor, people: dict[str, int]) -> None:
    schema.add_field(wang, "talks", FieldSpec("by", Text.same("谁"), "link", {"target": "people"}))
    values = {"with": ["甲", {"new": "新人"}, {"new": "乙"}], "by": {"new": "新人"}}
    first = write.apply(wang, [Insert("talks", {"name": "一", **values})]).records[0].id
    by = linked(wang, "talks", first, "by")
    assert linked(wang, "talks", first, "with") == [people["甲"], by, people["乙"]]
    assert read.record(wang, "people", int(str(by))).values["name"] == "新人"
    write.apply(wang, [Update("people", people["丙"], {"talks": {"add": [{"new": "新谈"}]}})])
    assert read.count(wang, "talks") == 2
    undo.undo(wang)
    undo.undo(wang)
    assert (read.count(wang, "talks"), read.count(wang, "people")) == (0, 4)


def test_what_cannot_be_made_is_told_at_its_place(wang: Actor, people: dict[str, int]) -> None:
    schema.change_field(wang, "people", "size", required=True)
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Insert("talks", {"with": [{"new": "新人"}]})])
    (error,) = refused.value.details["errors"]
    assert (error["field"], error["code"]) == ("with", "link.new")
    assert "数" in error["message"].zh
    assert read.count(wang, "people") == 4


def test_a_range_of_links_is_copied_as_titles(wang: Actor, people: dict[str, int]) -> None:
    talk(wang, "一", "甲", "乙")
    query = Query(limit=10)
    target = read.page(wang, "talks", query)
    words = Words(wang)
    place = [field.key for field in target.fields].index("with")
    assert words.text(target.rows[0][2 + place], target.fields[place], target.titles) == "甲、乙"
