"""Tables: all of them with their fields and views, and making, renaming, archiving one."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kehu.access.actor import Actor
from kehu.access.scope import require, scope
from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.shapes import FieldWanted, TableTold, spec_of, tell_table
from kehu.api.strict import Body, Key, Name, Told
from kehu.base.text import Text
from kehu.catalog import store, views
from kehu.catalog.declare import TableSpec
from kehu.catalog.shapes import Table
from kehu.engine import schema

router = Router()

Icon = Annotated[str, Field(min_length=1, max_length=40)]


class TablesTold(Told):
    """All tables that the member may read, at one version of the catalog."""

    version: int
    tables: list[TableTold]


class TableWanted(Body):
    """A table to make; its first field titles the records."""

    name: Name
    icon: Icon = "table"
    fields: Annotated[list[FieldWanted], Field(max_length=schema.MAX_FIELDS)] = []


class TableChange(Body):
    """What to change of a table; `archived` takes it out of use or brings it back."""

    name: Name | None = None
    icon: Icon | None = None
    title: Key | None = None
    archived: bool | None = None


@router.get("/tables", response=TablesTold, summary="List the tables with their fields and views")
def list_tables(request: Signed, archived: bool = False) -> HttpResponse:
    """List what the member may read, with `archived` also the tables that are out of use."""
    actor, catalog = request.auth, store.current()
    shown = [
        table
        for table in sorted(catalog.tables.values(), key=lambda table: (table.position, table.id))
        if (archived or not table.archived) and "read" in scope(actor, table.key).actions
    ]
    saved = views.visible(actor)
    return answer(request, {"version": catalog.version, "tables": [tell_table(actor, each, saved) for each in shown]})


@router.post("/tables", response=TableTold, summary="Make a table")
def create_table(request: Signed, wanted: TableWanted) -> HttpResponse:
    """Make a table with its fields; designers only."""
    spec = TableSpec("", Text.same(wanted.name), wanted.icon, "", tuple(spec_of(each) for each in wanted.fields))
    return _told(request, schema.create_table(request.auth, spec))


@router.get("/tables/{table}", response=TableTold, summary="Tell one table")
def get_table(request: Signed, table: Key) -> HttpResponse:
    """Answer with one table in use."""
    shape = store.current().table(table)
    require(request.auth, "read", table)
    return _told(request, shape)


@router.patch("/tables/{table}", response=TableTold, summary="Rename a table, take it out of use, or bring it back")
def change_table(request: Signed, table: Key, change: TableChange) -> HttpResponse:
    """Change a table; designers only. Nothing is ever dropped."""
    return _told(request, _change(request.auth, table, change))


def _change(actor: Actor, table: str, change: TableChange) -> Table:
    if change.archived is False:
        schema.restore_table(actor, table)
    if change.name is not None or change.icon is not None or change.title is not None:
        schema.rename_table(actor, table, name=change.name, icon=change.icon, title=change.title)
    if change.archived:
        schema.archive_table(actor, table)
    return _any_table(table)


def _any_table(key: str) -> Table:
    catalog = store.current()
    return catalog.tables.get(key) or catalog.table(key)


def _told(request: Signed, table: Table) -> HttpResponse:
    return answer(request, tell_table(request.auth, table, views.visible(request.auth, table)))
