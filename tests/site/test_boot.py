"""The project starts."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_application_role_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        assert cursor.fetchone() == (False,)
