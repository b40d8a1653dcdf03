"""The formats of TEXT: patterns of digits such as #,##0.00 and of calendar such as yyyy-mm-dd, read beforehand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kehu.base.text import Text
from kehu.engine.functions.base import TOO_LARGE, Sql, bind, let, rounded, sql

_NUMBER = re.compile(
    r"^(?P<before>[^0#,.%]{0,20})(?P<whole>[#,]*0*)(?:\.(?P<fixed>0{0,12})(?P<free>#{0,12}))?(?P<percent>%?)(?P<after>[^0#,.%]{0,20})$"
)
_PIECES = re.compile(r'yyyy|yy|mmmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|hh|h|ss|s|"[^"]*"|.', re.IGNORECASE | re.DOTALL)
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SQL = {"yyyy": "YYYY", "yy": "YY", "mm": "MM", "m": "FMMM", "dd": "DD", "d": "FMDD", "hh": "HH24", "h": "FMHH24",
        "ss": "SS", "s": "FMSS", "nn": "MI", "n": "FMMI"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Digits:
    """A pattern of a number: what stands around it, how many digits, whether in thousands, whether in hundredths."""

    before: str
    after: str
    least: int
    fixed: int
    most: int
    thousands: bool
    percent: bool

    def python(self, number: Decimal) -> str | None:
        """Write a number by this pattern."""
        number = rounded(number * 100 if self.percent else number, self.most)
        if abs(number) >= TOO_LARGE:
            return None
        head, _, tail = format(abs(number), f".{self.most}f").partition(".")
        head = head.lstrip("0").rjust(self.least, "0")
        if self.thousands:
            head = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", head)
        tail = tail[: self.fixed] + tail[self.fixed :].rstrip("0")
        sign = "-" if number < 0 else ""
        return f"{sign}{self.before}{head}{'.' if tail else ''}{tail}{'%' if self.percent else ''}{self.after}"

    def sql(self, number: Sql) -> Sql:
        """The SQL of `python`."""
        digits = "9" * (28 - self.least) + "0" * self.least
        if self.thousands:
            digits = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", digits)
        pattern = f"FM{digits}" + (f".{'0' * self.fixed}{'9' * (self.most - self.fixed)}" if self.most else "")
        value = sql("round({0}, {1})", sql("{0} * 100", number) if self.percent else number, bind(self.most, "int"))
        after = ("%" if self.percent else "") + self.after
        return let(
            lambda one: sql(
                "CASE WHEN abs({0}) < 1e27 THEN CASE WHEN {0} < 0 THEN '-' ELSE '' END || {1}"
                " || rtrim(to_char(abs({0}), {2}), '.') || {3} END",
                one,
                bind(self.before, "text"),
                bind(pattern, "text"),
                bind(after, "text"),
            ),
            value,
        )


def digits(words: str) -> Digits | None:
    """Read a pattern of a number, None when it is none."""
    found = _NUMBER.match(words.replace("\\", ""))
    if not found or not re.search("[0#]", words):
        return None
    whole, fixed, free = found["whole"], found["fixed"] or "", found["free"] or ""
    before, after = (part.replace('"', "") for part in (found["before"], found["after"]))
    return Digits(
        before, after, min(whole.count("0"), 28), len(fixed), len(fixed + free), "," in whole, bool(found["percent"])
    )


def pieces(words: str) -> list[str]:
    """Cut a calendar pattern into pieces; mm beside hours or seconds means minutes and becomes nn."""
    found = [piece.lower() if piece[0].isascii() and piece[0].isalpha() else piece for piece in _PIECES.findall(words)]
    known = [index for index, piece in enumerate(found) if piece in _SQL]
    for place, index in enumerate(known):
        if found[index] in ("m", "mm"):
            near = [found[known[other]] for other in (place - 1, place + 1) if 0 <= other < len(known)]
            follows = near[0] if place else ""
            leads = near[-1] if place + 1 < len(known) else ""
            if follows in ("h", "hh") or leads in ("s", "ss"):
                found[index] = found[index].replace("m", "n")
    return found


def is_calendar(words: str) -> bool:
    """Tell whether a pattern says anything of a date or a time."""
    return any(piece in _SQL or piece in ("aaa", "aaaa", "ddd", "dddd") for piece in pieces(words))


def written(wall: date | datetime, words: str) -> str:
    """Write a day or a reading of the clock by a calendar pattern."""
    return "".join(_piece(wall, piece) for piece in pieces(words))


def written_sql(wall: Sql, words: str) -> Sql:
    """The SQL of `written`; `wall` is a date or a timestamp."""

    def write(one: Sql) -> Sql:
        parts: list[object] = []
        for piece in pieces(words):
            parts += [" || ", *_piece_sql(one, piece).parts] if parts else _piece_sql(one, piece).parts
        return sql("{0}", Sql(tuple(parts)))

    return let(write, wall)


def _piece(wall: date | datetime, piece: str) -> str:
    clock = wall if isinstance(wall, datetime) else datetime(wall.year, wall.month, wall.day)
    numbers = {
        "y": wall.year % 100,
        "m": wall.month,
        "d": wall.day,
        "h": clock.hour,
        "n": clock.minute,
        "s": clock.second,
    }
    match piece:
        case "yyyy":
            return f"{wall.year:04}"
        case "aaaa":
            return "星期" + _DAYS_ZH[wall.weekday()]
        case "aaa":
            return _DAYS_ZH[wall.weekday()]
        case "dddd":
            return _DAYS_EN[wall.weekday()]
        case "ddd":
            return _DAYS_EN[wall.weekday()][:3]
    if piece in _SQL:
        return f"{numbers[piece[0]]:0{len(piece)}}"
    return piece.strip('"') if len(piece) > 1 else piece


def _piece_sql(wall: Sql, piece: str) -> Sql:
    names = {
        "aaaa": ["星期" + each for each in _DAYS_ZH],
        "aaa": list(_DAYS_ZH),
        "dddd": list(_DAYS_EN),
        "ddd": [each[:3] for each in _DAYS_EN],
    }
    if piece in names:
        return sql("({1})[extract(isodow FROM {0})::int]", wall, bind(names[piece], "text[]"))
    if piece in _SQL:
        return sql("to_char({0}, {1})", sql("{0}::timestamp", wall), bind(_SQL[piece], "text"))
    return bind(piece.strip('"') if len(piece) > 1 else piece, "text")


def check_digits(words: str | None) -> Text | None:
    """Say what a number's pattern may be when `words` is none."""
    if words and len(words) <= 100 and digits(words):
        return None
    return Text(
        "数字的格式可以写 0、0.00、#,##0.00、0%、¥#,##0.00、000 这样的样式",
        "A format of numbers looks like 0, 0.00, #,##0.00, 0%, ¥#,##0.00 or 000",
    )


def check_calendar(words: str | None) -> Text | None:
    """Say what a calendar pattern may be when `words` is none."""
    if words and len(words) <= 100 and is_calendar(words):
        return None
    return Text(
        "日期的格式可以写 yyyy-mm-dd、yyyy年m月d日、hh:mm:ss、aaaa（星期几）这样的样式",
        "A format of dates looks like yyyy-mm-dd, d/m/yyyy, hh:mm:ss or dddd",
    )
