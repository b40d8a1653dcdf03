"""Cell values between reading and writing: text, number, and marked strings for everything else.

A cell is None (empty), str (text), int or float (number), or a str beginning with `MARK` and a letter: `B` bool,
`D` date, `M` date and time, `E` an error of the spreadsheet such as #N/A. Marks keep columns hashable and compact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

Cell = str | int | float | None

MARK = "\x01"
BOOL, DATE, MOMENT, ERROR = f"{MARK}B", f"{MARK}D", f"{MARK}M", f"{MARK}E"
TRUE, FALSE = f"{BOOL}1", f"{BOOL}0"

LONG = 10**15
"""From here on a number is an identifier: a spreadsheet keeps only 15 digits, and the text keeps those."""

_ABSURD = 1e40
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def of_text(words: str) -> Cell:
    """Take text from a file: ends stripped, control characters dropped, nothing left = empty."""
    words = words.strip()
    if not words:
        return None
    if words.isprintable():
        return words
    return _CONTROL.sub("", words).replace("\r\n", "\n").replace("\r", "\n") or None


def of_float(number: float) -> Cell:
    """Take a number as the spreadsheet shows it: 15 digits, whole numbers without a point, long ones as text."""
    if not isfinite(number):
        return f"{ERROR}#NUM!"
    if number.is_integer():
        if abs(number) < LONG:
            return int(number)
        return str(int(Decimal(f"{number:.15g}"))) if abs(number) < _ABSURD else number
    return float(f"{number:.15g}")


def of_int(number: int) -> Cell:
    """Take a whole number; 15 digits and more become text."""
    return number if abs(number) < LONG else str(number)


def of_moment(moment: datetime) -> Cell:
    """Take a date and time; midnight stays a moment."""
    return f"{MOMENT}{moment.isoformat(sep=' ', timespec='seconds')}"


def of_duration(duration: timedelta) -> Cell:
    """Take a duration as hours, minutes and seconds in text."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


READ: dict[type, Callable[[Any], Cell]] = {
    str: of_text,
    float: of_float,
    int: of_int,
    bool: lambda value: TRUE if value else FALSE,
    date: lambda value: f"{DATE}{value.isoformat()}",
    datetime: of_moment,
    time: lambda value: value.isoformat(timespec="seconds"),
    timedelta: of_duration,
    type(None): lambda value: None,
}


def text(cell: Cell) -> str:
    """Write a cell as a person would type it; numbers without exponent."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if not cell.startswith(MARK):
            return cell
        if cell.startswith(BOOL):
            return "TRUE" if cell == TRUE else "FALSE"
        return cell[2:]
    return number(cell)


def number(cell: float) -> str:
    """Write a number in decimal digits without exponent."""
    plain = repr(cell)
    return format(Decimal(plain), "f") if "e" in plain else plain


def letter(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(letters: str) -> int:
    """Give the number of a column by its letters, the inverse of `letter`."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - 64
    return index - 1
