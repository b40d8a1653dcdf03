"""Reading keeps what stands in a file: long numbers, leading zeros, dates, merged cells, every encoding."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.base.errors import Invalid
from kehu.exchange import cells
from kehu.exchange.encodings import decode
from kehu.exchange.formats import formats, sniff
from tests.exchange.conftest import Rows, real
from tests.exchange.workbooks import cells as cells_at
from tests.exchange.workbooks import raw_xlsx

Read = Callable[..., Rows]


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def one_row(*values: object, formats: dict[int, str] | None = None) -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for column, value in enumerate(values, 1):
            cell = sheet.cell(1, column, value)
            if formats and column - 1 in formats:
                cell.number_format = formats[column - 1]

    return workbook(fill)


def test_every_format_of_the_folder_is_known_by_its_content_not_by_its_name() -> None:
    assert [known.key for known in formats()] == ["ods", "xlsx", "xls", "text"]
    assert sniff(real("wps", "fn.et"), "falsch.csv").key == "xls"
    assert sniff(real("wps", "fn.xlsx"), "falsch.txt").key == "xlsx"
    assert sniff(real("derived", "订单_500_gb18030.csv"), "falsch.xlsx").key == "text"


def test_numbers_of_fifteen_digits_and_more_become_text_without_exponent(read: Read) -> None:
    numbers = ("110101199003078888", "123456789012345", "12345678901234", "1.5", "3.0", "0.30000000000000004")
    rows = read(raw_xlsx(cells_at(*((f"{chr(65 + column)}1", number) for column, number in enumerate(numbers)))))
    assert rows.sheet()[0] == ["110101199003078888", "123456789012345", 12345678901234, 1.5, 3, 0.3]
    assert rows.said["sheets"][0]["notes"] == []


def test_numbers_that_the_spreadsheet_had_rounded_are_reported(read: Read) -> None:
    rows = read(raw_xlsx(cells_at(("A1", "1.10101199003078E+17"), ("B1", "6222020200012340000"))))
    assert rows.sheet()[0] == ["110101199003078000", "6222020200012340000"]
    note = rows.said["sheets"][0]["notes"][0]
    assert (note["code"], note["count"]) == ("rounded", 2)
    assert "15 位" in note["zh"]


def test_zeros_that_a_number_format_shows_are_kept(read: Read) -> None:
    assert read(one_row(512000, 123, 7, formats={1: "000000", 2: "00"})).sheet()[0] == [512000, "000123", "07"]


def test_csv_digits_stay_as_they_stand(read: Read) -> None:
    rows = read("编号,身份证,金额\n000123,110101199003078888,1.50\n".encode(), "a.csv")
    assert rows.sheet()[1] == ["000123", "110101199003078888", "1.50"]


def test_dates_times_and_truth_values_carry_their_mark(read: Read) -> None:
    row = read(one_row(date(2024, 3, 5), datetime(2024, 3, 5, 14, 30), True, False)).sheet()[0]
    assert row == [f"{cells.DATE}2024-03-05", f"{cells.MOMENT}2024-03-05 14:30:00", cells.TRUE, cells.FALSE]


def test_a_text_can_never_pass_for_a_marked_value(read: Read) -> None:
    assert read(f"a,b\n{cells.DATE}2024-01-01,x\n".encode(), "a.csv").sheet()[1] == ["D2024-01-01", "x"]


@pytest.mark.parametrize("name", ["date_1904.xlsx", "date_1904.xls"])
def test_days_counted_from_1904_are_right(read: Read, name: str) -> None:
    rows = read(real("xlsx_odd", name)).sheet()
    assert [row[0] for row in rows[:2]] == [f"{cells.DATE}2021-01-01", f"{cells.DATE}2021-01-02"]


def test_iso_dates_are_dates(read: Read) -> None:
    rows = read(real("xlsx_odd", "date_iso.xlsx")).sheet()
    assert [row[0] for row in rows[:2]] == [f"{cells.DATE}2021-01-01", f"{cells.MOMENT}2021-01-01 10:10:10"]


def test_formula_errors_are_noted_with_their_first_place(read: Read) -> None:
    rows = read(real("xlsx_odd", "errors.xlsx"))
    note = rows.said["sheets"][0]["notes"][0]
    assert (note["code"], note["count"], note["row"], note["column"]) == ("errors", 7, 0, 0)
    assert rows.sheet()[0][0] == f"{cells.ERROR}#DIV/0!"


def test_cells_merged_over_rows_give_their_value_to_each(read: Read) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for row in (["客户", "联系人"], ["华为", "张三"], [None, "李四"], [None, "王五"], ["小米", "赵六"]):
            sheet.append(row)
        sheet.merge_cells("A2:A4")

    rows = read(workbook(fill))
    assert [row[0] for row in rows.sheet()] == ["客户", "华为", "华为", "华为", "小米"]
    assert rows.said["sheets"][0]["notes"][0]["code"] == "merged"


def test_cdata_entities_and_escapes_are_read(read: Read) -> None:
    assert read(real("xlsx_odd", "inlineStr_cdata.xlsx")).sheet()[0] == ["Hello CDATA", "World"]
    assert read(real("xlsx_odd", "encoded_entities.xlsx")).sheet()[0] == ["&"]
    assert read(real("xlsx_odd", "has_x000D_.xlsx")).sheet()[0] == ["ABC\nDEF"]


def test_rows_and_columns_before_the_first_cell_keep_their_numbers(read: Read) -> None:
    rows = read(real("xlsx_odd", "issue_271.xls")).sheet()
    assert rows[2][1:3] == ["name", "yyy_name"]


def test_hidden_sheets_are_marked(read: Read) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.create_sheet("藏").sheet_state = "hidden"

    assert [sheet["hidden"] for sheet in read(workbook(fill)).said["sheets"]] == [False, True]


def test_a_libreoffice_sheet_is_read(read: Read) -> None:
    import zipfile

    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            '<table:table table:name="客户"><table:table-row>'
            '<table:table-cell office:value-type="string"><text:p>名称</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="2.5"><text:p>2.5</text:p></table:table-cell>'
            "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        )
    rows = read(body.getvalue(), "a.ods")
    assert rows.said["format"] == "ods"
    assert rows.sheet() == [["名称", 2.5]]


@pytest.mark.parametrize(("delimiter", "name"), [(",", "逗号"), (";", "分号"), ("\t", "制表符"), ("|", "竖线")])
def test_the_delimiter_is_found(read: Read, delimiter: str, name: str) -> None:
    lines = [["客户", "备注", "金额"], ["华为", f"{name},一;二", "1"], ["小米", "无", "2"]]
    body = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) for line in lines)
    rows = read(body.encode(), "a.csv")
    assert rows.said["delimiter"] == delimiter
    assert rows.sheet() == lines


def test_a_declared_delimiter_and_line_breaks_in_cells_are_kept(read: Read) -> None:
    rows = read('sep=;\r\n客户;备注\r\n华为;"第一行\r\n第二行"\r\n'.encode("utf-8-sig"), "a.csv")
    assert rows.sheet()[1:] == [["客户", "备注"], ["华为", "第一行\n第二行"]]


def test_the_mark_against_formulas_of_our_own_exports_is_taken_off(read: Read) -> None:
    assert read(b"a,b\n'=1+1,'tis\n", "a.csv").sheet()[1] == ["=1+1", "'tis"]


def test_a_chosen_encoding_wins(read: Read) -> None:
    rows = read("公司,城市\n廣達,臺北\n".encode("big5"), "a.csv", encoding="big5")
    assert rows.sheet()[1] == ["廣達", "臺北"]


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=40))
def test_chinese_in_gbk_or_utf8_is_never_misread(words: str) -> None:
    assert decode(f"名称,{words}\n".encode(), "a.csv", None) == (f"名称,{words}\n", "utf-8")
    body = f"客户名称,{words}\n".encode("gb18030")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(body, "a.csv", None) == (f"客户名称,{words}\n", "gb18030")


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(Invalid):
        decode(b"a", "a.csv", "utf-7")


@given(st.integers(min_value=0, max_value=20_000))
def test_column_letters_and_numbers_are_inverse(column: int) -> None:
    assert cells.column_of(cells.letter(column)) == column


@given(st.floats(allow_nan=False, allow_infinity=False, width=64, min_value=-1e14, max_value=1e14))
def test_a_number_is_written_without_exponent_and_read_back(number: float) -> None:
    kept = cells.of_float(number)
    words = cells.text(kept)
    assert "e" not in words
    assert float(words) == float(f"{number:.15g}")
