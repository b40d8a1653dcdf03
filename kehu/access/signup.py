"""The form of the one sign-up there is: the first member becomes the owner, then the door is closed."""

from __future__ import annotations

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.http import HttpRequest

from kehu.access.models import Member

FIRST_OWNER = 0x6B656875
"""The advisory lock under which the first owner is made ("kehu")."""


class SignupForm(forms.Form):
    """What sign-up asks beside e-mail and password."""

    name = forms.CharField(max_length=80)

    def signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Do nothing more: the adapter has stored the name."""


def open_for_signup() -> bool:
    """Tell whether nobody is a member yet."""
    return not Member.objects.exists()


def save_first(member: Member) -> bool:
    """Store the first member, or tell that somebody was faster; two at the same moment make one owner."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_OWNER])
        if not open_for_signup():
            return False
        member.save(force_insert=True)
    return True
