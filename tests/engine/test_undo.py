"""Undo and redo."""

import pytest

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, NotFound
from kehu.catalog.shapes import Table
from kehu.engine import read, write
from kehu.engine.history import undo
from kehu.engine.operations import Insert, Update


def named(actor: Actor, identity: int) -> object:
    return read.record(actor, "shops", identity).values["name"]


def test_each_person_undoes_their_own_latest_step(wang: Actor, li: Actor, shops: Table) -> None:
    first, second = (
        each.id for each in write.apply(wang, [Insert("shops", {"name": "a"}), Insert("shops", {"name": "b"})]).records
    )
    write.apply(wang, [Update("shops", first, {"name": "a2"})])
    write.apply(li, [Update("shops", second, {"name": "b2"})])
    undo.undo(wang)
    assert (named(wang, first), named(wang, second)) == ("a", "b2")
    undo.undo(li)
    assert named(wang, second) == "b"


def test_undo_step_by_step_through_the_same_cell_and_redo_again(wang: Actor, shops: Table) -> None:
    (shop,) = (each.id for each in write.apply(wang, [Insert("shops", {"name": "一"})]).records)
    for name in ("二", "三"):
        write.apply(wang, [Update("shops", shop, {"name": name})])
    for expected in ("二", "一"):
        undo.undo(wang)
        assert named(wang, shop) == expected
    undo.undo(wang)
    assert read.count(wang, "shops") == 0
    for expected in ("一", "二", "三"):
        undo.redo(wang)
        assert named(wang, shop) == expected
    with pytest.raises(NotFound):
        undo.redo(wang)


def test_something_new_ends_the_way_forward(wang: Actor, shops: Table) -> None:
    (shop,) = (each.id for each in write.apply(wang, [Insert("shops", {"name": "一"})]).records)
    write.apply(wang, [Update("shops", shop, {"name": "二"})])
    undo.undo(wang)
    write.apply(wang, [Update("shops", shop, {"name": "三"})])
    with pytest.raises(NotFound):
        undo.redo(wang)


def test_undo_does_not_run_over_what_others_did_since(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = (each.id for each in write.apply(wang, [Insert("shops", {"name": "一"})]).records)
    write.apply(wang, [Update("shops", shop, {"name": "二"})])
    write.apply(li, [Update("shops", shop, {"name": "三"})])
    with pytest.raises(Conflict) as refused:
        undo.undo(wang)
    assert refused.value.details["conflicts"][0]["theirs"] == "三"
    assert named(wang, shop) == "三"


def test_nothing_to_undo_is_said(wang: Actor, li: Actor, shops: Table) -> None:
    write.apply(wang, [Insert("shops", {"name": "一"})])
    with pytest.raises(NotFound):
        undo.undo(li)
    with pytest.raises(NotFound):
        undo.undo(li, undo.changes(wang)[0].id)


def test_one_change_is_undone_once(wang: Actor, shops: Table) -> None:
    change = write.apply(wang, [Insert("shops", {"name": "一"})]).change
    undo.undo(wang, change)
    with pytest.raises(Conflict):
        undo.undo(wang, change)
