"""Which field type a column would best have, from its cells, its words and its header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kehu.base.chinese import fold_width
from kehu.engine.fields import all_types
from kehu.exchange.profile import Profile

MOST_CHOICES = 30

_IDENTIFIER = re.compile(
    r"(?:^|[\s_\-])id$|[a-z]id$|ID$|编号|单号|序列号|代码|编码|邮编|身份证|账号|帐号|卡号|工号|学号|订单号|合同号|发票号|税号|信用代码|"
    r"(?:^|[\s_])(?:code|zip|postcode|number|no\.?|sku)$|Code$|Number$",
)
_TITLED = re.compile(
    r"名称|姓名|客户|公司|单位|联系人|名字|主题|标题|name|title|account|company|customer|product", re.IGNORECASE
)
_NEVER = frozenset({"link", "member", "autonumber"})
_PROVEN = ("phone", "credit_code", "id_number", "barcode")
"""Types whose values can be told from any other number: by their beginning or their check digit."""
_SIGNED = re.compile(r"^(?P<mark>[¥￥$€£])")
_CURRENCIES = {"$": "USD", "€": "EUR"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A type with its settings and how sure it is, from 0 to 1."""

    type: str
    config: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.5


def guess(header: str, column: Profile) -> Guess:
    """Guess the field type of a column; text when nothing fits better."""
    if not column.filled:
        return Guess("text", {}, 0.1)
    if column.share("bool") > 0.95:
        return Guess("checkbox", {}, 0.95)
    if column.share("date", "moment") > 0.9:
        return Guess("datetime" if column.kinds["moment"] else "date", {}, 0.95)
    if _IDENTIFIER.search(header) and column.share("date", "moment") < 0.1:
        return _identifier(column)
    scores = _scores(header, column)
    best = max(scores, key=lambda key: scores[key])
    return Guess(best, _config(best, column), round(min(scores[best], 1.0), 2))


def _identifier(column: Profile) -> Guess:
    """Identifiers stay text, whatever their digits look like, unless they prove what they are."""
    proven = (key for key in _PROVEN if all_types()[key].guess(column.samples) > 0.8)
    return Guess(next(proven, "text"), {}, 0.8)


def _scores(header: str, column: Profile) -> dict[str, float]:
    words = fold_width(header).lower()
    scores: dict[str, float] = {}
    for key, known in all_types().items():
        if known.computed or key in _NEVER:
            continue
        score = known.guess(column.samples)
        if score > 0 and key != "text" and any(hint in words for hint in known.hints):
            score += 0.15
        scores[key] = score
    if scores.get("number", 0) > 0:
        _refine_number(words, column, scores)
    if not _listed(column) or _TITLED.search(header):
        scores["choice"] = 0.0
    if column.distinct > MOST_CHOICES * 3:
        scores["choices"] = scores["tags"] = 0.0
    return scores


def _listed(column: Profile) -> bool:
    return column.distinct <= MOST_CHOICES and column.filled >= column.distinct * 2


def _refine_number(words: str, column: Profile, scores: dict[str, float]) -> None:
    """Numbers under a header that speaks of money or shares are money or shares."""
    types = all_types()
    if any(hint in words for hint in types["percent"].hints) and _fractions(column):
        scores["percent"] = 0.9
    elif any(hint in words for hint in types["money"].hints):
        scores["money"] = max(scores["money"], 0.85)


def _fractions(column: Profile) -> bool:
    """Tell whether all values lie between 0 and 1 and at least one truly between."""
    try:
        numbers = [float(sample) for sample in column.samples]
    except ValueError:
        return False
    return (
        bool(numbers)
        and all(-1 <= number <= 1 for number in numbers)
        and any(number not in (-1, 0, 1) for number in numbers)
    )


def _config(key: str, column: Profile) -> dict[str, Any]:
    match key:
        case "money":
            marks = [found["mark"] for sample in column.samples if (found := _SIGNED.match(sample))]
            return {"currency": _CURRENCIES.get(marks[0], "CNY") if marks else "CNY", "decimals": _decimals(column)}
        case "percent":
            return {"decimals": min(max((_shares_places(sample) for sample in column.samples), default=0), 4)}
        case _:
            return {}


def _decimals(column: Profile) -> int:
    places = max((_places(sample) for sample in column.samples), default=2)
    return min(max(places, 2), 4)


def _places(sample: str) -> int:
    digits = re.sub(r"[^\d.]", "", sample)
    return len(digits.partition(".")[2])


def _shares_places(sample: str) -> int:
    return _places(sample) if sample.endswith(("%", "％")) else max(_places(sample) - 2, 0)
