"""From source to tree, within limits; every refusal names line and column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from kehu.base.chinese import fold_width
from kehu.base.text import Text
from kehu.lang.formulas.grammar import GRAMMAR, OPERATORS
from kehu.lang.formulas.problems import Problem, at, refusal
from kehu.lang.formulas.tree import Call, FieldName, Literal, Node, Operation, Place, Signed, children

MAX_SOURCE = 10_000
MAX_DEPTH = 64
MAX_NODES = 500
MAX_DIGITS = 28
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")
_WORDS = {"true": True, "真": True, "false": False, "假": False}
_TEXTS_AND_FIELDS = re.compile(r'"(?:[^"]|"")*"|[“”][^“”]*[“”]|[{｛](?:[^{}｛｝]|}}|{{)*[}｝]')


def parse(source: str) -> Node:
    """Read a formula (a leading `=` is passed over); raises `Invalid` with line and column."""
    check_source(source)
    lead = len(source) - len(source.lstrip())
    text = source[:lead] + " " + source[lead + 1 :] if source[lead : lead + 1] in ("=", "＝") else source
    try:
        node = cast(Node, _PARSER.parse(text))
    except UnexpectedInput as found:
        raise refusal([_unexpected(source, found)]) from None
    _check_size(node)
    return node


def check_source(source: str) -> None:
    """Refuse what is empty, too long, too deep in brackets, or holds control characters."""
    start = at(source, 0)
    if not source.strip().lstrip("=＝"):
        raise refusal(
            [
                Problem(
                    start,
                    Text(
                        "公式是空的，请写一个公式，例如 {金额}*2", "The formula is empty; write one, such as {amount}*2"
                    ),
                )
            ]
        )
    if len(source) > MAX_SOURCE:
        raise refusal(
            [
                Problem(
                    start,
                    Text(
                        f"公式太长：最多 {MAX_SOURCE} 个字符",
                        f"The formula is too long: at most {MAX_SOURCE} characters",
                    ),
                )
            ]
        )
    if found := _CONTROL.search(source):
        raise refusal(
            [
                Problem(
                    at(source, found.start()),
                    Text("这里有一个不可见的控制符，请删去", "There is a control character here; delete it"),
                )
            ]
        )
    depth = 0
    for place, character in enumerate(_TEXTS_AND_FIELDS.sub(lambda hidden: " " * len(hidden[0]), source)):
        depth += (character in "(（") - (character in ")）")
        if depth > MAX_DEPTH:
            raise refusal([Problem(at(source, place), _DEEP)])


_DEEP = Text(
    f"括号和函数最多嵌套 {MAX_DEPTH} 层；层数多的条件请用 IFS 或 SWITCH",
    f"Brackets and functions nest at most {MAX_DEPTH} levels; use IFS or SWITCH for many conditions",
)


def _check_size(node: Node) -> None:
    waiting, count = [(node, 1)], 0
    while waiting:
        each, depth = waiting.pop()
        count += 1 + (each.arguments.count(None) if isinstance(each, Call) else 0)
        if depth > MAX_DEPTH + 1:
            raise refusal([Problem(each.place, _DEEP)])
        if count > MAX_NODES:
            raise refusal(
                [
                    Problem(
                        each.place,
                        Text(
                            f"公式太大：最多 {MAX_NODES} 个部分，请分成几个字段",
                            f"The formula is too large: at most {MAX_NODES} parts; divide it over several fields",
                        ),
                    )
                ]
            )
        waiting.extend((child, depth + 1) for child in children(each))


def _unexpected(source: str, found: UnexpectedInput) -> Problem:
    if isinstance(found, UnexpectedCharacters):
        start = found.pos_in_stream or 0
        place, character = at(source, start), source[start]
        if character in '"“”':
            return Problem(place, Text("这段文字没有写完，缺少右引号", "This text has no closing quote"))
        if character in "{｛":
            return Problem(place, Text("字段名没有写完，缺少 }", "This field name has no closing }"))
        return Problem(place, Text("这里不能有“{what}”", "“{what}” cannot stand here").format(what=character))
    wanted = _wanted(found)
    if isinstance(found, UnexpectedToken) and found.token.type != "$END":
        place = at(source, found.token.start_pos or 0, found.token.end_pos)
        return Problem(
            place,
            Text("这里不能有“{what}”，应该是{wanted}", "“{what}” cannot stand here; {wanted} is expected").format(
                what=str(found.token)[:40], wanted=wanted
            ),
        )
    return Problem(
        at(source, len(source)),
        Text("公式没有写完，后面应该是{wanted}", "The formula ends too early; {wanted} is expected").format(
            wanted=wanted
        ),
    )


def _wanted(found: UnexpectedInput) -> Text:
    names: set[str] = set(getattr(found, "accepts", None) or getattr(found, "expected", None) or ())
    if "NUMBER" in names:
        return Text("一个值、{字段}或函数", "a value, a {field} or a function")
    if "CLOSE" in names and "COMMA" in names:
        return Text("运算符、逗号或右括号", "an operator, a comma or a closing bracket")
    if "CLOSE" in names:
        return Text("运算符或右括号", "an operator or a closing bracket")
    return Text("运算符或公式结束", "an operator or the end")


class _Builder(Transformer[Token, Node]):
    """Makes our tree while the parser reduces, so that depth costs no recursion."""

    def start(self, parts: list[Any]) -> Any:
        return parts[0]

    def number(self, parts: list[Token]) -> Literal:
        place = _place(parts[0])
        value = Decimal(fold_width(parts[0]))
        if len(value.as_tuple().digits) > MAX_DIGITS or abs(value.adjusted()) > MAX_DIGITS:
            raise refusal(
                [Problem(place, Text("数字太大或位数太多", "The number is too large or has too many digits"))]
            )
        return Literal(place, value)

    def text(self, parts: list[Token]) -> Literal:
        return Literal(_place(parts[0]), parts[0][1:-1].replace('""', '"'))

    def field(self, parts: list[Token]) -> FieldName:
        return FieldName(_place(parts[0]), bare(parts[0]))

    def word(self, parts: list[Token]) -> Literal:
        value = _WORDS.get(parts[0].lower())
        if value is None:
            hint = Text(
                "不认识“{word}”：字段要写在花括号里，例如 {{{word}}}；文字要写在引号里",
                "“{word}” is unknown: write a field in braces, as {{{word}}}, and a text in quotes",
            )
            raise refusal([Problem(_place(parts[0]), hint.format(word=str(parts[0])[:40]))])
        return Literal(_place(parts[0]), value)

    def call(self, parts: list[Any]) -> Call | Literal:
        name, _, arguments, close = parts
        if arguments == (None,):
            if name.lower() in _WORDS:
                return self.word([name])
            arguments = ()
        return Call(_place(name, close), str(name), arguments)

    def arguments(self, parts: list[Any]) -> tuple[Node | None, ...]:
        return tuple(part for part in parts if not isinstance(part, Token))

    def bracket(self, parts: list[Any]) -> Any:
        return parts[1]

    def before(self, parts: list[Any]) -> Node:
        return Signed(_place(parts[0]), _plain(parts[0]), parts[1])

    def after(self, parts: list[Any]) -> Node:
        return Signed(_place(parts[1]), "%", parts[0])

    def comparison(self, parts: list[Any]) -> Node:
        rest = tuple((_plain(parts[i]), _place(parts[i]), parts[i + 1]) for i in range(1, len(parts), 2))
        return Operation(parts[0].place, parts[0], rest)

    joined = sum = product = power = comparison


def bare(field: str) -> str:
    """Give the name inside the braces; doubled braces stand for one."""
    return field[1:-1].replace("}}", "}").replace("{{", "{").strip()


def _plain(token: str) -> str:
    return OPERATORS.get(token, str(token))


def _place(token: Token, last: Token | None = None) -> Place:
    end = token if last is None else last
    return Place(token.line or 1, token.column or 1, token.start_pos or 0, end.end_pos or 0)


_PARSER = Lark(GRAMMAR, parser="lalr", transformer=_Builder(), maybe_placeholders=True, propagate_positions=False)
