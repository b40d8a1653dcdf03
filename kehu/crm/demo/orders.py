"""Orders of the demo company: more before quarters end, fewer around the Spring Festival, as many as the stage says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from kehu.crm.demo.customers import PAYMENTS, STAGES
from kehu.crm.demo.draw import Row, weighted
from kehu.crm.demo.products import PRODUCTS, SEASON, Product

_HISTORY_DAYS = 730
_NEW_DAYS = 14
_CENT = Decimal("0.01")
_CHANNELS = {"业务员": 62, "官网/小程序": 10, "京东": 8, "天猫/淘宝": 8, "门店": 5, "经销商": 5, "抖音": 2}
_CANCELLED_FOR = {"价格": 4, "缺货": 3, "交期": 3, "客户变更": 5, "重复下单": 1, "其他": 1}


def orders(random: Random, position: int, firm: Row, today: date) -> Iterator[Row]:
    """Generate the orders of the customer at `position`, none after `today` nor before the first contact."""
    kind = STAGES[firm["stage"]]
    count = random.randint(*kind.orders)
    if not count:
        return
    last = today - timedelta(days=random.randint(*kind.silence))
    first = max(firm["registered_on"] + timedelta(days=3), today - timedelta(days=_HISTORY_DAYS))
    days = {last} | {_busy_day(random, min(first, last), last) for _ in range(count - 1)}
    for day in sorted(days):
        yield _order(random, position, firm, day, today)


def _busy_day(random: Random, first: date, last: date) -> date:
    """Draw a day between two; days of busy months win more often."""
    for _ in range(20):
        day = first + timedelta(days=random.randint(0, (last - first).days))
        if day.weekday() < 5 and random.random() * max(SEASON) < SEASON[day.month - 1]:
            return day
    return last


def _order(random: Random, position: int, firm: Row, day: date, today: date) -> Row:
    product = random.choice(PRODUCTS)
    quantity = _quantity(random, product, firm["size"])
    full = Decimal(product.price) * quantity
    discount = (full * Decimal(random.choice((0, 0, 0, 2, 3, 5, 8))) / 100).quantize(_CENT, ROUND_HALF_UP)
    due = day + timedelta(days=firm["terms"] or 0)
    status, reason = _status(random, today - day)
    row: Row = {
        "customer": position,
        "date": day,
        "product": f"{product.name} × {quantity}{product.unit}",
        "amount": full - discount,
        "discount": discount,
        "cost": (full * product.cost).quantize(_CENT, ROUND_HALF_UP),
        "pay_method": firm["pay_habit"] if random.random() < 0.8 else weighted(random, PAYMENTS),
        "pay_status": _paid(random, status, due, today),
        "due": due,
        "status": status,
        "cancel_reason": reason,
        "channel": weighted(random, _CHANNELS),
        "ext_id": f"DD{day:%y%m%d}{random.randint(100, 999)}",
    }
    return row


def _quantity(random: Random, product: Product, size: str) -> int:
    low, high = product.usual
    reach = {"小型企业": 0.3, "中型企业": 0.6, "大型企业": 1.0}[size]
    return random.randint(low, max(low, round(low + (high - low) * reach)))


def _status(random: Random, age: timedelta) -> tuple[str, str | None]:
    if random.random() < 0.05:
        return "已取消", weighted(random, _CANCELLED_FOR)
    if age.days > _NEW_DAYS:
        return ("退货/退款" if random.random() < 0.03 else "已完成"), None
    return random.choice(("待确认", "已确认", "已发货/履约中", "已发货/履约中")), None


def _paid(random: Random, status: str, due: date, today: date) -> str:
    if status == "退货/退款":
        return "已退款"
    if status in ("已取消", "待确认"):
        return "未付"
    if due < today:
        return weighted(random, {"已付清": 91, "部分付款": 5, "未付": 4})
    return weighted(random, {"已付清": 30, "部分付款": 20, "未付": 50})
