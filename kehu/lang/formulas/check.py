"""From tree to typed tree: names are found, types agree, arguments are counted; all mistakes are told together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, TypeVar

from kehu.base.text import Text
from kehu.lang.formulas.library import Form, Function, Library, Parameter
from kehu.lang.formulas.names import NamedField, Shape, find, unknown_field, with_nearest
from kehu.lang.formulas.problems import MAX_PROBLEMS, Problem, refusal
from kehu.lang.formulas.tree import Call, FieldName, Literal, Node, Operation, Place, Signed
from kehu.lang.formulas.types import NAMES, OF_KIND, WRITTEN, Type, common, cost
from kehu.lang.kinds import Kind


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known beforehand; `word` marks one that a form reads while compiling."""

    type: Type
    value: Decimal | str | bool | None
    word: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a field."""

    type: Type
    key: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A form applied to arguments of the types it takes; `fills` tells for which a blank becomes 0, "" or FALSE."""

    type: Type
    form: Form
    arguments: tuple[Typed, ...]
    fills: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Convert:
    """A value told in another type."""

    type: Type
    operand: Typed


Typed = Constant | Read | Apply | Convert
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Checked:
    """A formula that means something: its typed tree, the fields it reads, whether it depends on the day."""

    root: Typed
    inputs: frozenset[str]
    uses_today: bool


class KnownField(NamedField, Protocol):
    """A field as far as formulas read it."""

    @property
    def kind(self) -> Kind:
        """What its values are."""


def check(node: Node, shape: Shape[KnownField], library: Library) -> Checked:
    """Find the meaning of a formula; raises `Invalid` that tells every mistake with line and column."""
    checker = _Checker(shape, library)
    root = checker.typed(node)
    if checker.problems:
        raise refusal(checker.problems)
    return Checked(root, frozenset(checker.inputs), checker.uses_today)


@dataclass
class _Checker:
    shape: Shape[KnownField]
    library: Library
    problems: list[Problem] = field(default_factory=list)
    inputs: set[str] = field(default_factory=set)
    uses_today: bool = False

    def typed(self, node: Node) -> Typed:
        match node:
            case Literal(value=value):
                kind = Type.BOOL if isinstance(value, bool) else Type.TEXT if isinstance(value, str) else Type.NUMBER
                return Constant(kind, value)
            case FieldName():
                return self._field(node)
            case Call():
                return self._call(node)
            case Signed(place, operator, operand):
                sign = self.library.operators[operator if operator == "%" else f"{operator}x"]
                return self._apply(sign, place, [operand], [self.typed(operand)])
            case Operation():
                return self._operation(node)

    def _operation(self, node: Operation) -> Typed:
        left = self.typed(node.first)
        seen: Node = node.first
        for operator, place, operand in node.rest:
            left = self._apply(self.library.operators[operator], place, [seen, operand], [left, self.typed(operand)])
            seen = operand
        return left

    def _field(self, node: FieldName) -> Typed:
        found = find(node.name, self.shape)
        if found is None:
            return self._unknown(node.place, lambda: unknown_field(node.name, self.shape))
        kind = OF_KIND.get(found.kind)
        if kind is None:
            return self._wrong(
                node.place,
                Text("字段“{name}”不能用在公式里", "Field “{name}” cannot be used in a formula").format(
                    name=found.name
                ),
            )
        self.inputs.add(found.key)
        return Read(kind, found.key)

    def _call(self, node: Call) -> Typed:
        function = self.library.functions.get(node.name.upper())
        if function is None:
            text = Text("没有函数“{name}”", "There is no function “{name}”").format(name=node.name[:60])
            for each in node.arguments:
                if each is not None:
                    self.typed(each)
            return self._unknown(node.place, lambda: with_nearest(text, node.name, list(self.library.functions)))
        arguments = [Constant(Type.BLANK, None) if each is None else self.typed(each) for each in node.arguments]
        return self._apply(function, node.place, node.arguments, arguments)

    def _apply(
        self, function: Function, place: Place, nodes: Sequence[Node | None], arguments: Sequence[Typed]
    ) -> Typed:
        best: tuple[int, Form, tuple[Parameter, ...], Mapping[str, Type]] | None = None
        fitting = [(form, form.signature.places(len(arguments))) for form in function.forms]
        for form, places in fitting:
            if places is None:
                continue
            bound = _bind(places, arguments)
            costs = None if bound is None else _cost(places, arguments, bound)
            if bound is not None and costs is not None and (best is None or costs < best[0]):
                best = costs, form, places, bound
        if best is None:
            return self._wrong(*_misfit(function, place, nodes, arguments, fitting))
        _, form, places, bound = best
        return self._made(function, form, places, bound, place, arguments)

    def _made(
        self,
        function: Function,
        form: Form,
        places: tuple[Parameter, ...],
        bound: Mapping[str, Type],
        place: Place,
        arguments: Sequence[Typed],
    ) -> Typed:
        made: list[Typed] = []
        for index, parameter in enumerate(places):
            given = arguments[index] if index < len(arguments) else None
            if given is None or (given.type is Type.BLANK and parameter.default is not None):
                given = Constant(_own(parameter, None, bound), parameter.default)
            if parameter.type == "word":
                made.append(Constant(Type.TEXT, given.value if isinstance(given, Constant) else None, word=True))
            else:
                made.append(_converted(given, _own(parameter, given, bound)))
        words = [each.value for each in made if isinstance(each, Constant) and each.word]
        wrong = form.check(*words) if form.check is not None else None
        if wrong is not None:
            return self._wrong(place, wrong)
        self.uses_today = self.uses_today or form.uses_today
        gives = form.signature.gives
        kind = gives if isinstance(gives, Type) else bound.get(gives, Type.BLANK)
        fills = tuple(not each.raw for each in places)
        return Apply(kind, form, tuple(made), fills)

    def _unknown(self, place: Place, text: Callable[[], Text]) -> Typed:
        return self._wrong(place, text()) if len(self.problems) < MAX_PROBLEMS else Constant(Type.BLANK, None)

    def _wrong(self, place: Place, text: Text) -> Typed:
        self.problems.append(Problem(place, text))
        return Constant(Type.BLANK, None)


