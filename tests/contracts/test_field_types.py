"""What every field type keeps, whoever adds one: it joins this test by existing."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec
from kehu.catalog.shapes import Field
from kehu.engine import read, schema, write
from kehu.engine.fields import FieldType, Reading, Wrong, all_types
from kehu.engine.files.receive import receive
from kehu.engine.operations import Insert, Update
from kehu.engine.operators import operators
from kehu.lang.filters import Condition
from kehu.lang.kinds import SORTABLE, Kind
from kehu.lang.query import Query, Sort

READING = Reading(date(2026, 3, 5))
TYPES = [pytest.param(kind, id=key) for key, kind in all_types().items()]
WRITTEN = [pytest.param(kind, id=key) for key, kind in all_types().items() if not kind.computed and not kind.empty]
SPELLED = [pytest.param(kind, id=key) for key, kind in all_types().items() if kind.examples and not kind.computed]
LABELS = {
    "choices": [{"id": f"c{number}", "label": label, "color": "grey"} for number, label in enumerate("甲乙丙", 1)]
}
WRONG: dict[Kind, list[object]] = {
    Kind.TEXT: [["x"], {"a": 1}, True, "x" * 200_000],
    Kind.NUMBER: ["abc", "1.2.3", [1], True, "9" * 60, "1e999", float("inf"), float("nan"), "--1"],
    Kind.DATE: ["abc", "2026-02-30", "2026-13-01", 5, [1], "99999-01-01"],
    Kind.DATETIME: ["abc", "2026-02-30 10:00", "2026-01-01 25:00", 5],
    Kind.BOOL: ["maybe", [1]],
    Kind.CHOICE: ["没有", ["甲"], 7],
    Kind.CHOICES: ["没有", [1], {"a": 1}, ["甲", "没有"]],
    Kind.LINKS: [[[1]], -1, 0, [2**63], 1.5, True, {"id": [1]}, list(range(1, 2000))],
    Kind.LINK: [[1], -1, 0, 2**63, 1.5],
    Kind.FILES: [
        "合同.pdf",
        7,
        True,
        [1],
        [{"name": "合同.pdf"}],
        [{"file": "../etc/passwd", "name": "x"}],
        [{"file": "a" * 64, "name": "病毒.exe"}],
        [{"file": f"{number:064x}", "name": "x"} for number in range(51)],
    ],
}


def shape_of(kind: FieldType) -> Field:
    config = kind.check_config(
        LABELS
        if "choices" in {each.key for each in kind.settings}
        else {"target": "things"}
        if kind.key in ("link", "links")
        else {}
    )
    return Field(
        1,
        "f",
        Text("字段", "Field"),
        None,
        kind.key,
        kind.kind,
        "c1",
        config,
        False,
        False,
        None,
        1,
        "custom",
        False,
        False,
        False,
    )


@pytest.mark.parametrize("kind", TYPES)
def test_it_is_named_in_both_languages_and_its_file_is_named_after_it(kind: FieldType) -> None:
    assert kind.name.zh
    assert kind.name.en
    assert type(kind).__module__.rsplit(".", 1)[1] == kind.key
    for setting in kind.settings:
        assert setting.name.zh
        assert setting.name.en


@pytest.mark.parametrize("kind", WRITTEN)
def test_it_says_how_its_values_are_written(kind: FieldType) -> None:
    assert kind.examples or kind.kind in (Kind.LINK, Kind.LINKS, Kind.FILES)  # these hold what exists already


@pytest.mark.parametrize("kind", SPELLED)
def test_what_it_stores_survives_the_wire_and_the_screen(kind: FieldType) -> None:
    field = shape_of(kind)
    for words in kind.examples:
        stored = kind.parse(words, field, READING)
        assert stored is not None
        assert kind.parse(kind.dump(stored), field, READING) == stored
        assert kind.parse(kind.show(stored, field, READING), field, READING) == stored


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("value", [None, "", "   "])
def test_nothing_is_nothing(kind: FieldType, value: object) -> None:
    assert kind.parse(value, shape_of(kind), READING) in (None, False)


@pytest.mark.parametrize("kind", WRITTEN)
def test_wrong_values_get_a_reason_in_both_languages(kind: FieldType) -> None:
    field = shape_of(kind)
    for value in WRONG[kind.kind]:
        with pytest.raises(Wrong) as refused:
            print(value, kind.parse(value, field, READING))
        assert refused.value.text.zh
        assert refused.value.text.en
        assert refused.value.code


@pytest.mark.parametrize("kind", TYPES)
def test_it_never_proposes_itself_for_nothing(kind: FieldType) -> None:
    assert 0 <= kind.guess([]) <= 0.2
    assert all(
        0 <= kind.guess([sample] * 5) <= 1 for sample in ("", "x", "12", "2026-01-01", "=cmd|' /C calc'!A0", "😀")
    )


@pytest.fixture
def actor(db: None) -> Actor:
    return actor_of(Member.objects.create_user("wang@example.com", "x", name="王芳", role="owner"))


@pytest.fixture
def picture(actor: Actor, settings: Any, tmp_path: Path) -> list[dict[str, Any]]:
    """A cell with one uploaded picture."""
    settings.DATA_DIR = tmp_path
    content = BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "PNG")
    return [receive(actor, [content.getvalue()], "门头.png")]


@pytest.mark.parametrize("kind", WRITTEN)
def test_it_is_written_read_filtered_sorted_and_emptied_in_the_database(
    kind: FieldType, actor: Actor, picture: list[dict[str, Any]]
) -> None:
    config = dict(shape_of(kind).config)
    table = TableSpec(
        "things",
        Text.same("东西"),
        "box",
        "name",
        (FieldSpec("name", Text.same("名"), "text"), FieldSpec("f", Text.same("字段"), kind.key, config)),
    )
    schema.create_table(actor, table)
    first = write.apply(actor, [Insert("things", {"name": "一"})]).records[0].id
    existing: dict[str, list[Any]] = {
        "link": [{"id": first}, first],
        "links": [[{"id": first}, first], "一", ["一"]],
        "member": [actor.member, actor.name],
        "members": [[actor.member], actor.name],
    }
    words = kind.examples or existing.get(kind.key, [picture])
    for value in words:
        (made,) = write.apply(actor, [Insert("things", {"name": "二", "f": value})]).records
        found = read.record(actor, "things", made.id).values["f"]
        assert found not in (None, "", [])
        if kind.examples:
            assert found == kind.dump(kind.parse(value, shape_of(kind), READING))
        for operator in operators()[kind.kind]:
            match operator.takes:
                case "none":
                    wanted: object = None
                case "many":
                    wanted = found if isinstance(found, list) else [found]
                case "range":
                    wanted = [found, found]
                case "period":
                    wanted = "this_year"
                case _:
                    wanted = picture[0]["name"] if kind.kind is Kind.FILES else found
            read.count(actor, "things", Condition("f", operator.key, wanted))
        write.apply(actor, [Update("things", made.id, {"f": None})])
        assert read.record(actor, "things", made.id).values["f"] in (None, False) or kind.numbered
    for descending in (False, True) if kind.kind in SORTABLE else ():
        rows = read.page(actor, "things", read_query(descending)).rows
        assert len(rows) == 1 + len(words)


def read_query(descending: bool) -> Query:
    return Query(sorts=(Sort("f", descending), Sort("name")))
