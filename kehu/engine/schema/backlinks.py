"""Back-links made together with a link, and found again from it."""

from __future__ import annotations

from django.db import transaction

from kehu.access.actor import Actor
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import MEMBERS, Catalog, Field
from kehu.engine.compute.fill import fill_or_start
from kehu.engine.compute.nodes import Place
from kehu.engine.schema.naming import require_design
from kehu.engine.schema.storing import add
from kehu.lang.kinds import Kind


@transaction.atomic
def add_backlink(actor: Actor, table: str, link: Field, name: Text) -> Field:
    """Add the field on the other table that shows who links to a record; refused for members and computed links."""
    if link.kind not in (Kind.LINK, Kind.LINKS) or link.readonly or link.target in (None, MEMBERS):
        raise Invalid(
            Text("“{field}”没有关联到表，不能显示反向关联", "“{field}” links to no table and has no back-link").format(
                field=link.name
            ),
            code="field.link",
        )
    target = str(link.target)
    require_design(actor, target)
    shape = store.current().table(target)
    spec = FieldSpec("", name, "backlink", {"table": table, "link": link.key})
    key = add(models.Table.objects.get(id=shape.id), spec, "custom", hold=True)
    store.raise_version()
    fill_or_start(actor, [(target, key)])
    return store.current().table(target).field(key)


def backlinks_of(catalog: Catalog, table: str, link: str) -> list[Place]:
    """Name the back-links of a link."""
    return [
        (other.key, field.key)
        for other in catalog.tables.values()
        if not other.archived
        for field in other.by_key.values()
        if field.type == "backlink" and (field.config["table"], field.config["link"]) == (table, link)
    ]
