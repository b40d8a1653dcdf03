"""The Django app of accounts and rights."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Members and the company."""

    name = "kehu.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
