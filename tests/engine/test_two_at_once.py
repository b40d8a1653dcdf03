"""Several people at the same moment: nothing acknowledged is lost, nothing ends in an error of ours (R03)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from kehu.access.actor import Actor
from kehu.base.errors import Conflict, Invalid, KehuError
from kehu.base.text import Text
from kehu.catalog import store
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, rulebook, schema, write
from kehu.engine.history import undo
from kehu.engine.models import Change
from kehu.engine.operations import Insert, Update
from kehu.engine.retyping import retype
from kehu.engine.rulebook import RuleSpec
from kehu.engine.writing.settled import settled

pytestmark = pytest.mark.django_db(transaction=True)


class Crowd:
    """People who act at the same time, each on a connection of their own; keeps what each got."""

    def __init__(self) -> None:
        self.threads: list[threading.Thread] = []
        self.got: dict[str, Any] = {}

    def send(self, name: str, work: Callable[[], Any]) -> threading.Thread:
        """Let somebody begin."""

        def run() -> None:
            try:
                self.got[name] = work()
            except Exception as error:
                self.got[name] = error
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        self.threads.append(thread)
        thread.start()
        return thread

    def wait(self) -> dict[str, Any]:
        """Wait for everybody."""
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive()
        return self.got


def until_waiting(number: int = 1) -> None:
    """Wait until so many sessions of this database wait for a lock."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def make(actor: Actor, *rows: dict[str, Any]) -> list[int]:
    return [each.id for each in write.apply(actor, [Insert("shops", row) for row in rows]).records]


def values(actor: Actor, identity: int) -> dict[str, Any]:
    return read.record(actor, "shops", identity).values


def test_a_value_written_while_its_field_gets_another_type_is_kept(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, {"name": "东门店", "code": "1"})
    crowd = Crowd()
    with transaction.atomic():
        retype.retype(wang, "shops", "code", "number")
        crowd.send("li", lambda: write.apply(li, [Update("shops", shop, {"code": "77"}, 1)]))
        crowd.send("new", lambda: write.apply(li, [Insert("shops", {"name": "西门店", "code": "88"})]))
        until_waiting(2)
    got = crowd.wait()
    assert values(wang, shop)["code"] == "77", got
    assert values(wang, got["new"].records[0].id)["code"] == "88"


def test_another_type_sees_what_was_being_written(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, {"name": "东门店", "code": "旧"})
    crowd = Crowd()
    with transaction.atomic():
        write.apply(li, [Update("shops", shop, {"code": "新"}, 1)])
        crowd.send("wang", lambda: retype.retype(wang, "shops", "code", "choice"))
        until_waiting()
    assert crowd.wait()["wang"].type == "choice"
    found = store.current().table("shops").field("code")
    assert [choice.label.zh for choice in found.choices] == ["新"]
    assert values(wang, shop)["code"] == found.choices[0].id


def test_people_go_on_reading_while_a_new_type_waits_for_a_long_import(wang: Actor, li: Actor, shops: Table) -> None:
    crowd = Crowd()
    with transaction.atomic():
        make(li, {"name": "第一行"})
        crowd.send("wang", lambda: retype.retype(wang, "shops", "code", "number"))
        until_waiting()
        reading = crowd.send("reader", lambda: read.count(li, "shops"))
        reading.join(5)
        assert not reading.is_alive(), "whoever reads waits for the import too"
        make(li, {"name": "最后一行"})
    got = crowd.wait()
    assert got["reader"] == 0
    assert got["wang"].type == "number"


def test_linking_two_records_to_each_other_at_once_waits_for_nobody(wang: Actor, li: Actor, shops: Table) -> None:
    first, second = make(wang, {"name": "甲"}, {"name": "乙"})
    crowd = Crowd()
    with transaction.atomic():
        write.apply(wang, [Update("shops", first, {"size": "1"})])
        done = crowd.send("li", lambda: write.apply(li, [Update("shops", second, {"parent": first})]))
        done.join(5)
        assert not done.is_alive(), "a link to a record that is being changed waits"
        write.apply(wang, [Update("shops", first, {"parent": second})])
    crowd.wait()
    assert values(wang, first)["parent"] == second
    assert values(wang, second)["parent"] == first


def test_batches_that_meet_crosswise_are_done_one_after_the_other(wang: Actor, li: Actor, shops: Table) -> None:
    first, second = make(wang, {"name": "甲", "code": "A"}, {"name": "乙", "code": "B"})
    both = threading.Barrier(2)
    met: list[int] = []

    def cross(actor: Actor, one: int, two: int, field: str) -> None:
        with write.action(actor) as act:
            act.apply([Update("shops", one, {field: "1"})])
            met.append(one)
            if len(met) <= 2:
                both.wait(10)
            act.apply([Update("shops", two, {field: "2"})])

    crowd = Crowd()
    crowd.send("wang", lambda: settled(lambda: cross(wang, first, second, "size")))
    crowd.send("li", lambda: settled(lambda: cross(li, second, first, "rent")))
    assert crowd.wait() == {"wang": None, "li": None}
    assert len(met) == 3
    assert (values(wang, first)["size"], values(wang, first)["rent"]) == ("1", "2")


