"""The one door for writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Conflict, Forbidden, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import history, read, schema, write
from kehu.engine.fields import all_types
from kehu.engine.history import undo
from kehu.engine.operations import Archive, Insert, Operation, Restore, Update
from kehu.lang.query import Query
from tests.configs import fewest


def make(actor: Actor, *names: str) -> list[int]:
    return [written.id for written in write.apply(actor, [Insert("shops", {"name": name}) for name in names]).records]


def values(actor: Actor, identity: int) -> dict[str, object]:
    return read.record(actor, "shops", identity).values


def statements(actor: Actor, operations: list[Operation]) -> int:
    with CaptureQueriesContext(connection) as captured:
        write.apply(actor, operations)
    return len(captured)


def test_a_record_is_made_with_what_people_write(wang: Actor, shops: Table) -> None:
    (parent,) = make(wang, "总店")
    row = {
        "name": " 东门店 ", "size": "1,200", "rent": "¥3.5万", "opened": "2024年2月29日", "seen": "2026-03-05 14:30",
        "open": "√", "level": "旗舰", "tags": "新、热", "parent": "总店",
    }  # fmt: skip
    (made,) = write.apply(wang, [Insert("shops", row)]).records
    found = values(wang, made.id)
    assert found["name"] == "东门店"
    assert (found["size"], found["rent"]) == ("1200", "35000")
    assert (found["opened"], found["seen"]) == ("2024-02-29", "2026-03-05T06:30:00Z")
    assert (found["open"], found["level"], found["tags"], found["parent"]) == (True, "c1", ["c1", "c2"], parent)
    assert (found["number"], found["owner"], found["created_by"]) == ("S-0002", wang.member, wang.member)


def test_all_mistakes_are_told_together_and_nothing_is_written(wang: Actor, shops: Table) -> None:
    rows = [
        {"name": "好店"},
        {"name": "", "size": "很大", "opened": "2026-02-30"},
        {"name": "x", "color": "红", "created_at": "2020-01-01", "level": "银河"},
    ]
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Insert("shops", row) for row in rows])
    told = {(error["index"], error["field"], error["code"]) for error in refused.value.details["errors"]}
    assert told == {
        (1, "name", "required"),
        (1, "size", "number"),
        (1, "opened", "date"),
        (2, "color", "field.unknown"),
        (2, "created_at", "field.readonly"),
        (2, "level", "choice"),
    }
    assert read.count(wang, "shops") == 0


def test_everything_right_is_kept_when_the_caller_asks_for_it(wang: Actor, shops: Table) -> None:
    receipt = write.apply(wang, [Insert("shops", {"name": "好店"}), Insert("shops", {"size": "1"})], partial=True)
    assert [written.index for written in receipt.records] == [0]
    assert [(failure.index, failure.code) for failure in receipt.failed] == [(1, "required")]


def test_two_people_changing_one_cell_the_second_is_shown_both_values(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, "东门店")
    write.apply(wang, [Update("shops", shop, {"name": "东门旗舰店"}, version=1)])
    with pytest.raises(Conflict) as refused:
        write.apply(li, [Update("shops", shop, {"name": "东门小店"}, version=1)])
    (clash,) = refused.value.details["conflicts"]
    assert (clash["field"], clash["yours"], clash["theirs"], clash["by"]) == (
        "name",
        "东门小店",
        "东门旗舰店",
        wang.member,
    )
    assert values(wang, shop)["name"] == "东门旗舰店"


def test_two_people_changing_two_cells_of_one_record_do_not_meet(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, "东门店")
    write.apply(wang, [Update("shops", shop, {"name": "东门旗舰店"}, version=1)])
    write.apply(li, [Update("shops", shop, {"size": "80"}, version=1)])
    assert (values(wang, shop)["name"], values(wang, shop)["size"]) == ("东门旗舰店", "80")


def test_a_cell_changed_and_changed_back_is_no_conflict(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, "东门店")
    for name in ("西门店", "东门店"):
        write.apply(wang, [Update("shops", shop, {"name": name})])
    write.apply(li, [Update("shops", shop, {"name": "南门店"}, version=1)])
    assert values(wang, shop)["name"] == "南门店"


def test_writing_what_is_there_already_changes_nothing(wang: Actor, shops: Table) -> None:
    (shop,) = make(wang, "东门店")
    receipt = write.apply(wang, [Update("shops", shop, {"name": "东门店"}, version=1)])
    assert receipt.change is None
    assert [(written.id, written.version) for written in receipt.records] == [(shop, 1)]


def test_a_unique_value_is_refused_in_the_table_and_within_one_call(wang: Actor, shops: Table) -> None:
    write.apply(wang, [Insert("shops", {"name": "a", "code": "X1"})])
    for rows in ([{"name": "b", "code": "X1"}], [{"name": "b", "code": "Y"}, {"name": "c", "code": "Y"}]):
        with pytest.raises(Invalid) as refused:
            write.apply(wang, [Insert("shops", row) for row in rows])
        assert {error["code"] for error in refused.value.details["errors"]} == {"unique"}


def test_unique_values_change_places_in_one_call_and_back(wang: Actor, shops: Table) -> None:
    rows = [Insert("shops", {"name": name, "code": name.upper()}) for name in "abc"]
    ids = [written.id for written in write.apply(wang, rows).records]
    turned = [Update("shops", identity, {"code": code}) for identity, code in zip(ids, "BCA", strict=True)]
    change = write.apply(wang, turned).change
    assert [values(wang, identity)["code"] for identity in ids] == ["B", "C", "A"]
    undo.undo(wang, change)
    assert [values(wang, identity)["code"] for identity in ids] == ["A", "B", "C"]
    with pytest.raises(Invalid):
        write.apply(wang, [Update("shops", ids[0], {"code": "B"}), Update("shops", ids[1], {"code": "B"})])


def test_an_archived_unique_value_is_free_and_its_restoring_refused_once_taken(wang: Actor, shops: Table) -> None:
    first = write.apply(wang, [Insert("shops", {"name": "a", "code": "X1"})]).records[0].id
    write.apply(wang, [Archive("shops", first)])
    write.apply(wang, [Insert("shops", {"name": "b", "code": "X1"})])
    with pytest.raises(Invalid):
        write.apply(wang, [Restore("shops", first)])


def test_an_archived_record_is_gone_from_pages_and_comes_back(wang: Actor, shops: Table) -> None:
    first, second = make(wang, "a", "b")
    write.apply(wang, [Archive("shops", first)])
    assert [row[0] for row in read.page(wang, "shops", Query()).rows] == [second]
    assert [row[0] for row in read.page(wang, "shops", Query(archived=True)).rows] == [first]
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Update("shops", first, {"name": "c"})])
    assert refused.value.details["errors"][0]["code"] == "record.archived"
    write.apply(wang, [Restore("shops", first)])
    assert read.count(wang, "shops") == 2


def test_a_missing_record_is_told_at_its_place(wang: Actor, shops: Table) -> None:
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Update("shops", 4711, {"name": "x"})])
    assert refused.value.details["errors"][0]["code"] == "record.unknown"
    with pytest.raises(NotFound):
        write.apply(wang, [Insert("nowhere", {})])


def test_a_link_by_title_needs_exactly_one_record(wang: Actor, shops: Table) -> None:
    make(wang, "总店", "分店", "分店")
    with pytest.raises(Invalid) as refused:
        write.apply(wang, [Insert("shops", {"name": "a", "parent": title}) for title in ("总店", "分店", "无店")])
    assert [(error["index"], error["code"]) for error in refused.value.details["errors"]] == [
        (1, "link.many"),
        (2, "link.none"),
    ]
    with pytest.raises(Invalid):
        write.apply(wang, [Insert("shops", {"name": "a", "parent": 99_999})])


def test_a_reader_writes_nothing(wang: Actor, shops: Table) -> None:
    reader = actor_of(Member.objects.create_user("r@example.com", "x", name="读者", role="reader"))
    (shop,) = make(wang, "a")
    for operation in (Insert("shops", {"name": "b"}), Update("shops", shop, {"name": "b"}), Archive("shops", shop)):
        with pytest.raises(Forbidden):
            write.apply(reader, [operation])
    assert read.count(reader, "shops") == 1


def test_a_thousand_records_take_as_many_statements_as_one(wang: Actor, shops: Table) -> None:
    one = statements(wang, [Insert("shops", {"name": "a", "parent": None})])
    many = statements(wang, [Insert("shops", {"name": f"店{number}"}) for number in range(1000)])
    assert many == one
    ids = [row[0] for row in read.page(wang, "shops", Query(limit=1000)).rows]
    one = statements(wang, [Update("shops", ids[0], {"size": "5", "name": "n"}, version=1)])
    many = statements(wang, [Update("shops", identity, {"size": "7", "name": f"n{identity}"}) for identity in ids])
    assert many == one


def test_an_action_of_several_batches_is_one_change(wang: Actor, shops: Table) -> None:
    with write.action(wang, source="import") as act:
        for number in range(3):
            act.apply([Insert("shops", {"name": f"店{number}"})])
    (change,) = undo.changes(wang)
    assert change.counts == {"shops": {"inserted": 3}}
    undo.undo(wang, act.change)
    assert read.count(wang, "shops") == 0


def test_the_history_of_a_record_tells_who_and_what(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, "东门店")
    write.apply(li, [Update("shops", shop, {"name": "西门店", "size": "9"})])
    write.apply(li, [Archive("shops", shop)])
    told = [
        (entry.operation, entry.actor_name, entry.before, entry.after) for entry in history.history(wang, "shops", shop)
    ]
    assert told == [
        ("archive", "李雷", {}, {}),
        ("update", "李雷", {"name": "东门店", "size": None}, {"name": "西门店", "size": "9"}),
        ("insert", "王芳", {}, {"name": "东门店", "number": "S-0001", "owner": wang.member}),
    ]


def test_a_default_fills_what_nobody_named(wang: Actor, shops: Table) -> None:
    schema.change_field(wang, "shops", "level", default="c2")
    schema.add_field(wang, "shops", FieldSpec("boss", Text.same("店长"), "member", default="@me"))
    one, other = write.apply(
        wang, [Insert("shops", {"name": "a"}), Insert("shops", {"name": "b", "level": None})]
    ).records
    assert (values(wang, one.id)["level"], values(wang, one.id)["boss"]) == ("c2", wang.member)
    assert values(wang, other.id)["level"] is None


def test_a_record_occurs_once_in_a_call_whatever_is_done_with_it(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, "东门店")
    write.apply(li, [Update("shops", shop, {"name": "李的店"})])
    pair = [Update("shops", shop, {"name": "王的店"}, version=1), Archive("shops", shop, version=1)]
    for partial in (False, True):
        with pytest.raises(Invalid) as refused:
            receipt = write.apply(wang, pair, partial=partial)
            raise Invalid(receipt.failed[0].text, code="partial", details={"errors": [receipt.failed[0].as_detail()]})
        assert refused.value.details["errors"][0]["code"] in ("record.twice", "conflict")
        assert values(wang, shop)["name"] == "李的店"


@pytest.mark.parametrize("default", ["@me", "@today", "@now", {"a": 1}, [1], True, -1, "x" * 5000, 10**18])
@pytest.mark.parametrize("kind", sorted(key for key, each in all_types().items() if not each.computed))
def test_a_default_that_does_not_fit_leaves_a_new_record_empty(
    wang: Actor, shops: Table, kind: str, default: object
) -> None:
    extra = FieldSpec("extra", Text.same("另"), kind, fewest(kind, "shops"), default=default)
    schema.add_field(wang, "shops", extra)
    (made,) = make(wang, "东门店")
    assert read.record(wang, "shops", made).values["name"] == "东门店"


def test_running_numbers_pass_over_those_given_by_hand_where_they_must_differ(wang: Actor, shops: Table) -> None:
    schema.change_field(wang, "shops", "number", unique=True)
    write.apply(wang, [Insert("shops", {"name": "店", "number": f"S-{n:04}"}) for n in (1, 2, 3, 5)])
    made = write.apply(wang, [Insert("shops", {"name": "店"}) for _ in range(3)]).records
    assert [values(wang, each.id)["number"] for each in made] == ["S-0004", "S-0006", "S-0007"]
