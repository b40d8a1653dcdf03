"""From a real workbook to a shared table, and clear words about files that cannot be read."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL = [
    ("superstore_zh/示例 - 超市.xls", ["10,000", "296", "6"]),
    ("wps/销售数据_wps_mac.xlsx", ["20"]),
    ("dup_zh/customers_dups.csv", ["2,870"]),
]


def drop(page: Page, path: Path) -> None:
    """Choose a file on the import page."""
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_url("**/import/*")


@pytest.mark.parametrize(("name", "rows"), REAL, ids=["xls", "wps", "csv"])
def test_a_real_file_is_proposed_previewed_loaded_and_reconciled(
    visit: Visit, owner: Client, name: str, rows: list[str]
) -> None:
    if not (DATA / name).exists():
        pytest.skip("the real files are not beside this repository")
    page = visit(owner, "/import")
    drop(page, DATA / name)
    expect(page.get_by_role("button", name="开始导入")).to_be_enabled(timeout=60_000)
    expect(page.locator(".columns-table tbody tr").first).to_be_visible()
    page.get_by_text("预览", exact=True).click()
    expect(page.locator(".preview-table tbody tr").first).to_be_visible()
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible(timeout=120_000)
    lines = page.locator(".result-table tbody tr")
    for index, count in enumerate(rows):
        cells = lines.nth(index).locator("td").all_inner_texts()
        assert cells[2] == count
        read, created, skipped, failed = (int(cell.replace(",", "")) for cell in cells[2:6])
        assert read == created + skipped + failed
    page.get_by_role("button", name="打开").click()
    desk = Desk(page).wait()
    expect(desk.cell(1, 1)).not_to_have_text("")


def test_an_import_is_taken_back_as_a_whole(visit: Visit, owner: Client, tmp_path: Path) -> None:
    source = tmp_path / "供应商名单.csv"
    source.write_text("供应商,城市,合作年限\n远大,北京,3\n宏图,上海,5\n", encoding="gb18030")
    page = visit(owner, "/import")
    drop(page, source)
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="撤销导入").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销导入").click()
    expect(page.get_by_text("导入已撤销")).to_be_visible(timeout=60_000)


def test_problems_are_marked_before_loading_and_all_or_nothing_writes_nothing(
    visit: Visit, owner: Client, tmp_path: Path
) -> None:
    source = tmp_path / "跟踪表.csv"
    good = [f"远大科技{number},1380000111{number},2026-12-0{number + 1}" for number in range(5)]
    lines = ["客户跟踪表,,", ",,", "客户名称,手机号码,下次跟进", *good, "宏图贸易,abc,不知道"]
    source.write_text("\n".join(lines), encoding="utf-8-sig")
    before = owner.post("/api/tables/customers/records/count", json={}).json()["count"]
    page = visit(owner, "/import")
    drop(page, source)
    expect(page.get_by_label("标题在第几行")).to_have_value("3")
    page.get_by_text("预览", exact=True).click()
    expect(page.locator(".preview")).to_contain_text("5 行可以导入，1 行有问题")
    expect(page.locator(".preview-table .is-bad")).to_have_count(2)
    page.get_by_text("有问题就不导入").click()
    page.get_by_role("button", name="开始导入").click()
    expect(page.locator(".import-alert")).to_contain_text("第 9 行", timeout=60_000)
    assert owner.post("/api/tables/customers/records/count", json={}).json()["count"] == before

    page.get_by_text("跳过有问题的行").click()
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载有问题的行").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert owner.post("/api/tables/customers/records/count", json={}).json()["count"] == before + 5


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 this is no workbook"], ids=["empty", "broken"])
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    visit: Visit, owner: Client, tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "坏文件.xlsx"
    broken.write_bytes(content)
    page = visit(owner, "/import")
    page.locator("input[type=file]").set_input_files(broken)
    said = page.locator(".import-why, .import-alert")
    expect(said).to_be_visible(timeout=60_000)
    expect(said).to_contain_text("坏文件.xlsx")
    expect(page.get_by_text("把客户表格拖到这里")).to_be_visible()


def test_on_a_phone_every_choice_of_a_text_file_stays_beside_its_name(
    visit: Visit, owner: Client, tmp_path: Path
) -> None:
    source = tmp_path / "名单.csv"
    source.write_text("供应商,城市\n远大,北京\n", encoding="utf-8")
    page = visit(owner, "/import", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    drop(page, source)
    for name in ("文字编码", "分隔符"):
        label = page.locator(".import-choice label", has_text=name).bounding_box()
        choice = page.locator(".import-choice", has_text=name).locator(".ant-select").bounding_box()
        assert label
        assert choice
        assert choice["y"] < label["y"] + label["height"] / 2 < choice["y"] + choice["height"]
        assert choice["x"] > label["x"] + label["width"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390
