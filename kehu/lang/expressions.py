r"""Regular expressions as people may write them: the part that Python and PostgreSQL understand alike.

Known are literals, `.`, classes, groups, `|`, `? * + {n,m}` and their lazy forms, `^ $`, look-ahead and look-behind,
`\d \w \s` and their opposites, `\n \r \t`, `\uXXXX` and escaped signs. Not known are back-references, by which alone
PostgreSQL's engine could be made to search for ages, names of groups, and options inside the expression.
"""

from __future__ import annotations

import re
import warnings
from types import MappingProxyType

from kehu.base.errors import Invalid
from kehu.base.text import Text

MAX_EXPRESSION = 200
MAX_REPEATS = 255
_KNOWN_ESCAPES = frozenset("dDwWsSAZnrtfvu")
_REPEATS = re.compile(r"\{(\d*)(,?)(\d*)\}")
_GROUPS = ("(?:", "(?=", "(?!", "(?<=", "(?<!")

_PYTHON: MappingProxyType[str, Text] = MappingProxyType(
    {
        "missing ), unterminated": Text("这个括号没有配对的“)”", "this bracket is never closed"),
        "unbalanced parenthesis": Text("这个“)”没有配对的“(”", "this bracket was never opened"),
        "unterminated character set": Text("这个“[”没有配对的“]”", "this “[” is never closed"),
        "nothing to repeat": Text("这里没有可以重复的内容", "there is nothing to repeat here"),
        "multiple repeat": Text("这里连写了两个重复符号", "two signs of repetition follow each other here"),
        "bad character range": Text("这个范围的起点在终点之后", "this range begins behind its end"),
        "bad escape": Text("不认识这个转义", "this escape is not known"),
        "incomplete escape": Text("这个转义没有写完", "this escape is not finished"),
        "min repeat greater": Text("最少次数比最多次数还多", "the smallest number of times is above the largest"),
        "look-behind": Text("向后查找的内容要有固定长度", "what is looked for behind needs a fixed length"),
    }
)


def read_expression(source: str) -> str:
    """Give an expression back when it is one of ours; raises `Invalid` with the place of the first mistake."""
    if not source:
        raise wrong(0, Text("表达式是空的", "the expression is empty"))
    if len(source) > MAX_EXPRESSION:
        raise wrong(
            MAX_EXPRESSION,
            Text(f"表达式最多 {MAX_EXPRESSION} 个字符", f"an expression has at most {MAX_EXPRESSION} characters"),
        )
    _known(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(source)
    except re.error as error:
        raise wrong(error.pos or 0, _said(error.msg)) from None
    except (RecursionError, OverflowError):
        raise wrong(0, Text("表达式嵌套太深", "the expression nests too deeply")) from None
    return source


def wrong(position: int, why: Text) -> Invalid:
    """Refuse an expression at a place, counted from 0 in `details`, from 1 in the sentence."""
    return Invalid(
        Text("正则表达式第 {place} 个字符处：{why}", "Regular expression, character {place}: {why}").format(
            place=position + 1, why=why
        ),
        code="rule.expression",
        details={"position": position},
    )


def _known(source: str) -> None:
    """Refuse what the two engines read differently, or what could take long."""
    place, inside, first = 0, False, False
    while place < len(source):
        sign = source[place]
        if sign == "\\":
            place += _escape(source, place)
            first = False
            continue
        if inside:
            inside = first or sign != "]"
            first = first and sign == "^"
        elif sign == "[":
            inside = first = True
        elif source.startswith("(?", place) and not source.startswith(_GROUPS, place):
            raise wrong(place, Text("不支持这种括号，请用 (?: )", "this kind of group is not supported; use (?: )"))
        elif sign in "*+?}" and source[place + 1 : place + 2] == "+":
            raise wrong(place + 1, Text("这里连写了两个重复符号", "two signs of repetition follow each other here"))
        elif sign == "{":
            _repeats(source, place)
        place += 1


def _escape(source: str, place: int) -> int:
    letter = source[place + 1 : place + 2]
    if letter.isdigit():
        raise wrong(place, Text("不支持引用前面的括号", "references to groups are not supported"))
    if letter.isalnum() and letter not in _KNOWN_ESCAPES:
        raise wrong(
            place, Text("不支持转义“\\{letter}”", "the escape “\\{letter}” is not supported").format(letter=letter)
        )
    return 2


def _repeats(source: str, place: int) -> None:
    found = _REPEATS.match(source, place)
    if found is None or not found[1]:
        raise wrong(
            place, Text("重复次数要写成 {2} 或 {2,5}；大括号本身写成 \\{", "write {2} or {2,5}; a brace itself is \\{")
        )
    if any(int(count) > MAX_REPEATS for count in (found[1], found[3]) if count):
        raise wrong(place, Text(f"最多重复 {MAX_REPEATS} 次", f"at most {MAX_REPEATS} times"))


def _said(message: str) -> Text:
    found = next((text for start, text in _PYTHON.items() if message.startswith(start)), None)
    return found or Text("这里写得不对", "this makes no sense here")
