"""Django's entry for the engine."""

from django.apps import AppConfig


class EngineConfig(AppConfig):
    """The engine and its ledger."""

    name = "kehu.engine"
    label = "engine"
    default_auto_field = "django.db.models.BigAutoField"
