"""Button: a cell that does something when it is pressed: opens an address, or sets fields of its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading, Setting, Wrong
from kehu.lang.kinds import Kind

OPEN, SET = "open", "set"
MOST_VALUES = 20
MOST_LETTERS = 40


class ButtonType(FieldType):
    """A button; its cells hold nothing. What it does is done by `engine.press`, with the rights of who presses."""

    key = "button"
    kind = Kind.JSON
    name = Text("按钮", "Button")
    icon = "button"
    align = "center"
    empty = True
    settings = (
        Setting(
            "label", Text("按钮上的字（不填就用字段名称）", "Words on the button (or the field's name)"), "text", ""
        ),
        Setting(
            "does",
            Text("按下后", "When it is pressed"),
            "option",
            OPEN,
            ((OPEN, Text("打开链接", "Open an address")), (SET, Text("修改这条记录", "Change this record"))),
        ),
        Setting(
            "address",
            Text(
                "链接，{字段名称} 代表这条记录的内容，如 tel:{手机} 或 https://www.baidu.com/s?wd={客户名称}",
                "Address; {field} stands for what the record holds: tel:{Mobile}, https://e.com/?q={Name}",
            ),
            "template",
            "",
        ),
        Setting("values", Text("改成", "Set to"), "values", {}),
        Setting(
            "confirm",
            Text("按下前先问一句（不填就不问）", "Question before it is done (none when empty)"),
            "text",
            "",
        ),
    )

    def parse(self, value: Any, field: Field, reading: Reading) -> None:
        """Take nothing: raises `Wrong` for every value."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        raise Wrong(Text("按钮不能填写内容，按下它就行", "A button takes no value; press it"), "button")

    def check_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Check that the button has something to do."""
        known = super().check_config(config)
        words = {key: known[key] or "" for key in ("label", "address", "confirm")}
        if not all(isinstance(each, str) for each in words.values()) or len(words["label"]) > MOST_LETTERS:
            raise Wrong(
                Text(f"按钮上最多 {MOST_LETTERS} 个字", f"At most {MOST_LETTERS} letters stand on a button"), "config"
            )
        values = known["values"] or {}
        if not isinstance(values, Mapping) or len(values) > MOST_VALUES:
            raise Wrong(
                Text(f"一个按钮最多改 {MOST_VALUES} 个字段", f"A button sets at most {MOST_VALUES} fields"), "config"
            )
        if known["does"] == OPEN and not words["address"].strip():
            raise Wrong(Text("请填写按下后打开的链接", "Enter the address that the button opens"), "config")
        if known["does"] == SET and not values:
            raise Wrong(Text("请选择按下后修改哪个字段", "Choose which field the button sets"), "config")
        return {**known, **words, "values": dict(values)}


TYPE = ButtonType()
