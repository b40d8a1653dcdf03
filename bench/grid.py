"""First rows of the grid in Chromium over a million records: opening the table's address, and jumping to its end.

Each figure is the time until ten customers show their names, by the browser's own clock from the start of the
navigation, or from the key press; files of the application come from the browser's cache, records never do.
"""

from __future__ import annotations

import os
import shutil
from statistics import median
from typing import Any

from _ground import DATA, RECORDS, ground, tell
from _server import Client, serving

RUNS = 9
OPEN_MS, JUMP_MS = 1000.0, 500.0
NAMED = "[...document.querySelectorAll('[role=gridcell]')].filter(cell => /公司|事务所/.test(cell.textContent))"
SHOWN = f"() => {NAMED}.length >= 10 ? performance.now() : false"
LAST = f"""(from) => {{
  const rows = {NAMED}.map(cell => Number(cell.closest('[role=row]').getAttribute('aria-rowindex')));
  return rows.length >= 10 && Math.max(...rows) > {RECORDS} * 0.99 ? performance.now() - from : false;
}}"""


def main() -> None:
    """Measure in a real browser."""
    from playwright.sync_api import sync_playwright

    with ground():
        pass
    with serving(DATA) as port, sync_playwright() as play:
        client = Client(port)
        client.sign_in()
        browser = play.chromium.launch(
            executable_path=os.environ.get("KEHU_CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in client.cookies.items()])
        page = context.new_page()
        opened, jumped = [], []
        for _ in range(RUNS + 1):
            opened.append(_open(page, f"{address}/t/customers"))
            jumped.append(_jump(page))
        browser.close()
    tell("grid", "address opened to first rows, Chromium", median(opened[1:]), target=OPEN_MS)
    tell("grid", "jump to the last record to rows shown, Chromium", median(jumped[1:]), target=JUMP_MS)


def _open(page: Any, address: str) -> float:
    page.goto(address)
    return float(page.wait_for_function(SHOWN, polling="raf").json_value())


def _jump(page: Any) -> float:
    page.locator("[role=gridcell]").first.click()
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(300)
    start = page.evaluate("performance.now()")
    page.keyboard.press("Control+End")
    return float(page.wait_for_function(LAST, arg=start, polling="raf").json_value())


if __name__ == "__main__":
    main()
