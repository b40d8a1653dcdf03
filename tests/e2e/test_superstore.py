"""From one flat sheet to three linked tables with roll-ups, and back to before a mistake: a walk on a real workbook."""

from collections import defaultdict
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.e2e.conftest import Visit
from tests.e2e.desk import Desk
from tests.e2e.test_computed import add, begin, write_formula
from tests.e2e.test_history import restore
from tests.e2e.test_import import DATA, drop
from tests.e2e.test_views import choose
from tests.installation import Client

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WORKBOOK = DATA / "superstore_zh/示例 - 超市.xls"


@pytest.fixture(scope="module")
def sales() -> dict[str, tuple[int, float, Any]]:
    """What the workbook itself says of each customer: lines, turnover and last day of purchase."""
    if not WORKBOOK.exists():
        pytest.skip("the real files are not beside this repository")
    head, *rows = CalamineWorkbook.from_path(WORKBOOK).get_sheet_by_index(0).to_python()
    customer, amount, day = (head.index(name) for name in ("客户名称", "销售额", "订单日期"))
    lines = defaultdict(list)
    for row in rows:
        lines[row[customer]].append((row[amount], row[day]))
    return {
        name: (len(found), round(sum(value for value, _ in found), 4), max(when for _, when in found))
        for name, found in lines.items()
    }


def load(page: Page) -> None:
    """Load the sheet of orders alone into a table of its own."""
    drop(page, WORKBOOK)
    expect(page.get_by_role("button", name="开始导入")).to_be_enabled(timeout=60_000)
    for name in ("退货", "销售人员"):
        page.get_by_label(f"导入工作表“{name}”").uncheck()
    page.locator(".sheet").first.get_by_role("button").click()
    page.locator(".target-table").click()
    page.locator(".ant-select-dropdown:visible").get_by_text("新建一张表").click()
    page.get_by_label("新表的名称").fill("订单明细")
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="打开").first.click()


def split(desk: Desk, column: str, name: str, *moves: str) -> None:
    """Make a table of a column."""
    desk.menu(column, "拆成关联表")
    asked = desk.page.get_by_role("dialog")
    asked.get_by_label("新表的名称").fill(name)
    for move in moves:
        asked.get_by_role("checkbox", name=move, exact=True).check()
    asked.get_by_role("button", name="拆成关联表").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0, timeout=60_000)


def rollup(desk: Desk, name: str, way: str, field: str | None) -> None:
    page = begin(desk, name, "汇总", beside="客户名称")
    choose(page, "汇总哪张表", "订单明细")
    choose(page, "算法", way)
    if field:
        choose(page, "汇总字段", field)
    add(page)


def test_a_flat_sheet_becomes_three_linked_tables_whose_figures_are_right(
    visit: Visit, owner: Client, sales: dict[str, tuple[int, float, Any]]
) -> None:
    page = visit(owner, "/import", viewport={"width": 1900, "height": 900})
    load(page)
    desk = Desk(page).wait()
    split(desk, "订单 ID", "超市订单")
    split(desk, "客户名称", "超市客户", "国家")
    page.get_by_role("link", name="超市客户").click()
    desk = Desk(page).wait()
    expect(page.get_by_text(f"共 {len(sales)} 条记录")).to_be_visible()
    rollup(desk, "累计交易额", "求和", "销售额")
    rollup(desk, "最近购买", "最大 / 最近", "订单日期")
    rollup(desk, "交易次数", "计数", None)
    write_formula(desk, "客户等级", 'IF({累计交易额}>=10000,"大客户","普通")', beside="客户名称")
    expect(desk.cell(1, 2)).to_have_text("普通" if sales[desk.cell(1, 1).inner_text()][1] < 10_000 else "大客户")
    right(owner, "超市客户", sales)

    page.get_by_role("link", name="订单明细").click()
    desk = Desk(page).wait()
    desk.select(1, 1).keys("End")
    desk.header("销售额").click()
    desk.keys("Delete")
    expect(page.get_by_text("已清空 10000 行的内容")).to_be_visible(timeout=60_000)
    restore(page)
    right(owner, "超市客户", sales)


def right(owner: Client, name: str, sales: dict[str, tuple[int, float, Any]]) -> None:
    """Compare every customer's figures with the workbook."""
    shape = next(table for table in owner.get("/api/tables").json()["tables"] if table["name"] == name)
    names = ("客户名称", "交易次数", "累计交易额", "最近购买", "客户等级")
    keys = [next(field["key"] for field in shape["fields"] if field["name"] == one) for one in names]
    path, found = f"/api/tables/{shape['key']}/records/query", {}
    body: dict[str, Any] = {"fields": keys, "limit": 1000}
    for record in owner.post(path, json=body).json()["records"]:
        customer, lines, turnover, last, level = record["values"]
        found[customer] = (int(lines), round(float(turnover), 4), last, level)
    assert found == {
        customer: (lines, turnover, day.isoformat()[:10], "大客户" if turnover >= 10_000 else "普通")
        for customer, (lines, turnover, day) in sales.items()
    }
