"""The company's own changes of the list of regions: places added, renamed and closed, each from a year on."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Invalid, NotFound
from kehu.base.regions import SEPARATOR, Change, apply, at, country
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.engine.schema.naming import require_design

MAX_CHANGES = 1_000
MAX_NAME = 30
MAX_LEVELS = 3
YEARS = (1949, 2100)

_GONE = Text(
    "“{path}”不在现在的地区里，可能已经改名或停用",
    "“{path}” is not among the regions of now; it may have been renamed or closed",
)
_THERE = Text("“{path}”已经有了", "“{path}” is there already")


def made(actor: Actor) -> list[models.Region]:
    """List the changes in the order in which they were made; owners only."""
    require_design(actor)
    return list(models.Region.objects.order_by("id").select_related("made_by"))


@transaction.atomic
def make(actor: Actor, kind: Literal["add", "rename", "close"], path: str, year: int, name: str = "") -> models.Region:
    """Add, rename or close a place; raises `Invalid` with what does not fit. Records keep what they hold."""
    require_design(actor)
    store.lock()
    known = _known()
    if len(known) >= MAX_CHANGES:
        raise Invalid(
            Text(f"最多 {MAX_CHANGES} 处改动", f"There may be at most {MAX_CHANGES} changes"), code="region.many"
        )
    change = _checked(Change(kind, path, year, name), known)
    row = models.Region.objects.create(
        kind=change.kind, path=change.path, name=change.name, year=change.year, made_by_id=actor.member
    )
    store.raise_version()
    return row


@transaction.atomic
def take_back(actor: Actor, change: int) -> None:
    """Take a change back; refused while a later one builds on it."""
    require_design(actor)
    store.lock()
    rows = list(models.Region.objects.order_by("id"))
    row = next((each for each in rows if each.id == change), None)
    if row is None:
        raise NotFound(
            Text("没有这处改动，可能已经撤回", "There is no such change; it may be gone"), code="region.unknown"
        )
    whole = country.__wrapped__()
    for each in rows:
        if each.id != change and not apply(whole, _change(each)):
            raise Conflict(
                Text(
                    "“{path}”的改动要用到它，先撤回那一处", "The change of “{path}” builds on it; take that back first"
                ).format(path=each.path),
                code="region.used",
            )
    row.delete()
    store.raise_version()


def _known() -> tuple[Change, ...]:
    return tuple(map(_change, models.Region.objects.order_by("id")))


def _change(row: models.Region) -> Change:
    kinds: dict[str, Literal["add", "rename", "close"]] = {"add": "add", "rename": "rename", "close": "close"}
    return Change(kinds[row.kind], row.path, row.year, row.name)


def _checked(change: Change, known: tuple[Change, ...]) -> Change:
    """Check a wanted change against the list as it is now."""
    if not YEARS[0] <= change.year <= YEARS[1]:
        raise Invalid(
            Text(f"年份要在 {YEARS[0]} 到 {YEARS[1]} 之间", f"The year lies between {YEARS[0]} and {YEARS[1]}"),
            code="region.year",
        )
    levels = [_named(level) for level in change.path.split(SEPARATOR)]
    if len(levels) > MAX_LEVELS:
        raise Invalid(Text("地区最多三级：省、市、区", "A region has at most three levels"), code="region.levels")
    name = _named(change.name) if change.kind == "rename" else ""
    wanted = Change(change.kind, SEPARATOR.join(levels), change.year, name)
    whole = country.__wrapped__(known)
    above = levels[:-1] if change.kind == "add" else levels
    place = at(whole, above)
    if place is None or place.until is not None:
        raise Invalid(_GONE.format(path=SEPARATOR.join(above)), code="region.gone")
    if not apply(whole, wanted):
        taken = levels if change.kind == "add" else [*levels[:-1], name]
        raise Invalid(_THERE.format(path=SEPARATOR.join(taken)), code="region.there")
    return wanted


def _named(name: str) -> str:
    tidy = "".join(name.split())
    if not 2 <= len(tidy) <= MAX_NAME or SEPARATOR in tidy or not tidy.isprintable():
        raise Invalid(
            Text(f"地区名称要写全，2 到 {MAX_NAME} 个字", f"The name of a region has 2 to {MAX_NAME} characters"),
            code="region.name",
        )
    return tidy
