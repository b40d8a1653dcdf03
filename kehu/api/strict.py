"""Strict reading: JSON that other readers would understand differently is refused, never guessed at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser
from pydantic import BaseModel, ConfigDict, Field

from kehu.base.errors import Invalid
from kehu.base.text import Text

BIGGEST = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=BIGGEST)]
"""The id of a row: what a PostgreSQL bigint key holds."""
Key = Annotated[str, Field(min_length=1, max_length=64)]
"""The key of a table, field or view."""
Name = Annotated[str, Field(min_length=1, max_length=200)]
"""A name that a person gives."""


class Body(BaseModel):
    """The base of everything that the API reads: unknown keys are refused, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True)


def shown(*examples: dict[str, Any]) -> ConfigDict:
    """Give the settings of a body that shows examples in the OpenAPI."""
    return ConfigDict(json_schema_extra={"examples": list(examples)})


class Told(BaseModel):
    """The base of everything that the API answers, for its documentation."""

    model_config = ConfigDict(extra="forbid")


class StrictParser(Parser):
    """Reads bodies as `read_json` does."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body of a request."""
        return read_json(request.body)


def read_json(body: bytes) -> Any:
    """Read UTF-8 JSON; raises `Invalid` (code `json`).

    Refused are NaN and Infinity, keys given twice, whole numbers beyond 64 bits, fractions that a double cannot
    hold exactly as written, half surrogate pairs, and the character U+0000.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        _refuse("内容不是 UTF-8 编码", "The body is not UTF-8")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_fraction
        )
    except json.JSONDecodeError as error:
        _refuse(
            f"JSON 第 {error.lineno} 行第 {error.colno} 列有误",
            f"The JSON is wrong at line {error.lineno}, column {error.colno}",
        )
    except RecursionError:
        _refuse("JSON 嵌套太深", "The JSON is nested too deeply")
    if "\\u" in text:
        for words in _texts(value):
            check_words(words)
    return value


def check_words(words: str) -> None:
    """Refuse what PostgreSQL cannot store: half surrogate pairs and U+0000."""
    if "\x00" in words:
        _refuse("文本里不能有空字符（U+0000）", "A text must not hold the character U+0000")
    try:
        words.encode()
    except UnicodeEncodeError:
        _refuse("文本里有不完整的字符", "A text holds half of a character")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse("JSON 里有重复的键", "The JSON gives a key twice")
    return found


def _constant(name: str) -> NoReturn:
    _refuse("JSON 里不能有 {name}", "JSON knows no {name}", name=name)


def _whole(digits: str) -> int:
    if len(digits) > 20 or abs(number := int(digits)) > BIGGEST:
        _refuse("数字太大；请写成文本", "The number is too large; send it as a string")
    return number


def _fraction(digits: str) -> float:
    number = float(digits)
    try:
        exact = abs(number) <= BIGGEST and Decimal(repr(number)) == Decimal(digits)
    except ArithmeticError:
        exact = False
    if not exact:
        _refuse("数字的位数太多；请写成文本", "The number has too many digits; send it as a string")
    return number


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, entry in value.items():
                yield key
                yield from _texts(entry)
        case list():
            for entry in value:
                yield from _texts(entry)


def _refuse(zh: str, en: str, **params: object) -> NoReturn:
    raise Invalid(Text(zh, en).format(**params), code="json")
