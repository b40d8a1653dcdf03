"""Money: an amount in the one currency of its field."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kehu.base.currencies import Currency, all_marks, currencies
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import Reading, Setting, Wrong, share
from kehu.engine.fields.number import NumberType, exact, reads_as
from kehu.engine.fields.words import read_number
from kehu.lang.kinds import Kind

_SIGNS = ("¥", "￥", "元", "$", "€", "CNY", "RMB")


def _option(each: Currency) -> Text:
    return Text(f"{each.name.zh} {each.sign}", f"{each.name.en} {each.sign}")


class MoneyType(NumberType):
    """An amount of money, kept exactly, in the one currency of its field: what stands in a column can be summed."""

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
            tuple((each.code, _option(each)) for each in currencies().values()),
        ),
        Setting(
            "decimals", Text("小数位（不填就按货币）", "Decimal places (empty: those of the currency)"), "number", None
        ),
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
        """Read an amount with marks of the field's currency, separators and the units 千, 万, 亿.

        Raises `Wrong` for an amount in another currency: it would be summed as if it were this one.
        """
        own = currencies().get(str(field.config.get("currency")), currencies()["CNY"])
        try:
            number = read_number(value, marks=" ".join(own.marks))
        except Wrong:
            _refuse_other(value, own)
            raise
        return None if number is None else exact(number, field.config.get("decimals", own.places))

    def check_config(self, config: Any) -> dict[str, Any]:
        """Take the places of the currency where none are given."""
        known = super().check_config(config)
        if known["decimals"] is None:
            known["decimals"] = currencies()[known["currency"]].places
        return known

    def guess(self, samples: Sequence[str]) -> float:
        """Numbers of which some carry a currency mark."""
        if share(samples, lambda words: reads_as(words, all_marks())) < 0.95:
            return 0.0
        marked = share(samples, lambda words: any(sign in words for sign in _SIGNS))
        return 0.9 if marked > 0.3 else 0.4 * marked


def _refuse_other(value: Any, own: Currency) -> None:
    """Say so when an amount is in another currency."""
    if not isinstance(value, str):
        return
    try:
        read_number(value, marks=all_marks())
    except Wrong:
        return
    raise Wrong(
        Text(
            "“{value}”不是{currency}。这一列的金额都是{currency}，其他货币请换算后填写，或另建一列",
            "“{value}” is not in {currency}, as this column is; convert it, or keep it in a column of its own",
        ).format(value=value.strip()[:40], currency=own.name),
        "money.currency",
    )


TYPE = MoneyType()
