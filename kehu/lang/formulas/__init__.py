"""The formula language: Excel as people know it, over the fields of one table, in Chinese or English. Pure values.

Main names: `parse` (source to tree), `check` (tree to typed tree), `canonical` and `spoken` (names to keys and back).

Rules that both the database and Python follow to the letter:
- **Blank.** There is one blank and no error value: a calculation that has no answer (division by zero, a root of -1, a
  day after the year 9999) is blank. A blank number counts as 0, a blank text as "", a blank bool as FALSE; a function
  of a blank date is blank. Comparisons always answer TRUE or FALSE: a blank date equals a blank date only and is
  neither earlier nor later than any other.
- **Numbers** are exact decimals. `+` and `-` are exact, `*` is rounded and `/` cut at 24 decimals. Whatever looks at
  digits (comparison, rounding, whole numbers, text, the result) sees 12 decimals, rounded half away from zero, so
  that 1/3*3 = 1. A result of 1e27 and more is blank.
- **Text** compares without regard to the case of A-Z (EXACT regards it) and in the order of the lists. Results are cut
  at 10,000 characters.
- **Moments** are whole seconds; their calendar is the company's. A date stands for the midnight it begins with.
- **Fields.** A choice is the text of its Chinese label, several choices a list of them; a link is the title of the
  linked record as text.
- **Operators** bind as in Excel: sign, %, ^, * /, + -, &, comparison; `^` groups from the left.
"""

from kehu.lang.formulas.check import check
from kehu.lang.formulas.names import canonical, spoken
from kehu.lang.formulas.parse import parse
from kehu.lang.formulas.types import Type

__all__ = ["Type", "canonical", "check", "parse", "spoken"]
