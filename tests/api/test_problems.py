"""What the database refuses is told in words, with a status that says whether trying again helps (R03)."""

from __future__ import annotations

import json
from typing import cast

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import RequestFactory
from psycopg import errors

from kehu.api.problems import refusal


@pytest.mark.parametrize(
    ("error", "cause", "status", "code"),
    [
        (OperationalError, errors.DeadlockDetected, 503, "busy"),
        (OperationalError, errors.SerializationFailure, 503, "busy"),
        (OperationalError, errors.LockNotAvailable, 503, "busy"),
        (OperationalError, errors.QueryCanceled, 503, "slow"),
        (OperationalError, errors.AdminShutdown, 503, "database"),
        (IntegrityError, errors.UniqueViolation, 409, "taken"),
        (IntegrityError, errors.NotNullViolation, 500, "internal"),
    ],
)
def test_what_the_database_refuses_is_told_in_words(
    error: type[DatabaseError], cause: type[Exception], status: int, code: str
) -> None:
    raised = error("Key (c1)=(13800000000) already exists")
    raised.__cause__ = cause()
    answer = refusal(RequestFactory().get("/api/me"), raised)
    told = cast("dict[str, str]", json.loads(answer.content))
    assert (answer.status_code, told["code"]) == (status, code)
    assert "13800000000" not in answer.content.decode()
