"""The command line: every file of this folder is one command.

A file offers `command` (a function whose docstring is its help) or `group` (a Typer of sub-commands). May import
everything. Main names: `main` and `say`.
"""

import importlib
import os
import pkgutil
import sys

import typer

from kehu.base.errors import KehuError
from kehu.cli.words import say

__all__ = ["application", "main", "say"]


def application() -> typer.Typer:
    """Collect the commands of this folder."""
    commands = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    commands.callback()(_about)
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        if hasattr(module, "command"):
            commands.command(found.name)(module.command)
        elif hasattr(module, "group"):
            commands.add_typer(module.group, name=found.name, help=module.__doc__)
    return commands


def _about() -> None:
    """Kehu (客户): a customer system that still feels like the spreadsheet."""


def main() -> None:
    """Run the command that was typed; a refusal is one sentence on the error stream and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu.site.settings")
    os.umask(0o077)  # what Kehu writes is for its own account
    try:
        application()()
    except KehuError as error:
        say(error.text, to=sys.stderr)
        sys.exit(1)
