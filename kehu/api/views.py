"""Saved views of a table."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, ValidationError

from kehu.access.scope import require
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Body, Id, Key, Name, Told
from kehu.base.text import Text
from kehu.catalog import models, store, view_files, views
from kehu.catalog.shapes import Table
from kehu.engine.indexes.keep import soon
from kehu.lang.grouping import MAX_GROUPINGS

router = Router()

Audience = Literal["mine", "company"]


class SortEntry(Body):
    """One sort key of a view."""

    field: Key
    descending: bool = False


class ColumnEntry(Body):
    """One column of a view, in its place; `summary` is the figure at its foot."""

    field: Key
    width: float | None = None
    hidden: bool = False
    summary: Key | None = None


class GroupEntry(Body):
    """One level of groups: equal values, or `by` a unit of the calendar or `band:1000`."""

    field: Key
    by: Annotated[str, Field(max_length=40)] | None = None
    descending: bool = False


class ColorEntry(Body):
    """A colour for the records that pass a filter: on the cell of `field`, or on the whole row."""

    filter: dict[str, Any]
    color: Key
    field: Key | None = None


class ViewConfig(Body):
    """How a view shows its table; what is left out stays as the web decides."""

    filter: dict[str, Any] | None = None
    sorts: list[SortEntry] | None = None
    columns: list[ColumnEntry] | None = None
    frozen: int | None = None
    row_height: str | int | None = None
    groups: Annotated[list[GroupEntry], Field(max_length=MAX_GROUPINGS)] | None = None
    colors: list[ColorEntry] | None = None


class ViewTold(Told):
    """A view of a table."""

    id: int
    key: str
    table: str
    name: str
    type: str
    audience: Audience
    owner: int | None
    locked: bool
    config: dict[str, Any]


class NewView(Body):
    """A view to save."""

    name: Name
    type: Literal["grid"] = "grid"
    audience: Audience = "mine"
    config: ViewConfig = ViewConfig()


class ViewChange(Body):
    """What to change of a view; a config replaces the whole config."""

    name: Name | None = None
    audience: Audience | None = None
    config: ViewConfig | None = None
    position: float | None = None
    locked: bool | None = None


class ViewFile(Told):
    """A view as it is carried elsewhere: its settings, and the names of the fields and choices they speak of."""

    kehu: Literal["view"]
    version: Literal[1]
    table: str
    name: str
    type: str
    config: dict[str, Any]
    fields: dict[str, list[str]]
    choices: dict[str, dict[str, str]]


class ViewImport(Body):
    """A view to take over from a file."""

    view: dict[str, Any]
    name: Name | None = None
    audience: Audience = "mine"


class ViewImported(Told):
    """The view made, and the names of what this table does not have and was left out."""

    view: ViewTold
    missing: list[str]


@router.get("/tables/{table}/views", response=list[ViewTold], summary="List the views of a table")
def list_views(request: Signed, table: Key) -> HttpResponse:
    """List the company's views and one's own."""
    shape = store.current().table(table)
    require(request.auth, "read", table)
    return answer(request, [tell(view, table) for view in views.visible(request.auth, shape)])


@router.post("/tables/{table}/views", response=ViewTold, summary="Save a view")
def create_view(request: Signed, table: Key, new: NewView) -> HttpResponse:
    """Save a view for oneself or, as an owner, for the company."""
    shape = store.current().table(table)
    require(request.auth, "read", table)
    made = views.create(request.auth, shape, new.name, _config(new.config), new.audience)
    soon(shape)
    return answer(request, tell(made, table))


@router.patch("/views/{view_id}", response=ViewTold, summary="Change a view")
def change_view(request: Signed, view_id: Id, change: ViewChange) -> HttpResponse:
    """Change one's own view or, as an owner, any of the company."""
    config = None if change.config is None else _config(change.config)
    found = views.change(
        request.auth,
        view_id,
        name=change.name,
        config=config,
        audience=change.audience,
        position=change.position,
        locked=change.locked,
    )
    table = _table_of(found)
    if config is not None:
        soon(table)
    return answer(request, tell(found, table.key))


@router.get("/views/{view_id}/export", response=ViewFile, summary="Export a view")
def export_view(request: Signed, view_id: Id) -> HttpResponse:
    """Give a view as a file that the same or another table can import."""
    view = views.open_view(request.auth, view_id)
    table = _table_of(view)
    allowed = require(request.auth, "read", table.key)
    return answer(request, view_files.write(view, store.current(), table.key, request.auth.language, allowed.hidden))


@router.post("/tables/{table}/views/import", response=ViewImported, summary="Import a view")
def import_view(request: Signed, table: Key, given: ViewImport) -> HttpResponse:
    """Make a view from a file; fields are found by key, then by name, and what is not found is told."""
    shape = store.current().table(table)
    require(request.auth, "read", table)
    name, config, missing = view_files.read(given.view, store.current(), shape)
    try:
        checked = _config(ViewConfig.model_validate(config))
    except ValidationError:
        raise view_files.unreadable() from None
    made = views.create(request.auth, shape, given.name or name, checked, given.audience)
    soon(shape)
    return answer(request, {"view": tell(made, table), "missing": missing})


@router.delete("/views/{view_id}", response={204: None}, summary="Take a view out of use")
def archive_view(request: Signed, view_id: Id) -> HttpResponse:
    """Archive a view; the last company view of a table stays."""
    views.archive(request.auth, view_id)
    return HttpResponse(status=204)


def tell(view: models.View, table: str) -> dict[str, Any]:
    """Say what a view is."""
    return {
        "id": view.pk,
        "key": view.key,
        "table": table,
        "name": Text(view.name_zh, view.name_en),
        "type": view.type,
        "audience": view.audience,
        "owner": view.owner_id,
        "locked": view.audience == "company" and view.locked,
        "config": view.config,
    }


def _config(given: ViewConfig) -> dict[str, Any]:
    return given.model_dump(exclude_unset=True)


def _table_of(view: models.View) -> Table:
    return next(table for table in store.current().tables.values() if table.id == view.table_id)
