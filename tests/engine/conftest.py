"""People and tables that the engine's tests work with."""

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.catalog.shapes import Table
from kehu.engine import schema


@pytest.fixture
def wang(db: None) -> Actor:
    """The owner."""
    return actor_of(Member.objects.create_user("wang@example.com", "x", name="王芳", role="owner"))


@pytest.fixture
def li(db: None) -> Actor:
    """A colleague."""
    return actor_of(Member.objects.create_user("li@example.com", "x", name="李雷", role="member"))


@pytest.fixture
def shops(wang: Actor) -> Table:
    """A table of shops with one field of most kinds."""
    return schema.create_table(
        wang,
        TableSpec(
            "shops",
            Text("门店", "Shops"),
            "shop",
            "name",
            (
                FieldSpec("name", Text("店名", "Name"), "text", required=True),
                FieldSpec("code", Text("编码", "Code"), "text", unique=True),
                FieldSpec("size", Text("面积", "Size"), "number"),
                FieldSpec("rent", Text("租金", "Rent"), "money"),
                FieldSpec("opened", Text("开业", "Opened"), "date"),
                FieldSpec("seen", Text("巡店", "Seen"), "datetime"),
                FieldSpec("open", Text("营业", "Open"), "checkbox"),
                FieldSpec(
                    "level",
                    Text("级别", "Level"),
                    "choice",
                    choices(("旗舰", "Flagship"), ("标准", "Standard"), ("社区", "Local")),
                ),
                FieldSpec(
                    "tags", Text("标签", "Tags"), "choices", choices(("新", "New"), ("热", "Hot"), ("冷", "Cold"))
                ),
                FieldSpec("parent", Text("上级店", "Parent"), "link", {"target": "shops"}),
                FieldSpec("number", Text("编号", "Number"), "autonumber", {"prefix": "S-", "digits": 4}),
            ),
        ),
    )