def _own(parameter: Parameter, given: Typed | None, bound: Mapping[str, Type]) -> Type:
    if isinstance(parameter.type, Type):
        return parameter.type
    if parameter.type in bound:
        return bound[parameter.type]
    return Type.TEXT if given is None or parameter.type == "word" else given.type


def _converted(given: Typed, wanted: Type) -> Typed:
    if given.type is wanted:
        return given
    if isinstance(given, Constant) and given.value is None:
        return Constant(wanted, None)
    return Convert(wanted, given)


def _bind(places: Sequence[Parameter], arguments: Sequence[Typed]) -> Mapping[str, Type] | None:
    groups: dict[str, list[Type]] = {}
    for parameter, given in zip(places, arguments, strict=False):
        if isinstance(parameter.type, str) and parameter.type in ("T", "U"):
            groups.setdefault(parameter.type, []).append(given.type)
    bound: dict[str, Type] = {}
    for name, types in groups.items():
        shared = common(types)
        if shared is None:
            return None
        bound[name] = shared
    return bound


def _cost(places: Sequence[Parameter], arguments: Sequence[Typed], bound: Mapping[str, Type]) -> int | None:
    total = 0
    for parameter, given in zip(places, arguments, strict=False):
        one = _one_cost(parameter, given, bound)
        if one is None:
            return None
        total += one
    return total


def _one_cost(parameter: Parameter, given: Typed, bound: Mapping[str, Type]) -> int | None:
    if parameter.type == "word":
        fixed = isinstance(given, Constant) and (given.value is None or given.type is Type.TEXT)
        return 0 if fixed else None
    if parameter.type == "any":
        return 0
    found = cost(given.type, _own(parameter, given, bound))
    return None if parameter.strict and found is not None and found >= WRITTEN else found


