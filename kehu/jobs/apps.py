"""Django's entry for this package."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The application `jobs`."""

    name = "kehu.jobs"
