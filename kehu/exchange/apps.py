"""Django's entry for this package."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The application `exchange`."""

    name = "kehu.exchange"
