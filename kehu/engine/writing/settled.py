"""Transactions that met crosswise: the one that PostgreSQL chose to end is done again, the person hears nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import uniform
from time import sleep
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection
from psycopg.errors import DeadlockDetected, SerializationFailure

from kehu.base.errors import Conflict

ATTEMPTS = 4
T = TypeVar("T")


def settled(work: Callable[[], T]) -> T:
    """Do work that opens its own transaction; when it met another one crosswise, do it again.

    Inside a transaction it is done once, because only the whole transaction can be done again.
    """
    for attempt in range(1, ATTEMPTS):
        try:
            return work()
        except (OperationalError, Conflict) as error:
            if connection.in_atomic_block or not met(error):
                raise
        sleep(uniform(0.02, 0.1) * attempt)  # noqa: S311 - so that the two do not meet again
    return work()


def met(error: OperationalError | Conflict) -> bool:
    """Tell whether two transactions met, so that trying again helps: it ends well, or tells more."""
    if isinstance(error, Conflict):
        return isinstance(error.__cause__, IntegrityError)
    return isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
