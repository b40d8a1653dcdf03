"""订单/交易: what a customer bought (standard table A8)."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, TableSpec, choices
from kehu.crm.lists import EVERY_TABLE, PAY_METHODS, tags
from kehu.crm.views import all_of, chosen, grid, is_one_of, within
from kehu.lang.filters import Condition
from kehu.lang.query import Sort

PAY_STATUS = FieldSpec(
    "pay_status",
    Text("付款状态", "Payment status"),
    "choice",
    choices(
        ("未付", "Unpaid"),
        ("部分付款", "Partly paid", "blue"),
        ("已付清", "Paid", "green"),
        ("已退款", "Refunded", "red"),
    ),
    default="c1",
    short=Text("付款", "Payment"),
)
STATUS = FieldSpec(
    "status",
    Text("订单状态", "Order status"),
    "choice",
    choices(
        ("待确认", "To be confirmed"),
        ("已确认", "Confirmed", "cyan"),
        ("已发货/履约中", "Shipped / in delivery", "blue"),
        ("已完成", "Completed", "green"),
        ("已取消", "Cancelled", "red"),
        ("退货/退款", "Returned / refunded", "orange"),
    ),
    default="c1",
    short=Text("状态", "Status"),
)
_MONEY = {"currency": "CNY", "decimals": 2}

FIELDS = (
    FieldSpec(
        "number",
        Text("订单号", "Order number"),
        "autonumber",
        {"prefix": "SO-", "digits": 5},
        short=Text("订单号", "Order no."),
    ),
    FieldSpec("customer", Text("客户", "Customer"), "link", {"target": "customers"}, required=True),
    FieldSpec("date", Text("购买日期", "Purchase date"), "date", required=True, short=Text("日期", "Date")),
    FieldSpec("product", Text("产品/服务", "Products / services"), "text", short=Text("产品", "Product")),
    FieldSpec("amount", Text("金额", "Amount"), "money", _MONEY, required=True),
    FieldSpec("discount", Text("优惠", "Discount"), "money", _MONEY),
    FieldSpec("cost", Text("成本", "Cost"), "money", _MONEY),
    FieldSpec(
        "pay_method", Text("支付方式", "Payment method"), "choice", choices(*PAY_METHODS), short=Text("支付", "Paid by")
    ),
    PAY_STATUS,
    FieldSpec("due", Text("应付日期", "Payment due"), "date", short=Text("应付", "Due")),
    STATUS,
    FieldSpec(
        "cancel_reason",
        Text("取消原因", "Reason for cancelling"),
        "choice",
        choices(
            ("价格", "Price"),
            ("缺货", "Out of stock"),
            ("交期", "Delivery time"),
            ("客户变更", "Customer changed plans"),
            ("重复下单", "Ordered twice"),
            ("其他", "Other"),
        ),
        short=Text("取消原因", "Cancelled for"),
    ),
    FieldSpec(
        "channel",
        Text("渠道", "Channel"),
        "choice",
        choices(
            ("门店", "Shop"),
            ("官网/小程序", "Website / mini program"),
            ("天猫/淘宝", "Tmall / Taobao"),
            ("京东", "JD"),
            ("拼多多", "Pinduoduo"),
            ("抖音", "Douyin"),
            ("外卖平台", "Food delivery platform"),
            ("业务员", "Sales person"),
            ("经销商", "Dealer"),
        ),
    ),
    FieldSpec("salesperson", Text("业务员", "Sales person"), "member"),
    tags(),
    *EVERY_TABLE,
    FieldSpec(
        "profit",
        Text("毛利", "Gross profit"),
        "formula",
        {"formula": "IF(ISBLANK({cost}),{cost},{amount}-{cost})", "decimals": 2},
    ),
    FieldSpec(
        "overdue_days",
        Text("逾期天数", "Days overdue"),
        "formula",
        {"formula": 'IF(AND({pay_status}<>"已付清",{pay_status}<>"已退款",{due}<TODAY()),DAYS(TODAY(),{due}))'},
    ),
)

_NUMBER = 130
_FIRST = (
    "number",
    "customer",
    "date",
    "product",
    "amount",
    "pay_method",
    "pay_status",
    "due",
    "status",
    "channel",
    "owner",
)
_NEWEST = (Sort("date", descending=True),)

TABLE = TableSpec(
    key="orders",
    name=Text("订单", "Orders"),
    icon="shopping",
    title="number",
    fields=FIELDS,
    views=(
        grid("all", Text("全部订单", "All orders"), FIELDS, _FIRST, sorts=_NEWEST, title_width=_NUMBER),
        grid(
            "this_month",
            Text("本月订单", "Orders this month"),
            FIELDS,
            _FIRST,
            where=within("date", "this_month"),
            sorts=_NEWEST,
            title_width=_NUMBER,
        ),
        grid(
            "unpaid",
            Text("待收款", "To be paid"),
            FIELDS,
            ("number", "customer", "due", "overdue_days", "amount", "pay_status", "pay_method", "date", "owner"),
            where=all_of(
                is_one_of(PAY_STATUS, "未付", "部分付款"),
                Condition("status", "none_of", chosen(STATUS, "已取消", "退货/退款")),
            ),
            sorts=(Sort("due"),),
            title_width=_NUMBER,
        ),
        grid(
            "cancelled",
            Text("取消与退货", "Cancelled and returned"),
            FIELDS,
            ("number", "customer", "date", "product", "amount", "status", "cancel_reason", "channel", "owner"),
            where=is_one_of(STATUS, "已取消", "退货/退款"),
            sorts=_NEWEST,
            title_width=_NUMBER,
        ),
    ),
    note=Text(
        "客户每一次购买：买了什么、多少钱、付了没有", "Every purchase: what, for how much, and whether it was paid"
    ),
)