def test_a_meeting_inside_a_greater_transaction_is_told_to_it(wang: Actor, shops: Table) -> None:
    asked: list[int] = []

    def meet() -> None:
        asked.append(1)
        raise OperationalError("deadlock") from DeadlockDetected()

    with pytest.raises(OperationalError), transaction.atomic():
        settled(meet)
    assert len(asked) == 1
    with pytest.raises(OperationalError):
        settled(meet)
    assert len(asked) == 5


def test_new_values_that_meet_crosswise_in_a_unique_field_are_refused_in_words(
    wang: Actor, li: Actor, shops: Table
) -> None:
    def rows(first: str, second: str) -> list[Any]:
        many = [Insert("shops", {"name": "店", "code": f"{first}{n}"}) for n in range(300)]
        return [*many, *(Insert("shops", {"name": "店", "code": f"{second}{n}"}) for n in range(300))]

    for attempt in range(3):
        crowd = Crowd()
        one, two = f"A{attempt}-", f"B{attempt}-"
        crowd.send("wang", lambda: write.apply(wang, rows(one, two)))  # noqa: B023
        crowd.send("li", lambda: write.apply(li, rows(two, one)))  # noqa: B023
        refused = [error for error in crowd.wait().values() if isinstance(error, Exception)]
        assert len(refused) == 1
        assert isinstance(refused[0], KehuError), refused
        assert read.count(wang, "shops") == 600 * (attempt + 1)


def test_the_same_values_entered_twice_at_once_go_in_once_and_the_second_hears_of_the_first(
    wang: Actor, li: Actor, shops: Table
) -> None:
    rulebook.make_rule(wang, "shops", RuleSpec("unique", ("name", "opened")))
    row = {"name": "东门店", "opened": "2026-03-05"}
    crowd = Crowd()
    with write.action(wang) as act:
        (first,) = act.apply([Insert("shops", row)]).records
        crowd.send("second", lambda: write.apply(li, [Insert("shops", row)]))
        until_waiting()
    refused = crowd.wait()["second"]
    assert isinstance(refused, Invalid)
    (error,) = refused.details["errors"]
    assert (error["code"], error["record"]) == ("rule.unique", first.id)
    assert read.count(wang, "shops") == 1


def test_inside_a_greater_transaction_the_second_hears_which_fields(wang: Actor, li: Actor, shops: Table) -> None:
    rulebook.make_rule(wang, "shops", RuleSpec("unique", ("name", "opened")))
    row = {"name": "东门店", "opened": "2026-03-05"}

    def within() -> None:
        with transaction.atomic():
            write.apply(li, [Insert("shops", row)])

    crowd = Crowd()
    with write.action(wang) as act:
        act.apply([Insert("shops", row)])
        crowd.send("second", within)
        until_waiting()
    refused = crowd.wait()["second"]
    assert isinstance(refused, Conflict)
    assert refused.details == {"table": "shops", "fields": ["name", "opened"]}
    assert "“店名”、“开业”" in refused.text.zh


def test_one_change_is_undone_once(wang: Actor, shops: Table) -> None:
    make(wang, {"name": "甲"})
    last = Change.objects.latest("id").pk
    crowd = Crowd()
    for name in "abcd":
        crowd.send(name, lambda: undo.undo(wang, last))
    got = crowd.wait()
    assert sorted(getattr(each, "code", "done") for each in got.values()) == ["done", "undone", "undone", "undone"]
    assert read.count(wang, "shops") == 0


def test_two_undos_at_once_undo_two_steps(wang: Actor, shops: Table) -> None:
    for name in "甲乙丙":
        make(wang, {"name": name})
    crowd = Crowd()
    with transaction.atomic():
        undo.undo(wang)
        crowd.send("again", lambda: undo.undo(wang))
        until_waiting()
    got = crowd.wait()
    assert not isinstance(got["again"], Exception), got
    assert read.count(wang, "shops") == 1


def test_two_designers_at_once_both_get_their_field(wang: Actor, shops: Table) -> None:
    crowd = Crowd()
    for _ in range(4):
        crowd.send(
            f"{len(crowd.threads)}", lambda: schema.add_field(wang, "shops", FieldSpec("", Text.same("新"), "text")).key
        )
    assert len(set(crowd.wait().values())) == 4


def test_every_running_number_is_given_once(wang: Actor, shops: Table) -> None:
    crowd = Crowd()
    for name in "abcd":
        crowd.send(name, lambda: [make(wang, {"name": "店"}) for _ in range(10)])
    ids = [identity for each in crowd.wait().values() for (identity,) in each]
    numbers = {values(wang, identity)["number"] for identity in ids}
    assert len(numbers) == 40


def test_of_two_who_change_a_cell_at_once_one_is_told(wang: Actor, li: Actor, shops: Table) -> None:
    (shop,) = make(wang, {"name": "甲", "size": "1"})
    for version in range(1, 6):
        crowd = Crowd()
        crowd.send("wang", lambda: write.apply(wang, [Update("shops", shop, {"size": f"1{version}"}, version)]))  # noqa: B023
        crowd.send("li", lambda: write.apply(li, [Update("shops", shop, {"size": f"2{version}"}, version)]))  # noqa: B023
        got = crowd.wait()
        refused = [name for name, each in got.items() if isinstance(each, Exception)]
        assert len(refused) == 1
        assert got[refused[0]].code == "conflict"
        assert values(wang, shop)["size"] == (f"2{version}" if refused == ["wang"] else f"1{version}")
