"""Money: an amount in one currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Setting, share
from kehu.engine.fields.number import NumberType, exact, reads_as
from kehu.engine.fields.words import read_number
from kehu.lang.kinds import Kind

MARKS = "¥ ￥ CNY RMB 人民币 元整 元 $ USD € £ HK"
_SIGNS = ("¥", "￥", "元", "$", "€", "CNY", "RMB")


class MoneyType(NumberType):
    """An amount of money, kept exactly; two places unless the field says otherwise."""

    key = "money"
    kind = Kind.NUMBER
    name = Text("金额", "Money")
    examples = ("¥1,234.50", "99元", "3万")
    icon = "money"
    align = "right"
    settings = (
        Setting(
            "currency",
            Text("货币", "Currency"),
            "option",
            "CNY",
            (
                ("CNY", Text("人民币 ¥", "Renminbi ¥")),
                ("USD", Text("美元 $", "US dollar $")),
                ("EUR", Text("欧元 €", "Euro €")),
                ("HKD", Text("港元 HK$", "Hong Kong dollar HK$")),
            ),
        ),
        Setting("decimals", Text("小数位", "Decimal places"), "number", 2),
    )
    hints = (
        "金额",
        "价格",
        "单价",
        "总价",
        "销售额",
        "利润",
        "成本",
        "费用",
        "amount",
        "price",
        "sales",
        "revenue",
        "profit",
        "cost",
    )

    def parse(self, value: Any, field: Field, reading: Reading) -> Decimal | None:
        """Read an amount with currency marks, separators and the units 千, 万, 亿."""
        number = read_number(value, marks=MARKS)
        return None if number is None else exact(number, field.config.get("decimals", 2))

    def guess(self, samples: Sequence[str]) -> float:
        """Numbers of which some carry a currency mark."""
        if share(samples, lambda words: reads_as(words, MARKS)) < 0.95:
            return 0.0
        marked = share(samples, lambda words: any(sign in words for sign in _SIGNS))
        return 0.9 if marked > 0.3 else 0.4 * marked


TYPE = MoneyType()
