"""The API keeps what its OpenAPI promises: schemathesis over every operation, as owner and as nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation.case import Case

from kehu.api.application import api
from kehu.catalog.models import View
from tests.api.conftest import Page

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
SCHEMA.app = get_wsgi_application()
ENDLESS = {"/api/events"}
OPERATIONS = {
    f"{operation.method.upper()} {operation.path}": operation
    for operation in (found.ok() for found in SCHEMA.get_all_operations())
    if operation.path not in ENDLESS
}
PUBLIC = {"GET /api/me", "GET /api/health"}
load_all_checks()
PROMISES = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
]
EXAMPLES = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FEW = settings(EXAMPLES, max_examples=5)


def test_every_answer_to_an_owner_is_one_that_is_documented(owner: Page, worker: Page) -> None:
    real = {
        "table": "customers",
        "field": "short",
        "record_id": owner.insert("customers", name="晨光"),
        "member_id": worker.member.pk,
        "view_id": View.objects.filter(audience="company").latest("id").pk,
    }

    def hold(operation: Any) -> None:
        @given(case=operation.as_strategy(), meant=st.sampled_from([True, True, False]))
        @EXAMPLES
        def holds(case: Case, meant: bool) -> None:
            if meant:
                case.path_parameters.update({key: real[key] for key in case.path_parameters if key in real})
            with transaction.atomic():
                case.validate_response(_call(case, owner), checks=PROMISES)
                transaction.set_rollback(True)

        holds()

    for operation in OPERATIONS.values():
        hold(operation)


def test_strangers_are_told_nothing_but_to_sign_in(nobody: Page) -> None:
    def hold(name: str) -> None:
        @given(case=OPERATIONS[name].as_strategy())
        @FEW
        def holds(case: Case) -> None:
            answer = _call(case, nobody)
            case.validate_response(answer, checks=PROMISES)
            if name not in PUBLIC:
                assert answer.status_code == 401, (answer.status_code, answer.text)
                assert answer.json()["code"] == "unauthenticated"

        holds()

    for name in OPERATIONS:
        hold(name)


def _call(case: Case, page: Page) -> Any:
    token = "a" * 32
    cookies = {"csrftoken": token, **{name: morsel.value for name, morsel in page.client.cookies.items()}}
    with _one_connection():
        return case.call(cookies=cookies, headers={"X-CSRFToken": token})


@contextmanager
def _one_connection() -> Iterator[None]:
    """Keep the test's connection over requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
