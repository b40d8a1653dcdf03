"""Fields of a table: adding, changing, archiving, and giving another type after a look at what would be lost."""

from __future__ import annotations

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Router
from pydantic import Field as Limits

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.shapes import Config, FieldTold, FieldWanted, Short, kept_config, spec_of, tell_field
from kehu.api.strict import Body, Key, Name, Told
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.shapes import Field, Table
from kehu.engine import schema
from kehu.engine.retyping import retype, split
from kehu.engine.work import start_retype, start_split

router = Router()


class FieldChange(Body):
    """What to change of a field; what is left out stays. `after` null moves it to the front."""

    name: Name | None = None
    short: Short | None = None
    config: Config | None = None
    required: bool | None = None
    unique: bool | None = None
    default: Any = None
    after: Key | None = None
    archived: bool | None = None


class Retype(Body):
    """The type that a field should have."""

    type: Key
    config: Config = {}


class SampleTold(Told):
    """A value as it is and as it would be, null with a message when it would be lost."""

    id: int
    before: str
    after: str | None
    message: str | None


class RetypeTold(Told):
    """What another type would do to the values of a field."""

    total: int
    filled: int
    converts: int
    lost: int
    samples: list[SampleTold]
    config: dict[str, Any]


class RetypeStarted(Told):
    """The job that converts the values."""

    job: str


class BesideTold(Told):
    """A field beside a column: for how many of its values it holds more than one thing."""

    field: str
    name: str
    differing: int


class SplitTold(Told):
    """What a table made of a column would hold: records, of how many values; `beside` stands on `looked` records."""

    titles: int
    filled: int
    looked: int
    beside: list[BesideTold]


class Split(Body):
    """The table to be made of a column, and the fields that move over to it."""

    name: Name
    moves: Annotated[list[Key], Limits(max_length=500)] = []


@router.post("/tables/{table}/fields", response=FieldTold, summary="Add a field")
def add_field(request: Signed, table: Key, wanted: FieldWanted) -> HttpResponse:
    """Add a field; designers only."""
    back = Text.same(wanted.back) if wanted.back else None
    made = schema.add_field(request.auth, table, spec_of(wanted), after=wanted.after, back=back)
    return answer(request, tell_field(made, store.current().table(table), request.auth.language))


@router.patch("/tables/{table}/fields/{field}", response=FieldTold, summary="Change, move, archive or restore a field")
def change_field(request: Signed, table: Key, field: Key, change: FieldChange) -> HttpResponse:
    """Change a field; designers only. Archived values stay."""
    changed = _change(request.auth, table, field, change)
    return answer(request, tell_field(changed, store.current().table(table), request.auth.language))


@router.post(
    "/tables/{table}/fields/{field}/retype/preview", response=RetypeTold, summary="See what another type would lose"
)
def preview_retype(request: Signed, table: Key, field: Key, wanted: Retype) -> HttpResponse:
    """Convert all values in thought."""
    return answer(request, retype.preview(request.auth, table, field, wanted.type, wanted.config))


@router.post("/tables/{table}/fields/{field}/retype", response=RetypeStarted, summary="Give a field another type")
def begin_retype(request: Signed, table: Key, field: Key, wanted: Retype) -> HttpResponse:
    """Convert all values in the background; those that do not convert become empty."""
    job = start_retype(request.auth, table, field, wanted.type, wanted.config)
    return answer(request, {"job": str(job.pk)})


@router.get("/tables/{table}/fields/{field}/split", response=SplitTold, summary="See what table a column would make")
def look_at_split(request: Signed, table: Key, field: Key) -> HttpResponse:
    """Count the different values of a column, and see which fields hold one thing for each of them; owners only."""
    found = split.look(request.auth, table, field)
    language = request.auth.language
    beside = [
        {"field": each.key, "name": each.name.say(language), "differing": differing} for each, differing in found.beside
    ]
    told = {"titles": found.titles, "filled": found.filled, "looked": found.looked, "beside": beside}
    return answer(request, told)


@router.post("/tables/{table}/fields/{field}/split", response=RetypeStarted, summary="Make a table of a column")
def begin_split(request: Signed, table: Key, field: Key, wanted: Split) -> HttpResponse:
    """Make a table of the different values, link the column to it and move fields over, in the background."""
    job = start_split(request.auth, table, field, wanted.name, wanted.moves)
    return answer(request, {"job": str(job.pk)})


@transaction.atomic
def _change(actor: Actor, table: str, key: str, change: FieldChange) -> Field:
    given = change.model_dump(exclude_unset=True)
    archived = given.pop("archived", None)
    if archived is False:
        schema.restore_field(actor, table, key)
    if given:
        shape = store.current().table(table)
        require(actor, "design", table)
        if given.get("config") is not None:
            given["config"] = kept_config(shape.field(key), given["config"], actor.language)
        schema.change_field(actor, table, key, **given)
    if archived:
        schema.archive_field(actor, table, key)
    return _any_field(store.current().table(table), key)


def _any_field(table: Table, key: str) -> Field:
    return next((field for field in table.fields if field.key == key), None) or table.field(key)
