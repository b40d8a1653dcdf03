"""Who is signed in: two small statements at every request, written out, for building them took longer than asking."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from kehu.access.models import Member

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
_FIELDS = [field.attname for field in Member._meta.concrete_fields]
_MEMBER = f"SELECT {', '.join(_FIELDS)} FROM access_member WHERE id = %s"  # noqa: S608 - columns of our own model


class SessionStore(db.SessionStore):
    """Sessions kept in the database, as Django keeps them."""

    def load(self) -> dict[str, Any]:
        """Read what the session holds; nothing when it ended."""
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs members in as allauth does."""

    def get_user(self, user_id: Any) -> Member | None:
        """Give the member of a session; None when there is none any more, or they were switched off."""
        with connection.cursor() as cursor:
            cursor.execute(_MEMBER, [user_id])
            row = cursor.fetchone()
        member = None if row is None else Member.from_db("default", _FIELDS, row)
        return member if member is not None and self.user_can_authenticate(member) else None
