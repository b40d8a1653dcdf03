"""Files in cells as people handle them: dropped, pasted, looked at, renamed, taken out, brought back."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.installation import Client

pytestmark = pytest.mark.e2e

DROP = """async (target, [kind, files]) => {
    const data = new DataTransfer();
    for (const [name, type, content] of files) {
        const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
    }
    const box = target.getBoundingClientRect();
    const at = { clientX: box.x + 8, clientY: box.y + 8, bubbles: true, cancelable: true };
    if (kind === "paste") target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...at }));
    else for (const step of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(step, { dataTransfer: data, ...at }));
}"""


def picture(color: str, size: tuple[int, int] = (900, 600)) -> bytes:
    content = BytesIO()
    made = Image.new("RGB", size, color)
    ImageDraw.Draw(made).ellipse((100, 100, size[0] - 100, size[1] - 100), fill="white")
    made.save(content, "PNG")
    return content.getvalue()


def give(target: Locator, kind: str, *files: tuple[str, str, bytes]) -> None:
    """Drop files on an element, or paste them into it."""
    target.evaluate(DROP, [kind, [(name, form, base64.b64encode(content).decode()) for name, form, content in files]])


@pytest.fixture
def papers(owner: Client, table: dict[str, Any]) -> str:
    name = next(field["key"] for field in table["fields"] if field["name"] == "名称")
    wanted = {"name": "合同", "type": "attachment", "after": name}
    made = owner.post(f"/api/tables/{table['key']}/fields", json=wanted)
    assert made.ok, made.text
    key: str = made.json()["key"]
    return key


@pytest.fixture
def held(owner: Client, table: dict[str, Any], papers: str) -> Callable[[], list[list[str]]]:
    """Give a function that reads the names of the files of each record from the server."""

    def read() -> list[list[str]]:
        answer = owner.post(f"/api/tables/{table['key']}/records/query", json={"fields": [papers]})
        return [[file["name"] for file in row["values"][0] or []] for row in answer.json()["records"]]

    return read


def column(desk: Desk, name: str) -> int:
    expect(desk.header(name)).to_be_visible()
    return desk.headers().index(name) + 1


def test_files_are_dropped_pasted_looked_at_renamed_removed_and_brought_back(
    papers: str, desk: Desk, held: Callable[[], list[list[str]]], tmp_path: Path
) -> None:
    page = desk.page
    place = column(desk, "合同")
    cell = desk.cell(1, place)
    give(cell, "drop", ("门头.png", "image/png", picture("teal")), ("报价单.pdf", "application/pdf", b"%PDF-1.7 x"))
    expect(cell.locator("img.kg-thumb")).to_have_attribute("alt", "门头.png")
    expect(cell).to_contain_text("报价单.pdf")
    desk.saved()
    assert cell.locator("img.kg-thumb").evaluate("image => image.complete || image.decode().then(() => true)")

    desk.select(1, place)
    give(page.locator("textarea.kg-input"), "paste", ("image.png", "image/png", picture("navy")))
    expect(cell).to_have_attribute("aria-label", "合同: 门头.png、报价单.pdf、image.png")
    desk.saved()

    desk.keys("Enter")
    window = page.get_by_role("dialog").filter(has_text="添加文件")
    window.get_by_role("button", name="查看“门头.png”").click()
    light = page.locator(".lightbox")
    shown = light.locator(".lightbox-stage > img")
    expect(shown).to_have_attribute("alt", "门头.png")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 900
    desk.keys("ArrowRight")
    expect(light).to_contain_text("不能在这里预览")
    desk.keys("ArrowRight")
    expect(shown).to_have_attribute("alt", "image.png")
    with page.expect_download() as saved:
        light.get_by_role("link", name="下载").click()
    assert saved.value.suggested_filename == "image.png"
    desk.keys("Escape")
    expect(light).to_have_count(0)

    window.get_by_role("button", name="重命名").nth(2).click()
    window.get_by_label("文件名").fill("截图 一.png")
    desk.keys("Enter")
    window.get_by_role("button", name="上移").nth(2).click()
    window.get_by_role("button", name="移除").first.click()
    expect(window.get_by_role("button", name="移除")).to_have_count(2)
    desk.keys("Escape")
    expect(cell).to_have_attribute("aria-label", "合同: 截图 一.png、报价单.pdf")
    desk.saved()
    assert held()[0] == ["截图 一.png", "报价单.pdf"]

    desk.select(1, place).keys("Control+z")
    expect(cell).to_have_attribute("aria-label", "合同: 门头.png、截图 一.png、报价单.pdf")
    desk.saved()
    assert held()[0] == ["门头.png", "截图 一.png", "报价单.pdf"]


def test_a_file_that_is_refused_says_why_and_a_text_makes_no_file(
    papers: str, desk: Desk, held: Callable[[], list[list[str]]]
) -> None:
    page = desk.page
    place = column(desk, "合同")
    give(desk.cell(1, place), "drop", ("安装.exe", "", b"MZ"), ("空.txt", "text/plain", b""))
    tray = page.locator(".upload-tray")
    expect(tray).to_contain_text("程序")
    expect(tray).to_contain_text("空的")
    for _ in range(2):
        tray.get_by_role("button", name="知道了").first.click()
    expect(tray).to_have_count(0)
    give(desk.cell(2, 1), "drop", ("a.txt", "text/plain", b"1"))
    expect(page.get_by_text("这里不能放文件")).to_be_visible()
    desk.select(1, place).type("合同.pdf").keys("Enter")
    desk.says(1, place, "")
    assert held() == [[], [], []]


def test_files_are_handled_on_a_phone_s_record_page(
    visit: Visit, owner: Client, table: dict[str, Any], papers: str, held: Callable[[], list[list[str]]]
) -> None:
    page = visit(owner, f"/t/{table['key']}", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.get_by_role("button", name="甲公司").click()
    files = page.get_by_role("region", name="合同")
    expect(files.get_by_role("button", name="拍照")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        files.get_by_role("button", name="添加文件").click()
    chooser.value.set_files([{"name": "名片.png", "mimeType": "image/png", "buffer": picture("maroon", (600, 800))}])
    expect(files.get_by_role("button", name="查看“名片.png”")).to_be_visible()
    expect.soft(files.locator("img")).to_be_visible()
    files.get_by_role("button", name="查看“名片.png”").click()
    expect(page.locator(".lightbox-stage > img")).to_be_visible()
    assert held()[0] == ["名片.png"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=\'ran\'"/>'),
        ("页.html", b"<!doctype html><script>document.title='ran'</script>"),
        ("页.png", b"<!doctype html><script>document.title='ran'</script>"),
    ],
)
def test_s08_nothing_sent_runs_in_the_browser(
    visit: Visit, owner: Client, papers: str, table: dict[str, Any], name: str, content: bytes
) -> None:
    sent = owner.post("/api/files", files={"file": (name, content, "text/html")}).json()
    page = visit(owner, f"/t/{table['key']}")
    with page.expect_download():
        page.evaluate("address => { location.href = address }", f"/api/files/{sent['file']}?name={name}")
    assert "ran" not in page.title()
