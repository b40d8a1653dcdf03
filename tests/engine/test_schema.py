"""Tables and fields made and changed at run time."""

from dataclasses import replace

import pytest

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Forbidden, Invalid, NotFound
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import install, read, schema, write
from kehu.engine.history import undo
from kehu.engine.operations import Archive, Insert, Restore, Update
from kehu.engine.retyping import retype
from kehu.lang.query import Query, Sort


def field(name: str, kind: str = "text", **rest: object) -> FieldSpec:
    return FieldSpec("", Text.same(name), kind, **rest)  # type: ignore[arg-type]


def shop(actor: Actor, **values: object) -> int:
    return write.apply(actor, [Insert("shops", {"name": "店", **values})]).records[0].id


def test_a_key_is_spelled_in_pinyin_and_always_free(wang: Actor) -> None:
    spec = TableSpec("", Text.same("客户跟踪表"), "table", "", (field("客户名称"), field("客户名称"), field("编号id")))
    first, second = (schema.create_table(wang, spec) for _ in range(2))
    assert (first.key, second.key) == ("ke_hu_gen_zong_biao", "ke_hu_gen_zong_biao_2")
    assert [each.key for each in first.fields if not each.system] == [
        "ke_hu_ming_cheng",
        "ke_hu_ming_cheng_2",
        "bian_hao_id",
    ]
    assert first.title == "ke_hu_ming_cheng"


def test_a_field_is_added_renamed_moved_archived_and_restored_without_losing_values(wang: Actor, shops: Table) -> None:
    identity = shop(wang, size="12")
    schema.add_field(wang, "shops", field("备用"), after="name")
    schema.change_field(wang, "shops", "size", name="营业面积", after="name")
    shape = store.current().table("shops")
    assert [each.name.zh for each in shape.fields if not each.system][:3] == ["店名", "营业面积", "备用"]
    schema.archive_field(wang, "shops", "size")
    assert "size" not in read.record(wang, "shops", identity).values
    schema.restore_field(wang, "shops", "size")
    assert read.record(wang, "shops", identity).values["size"] == "12"


def test_every_change_raises_the_one_version(wang: Actor, shops: Table) -> None:
    before = store.current().version
    schema.rename_table(wang, "shops", name="店铺")
    assert store.current().version > before
    assert store.current().table("shops").name.zh == "店铺"


def test_retyping_shows_first_what_would_be_lost_and_keeps_the_old_values(wang: Actor, shops: Table) -> None:
    schema.add_field(wang, "shops", FieldSpec("staff", Text.same("人数"), "text"))
    ids = [shop(wang, staff=words) for words in ("12", "约二十", "1,000")]
    empty = shop(wang)
    seen = retype.preview(wang, "shops", "staff", "number")
    assert (seen.filled, seen.converts, seen.lost) == (3, 2, 1)
    assert seen.samples[0] | {"message": None} == {"id": ids[1], "before": "约二十", "after": None, "message": None}
    retype.retype(wang, "shops", "staff", "number")
    assert [read.record(wang, "shops", identity).values["staff"] for identity in (*ids, empty)] == [
        "12",
        None,
        "1000",
        None,
    ]
    retype.retype(wang, "shops", "staff", "text")
    assert read.record(wang, "shops", ids[0]).values["staff"] == "12"


def test_text_becomes_choices_made_from_its_values(wang: Actor, shops: Table) -> None:
    schema.add_field(wang, "shops", FieldSpec("area", Text.same("区域"), "text"))
    ids = [shop(wang, area=words) for words in ("华东", "华南", "华东")]
    made = retype.retype(wang, "shops", "area", "choice")
    assert [choice.label.zh for choice in made.choices] == ["华东", "华南"]
    assert [read.record(wang, "shops", identity).values["area"] for identity in ids] == ["c1", "c2", "c1"]


@pytest.mark.parametrize(
    "kind",
    [
        "number",
        "money",
        "percent",
        "date",
        "datetime",
        "checkbox",
        "choice",
        "choices",
        "phone",
        "email",
        "url",
        "long",
        "member",
        "link",
    ],
)
def test_any_field_can_be_retyped_to_any_type(wang: Actor, shops: Table, kind: str) -> None:
    config = {"target": "shops"} if kind == "link" else {}
    first = shop(wang)
    shop(
        wang,
        code="c-1",
        size="3",
        rent="5",
        opened="2026-01-01",
        seen="2026-01-01 10:00",
        level="旗舰",
        tags="新",
        parent=first,
    )
    for source in ("code", "size", "rent", "opened", "seen", "level", "tags", "parent", "number"):
        seen = retype.preview(wang, "shops", source, kind, config)
        assert seen.filled == seen.converts + seen.lost
        assert retype.retype(wang, "shops", source, kind, config).type == kind


def test_unique_is_refused_while_values_repeat(wang: Actor, shops: Table) -> None:
    same = [shop(wang) for _ in range(2)]
    with pytest.raises(Invalid) as refused:
        schema.change_field(wang, "shops", "name", unique=True)
    assert refused.value.code == "unique.taken"
    assert refused.value.details["groups"] == [same]
    assert f"#{same[1]}" in refused.value.text.zh


def test_choices_keep_their_ids_when_renamed_and_new_ones_get_free_ids(wang: Actor, shops: Table) -> None:
    identity = shop(wang, level="标准")
    changed = schema.change_field(
        wang, "shops", "level", config={"choices": [{"id": "c2", "label": "普通", "color": "blue"}, {"label": "临时"}]}
    )
    assert [(choice.id, choice.label.zh) for choice in changed.choices] == [("c2", "普通"), ("c4", "临时")]
    assert read.record(wang, "shops", identity).values["level"] == "c2"


