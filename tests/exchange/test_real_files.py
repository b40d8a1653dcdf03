"""Real workbooks and data sets come in whole: rows, sums and links are those that were published."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kehu.access.actor import Actor
from kehu.catalog import store
from kehu.engine import read as engine
from kehu.exchange import sessions
from kehu.lang.query import Aggregate
from tests.exchange.conftest import DATA, MISSING, Imported

if not DATA.exists():
    pytest.skip(MISSING, allow_module_level=True)

GOLDEN = json.loads((DATA / "golden.json").read_text())
SUPERSTORE = DATA / "superstore_zh" / "示例 - 超市.xls"

Bring = Callable[..., Imported]


def total(actor: Actor, table: str, field: str) -> Decimal:
    return Decimal(engine.aggregate(actor, table, None, [Aggregate(field, "sum")]).groups[0][1][0])


def as_new(imported: Imported, name: str, sheet: int = 0) -> dict[str, Any]:
    """Ask for the proposal with a new table as the target."""
    return sessions.propose(imported.actor, imported.id, sheet, None, {"new": {"name": name, "icon": "table"}})


def test_the_chinese_superstore_comes_in_with_its_three_sheets_and_its_sums(owner: Actor, bring: Bring) -> None:
    imported = bring(SUPERSTORE)
    state = imported.now
    assert [(sheet["name"], sheet["rows"], sheet["header_row"]) for sheet in state["sheets"]] == [
        ("订单", 10001, 1),
        ("退货", 297, 1),
        ("销售人员", 7, 1),
    ]
    plans = [as_new(imported, f"超市{index}", index) for index in range(3)]
    mapping = {column["header"]: column["new"]["type"] for column in plans[0]["columns"]}
    assert mapping["订单日期"] == "date"
    assert mapping["邮寄方式"] == "choice"
    assert mapping["销售额"] == "money"
    assert mapping["数量"] == "number"
    assert mapping["订单 ID"] == "text"
    result = imported.load(*plans)
    assert [(sheet["read"], sheet["created"], sheet["failed"]) for sheet in result["sheets"]] == [
        (10000, 10000, 0),
        (296, 296, 0),
        (6, 6, 0),
    ]
    orders = result["sheets"][0]["table"]
    keys = {field.name.zh: field.key for field in store.current().table(orders).by_key.values()}
    golden = GOLDEN["superstore_zh"]
    assert engine.count(owner, orders) == golden["rows"]
    assert round(total(owner, orders, keys["销售额"]), 2) == Decimal(str(golden["sales"]))
    assert round(total(owner, orders, keys["利润"]), 2) == Decimal(str(golden["profit"]))
    distinct = engine.aggregate(
        owner, orders, None, [Aggregate(keys["订单 ID"], "distinct"), Aggregate(keys["客户 ID"], "distinct")]
    )
    assert [int(value) for value in distinct.groups[0][1]] == [golden["order_ids"], golden["customers"]]


def test_superstore_orders_are_proposed_onto_the_standard_orders_and_make_their_customers(
    owner: Actor, bring: Bring
) -> None:
    imported = bring(SUPERSTORE)
    plan = imported.plan()
    assert plan["target"]["table"] == "orders"
    mapping = imported.mapping()
    assert (mapping["订单 ID"], mapping["客户名称"], mapping["订单日期"], mapping["销售额"]) == (
        "number",
        "customer",
        "date",
        "amount",
    )
    result = imported.load(plan)
    assert result["sheets"][0]["created"] == 10000
    assert result["made"]["linked"] == {"customers": engine.count(owner, "customers")}
    with_customer = engine.aggregate(owner, "orders", None, [Aggregate("customer", "filled")])
    assert int(with_customer.groups[0][1][0]) == 10000
    assert abs(total(owner, "orders", "amount") - Decimal("16117548.24")) < 10


def test_a_workbook_of_wps_for_mac_comes_in(owner: Actor, bring: Bring) -> None:
    imported = bring(DATA / "wps" / "销售数据_wps_mac.xlsx")
    assert imported.plan()["target"]["new"]["name"] == "销售数据"
    assert imported.mapping() == {
        "商品名称": "+text",
        "销售数量": "+number",
        "单价": "+money",
        "销售日期": "+date",
        "销售区域": "+choice",
        "客户名称": "+text",
    }
    result = imported.load()
    assert result["sheets"][0]["created"] == 20


def test_an_et_file_of_wps_comes_in_with_its_formulas_as_plain_text(owner: Actor, bring: Bring) -> None:
    imported = bring(DATA / "wps" / "fn.et")
    shown = imported.preview()["rows"][0]["cells"]
    assert [cell["text"] for cell in shown] == ["EVALUATE", '=EVALUATE("1+1")', "2"]
    assert imported.load()["sheets"][0]["created"] == 2


def test_a_csv_of_27598_products_comes_in_by_its_bom(owner: Actor, bring: Bring) -> None:
    content = gzip.decompress((DATA / "messy_csv" / "cosmetic.csv.gz").read_bytes())
    imported = bring(content, "cosmetic.csv")
    assert imported.now["encoding"] == "utf-8"
    mapping = imported.mapping()
    assert (mapping["update_time"], mapping["id"], mapping["price"], mapping["店名"]) == (
        "+date",
        "+text",
        "+money",
        "+choice",
    )
    result = imported.load()
    assert (result["sheets"][0]["read"], result["sheets"][0]["created"]) == (27598, 27598)
    table = result["sheets"][0]["table"]
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    price = next(field.key for field in store.current().table(table).by_key.values() if field.name.zh == "price")
    assert total(owner, table, price) == sum(Decimal(row["price"]) for row in rows if row["price"])


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("订单_500_gb18030.csv", "gb18030", ","),
        ("订单_500_utf16_tab.txt", "utf-16", "\t"),
        ("订单_500_utf8bom_semicolon.csv", "utf-8", ";"),
    ],
)
def test_the_same_orders_in_three_encodings_read_alike(bring: Bring, name: str, encoding: str, delimiter: str) -> None:
    imported = bring(DATA / "derived" / name)
    state = imported.now
    assert (state["encoding"], state["delimiter"]) == (encoding, delimiter)
    assert state["sheets"][0]["rows"] == 501
    first = imported.preview()["rows"][0]["cells"]
    assert [cell["text"] for cell in first][1:3] == ["US-2017-1357144", "2017-04-27"]


def test_customers_with_duplicates_come_onto_the_standard_table(owner: Actor, bring: Bring) -> None:
    imported = bring(DATA / "dup_zh" / "customers_dups.csv")
    plan = imported.plan()
    assert plan["target"]["table"] == "customers"
    mapping = imported.mapping()
    assert mapping["公司名称"] == "name"
    assert mapping["手机"] == "mobile"
    assert mapping["电话"] == "tel"
    assert mapping["邮箱"] == "email"
    assert mapping["地址"] == "address"
    assert mapping["城市"] == "region"
    sheet = imported.load(plan)["sheets"][0]
    assert sheet["read"] == sheet["created"] + sheet["skipped"] + sheet["failed"]
    assert sheet["created"] == engine.count(owner, "customers")
    assert sheet["failed"] == 0


def test_english_accounts_are_recognised_as_customers(owner: Actor, bring: Bring) -> None:
    imported = bring(DATA / "maven_crm" / "accounts.csv")
    assert imported.plan()["target"]["table"] == "customers"
    mapping = imported.mapping()
    assert (mapping["account"], mapping["sector"], mapping["office_location"]) == ("name", "industry", "region")
    assert imported.load()["sheets"][0]["created"] == 85


def test_invoices_keep_their_leading_zeros_and_their_sum(owner: Actor, bring: Bring) -> None:
    imported = bring(DATA / "late_payment" / "WA_Fn-UseC_-Accounts-Receivable.csv")
    plan = as_new(imported, "发票")
    types = {column["header"]: column["new"]["type"] for column in plan["columns"]}
    assert types["invoiceNumber"] == "text"
    assert types["InvoiceDate"] == "date"
    assert types["InvoiceAmount"] == "money"
    assert types["Disputed"] == "checkbox"
    result = imported.load(plan)["sheets"][0]
    assert result["created"] == GOLDEN["late_payment"]["invoices"]
    keys = {field.name.zh: field.key for field in store.current().table(result["table"]).by_key.values()}
    assert total(owner, result["table"], keys["InvoiceAmount"]) == Decimal(str(GOLDEN["late_payment"]["amount"]))
