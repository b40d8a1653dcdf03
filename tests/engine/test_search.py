"""Records are found as soon as they are written, in the order people expect, within their scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from kehu.access.actor import Actor
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, search, write
from kehu.engine.history.undo import undo
from kehu.engine.operations import Archive, Insert, Restore, Update
from kehu.engine.sql import search as sql
from kehu.jobs import due
from kehu.lang.query import Query


def make(actor: Actor, *names: str, **values: Any) -> list[int]:
    receipt = write.apply(actor, [Insert("shops", {"name": name, **values}) for name in names])
    return [written.id for written in receipt.records]


def found(actor: Actor, text: str) -> list[str]:
    return [each.title for each in read.search(actor, text).found]


def test_new_records_are_found_at_once(wang: Actor, shops: Table) -> None:
    make(wang, "华为技术", "中兴通讯")
    for query in ("华", "华为", "hw", "hwjs", "huawei", "華為", "华w", "ＨＷ"):
        assert found(wang, query) == ["华为技术"], query
        assert [title for _, title in read.find(wang, "shops", query)] == ["华为技术"], query
        assert len(read.page(wang, "shops", Query(search=query)).rows) == 1, query
        assert read.count(wang, "shops", search=query) == 1, query


def test_a_change_moves_what_a_record_is_found_by(wang: Actor, shops: Table) -> None:
    (shop,) = make(wang, "华为")
    write.apply(wang, [Update("shops", shop, {"name": "小米"})])
    assert (found(wang, "hw"), found(wang, "xm")) == ([], ["小米"])
    undo(wang)
    assert (found(wang, "hw"), found(wang, "xm")) == (["华为"], [])
    undo(wang)
    assert found(wang, "hw") == []


def test_deleted_records_are_not_found_until_they_are_back(wang: Actor, shops: Table) -> None:
    (shop,) = make(wang, "华为")
    write.apply(wang, [Archive("shops", shop)])
    assert found(wang, "hw") == []
    write.apply(wang, [Restore("shops", shop)])
    assert found(wang, "hw") == ["华为"]


def test_the_best_come_first(wang: Actor, shops: Table) -> None:
    make(wang, "中国华为", "华为技术", "华为", "小米", code=None)
    assert found(wang, "华为") == ["华为", "华为技术", "中国华为"]
    assert found(wang, "hw") == ["华为", "华为技术", "中国华为"]


def test_other_fields_answer_behind_titles_and_say_where(wang: Actor, shops: Table) -> None:
    schema.add_field(wang, "shops", FieldSpec("phone", Text("电话", "Phone"), "phone"))
    make(wang, "小米", phone="13812345678")
    make(wang, "2345 便利店")
    answer = read.search(wang, "2345").found
    assert [(each.title, each.field, each.text) for each in answer] == [
        ("2345 便利店", None, None),
        ("小米", "phone", "13812345678"),
    ]


def test_other_fields_are_not_looked_through_once_titles_are_enough(
    wang: Actor, shops: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.add_field(wang, "shops", FieldSpec("phone", Text("电话", "Phone"), "phone"))
    make(wang, "小米", phone="13812345678")
    make(wang, "2345 便利店", "2345 超市")
    assert set(found(wang, "2345")) == {"2345 便利店", "2345 超市", "小米"}
    monkeypatch.setattr(sql, "ENOUGH", 4)
    assert set(found(wang, "2345")) == {"2345 便利店", "2345 超市"}


def test_a_big_load_is_prepared_by_a_job_and_found_meanwhile(
    wang: Actor, shops: Table, run_jobs: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 3)
    make(wang, "华为", "小米", "中兴", "大疆")
    assert read.search(wang, "大疆").pending == ("shops",)
    assert [title for _, title in read.find(wang, "shops", "大疆")] == ["大疆"]
    assert read.count(wang, "shops", search="大疆") == 1
    assert all(job.state == "done" for job in run_jobs())
    answer = read.search(wang, "dj")
    assert ([each.title for each in answer.found], answer.pending) == (["大疆"], ())


def test_a_change_of_many_moves_what_they_are_found_by_at_once(
    wang: Actor, shops: Table, run_jobs: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 1)
    schema.add_field(wang, "shops", FieldSpec("phone", Text("电话", "Phone"), "phone"))
    schema.add_field(wang, "shops", FieldSpec("note", Text("说明", "Note"), "long"))
    ids = make(wang, "华为", "小米", "中兴", note="旗舰甲", phone="13812345678")
    write.apply(wang, [Update("shops", each, {"name": "海尔"}) for each in ids])
    write.apply(wang, [Update("shops", each, {"name": f"大疆{each}", "note": "加盟乙"}) for each in ids])
    write.apply(wang, [Update("shops", each, {"phone": "13900001111"}) for each in ids[:2]])

    def all_is_right() -> None:
        assert sorted(found(wang, "dj")) == sorted(found(wang, "加盟乙")) == [f"大疆{each}" for each in ids]
        assert sorted(found(wang, "0000")) == [f"大疆{each}" for each in ids[:2]]
        assert (found(wang, "华为"), found(wang, "xm"), found(wang, "he")) == ([], [], [])
        assert [title for _, title in read.find(wang, "shops", f"大疆{ids[0]}")] == [f"大疆{ids[0]}"]
        assert [read.count(wang, "shops", search=text) for text in ("加盟", "大疆", "dj 加盟", "华为")] == [3, 3, 3, 0]
        assert len(read.page(wang, "shops", Query(search="加盟乙")).rows) == 3

    all_is_right()
    due.look()
    assert [job.state for job in run_jobs()] == ["done"]
    all_is_right()
    assert (found(wang, "旗舰甲"), search.with_late()) == ([], [])
    for _ in range(3):
        undo(wang)
    assert sorted(found(wang, "旗舰甲")) == sorted(["华为", "小米", "中兴"])
    assert (found(wang, "hw"), found(wang, "dj")) == (["华为"], [])


def test_a_change_of_very_many_different_values_is_prepared_by_a_job(
    wang: Actor, shops: Table, run_jobs: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 1)
    monkeypatch.setattr(search, "MOST_LATE", 2)
    monkeypatch.setattr(search, "MERGED", 2)
    ids = make(wang, "华为", "小米", "中兴")
    write.apply(wang, [Update("shops", each, {"name": f"大疆{each}"}) for each in ids])
    assert read.search(wang, "大疆").pending == ("shops",)
    assert read.count(wang, "shops", search="大疆") == 3
    while run_jobs():
        pass
    assert sorted(found(wang, "dj")) == [f"大疆{each}" for each in ids]
    assert found(wang, "hw") == []


def test_an_edit_during_late_tokens_is_the_last_word(
    wang: Actor, shops: Table, run_jobs: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = make(wang, "华为", "小米", "中兴")
    monkeypatch.setattr(search, "FEW", 1)
    write.apply(wang, [Update("shops", each, {"name": "大疆"}) for each in ids])
    write.apply(wang, [Update("shops", ids[0], {"name": "海尔"})])
    assert (found(wang, "he"), found(wang, "dj")) == (["海尔"], ["大疆", "大疆"])
    due.look()
    run_jobs()
    assert (found(wang, "he"), found(wang, "dj")) == (["海尔"], ["大疆", "大疆"])


def test_a_removed_field_is_searched_no_more(wang: Actor, shops: Table, run_jobs: Callable[[], list[Any]]) -> None:
    make(wang, "华为", code="旗舰甲")
    assert found(wang, "旗舰甲") == ["华为"]
    schema.archive_field(wang, "shops", "code")
    run_jobs()
    assert found(wang, "旗舰甲") == []
    schema.restore_field(wang, "shops", "code")
    run_jobs()
    assert found(wang, "旗舰甲") == ["华为"]


def test_records_from_before_there_was_search_are_prepared(
    wang: Actor, shops: Table, run_jobs: Callable[[], list[Any]]
) -> None:
    make(wang, "华为")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE engine_search")
    search.fill_never_filled()
    run_jobs()
    assert found(wang, "hw") == ["华为"]


def test_nothing_outside_the_scope_is_found(wang: Actor, shops: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehu.access.scope import Scope
    from kehu.lang.filters import Condition

    make(wang, "华为", code="甲甲")
    make(wang, "华夏")
    only = Scope(frozenset({"read"}), Condition("name", "is", "华夏"))
    monkeypatch.setattr(search, "scope", lambda actor, table: only)
    assert found(wang, "华") == ["华夏"]
    monkeypatch.setattr(search, "scope", lambda actor, table: Scope(frozenset({"read"}), None, frozenset({"code"})))
    assert found(wang, "甲甲") == []
    assert found(wang, "hw") == ["华为"]
    monkeypatch.setattr(search, "scope", lambda actor, table: Scope(frozenset()))
    assert found(wang, "华") == []


@pytest.mark.parametrize(
    "query", ["", "%", "'; drop table", "\x00", "(" * 500, "\\", "𠮷", "\u202e", "a b c d e f g h", "1" * 500]
)
def test_hostile_queries_never_fail(wang: Actor, shops: Table, query: str) -> None:
    make(wang, "华为")
    read.search(wang, query)
    read.find(wang, "shops", query)
    read.page(wang, "shops", Query(search=query))


def test_a_computed_title_is_found_as_soon_as_it_is_filled(wang: Actor) -> None:
    schema.create_table(
        wang,
        TableSpec("pairs", Text("成对", "Pairs"), "table", "one", (FieldSpec("one", Text("甲", "One"), "text"),)),
    )
    write.apply(wang, [write.Insert("pairs", {"one": "晨光"})])
    schema.add_field(wang, "pairs", FieldSpec("both", Text("合称", "Both"), "formula", {"formula": '{one}&"文具"'}))
    schema.rename_table(wang, "pairs", title="both")
    assert [title for _, title in read.find(wang, "pairs", "光文")] == ["晨光文具"]
    schema.change_field(wang, "pairs", "both", config={"formula": '"真"&{one}'})
    assert [title for _, title in read.find(wang, "pairs", "真晨")] == ["真晨光"]


def test_a_frequent_word_is_found_by_walking_through_the_records(
    wang: Actor, shops: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.apply(wang, [write.Insert("shops", {"name": f"恒信 {number}"}) for number in range(30)])
    before = read.find(wang, "shops", "恒信")
    monkeypatch.setattr(sql.Figures, "share", lambda *_, **__: 1.0)
    assert read.find(wang, "shops", "恒信") == before
    assert len(read.page(wang, "shops", Query(search="恒信")).rows) == 30
    assert read.count(wang, "shops", search="恒信") == 30
