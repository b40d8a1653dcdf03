"""Bad files end in a message that names the file and, where there is one, sheet, row and column; nothing comes in."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from kehu.access.actor import Actor
from kehu.base.errors import Invalid, KehuError, TooLarge
from kehu.catalog import store as catalog
from kehu.engine import read as engine
from kehu.exchange import limits, sessions, store
from kehu.exchange.models import Import
from tests.exchange.conftest import Imported, Rows, real
from tests.exchange.workbooks import cells, raw_xlsx, xlsx

Bring = Callable[..., Imported]
Read = Callable[..., Rows]


def refused(act: Callable[[], object]) -> KehuError:
    """Give the refusal, which names the file and speaks both languages."""
    with pytest.raises(KehuError) as caught:
        act()
    assert caught.value.text.zh
    assert caught.value.text.en
    return caught.value


def test_an_empty_file_is_refused_at_once_and_leaves_nothing_behind(owner: Actor) -> None:
    def folders() -> set[str]:
        return {str(place) for place in store.folder(UUID(int=0)).parent.glob("*")}

    before = folders()
    refusal = refused(lambda: sessions.receive(owner, [b""], "客户.xlsx"))
    assert refusal.code == "import.empty"
    assert "客户.xlsx" in refusal.text.zh
    assert "empty" in refusal.text.en
    assert not Import.objects.exists()
    assert folders() == before


@pytest.mark.parametrize("content", [b"\n\n  \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_of_nothing_but_blanks_is_empty(owner: Actor, content: bytes) -> None:
    assert refused(lambda: sessions.receive(owner, [content], "空.csv")).code == "import.empty"


def test_a_workbook_without_any_cell_is_empty(bring: Bring) -> None:
    state = bring(xlsx(), "空.xlsx").now
    assert state["state"] == "failed"
    assert state["error"]["code"] == "import.empty"
    assert "空.xlsx" in state["error"]["detail"]


def test_a_file_that_is_no_spreadsheet_says_what_it_is(owner: Actor) -> None:
    for content, word in [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"<html><table>", "网页"),
        (b"Rar!\x1a", "RAR"),
    ]:
        refusal = refused(lambda content=content: sessions.receive(owner, [content], "报表.xls"))  # type: ignore[misc]
        assert refusal.code == "import.format"
        assert word in refusal.text.zh
        assert "报表.xls" in refusal.text.zh


def test_a_file_over_the_size_limit_is_refused_while_it_arrives(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FILE_BYTES", 1000)
    with pytest.raises(TooLarge) as caught:
        sessions.receive(owner, [b"x" * 600, b"y" * 600], "大.csv")
    assert "大.csv" in caught.value.text.zh


def test_a_password_protected_xlsx_asks_to_take_the_password_off(bring: Bring) -> None:
    error = bring(real("xlsx_odd", "pass_protected.xlsx")).now["error"]
    assert error["code"] == "import.password"
    assert "pass_protected.xlsx" in error["detail"]
    assert "密码" in error["detail"]


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.98])
def test_a_truncated_xlsx_is_told_as_damaged(bring: Bring, kept: float) -> None:
    whole = real("wps", "销售数据_wps_mac.xlsx").read_bytes()
    state = bring(whole[: int(len(whole) * kept)], "销售.xlsx").now
    assert state["state"] == "failed"
    assert state["error"]["code"] == "import.damaged"
    assert "销售.xlsx" in state["error"]["detail"]


def test_a_truncated_xls_is_told_as_damaged(bring: Bring) -> None:
    whole = real("wps", "fn.xls").read_bytes()
    state = bring(whole[:9000], "fn.xls").now
    assert state["state"] == "failed"
    assert state["error"]["code"] in ("import.damaged", "import.too_much")


def test_bytes_changed_inside_an_xlsx_are_told_as_damaged(bring: Bring) -> None:
    whole = bytearray(real("wps", "销售数据_wps_mac.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    begin = entry.header_offset + 30 + len(entry.filename) + 40
    whole[begin : begin + 60] = b"\x00" * 60
    assert bring(bytes(whole), "销售.xlsx").now["error"]["code"] == "import.damaged"


def test_a_csv_of_mixed_encodings_names_the_row_and_column_where_it_changes(owner: Actor, bring: Bring) -> None:
    good = "客户名称,城市\n华为技术有限公司,深圳\n中兴通讯,深圳\n".encode()
    error = bring(good + "小米科技,北京市\n".encode("gb18030"), "混合.csv").now["error"]
    assert error["code"] == "import.mixed_encoding"
    assert (error["row"], error["letter"]) == (4, "A")
    assert "混合.csv" in error["detail"]
    assert "第 4 行" in error["detail"]
    assert engine.count(owner, "customers") == 0


def test_gbk_rows_before_utf8_rows_are_told_too(bring: Bring) -> None:
    content = "客户名称,城市\n小米科技,北京市\n".encode("gb18030") + "华为技术有限公司,深圳\n".encode()
    assert bring(content, "混合.csv").now["error"]["code"] == "import.mixed_encoding"


def test_bytes_of_no_encoding_are_told_with_their_place(bring: Bring) -> None:
    error = bring("客户,电话\n小米,".encode("gb18030") + b"\xff\xff\xff\n", "坏.csv").now["error"]
    assert error["code"] == "import.encoding"
    assert (error["row"], error["letter"]) == (2, "B")


def test_a_quote_that_never_closes_is_told_with_its_line(bring: Bring) -> None:
    body = "客户,备注\n华为,好\n" + '小米,"没有结束\n' + "某公司,普通一行文字\n" * 20_000
    error = bring(body.encode(), "引号.csv").now["error"]
    assert error["code"] == "import.broken"
    assert error["row"] == 3


def test_a_zip_bomb_is_refused_by_its_directory(bring: Bring) -> None:
    sheet = cells(("A1", "1")) + "<!--" + " " * (300 * limits.MIB) + "-->"
    error = bring(raw_xlsx(sheet), "炸弹.xlsx").now["error"]
    assert error["code"] == "import.bomb"
    assert "炸弹.xlsx" in error["detail"]


def test_a_zip_bomb_that_lies_about_its_size_harms_nobody(bring: Bring) -> None:
    packed = bytearray(raw_xlsx(cells(("A1", "1")) + "<!--" + " " * (300 * limits.MIB) + "-->"))
    with zipfile.ZipFile(io.BytesIO(bytes(packed))) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lied = bytes(packed).replace(struct.pack("<L", real), struct.pack("<L", 2000))
    state = bring(lied, "炸弹.xlsx").now
    assert state["state"] == "failed"
    assert state["error"]["code"] in ("import.bomb", "import.damaged", "import.too_much")


def test_an_xlsx_with_external_entities_is_refused_and_reads_no_file(bring: Bring, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>' + cells(("A1", "&e;"))
    error = bring(raw_xlsx(evil), "实体.xlsx").now["error"]
    assert error["code"] == "import.entities"
    assert "实体.xlsx" in error["detail"]
    assert "xl/worksheets/sheet1.xml" in error["detail"]
    assert "geheim" not in str(error)


def test_entities_in_any_other_part_or_in_utf16_are_refused_too(bring: Bring) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    assert (
        bring(raw_xlsx(cells(("A1", "1")), **{"xl/sharedStrings.xml": bomb}), "a.xlsx").now["error"]["code"]
        == "import.entities"
    )
    wide = raw_xlsx("")
    body = io.BytesIO(wide)
    with zipfile.ZipFile(body, "a") as archive:
        archive.writestr("xl/theme.xml", ("\ufeff" + bomb).encode("utf-16-le"))
    assert bring(body.getvalue(), "b.xlsx").now["error"]["code"] == "import.entities"


def test_two_cells_at_the_corners_of_a_sheet_are_told_by_sheet_and_cell(bring: Bring) -> None:
    error = bring(raw_xlsx(cells(("A1", "1"), ("XFD1048576", "2"))), "角落.xlsx").now["error"]
    assert error["code"] == "import.sheet"
    assert "客户表" in error["detail"]
    assert "XFD1048576" in error["detail"]
    assert "角落.xlsx" in error["detail"]


def test_cells_in_an_order_that_hides_their_reach_only_end_the_reading_process(bring: Bring) -> None:
    for corner in ("A1048576", "ZZ1048576"):
        state = bring(raw_xlsx(cells((corner, "1"), ("A1", "2"))), "乱序.xlsx").now
        assert state["state"] in ("read", "failed")
        if state["state"] == "failed":
            assert state["error"]["code"] in ("import.sheet", "import.too_much", "import.damaged")


def test_a_cell_far_away_that_only_has_a_format_does_no_harm(read: Read) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    rows = read(raw_xlsx(cells(("A1", "1"), ("B2", "2")).replace("</sheetData>", far + "</sheetData>")))
    assert rows.sheet() == [[1, None], [None, 2]]


def test_reading_can_be_cancelled_while_the_reader_is_silent(tmp_path: Path) -> None:
    from kehu.exchange.child import read_apart
    from kehu.exchange.formats import Source

    class Enough(Exception):
        pass

    def progress(rows: int) -> None:
        raise Enough

    place = tmp_path / "source"
    place.write_bytes(b"a,b\n" + b"1,2\n" * 900_000)
    with pytest.raises(Enough):
        read_apart(Source(place, "lang.csv"), tmp_path / "read", progress)


def test_one_hopeless_sheet_leaves_the_others_readable(bring: Bring) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "好的"
    for row in (["客户名称", "城市"], ["华为", "深圳"], ["小米", "北京"]):
        first.append(row)
    far = book.create_sheet("坏的")
    far["A1"] = 1
    far["XFD1048576"] = 2
    body = io.BytesIO()
    book.save(body)
    state = bring(body.getvalue(), "两张.xlsx").now
    assert state["state"] == "read"
    assert [sheet["name"] for sheet in state["sheets"] if "problem" in sheet] == ["坏的"]
    assert [plan["sheet"] for plan in state["proposal"]["sheets"]] == [0]


def test_a_sheet_of_300_columns_comes_in_whole(owner: Actor, bring: Bring) -> None:
    header = [f"指标{number}" for number in range(300)]
    rows = [[f"值{row}-{number}" if number % 2 else row * number for number in range(300)] for row in range(30)]
    imported = bring(xlsx(header, *rows), "宽表.xlsx")
    plan = imported.plan()
    assert len(plan["columns"]) == 300
    assert plan["columns"][299]["letter"] == "KN"
    sheet = imported.load(plan)["sheets"][0]
    assert (sheet["read"], sheet["created"]) == (30, 30)
    own = [field for field in catalog.current().table(sheet["table"]).by_key.values() if not field.system]
    assert [field.name.zh for field in own] == header


def test_a_sheet_wider_than_a_table_says_how_many_columns_fit(bring: Bring) -> None:
    imported = bring(xlsx([f"列名{number}" for number in range(600)], list(range(600)), list(range(600))), "太宽.xlsx")
    job = imported.try_load()
    assert job.state == "failed"
    assert job.error is not None
    assert job.error["code"] == "import.columns"
    assert "600" in job.error["text"]["zh"]


def test_merged_titles_above_the_header_are_left_out(bring: Bring) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "2024年客户跟踪表"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "制表:王芳"
    sheet.append([])
    sheet.append(["客户名称", "手机", "城市", "成交额"])
    for number in range(8):
        sheet.append([f"公司{number}", f"1390000000{number}", "深圳", 100 + number])
    body = io.BytesIO()
    book.save(body)
    imported = bring(body.getvalue(), "跟踪.xlsx")
    plan = imported.plan()
    assert plan["header_row"] == 4
    assert [column["header"] for column in plan["columns"]] == ["客户名称", "手机", "城市", "成交额"]
    assert imported.load(plan)["sheets"][0]["created"] == 8


def test_formulas_and_commands_stay_plain_text_from_file_to_error_file(owner: Actor, bring: Bring) -> None:
    evil = "=cmd|' /C calc'!A0"
    content = f"客户名称,固定电话\n{evil},010-12345678\n+1+1,不是电话=\n@SUM(A1),\n-2+3,010-1\n".encode()
    imported = bring(content, "坏.csv")
    result = imported.load()
    assert result["sheets"][0] | {"sheet": 0} == result["sheets"][0]
    assert (result["sheets"][0]["created"], result["sheets"][0]["failed"]) == (3, 1)
    titles = {title for _, title in engine.find(owner, "customers", "", 50)}
    assert titles == {evil, "@SUM(A1)", "-2+3"}
    place, name = sessions.errors_file(owner, imported.id)
    assert name == "坏 未导入的行.xlsx"
    sheet = openpyxl.load_workbook(place).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["原行号", "原因", "客户名称", "固定电话"]
    assert rows[1][0] == 3
    assert rows[1][2:] == ["+1+1", "不是电话="]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_reading_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    from kehu.exchange.child import read_apart
    from kehu.exchange.formats import Source

    place = tmp_path / "source"
    place.write_bytes(xlsx(["a", "b"], [1, 2]))
    with pytest.raises(Invalid) as caught:
        read_apart(Source(place, "慢.xlsx"), tmp_path / "read", wall=0.001)
    assert caught.value.code == "import.too_much"
    assert "慢.xlsx" in caught.value.text.zh


def test_noise_of_any_kind_never_breaks_the_reader(read: Read) -> None:
    seed = zlib.crc32(b"kehu")
    for number in range(12):
        body = bytes((seed >> (step % 24)) * (step + number) % 256 for step in range(600))
        for head in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""):
            with pytest.raises(Invalid):
                read(head + body + "Workbook".encode("utf-16-le") + b"\x00xl/\x00")