@pytest.mark.parametrize(
    "config",
    [{"choices": [{"label": ""}]}, {"choices": [{"label": "甲"}, {"label": "甲"}]}, {"colour": 1}, {"choices": "甲"}],
)
def test_a_bad_setting_is_refused(wang: Actor, shops: Table, config: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        schema.change_field(wang, "shops", "level", config=config)


def test_the_title_and_system_fields_stay(wang: Actor, shops: Table) -> None:
    for key in ("name", "created_at", "owner"):
        with pytest.raises(Invalid):
            schema.archive_field(wang, "shops", key)


def test_a_table_is_archived_with_its_records_and_comes_back(wang: Actor, shops: Table) -> None:
    identity = shop(wang)
    schema.archive_table(wang, "shops")
    with pytest.raises(NotFound):
        read.count(wang, "shops")
    schema.restore_table(wang, "shops")
    assert read.record(wang, "shops", identity).id == identity


def test_a_table_that_others_link_to_is_not_archived(wang: Actor, shops: Table) -> None:
    schema.create_table(
        wang,
        TableSpec(
            "visits",
            Text.same("巡店"),
            "table",
            "t",
            (field("主题"), field("门店", "link", config={"target": "shops"})),
        ),
    )
    with pytest.raises(Invalid) as refused:
        schema.archive_table(wang, "shops")
    assert refused.value.code == "table.linked"


def test_only_designers_shape_tables(li: Actor, shops: Table) -> None:
    with pytest.raises(Forbidden):
        schema.add_field(li, "shops", field("x"))
    with pytest.raises(Forbidden):
        schema.create_table(li, TableSpec("", Text.same("x"), "table", "", ()))


def test_installing_adds_what_is_missing_and_leaves_what_people_changed(wang: Actor) -> None:
    first = TableSpec(
        "cases", Text("工单", "Cases"), "case", "name", (FieldSpec("name", Text("名称", "Name"), "text"),)
    )
    later = TableSpec(
        "cases", Text("案件", "Cases"), "case", "name", (*first.fields, FieldSpec("note", Text("备注", "Note"), "long"))
    )
    assert install.install([first]) == ["cases"]
    schema.change_field(wang, "cases", "name", name="单名")
    assert install.install([first]) == []
    assert install.install([later]) == ["cases.note"]
    shape = store.current().table("cases")
    assert (shape.name.zh, shape.field("name").name.zh, shape.field("note").origin) == ("工单", "单名", "standard")


@pytest.mark.parametrize("kind", ["choices", "checkbox", "choice"])
def test_a_new_field_of_a_type_that_cannot_be_unique_is_refused_as_unique(wang: Actor, shops: Table, kind: str) -> None:
    config = {} if kind == "checkbox" else {"choices": ["甲", "乙"]}
    spec = FieldSpec("extra", Text.same("另"), kind, config, unique=True)
    with pytest.raises(Invalid) as refused:
        schema.add_field(wang, "shops", spec)
    assert refused.value.code == "unique.kind"
    with pytest.raises(Invalid):
        schema.create_table(wang, TableSpec("", Text.same("新表"), "table", "", (spec,)))


def test_values_too_long_to_be_unique_are_told_in_words(wang: Actor, shops: Table) -> None:
    long = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(9_000))
    write.apply(wang, [Insert("shops", {"name": long})])
    with pytest.raises(Invalid) as refused:
        schema.change_field(wang, "shops", "name", unique=True)
    assert refused.value.code == "unique.long"


def test_a_choice_that_records_hold_is_not_taken_away(wang: Actor, shops: Table) -> None:
    (made,) = write.apply(wang, [Insert("shops", {"name": "店", "level": "社区", "tags": "冷"})]).records
    for field in ("level", "tags"):
        kept = [each for each in store.current().table("shops").field(field).config["choices"] if each["id"] != "c3"]
        with pytest.raises(Conflict) as refused:
            schema.change_field(wang, "shops", field, config={"choices": kept})
        assert refused.value.code == "choice.used"
        assert refused.value.details["choices"] == ["c3"]
    write.apply(wang, [Archive("shops", made.id)])
    schema.change_field(wang, "shops", "level", config={"choices": kept})
    write.apply(wang, [Restore("shops", made.id)])
    assert read.record(wang, "shops", made.id).values["level"] == "c3"


def test_the_id_of_a_choice_that_was_taken_away_is_never_given_again(wang: Actor, shops: Table) -> None:
    (made,) = write.apply(wang, [Insert("shops", {"name": "店", "level": "社区"})]).records
    write.apply(wang, [Update("shops", made.id, {"level": "旗舰"})])
    known = store.current().table("shops").field("level").config["choices"]
    schema.change_field(wang, "shops", "level", config={"choices": known[:2]})
    changed = schema.change_field(wang, "shops", "level", config={"choices": [*known[:2], "新级"]})
    assert [each.id for each in changed.choices] == ["c1", "c2", "c4"]
    with pytest.raises(Invalid):  # the change back wants a choice that is gone, and does not become another one
        undo.undo(wang)


def test_a_place_in_an_order_that_a_new_type_changed_is_refused_in_words(wang: Actor, shops: Table) -> None:
    write.apply(wang, [Insert("shops", {"name": "店", "code": f"码{number}"}) for number in range(3)])
    order = Query(sorts=(Sort("code"),), limit=1)
    after = read.page(wang, "shops", order).next
    retype.retype(wang, "shops", "code", "number")
    with pytest.raises(Invalid) as refused:
        read.page(wang, "shops", replace(order, after=after))
    assert refused.value.code == "cursor"
