"""What every operation may answer beside success, said once and put into the OpenAPI centrally."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from kehu.api.problems import MEDIA_TYPE

PROBLEM = {
    "title": "Problem",
    "description": "A refusal (RFC 9457); `detail` says what to do, in the language of who asks.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable word for programs."},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}, "description": "Every mistake at its place (422)."},
        "conflicts": {"type": "array", "items": {"type": "object"}, "description": "Both values of each cell (409)."},
        "incident": {"type": "string", "description": "Number of the entry in the log (500)."},
    },
}
ALWAYS = (401, 404, 422, 503)
CHANGING = (403, 409, 413, 415)
METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def complete(schema: OpenAPISchema) -> OpenAPISchema:
    """Add the refusals to every operation."""
    schema["components"]["schemas"]["Problem"] = PROBLEM
    schema["components"]["responses"] = {_name(status): _response(status) for status in sorted((*ALWAYS, *CHANGING))}
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            if method in METHODS:
                _refusals(method, operation)
    return schema


def _refusals(method: str, operation: dict[str, Any]) -> None:
    statuses: tuple[int, ...] = (503,)
    if "security" in operation:
        statuses = ALWAYS + (CHANGING if method != "get" else (403,))
    told = {str(status): answer for status, answer in operation["responses"].items()}
    for status in sorted(statuses):
        told.setdefault(str(status), {"$ref": f"#/components/responses/{_name(status)}"})
    operation["responses"] = told


def _name(status: int) -> str:
    return HTTPStatus(status).phrase.title().replace(" ", "")


def _response(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
