"""Tags are made by writing them, by whoever may write the record, and by nobody else."""

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Forbidden, Invalid
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.fields.choice import MAX_CHOICES
from kehu.engine.history import undo
from kehu.engine.operations import Insert, Update


@pytest.fixture
def marked(wang: Actor, shops: Table) -> str:
    """Give the shops a field of tags that is empty at first."""
    return schema.add_field(wang, "shops", FieldSpec("marks", Text("标记", "Marks"), "tags")).key


def listed(key: str) -> list[str]:
    """Give the tags that the field has now."""
    return [choice.label.zh for choice in store.current().table("shops").field(key).choices]


def shown(actor: Actor, identity: int, key: str) -> list[str]:
    """Give the words of a record's tags."""
    field = store.current().table("shops").field(key)
    values = read.record(actor, "shops", identity).values[key] or []
    return [field.by_label[each].label.zh for each in values]


def made(actor: Actor, key: str, value: object) -> int:
    """Make a shop with tags."""
    (written,) = write.apply(actor, [Insert("shops", {"name": "店", key: value})]).records
    return written.id


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("临街、近地铁", ["临街", "近地铁"]),
        ("临街， 近 地铁;老店", ["临街", "近 地铁", "老店"]),
        (["临街", {"new": "近地铁"}], ["临街", "近地铁"]),
        ("ＶＩＰ、vip、Vip", ["ＶＩＰ"]),
        ([{"new": "c1"}, {"new": "C1"}], ["c1"]),
    ],
)
def test_who_may_write_a_record_makes_tags_by_writing_them(
    li: Actor, marked: str, value: object, words: list[str]
) -> None:
    identity = made(li, marked, value)
    assert shown(li, identity, marked) == words
    assert listed(marked) == words


def test_a_known_tag_is_found_however_it_is_spelled_and_not_made_again(li: Actor, marked: str) -> None:
    first = made(li, marked, "VIP、老店")
    second = made(li, marked, "老店、vip")
    assert (shown(li, first, marked), shown(li, second, marked)) == (["VIP", "老店"], ["老店", "VIP"])
    assert listed(marked) == ["VIP", "老店"]


def test_one_write_of_many_records_makes_each_tag_once(li: Actor, marked: str) -> None:
    rows = [Insert("shops", {"name": f"店{number}", marked: f"共有、第{number % 3}组"}) for number in range(30)]
    write.apply(li, rows)
    assert listed(marked) == ["共有", "第0组", "第1组", "第2组"]


def test_a_write_that_is_refused_makes_no_tag(li: Actor, marked: str) -> None:
    with pytest.raises(Invalid):
        write.apply(li, [Insert("shops", {"name": "店", marked: "新的", "size": "许多"})])
    assert listed(marked) == []


def test_who_may_only_read_makes_no_tag(marked: str, shops: Table) -> None:
    reader = actor_of(Member.objects.create_user("du@example.com", "x", name="杜", role="reader"))
    with pytest.raises(Forbidden):
        made(reader, marked, "新的")
    assert listed(marked) == []


def test_undo_takes_the_tag_off_the_record_and_leaves_it_in_the_list(li: Actor, marked: str) -> None:
    identity = made(li, marked, None)
    version = read.record(li, "shops", identity).version
    change = write.apply(li, [Update("shops", identity, {marked: "新的"}, version)]).change
    assert change is not None
    undo.undo(li, change)
    assert shown(li, identity, marked) == []
    assert listed(marked) == ["新的"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("长" * 41, "tags.long"),
        ("、".join(f"第{number}" for number in range(51)), "tags.many"),
        ("字" * 500_000, "tags.long"),
        ([7], "tags"),
        ({"new": "新的"}, "tags"),
    ],
)
def test_what_cannot_be_tags_is_refused_in_words_and_makes_none(
    li: Actor, marked: str, value: object, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        made(li, marked, value)
    assert refused.value.details["errors"][0]["code"] == code
    assert listed(marked) == []


def test_a_full_list_says_so_and_takes_no_more(wang: Actor, li: Actor, marked: str) -> None:
    full = [{"label": f"标{number}"} for number in range(MAX_CHOICES)]
    schema.change_field(wang, "shops", marked, config={"choices": full})
    assert shown(li, made(li, marked, "标7"), marked) == ["标7"]
    with pytest.raises(Invalid) as refused:
        made(li, marked, "再一个")
    assert refused.value.details["errors"][0]["code"] == "tags.full"
    assert len(listed(marked)) == MAX_CHOICES
