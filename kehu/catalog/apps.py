"""Django's entry for the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """The catalog of tables, fields and views."""

    name = "kehu.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"
