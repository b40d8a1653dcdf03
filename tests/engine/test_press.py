"""Buttons open addresses made from a record, or set its fields; never more than who presses may do themselves."""

from __future__ import annotations

import pytest
import time_machine

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Forbidden, Invalid, KehuError, NotFound
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.history import undo
from kehu.engine.operations import Insert
from kehu.engine.press import press


def button(actor: Actor, **config: object) -> str:
    schema.add_field(actor, "shops", FieldSpec("push", Text("按一下", "Push"), "button", config))
    return "push"


@pytest.fixture
def shop(wang: Actor, shops: Table) -> int:
    values = {"name": "南山 & 福田", "code": "+86 755", "level": "旗舰", "size": "12.5"}
    return write.apply(wang, [Insert("shops", values)]).records[0].id


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://map.baidu.com/?q={店名}&c={Code}", "https://map.baidu.com/?q=%E5%8D%97%E5%B1%B1%20%26%20%E7%A6%8F%E7%94%B0&c=%2B86%20755"),
        ("https://e.cn/{级别}/{面积}", "https://e.cn/%E6%97%97%E8%88%B0/12.5"),
        ("mailto:a@e.cn?subject={name}", "mailto:a@e.cn?subject=%E5%8D%97%E5%B1%B1%20%26%20%E7%A6%8F%E7%94%B0"),
    ],
)  # fmt: skip
def test_an_address_is_made_from_the_record(wang: Actor, shop: int, address: str, opened: str) -> None:
    key = button(wang, address=address)
    assert press(wang, "shops", shop, key).open == opened


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//evil.cn",
        "http://",
        "vbscript:x",
        "https://a.cn/\n<script>",
    ],
)
def test_s08_what_a_record_holds_never_becomes_a_script(wang: Actor, shops: Table, hostile: str) -> None:
    key = button(wang, address="{店名}")
    record = write.apply(wang, [Insert("shops", {"name": hostile})]).records[0].id
    with pytest.raises(Invalid) as refused:
        press(wang, "shops", record, key)
    assert refused.value.code == "button.address"


def test_an_empty_field_in_the_address_is_asked_for(wang: Actor, shops: Table) -> None:
    key = button(wang, address="tel:{编码}")
    record = write.apply(wang, [Insert("shops", {"name": "一店"})]).records[0].id
    with pytest.raises(Invalid, match="Code"):
        press(wang, "shops", record, key)


def test_renaming_a_field_changes_nothing_about_its_buttons(wang: Actor, shop: int) -> None:
    key = button(wang, address="https://e.cn/{面积}")
    schema.change_field(wang, "shops", "size", name="平方米")
    assert press(wang, "shops", shop, key).open == "https://e.cn/12.5"


def test_a_button_sets_fields_as_its_presser_and_is_undone(wang: Actor, li: Actor, shop: int) -> None:
    key = button(
        wang, does="set", values={"seen": "@now", "opened": "@today", "owner": "@me", "level": "社区"}, label="巡过了"
    )
    before = read.record(wang, "shops", shop).values
    with time_machine.travel("2026-03-05T16:30:00Z", tick=False):
        done = press(li, "shops", shop, key)
    values = read.record(wang, "shops", shop).values
    assert (values["seen"], values["opened"], values["owner"]) == ("2026-03-05T16:30:00Z", "2026-03-06", li.member)
    assert done.change == undo.changes(li)[0].pk
    assert undo.changes(li)[0].label_zh == "巡过了"
    undo.undo(li)
    after = read.record(wang, "shops", shop).values
    assert {key: after[key] for key in ("seen", "opened", "owner", "level")} == {
        key: before[key] for key in ("seen", "opened", "owner", "level")
    }


def test_s05_a_button_gives_nobody_rights(wang: Actor, shop: int) -> None:
    reader = actor_of(Member.objects.create_user("zhao@example.com", "x", name="赵", role="reader"))
    key = button(wang, does="set", values={"level": "社区"})
    with pytest.raises(Forbidden):
        press(reader, "shops", shop, key)
    with pytest.raises(NotFound):
        press(wang, "shops", shop + 999, key)
    with pytest.raises(Invalid):
        press(wang, "shops", shop, "name")


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"address": "  "},
        {"address": "https://e.cn/{没有}"},
        {"does": "run", "address": "https://e.cn"},
        {"does": "set"},
        {"does": "set", "values": {"nothing": 1}},
        {"does": "set", "values": [1]},
        {"address": "https://e.cn", "label": "长" * 41},
        {"address": "https://e.cn/" + "x" * 300},
    ],
)
def test_a_button_that_makes_no_sense_is_refused_when_it_is_made(
    wang: Actor, shops: Table, config: dict[str, object]
) -> None:
    with pytest.raises(KehuError) as refused:
        button(wang, **config)
    assert refused.value.text.zh


def test_nothing_is_written_into_a_button(wang: Actor, shop: int) -> None:
    key = button(wang, address="https://e.cn")
    with pytest.raises(Invalid):
        write.apply(wang, [Insert("shops", {"name": "二店", key: "x"})])
