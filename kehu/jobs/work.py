"""The registry of what each kind of job does."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from django.apps import apps

Result = dict[str, Any] | None
F = TypeVar("F", bound=Callable[..., Result])
"""A work takes its `Progress` and the arguments given to `start`, runs in one transaction, returns the result."""


_KINDS: dict[str, Callable[..., Result]] = {}


def work(kind: str) -> Callable[[F], F]:
    """Register the decorated function as the work of jobs of `kind`."""

    def register(function: F) -> F:
        known = _KINDS.setdefault(kind, function)
        if known is not function and known.__module__ != function.__module__:
            raise ValueError(f"two works for {kind}: {known.__module__} and {function.__module__}")
        _KINDS[kind] = function
        return function

    return register


def find_work(kind: str) -> Callable[..., Result]:
    """Return the work of `kind`; raises KeyError when no module registered it."""
    if kind not in _KINDS:
        load()
    return _KINDS[kind]


def load() -> None:
    """Import the module `work` of every package of Kehu, which registers what stands in it."""
    for name in ("kehu.crm", *(app.name for app in apps.get_app_configs() if app.name.startswith("kehu."))):
        if find_spec(f"{name}.work") is not None:
            import_module(f"{name}.work")
