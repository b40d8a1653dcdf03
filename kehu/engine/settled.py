"""Transactions that met crosswise: the one that PostgreSQL chose to end is done again, the person hears nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import uniform
from time import sleep
from typing import TypeVar

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected, SerializationFailure

ATTEMPTS = 4
T = TypeVar("T")


def settled(work: Callable[[], T]) -> T:
    """Do work that opens its own transaction; when it met another one crosswise, do it again.

    Inside a transaction it is done once, because only the whole transaction can be done again.
    """
    for attempt in range(1, ATTEMPTS):
        try:
            return work()
        except OperationalError as error:
            if connection.in_atomic_block or not met(error):
                raise
        sleep(uniform(0.02, 0.1) * attempt)  # noqa: S311 - so that the two do not meet again
    return work()


def met(error: OperationalError) -> bool:
    """Tell whether two transactions met, so that trying again helps."""
    return isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
