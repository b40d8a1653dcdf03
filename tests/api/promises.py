"""Holds every answer that a test receives against the schema that the OpenAPI promises for it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import jsonschema_rs

from kehu.api.application import api


def check(method: str, path: str, status: int, answer: Any) -> None:
    """Fail when the status is not documented, or the answer has another form."""
    for pattern, methods in _promises():
        if pattern.fullmatch(path.partition("?")[0]) and method in methods:
            told = methods[method]
            assert status in told, f"{method} {path} answers {status}, which is not documented"
            if told[status] is not None and answer is not None:
                told[status].validate(answer)
            return


@cache
def _promises() -> list[tuple[re.Pattern[str], dict[str, dict[int, Any]]]]:
    document = api.get_openapi_schema()
    found = []
    for path, operations in sorted(document["paths"].items(), key=lambda item: item[0].count("{")):
        pattern = re.compile(re.sub(r"\\?{[^}]+\\?}", "[^/]+", path))
        methods = {method.upper(): _answers(document, operation) for method, operation in operations.items()}
        found.append((pattern, methods))
    return found


def _answers(document: Any, operation: Any) -> dict[int, Any]:
    return {int(status): _validator(document, answer) for status, answer in operation["responses"].items()}


def _validator(document: Any, answer: Any) -> Any:
    if "$ref" in answer:
        answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    content = answer.get("content", {})
    schema = next((content[kind].get("schema") for kind in content if kind.endswith("json")), None)
    if schema is None:
        return None
    return jsonschema_rs.validator_for({**schema, "components": document["components"]})