def _misfit(
    function: Function,
    place: Place,
    nodes: Sequence[Node | None],
    arguments: Sequence[Typed],
    fitting: Sequence[tuple[Form, tuple[Parameter, ...] | None]],
) -> tuple[Place, Text]:
    usable = [places for _, places in fitting if places is not None]
    if not usable:
        return place, _arity(function, len(arguments))
    places = max(usable, key=lambda each: _fits(each, arguments))
    index = min(_fits(places, arguments), len(arguments) - 1)
    bound = _bind(places, arguments)
    node = nodes[index]
    if bound is None:
        kinds = Text("、", ", ")
        names = [NAMES[each.type] for each in arguments]
        return place, Text(
            "{name} 的各个值类型不同：{types}", "The values of {name} have different types: {types}"
        ).format(
            name=_called(function),
            types=Text(kinds.zh.join(each.zh for each in names), kinds.en.join(each.en for each in names)),
        )
    parameter, given = places[index], arguments[index]
    if parameter.type == "word":
        wanted = Text('直接写出的文字，例如 "D"', 'a text written here, such as "D"')
    else:
        wanted = NAMES[_own(parameter, given, bound)]
    text = Text(
        "{name} 的第 {index} 个值应该是{wanted}，这里是{given}{hint}",
        "Value {index} of {name} must be {wanted}, but this is {given}{hint}",
    )
    hint = _HINTS.get((given.type, parameter.type), Text("", ""))
    found = text.format(name=_called(function), index=index + 1, wanted=wanted, given=NAMES[given.type], hint=hint)
    return (place if node is None else node.place), found


_HINTS: Mapping[tuple[Type, Type | str], Text] = {
    (Type.TEXT, Type.NUMBER): Text("；写成文字的数字要用 VALUE 读", "; read a number out of a text by VALUE"),
    (Type.TEXT, Type.DATE): Text("；写成文字的日期要用 DATEVALUE 读", "; read a date out of a text by DATEVALUE"),
    (Type.TEXT, Type.DATETIME): Text("；写成文字的日期要用 DATEVALUE 读", "; read a date out of a text by DATEVALUE"),
    (Type.NUMBER, Type.TEXT): Text("；数字要用 TEXT 写成文字", "; write a number as text by TEXT"),
    (Type.NUMBER, Type.DATE): Text("；日期写成 DATE(2026, 3, 5)", "; write a date as DATE(2026, 3, 5)"),
}


def _fits(places: Sequence[Parameter], arguments: Sequence[Typed]) -> int:
    bound = _bind(places, arguments) or {}
    for index, (parameter, given) in enumerate(zip(places, arguments, strict=False)):
        if _one_cost(parameter, given, bound) is None:
            return index
    return len(arguments)


def _arity(function: Function, given: int) -> Text:
    least = min(form.signature.counts()[0] for form in function.forms)
    most = [form.signature.counts()[1] for form in function.forms]
    greatest = None if None in most else max(each or 0 for each in most)
    if given >= least and (greatest is None or given <= greatest):
        return Text("{name} 的参数要成对给出", "The arguments of {name} come in pairs").format(name=_called(function))
    if greatest is None:
        wanted = Text(f"至少 {least} 个", f"at least {least}")
    elif greatest == least:
        wanted = Text(f"{least} 个", f"{least}")
    else:
        wanted = Text(f"{least} 到 {greatest} 个", f"{least} to {greatest}")
    return Text("{name} 要{wanted}参数，这里有 {given} 个", "{name} takes {wanted} arguments, here are {given}").format(
        name=_called(function), wanted=wanted, given=given
    )


def _called(function: Function) -> Text:
    return function.name if function.category != "operator" else Text.same(f"“{function.key}”")


def fold(root: Typed, visit: Callable[[Typed, list[Made]], Made]) -> Made:
    """Work out a typed tree from its leaves up; `visit` gets a part and what its own parts gave. No recursion."""
    made: list[Made] = []
    waiting: list[tuple[Typed, bool]] = [(root, False)]
    while waiting:
        each, ready = waiting.pop()
        below = each.arguments if isinstance(each, Apply) else (each.operand,) if isinstance(each, Convert) else ()
        if ready or not below:
            given = made[len(made) - len(below) :]
            del made[len(made) - len(below) :]
            made.append(visit(each, given))
        else:
            waiting.append((each, True))
            waiting.extend((part, False) for part in reversed(below))
    return made[0]
