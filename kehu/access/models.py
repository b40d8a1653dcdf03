"""The fixed tables of accounts: members and the one company."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kehu.access.roles import Role
from kehu.base.text import LANGUAGES


def normalise_email(email: str) -> str:
    """Write an e-mail address the one way in which it is compared: no ends of white space, lower case."""
    return email.strip().lower()


class Members(BaseUserManager["Member"]):
    """Finds and makes members by e-mail."""

    def get_by_natural_key(self, username: str | None) -> Member:
        """Find the member who signs in with this e-mail address."""
        return self.get(email=normalise_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **attributes: Any) -> Member:
        """Make a member; without a password nobody can sign in as them."""
        member = self.model(email=normalise_email(email), **attributes)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Member(AbstractBaseUser):
    """A person with an account; signs in by e-mail."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=16, default=Role.MEMBER.value)
    language = models.CharField(max_length=16, default=LANGUAGES[0])
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    sessions = models.PositiveIntegerField(default=0)
    """Part of what a session proves: raising it ends every session of this member."""

    objects = Members()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_member_role", condition=models.Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(name="access_member_language", condition=models.Q(language__in=list(LANGUAGES))),
        ]

    def __str__(self) -> str:
        """Show the name."""
        return self.name

    def clean(self) -> None:
        """Keep the e-mail in its one form."""
        self.email = normalise_email(self.email)

    def get_full_name(self) -> str:
        """Give the name."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "kehu.access.session", f"{self.sessions}:{self.password}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Company(models.Model):
    """The company that this installation serves; there is one row, id 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120)
    goal = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16, default=LANGUAGES[0])
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    fiscal_start = models.PositiveSmallIntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="access_company_one", condition=models.Q(id=1)),
            models.CheckConstraint(name="access_company_fiscal_start", condition=models.Q(fiscal_start__range=(1, 12))),
        ]

    def __str__(self) -> str:
        """Show the name."""
        return self.name
