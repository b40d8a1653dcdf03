"""What `kehu doctor` looks at: every file of this folder is one check, a function `look(configuration)`.

A check returns a `Finding`; files are asked in the order of their `ORDER`. Main names: `Finding`, `all_checks`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from kehu.base.text import Text
from kehu.site.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: well or not, in plain words, with what to do."""

    well: bool
    text: Text


Check = Callable[[Configuration], Finding]


def all_checks() -> list[Check]:
    """Return the checks of this folder in their order."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return [module.look for module in sorted(modules, key=lambda module: module.ORDER)]
