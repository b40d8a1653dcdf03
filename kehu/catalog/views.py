"""Saved views: reading, saving, renaming, archiving. A view is data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.errors import Forbidden, Invalid, NotFound, TooLarge
from kehu.base.text import Text
from kehu.catalog import models, store
from kehu.catalog.declare import ViewSpec
from kehu.catalog.shapes import Table
from kehu.lang.filters import read_filter

CONFIG_KEYS = frozenset({"filter", "sorts", "columns", "frozen", "row_height", "groups", "colors"})
MAX_COLORS = 20
AUDIENCES = frozenset({"mine", "company"})
MAX_NAME = 100
MAX_CONFIG = 300_000


def visible(actor: Actor, table: Table | None = None) -> list[models.View]:
    """List the views an actor may open: the company's and the actor's own, in their order."""
    rows = models.View.objects.filter(Q(audience="company") | Q(owner_id=actor.member), archived_at=None)
    if table is not None:
        rows = rows.filter(table_id=table.id)
    return list(rows.order_by("table_id", "position", "id"))


@transaction.atomic
def create(actor: Actor, table: Table, name: str, config: Mapping[str, Any], audience: str = "mine") -> models.View:
    """Save a new view of a table; members save their own, designers also the company's."""
    _check(actor, name, config, audience)
    last = models.View.objects.filter(table_id=table.id).aggregate(last=Max("position"))["last"] or 0
    view = models.View.objects.create(
        table_id=table.id,
        name_zh=name,
        name_en=name,
        config=dict(config),
        audience=audience,
        owner_id=actor.member,
        position=last + 1,
    )
    store.raise_version()
    return view


@transaction.atomic
def change(
    actor: Actor,
    view_id: int,
    *,
    name: str | None = None,
    config: Mapping[str, Any] | None = None,
    audience: str | None = None,
    position: float | None = None,
    locked: bool | None = None,
) -> models.View:
    """Change a view that the actor owns or, as a designer, any view of the company.

    Of a view of the company that is not locked, everybody may change how it shows its records.
    """
    store.lock()
    only_config = name is None and audience is None and position is None and locked is None
    view = _mine(actor, view_id, only_config=only_config)
    _check(actor, name or view.name_zh, config or {}, audience)
    changed: dict[str, Any] = {}
    if locked is not None:
        changed["locked"] = locked
    if name is not None:
        changed |= {"name_zh": name, "name_en": name}
    if config is not None:
        changed["config"] = dict(config)
    if audience is not None:
        changed["audience"] = audience
        if audience == "mine" and view.audience == "company":
            _not_the_last(view)
            changed["owner_id"] = view.owner_id or actor.member
    if position is not None:
        changed["position"] = position
    for attribute, value in changed.items():
        setattr(view, attribute, value)
    if changed:
        view.save(update_fields=[attribute.removesuffix("_id") for attribute in changed])
    store.raise_version()
    return view


@transaction.atomic
def archive(actor: Actor, view_id: int) -> None:
    """Take a view out of use; the last one of a table stays."""
    store.lock()
    view = _mine(actor, view_id)
    if view.audience == "company":
        _not_the_last(view)
    view.archived_at, view.archived_by_id = now(), actor.member
    view.save(update_fields=["archived_at", "archived_by"])
    store.raise_version()


@transaction.atomic
def restore(actor: Actor, view_id: int) -> models.View:
    """Bring a removed view back: the actor's own or, for a designer, one of the company."""
    store.lock()
    view = models.View.objects.filter(id=view_id).exclude(archived_at=None).first()
    if view is None or (view.owner_id != actor.member and not (actor.owner and view.audience == "company")):
        raise NotFound(Text("没有这个已删除的视图", "There is no such removed view"), code="view.unknown")
    view.archived_at = view.archived_by = None
    view.save(update_fields=["archived_at", "archived_by"])
    store.raise_version()
    return view


def declare(table_id: int, specs: tuple[ViewSpec, ...], origin: str) -> None:
    """Store declared views that are not there yet; people's own changes to earlier ones stay."""
    known = set(models.View.objects.filter(table_id=table_id).values_list("key", flat=True))
    for position, spec in enumerate(specs, 1):
        if spec.key not in known:
            models.View.objects.create(
                table_id=table_id,
                key=spec.key,
                name_zh=spec.name.zh,
                name_en=spec.name.en,
                type=spec.type,
                config=dict(spec.config),
                position=position,
                origin=origin,
            )


def _not_the_last(view: models.View) -> None:
    left = models.View.objects.filter(table_id=view.table_id, audience="company", archived_at=None).exclude(id=view.id)
    if not left.exists():
        raise Invalid(Text("每张表至少要保留一个公司视图", "A table keeps at least one company view"), code="view.last")


def open_view(actor: Actor, view_id: int) -> models.View:
    """Give a view that the actor may open; raises `NotFound`."""
    view = models.View.objects.filter(
        Q(audience="company") | Q(owner_id=actor.member), id=view_id, archived_at=None
    ).first()
    if view is None:
        raise NotFound(
            Text("没有这个视图，它可能已被删除", "There is no such view; it may have been removed"), code="view.unknown"
        )
    return view


def _mine(actor: Actor, view_id: int, *, only_config: bool = False) -> models.View:
    view = open_view(actor, view_id)
    if view.audience == "mine" or actor.owner or (only_config and not view.locked):
        return view
    raise Forbidden(
        Text(
            "公司视图已锁定，只有所有者能改。可以另存为自己的视图",
            "This view of the company is locked: only an owner changes it. Save one of your own instead",
        ),
        code="view.company",
    )


def _check(actor: Actor, name: str, config: Mapping[str, Any], audience: str | None) -> None:
    if not name.strip() or len(name) > MAX_NAME:
        raise Invalid(
            Text(f"视图名称不能为空，最多 {MAX_NAME} 个字", f"A view needs a name of at most {MAX_NAME} characters"),
            code="view.name",
        )
    if audience is not None and audience not in AUDIENCES:
        raise Invalid(Text("视图范围只能是 mine 或 company", "The audience is mine or company"), code="view.audience")
    if audience == "company" and not actor.owner:
        raise Forbidden(
            Text("只有管理员能把视图给全公司用", "Only the owner shares views with the company"), code="view.company"
        )
    unknown = config.keys() - CONFIG_KEYS
    if unknown:
        raise Invalid(
            Text("视图设置里有不认识的项：{keys}", "Unknown view settings: {keys}").format(
                keys=", ".join(sorted(unknown))
            ),
            code="view.config",
        )
    if len(json.dumps(config, default=str)) > MAX_CONFIG:
        raise TooLarge(
            Text("视图的设置太多，请减少筛选的值", "The view holds too much; filter by fewer values"), code="view.large"
        )
    read_filter(config.get("filter"))
    rules = config.get("colors") or ()
    if len(rules) > MAX_COLORS:
        raise TooLarge(
            Text(f"颜色规则最多 {MAX_COLORS} 条", f"A view holds at most {MAX_COLORS} colour rules"), code="view.large"
        )
    for rule in rules:
        read_filter(rule.get("filter"))
