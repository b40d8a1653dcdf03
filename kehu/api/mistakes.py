"""What is wrong with a request, field by field, in words: pydantic's findings retold in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kehu.base.text import Text

_TEXTS: MappingProxyType[str, Text] = MappingProxyType(
    {
        "missing": Text("缺少这一项", "This is missing"),
        "extra_forbidden": Text("没有这一项，请检查拼写", "There is no such item; check the spelling"),
        "string_type": Text("需要一段文本", "This must be a text"),
        "string_too_long": Text("最多 {max_length} 个字符", "At most {max_length} characters"),
        "string_too_short": Text("至少 {min_length} 个字符", "At least {min_length} characters"),
        "string_pattern_mismatch": Text("格式不对", "The form is wrong"),
        "int_type": Text("需要一个整数", "This must be a whole number"),
        "int_parsing": Text("需要一个整数", "This must be a whole number"),
        "int_from_float": Text("需要一个整数", "This must be a whole number"),
        "int_parsing_size": Text("数字太大", "The number is too large"),
        "float_type": Text("需要一个数字", "This must be a number"),
        "greater_than_equal": Text("不能小于 {ge}", "At least {ge}"),
        "less_than_equal": Text("不能大于 {le}", "At most {le}"),
        "bool_type": Text("只能是 true 或 false", "This must be true or false"),
        "bool_parsing": Text("只能是 true 或 false", "This must be true or false"),
        "list_type": Text("需要一个列表", "This must be a list"),
        "dict_type": Text("需要一个对象", "This must be an object"),
        "model_type": Text("需要一个对象", "This must be an object"),
        "model_attributes_type": Text("需要一个对象", "This must be an object"),
        "too_long": Text("最多 {max_length} 项", "At most {max_length} entries"),
        "too_short": Text("至少 {min_length} 项", "At least {min_length} entries"),
        "literal_error": Text("只能是 {expected}", "This must be {expected}"),
        "union_tag_invalid": Text("只能是 {expected_tags}", "This must be one of {expected_tags}"),
        "union_tag_not_found": Text("缺少 {discriminator}", "{discriminator} is missing"),
        "uuid_parsing": Text("不是有效的编号", "This is not a valid id"),
        "uuid_type": Text("不是有效的编号", "This is not a valid id"),
        "none_required": Text("这里只能为空", "This must be empty"),
    }
)
_OTHER = Text("这一项的内容不对", "The content of this item is wrong")
_INPUT_SOURCES = frozenset({"body", "query", "path", "header", "cookie", "form", "file"})
SHOWN = 50


def mistakes(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give up to 50 mistakes as `{field, code, message}`; `field` is the path, dots between its parts."""
    return [
        {
            "field": _field(error.get("loc", ())),
            "code": str(error.get("type", "invalid")),
            "message": _text(str(error.get("type")), error.get("ctx") or {}),
        }
        for error in errors[:SHOWN]
    ]


def _field(loc: Sequence[str | int]) -> str:
    parts = [str(part) for part in loc]
    if parts and parts[0] in _INPUT_SOURCES:
        # A body is one parameter whose name only our code knows.
        parts = parts[2:] if parts[0] == "body" and len(parts) > 2 else parts[1:]
    return ".".join(parts)


def _text(kind: str, context: Mapping[str, Any]) -> Text:
    return _TEXTS.get(kind, _OTHER).format(**{str(key): value for key, value in context.items()})
