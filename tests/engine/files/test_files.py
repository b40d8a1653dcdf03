"""Files from upload to collection: kept once, checked, held by records, brought back by undo, collected at last."""

from __future__ import annotations

import resource
import struct
import zlib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kehu.access.actor import Actor
from kehu.base.clock import now
from kehu.base.errors import Invalid, NotFound, TooLarge, Unavailable
from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec
from kehu.catalog.shapes import Table
from kehu.engine import read, schema, write
from kehu.engine.files.reach import open_file
from kehu.engine.files.receive import receive
from kehu.engine.files.sweep import sweep
from kehu.engine.history import undo
from kehu.engine.models import Hold, RecordChange, StoredFile, Upload
from kehu.engine.operations import Archive, Insert, Update
from kehu.engine.retyping import retype
from kehu.lang.filters import Condition


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Keep the files of a test in a folder of its own."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "files"


@pytest.fixture
def papers(wang: Actor, shops: Table) -> Table:
    schema.add_field(wang, "shops", FieldSpec("papers", Text("合同", "Papers"), "attachment", {"most": 3}))
    schema.add_field(wang, "shops", FieldSpec("front", Text("门头", "Front"), "image"))
    return shops


def picture(color: str = "red", size: tuple[int, int] = (800, 600), form: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new("RGB", size, color).save(content, form)
    return content.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """A PNG of a few hundred bytes that says it is 50,000 x 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def stored(folder: Path) -> list[str]:
    return sorted(found.name for found in folder.rglob("*") if found.is_file())


def cell(actor: Actor, record: int, field: str = "papers") -> Any:
    return read.record(actor, "shops", record).values[field]


def shop(actor: Actor, **values: Any) -> int:
    return write.apply(actor, [Insert("shops", {"name": "一店", **values})]).records[0].id


def age(hours: int) -> None:
    """Let the uploads of the test lie there for some hours."""
    Upload.objects.update(at=now() - timedelta(hours=hours))
    StoredFile.objects.update(at=now() - timedelta(hours=hours))


def test_the_same_contents_are_kept_once_under_any_name(wang: Actor, li: Actor, folder: Path) -> None:
    first = receive(wang, [b"12", b"34"], "合同.txt")
    second = receive(li, [b"1234"], "副本.txt")
    assert first["file"] == second["file"]
    assert (first["name"], second["name"], first["size"], first["type"]) == ("合同.txt", "副本.txt", 4, "text/plain")
    assert stored(folder) == [first["file"]]


def test_a_cell_is_completed_from_what_is_kept_not_from_what_is_said(wang: Actor, papers: Table) -> None:
    sent = receive(wang, [picture()], "门头.png")
    lie = {"file": sent["file"], "name": "../门头 新.png", "type": "text/html", "size": 1, "picture": False}
    record = shop(wang, papers=[lie])
    assert cell(wang, record) == [{**sent, "name": "门头 新.png"}]


def test_a_file_taken_out_comes_back_by_undo_and_its_history_keeps_it(wang: Actor, papers: Table) -> None:
    sent = receive(wang, [b"agreement"], "合同.pdf")
    record = shop(wang, papers=[sent])
    write.apply(wang, [Update("shops", record, {"papers": None})])
    assert cell(wang, record) is None
    age(100)
    assert sweep() == 0
    undo.undo(wang)
    assert cell(wang, record) == [sent]
    assert open_file(wang, sent["file"]).place.read_bytes() == b"agreement"
    undo.redo(wang)
    assert cell(wang, record) is None


def test_what_nobody_holds_is_collected_and_what_anybody_holds_stays(wang: Actor, papers: Table, folder: Path) -> None:
    held, loose = receive(wang, [b"held"], "a.txt"), receive(wang, [picture()], "b.png")
    record = shop(wang, papers=[held])
    write.apply(wang, [Archive("shops", record)])
    assert sweep() == 0, "uploads of today stay"
    age(100)
    assert sweep() == 1
    assert stored(folder) == [held["file"]]
    assert not StoredFile.objects.filter(hash=loose["file"]).exists()
    again = receive(wang, [picture()], "b.png")
    assert open_file(wang, again["file"], small=True).place.is_file()


def test_a_file_goes_when_the_history_that_could_bring_it_back_is_gone(
    wang: Actor, papers: Table, folder: Path
) -> None:
    sent = receive(wang, [b"old"], "旧.txt")
    record = shop(wang, papers=[sent])
    write.apply(wang, [Update("shops", record, {"papers": None})])
    age(100)
    RecordChange.objects.all().delete()
    assert sweep() == 1
    assert not Hold.objects.exists()
    assert stored(folder) == []


def test_what_broke_off_long_ago_is_removed(wang: Actor, folder: Path) -> None:
    (folder / "coming").mkdir(parents=True)
    (folder / "coming" / "0123").write_bytes(b"half")
    stray = folder / "aa" / ("a" * 64)
    stray.parent.mkdir()
    stray.write_bytes(b"no row")
    assert sweep(hours=-1) == 1
    assert stored(folder) == []


def test_only_who_sent_a_file_or_can_read_a_record_with_it_may_have_it(wang: Actor, li: Actor, papers: Table) -> None:
    sent = receive(wang, [b"secret"], "密.txt")
    with pytest.raises(NotFound):
        open_file(li, sent["file"])
    with pytest.raises(Invalid) as refused:
        shop(li, papers=[sent])
    assert refused.value.details["errors"][0]["code"] == "file.unknown"
    record = shop(wang, papers=[sent])
    assert open_file(li, sent["file"]).size == 6
    write.apply(li, [Update("shops", record, {"front": None, "papers": [{**sent, "name": "改名.txt"}]})])
    assert cell(wang, record)[0]["name"] == "改名.txt"


@pytest.mark.parametrize("key", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_an_unknown_file_is_not_found(wang: Actor, key: str) -> None:
    with pytest.raises(NotFound):
        open_file(wang, key)


def test_an_empty_file_a_large_one_and_one_that_breaks_off_leave_nothing(
    wang: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 1000
        raise ConnectionResetError

    monkeypatch.setattr("kehu.engine.files.store.FILE_BYTES", 10_000)
    with pytest.raises(Invalid, match="empty"):
        receive(wang, [b""], "空.pdf")
    with pytest.raises(TooLarge):
        receive(wang, [b"x" * 6_000, b"x" * 6_000], "大.pdf")
    with pytest.raises(ConnectionResetError):
        receive(wang, broken(), "断.pdf")
    assert stored(folder) == []
    assert not StoredFile.objects.exists()


def test_a_full_disk_is_said_in_words_and_leaves_nothing(wang: Actor, folder: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Unavailable) as refused:
            receive(wang, [b"x" * 200_000], "满.pdf")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "磁盘" in refused.value.text.zh
    assert stored(folder) == []


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_gets_a_small_preview(wang: Actor, form: str) -> None:
    sent = receive(wang, [picture(form=form)], f"门头.{form.lower()}")
    assert sent["picture"]
    with Image.open(open_file(wang, sent["file"], small=True).place) as small:
        assert small.format == "WEBP"
        assert small.size == (320, 240)


def test_a_photograph_of_a_phone_is_turned_upright(wang: Actor) -> None:
    content, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4000, 3000), "blue").save(content, "JPEG", exif=exif)
    sent = receive(wang, [content.getvalue()], "IMG_0001.jpg")
    with Image.open(open_file(wang, sent["file"], small=True).place) as small:
        assert small.size == (240, 320)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "图.svg"),
        (SVG, "图.png"),
        (b"<!doctype html><script>alert(1)</script>", "页.jpg"),
        (bomb(), "炸弹.png"),
        (picture()[:200], "断.png"),
        (b"GIF89a" + b"\0" * 100, "坏.gif"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, "IMG_1.heic"),
        (b"%PDF-1.7", "文.pdf"),
    ],
)
def test_what_is_no_decodable_picture_is_a_file_without_preview(
    wang: Actor, papers: Table, content: bytes, name: str
) -> None:
    sent = receive(wang, [content], name)
    assert not sent["picture"]
    assert not open_file(wang, sent["file"]).shown
    with pytest.raises(NotFound):
        open_file(wang, sent["file"], small=True)
    with pytest.raises(Invalid) as refused:
        shop(wang, front=[sent])
    assert "JPEG" in refused.value.text.zh
    assert cell(wang, shop(wang, papers=[sent])) == [sent]


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02"])
def test_a_program_under_another_name_is_refused(wang: Actor, folder: Path, content: bytes) -> None:
    with pytest.raises(Invalid, match="program"):
        receive(wang, [content + b"\0" * 100], "报价.pdf")
    assert stored(folder) == []


def test_the_number_of_files_is_held_and_the_same_file_counts_once(wang: Actor, papers: Table) -> None:
    sent = [receive(wang, [f"{number}".encode()], f"{number}.txt") for number in range(4)]
    with pytest.raises(Invalid, match="At most 3"):
        shop(wang, papers=sent)
    assert len(cell(wang, shop(wang, papers=[sent[0], sent[0], sent[1]]))) == 2


def test_a_record_is_found_by_the_name_of_its_file(wang: Actor, papers: Table) -> None:
    sent = receive(wang, [b"1"], "年度框架协议.docx")
    record = shop(wang, papers=[sent])
    shop(wang)
    (found,) = read.search(wang, "框架协议").found
    assert (found.id, found.field, found.text) == (record, "papers", "年度框架协议.docx")
    assert read.count(wang, "shops", Condition("papers", "contains", "框架")) == 1
    assert read.count(wang, "shops", Condition("papers", "empty")) == 1


def test_retyping_keeps_pictures_and_names_and_tells_what_is_lost(wang: Actor, papers: Table) -> None:
    pair = [receive(wang, [picture()], "门头.png"), receive(wang, [b"1"], "说明.txt")]
    shop(wang, papers=pair)
    shop(wang, papers=pair[:1])
    told = retype.preview(wang, "shops", "papers", "image")
    assert (told.converts, told.lost) == (1, 1)
    assert "说明.txt" in told.samples[0]["message"].zh
    retype.retype(wang, "shops", "papers", "text")
    assert {cell(wang, row[0]) for row in read.page(wang, "shops", read.Query()).rows} == {
        "门头.png、说明.txt",
        "门头.png",
    }
