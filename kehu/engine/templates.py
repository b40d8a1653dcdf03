"""Templates: words with {field} in them; stored by the keys of fields, so that renaming one changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Table

_PLACE = re.compile(r"\{([^{}]{1,100})\}")


def places(template: str) -> list[str]:
    """List what stands in braces."""
    return _PLACE.findall(template)


def canonical(template: str, table: Table) -> str:
    """Write a template with the keys of its fields; raises `Invalid` for a field that the table does not have."""
    known = _names(table)

    def key(found: re.Match[str]) -> str:
        name = found.group(1).strip()
        if name not in known:
            raise Invalid(
                Text("表“{table}”没有字段“{field}”", "Table “{table}” has no field “{field}”").format(
                    table=table.name, field=name[:60]
                ),
                code="field.config",
                details={"field": name},
            )
        return f"{{{known[name]}}}"

    return _PLACE.sub(key, template)


def spoken(template: str, table: Table, language: str) -> str:
    """Write a template with the names of its fields in one language."""

    def name(found: re.Match[str]) -> str:
        field = table.by_key.get(found.group(1))
        return f"{{{field.name.say(language)}}}" if field else found.group(0)

    return _PLACE.sub(name, template)


def fill(template: str, words: Callable[[str, bool], str]) -> str:
    """Fill a template; `words(key, first)` gives what stands for a field, `first` tells that it begins it."""
    return _PLACE.sub(lambda found: words(found.group(1), found.start() == 0), template)


def _names(table: Table) -> Mapping[str, str]:
    named = {name: field.key for field in table.by_key.values() for name in (field.name.en, field.name.zh)}
    return {**named, **{key: key for key in table.by_key}}
