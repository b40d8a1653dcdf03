"""Makes what a plan needs before rows can go in: the table, its fields, new choices, records behind links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kehu.access.actor import Actor
from kehu.base.chinese import fold_width, pinyin_key
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog import store as catalog
from kehu.catalog.declare import PALETTE, FieldSpec, TableSpec
from kehu.catalog.shapes import Field, Table
from kehu.engine import schema, write
from kehu.engine.fields.choice import MAX_CHOICES
from kehu.engine.writing import tags
from kehu.exchange.convert import Converter
from kehu.exchange.plan import ColumnPlan
from kehu.exchange.survey import Survey, creatable, match, titles_of
from kehu.lang.kinds import Kind

BATCH = 10_000


@dataclass(slots=True)
class Made:
    """What a load made besides records of its target: for taking it back, and for the report."""

    tables: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    linked: dict[str, int] = field(default_factory=dict)


def prepare(actor: Actor, act: write.Action, found: Survey, made: Made) -> Table:
    """Bring the target into being and teach the converters its real fields; gives the target table."""
    fresh = _fresh_choices(found)
    plan = found.plan
    if plan.target.new is not None:
        table = _new_table(actor, found, fresh)
        made.tables.append(table.key)
    else:
        table = catalog.current().table(plan.target.table or "")
        table = _new_fields(actor, found, table, fresh, made)
    for converter in found.converters.values():
        converter.refresh(table.field(converter.field.key))
        converter.new_choices = False
    for converter in found.converters.values():
        if converter.field.kind is Kind.LINK and converter.field.target != table.key:
            link(act, actor, found, converter, made)
    return table


def _fresh_choices(found: Survey) -> dict[int, list[str]]:
    """Collect the labels that no list has yet, in the order in which they are met, by column."""
    asked = [
        number
        for number, one in found.converters.items()
        if one.field.kind in (Kind.CHOICE, Kind.CHOICES) and one.new_choices
    ]
    labels: dict[int, dict[str, str]] = {number: {} for number in asked}
    for block in found.blocks() if asked else ():
        for number in asked:
            converter, cells = found.converters[number], block.columns[number]
            for cell in dict.fromkeys(cells):
                converter.take([cell])
                for label in converter.known[cell].new:
                    labels[number].setdefault(fold_width(label).lower(), label)
    for number, known in labels.items():
        if len(known) + len(found.converters[number].field.choices) > MAX_CHOICES:
            raise Invalid(
                Text(
                    "“{field}”有 {count} 个不同的值，作为选项太多（最多 {most} 个）。请把这一列改为“单行文本”",
                    "“{field}” has {count} different values, too many for a list of choices (at most {most}). "
                    "Make it a text",
                ).format(field=found.converters[number].field.name, count=len(known), most=MAX_CHOICES),
                code="import.choices",
            )
    return {number: list(known.values()) for number, known in labels.items()}


def _choices(of: Field, fresh: Sequence[str]) -> dict[str, object]:
    entries = list(of.config.get("choices", ()))
    new = [
        {"label": label, "color": PALETTE[(len(entries) + place) % len(PALETTE)]} for place, label in enumerate(fresh)
    ]
    return {**of.config, "choices": [*entries, *new]}


def _spec(found: Survey, column: ColumnPlan, fresh: dict[int, list[str]], taken: set[str]) -> FieldSpec:
    converter = found.converters[column.column]
    assert column.new is not None
    key = base = pinyin_key(column.new.name) or f"column_{column.column + 1}"
    number = 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    taken.add(key)
    config = _choices(converter.field, fresh[column.column]) if column.column in fresh else converter.field.config
    return FieldSpec(key, Text.same(column.new.name), column.new.type, config)


def _new_table(actor: Actor, found: Survey, fresh: dict[int, list[str]]) -> Table:
    new = found.plan.target.new
    assert new is not None
    columns = found.plan.taken
    if len(columns) + len(schema.SYSTEM_FIELDS) > schema.MAX_FIELDS:
        raise Invalid(
            Text(
                "这张工作表有 {count} 列，一张表最多 {most} 列。请取消一些不需要的列",
                "This sheet has {count} columns; a table holds at most {most}. Leave some out",
            ).format(count=len(columns), most=schema.MAX_FIELDS - len(schema.SYSTEM_FIELDS)),
            code="import.columns",
        )
    taken = {"id", "version", *(system.key for system in schema.SYSTEM_FIELDS)}
    specs = [_spec(found, column, fresh, taken) for column in columns]
    title = next(
        (spec.key for spec, column in zip(specs, columns, strict=True) if column.column == new.title), specs[0].key
    )
    table = schema.create_table(
        actor, TableSpec(pinyin_key(new.name) or "table", Text.same(new.name), new.icon, title, tuple(specs))
    )
    _settle(found, columns, [table.field(spec.key) for spec in specs])
    return table


def _new_fields(actor: Actor, found: Survey, table: Table, fresh: dict[int, list[str]], made: Made) -> Table:
    taken = {"id", "version", *(each.key for each in table.fields)}
    for column in found.plan.taken:
        converter = found.converters[column.column]
        if column.new is not None and column.field is None:
            added = schema.add_field(actor, table.key, _spec(found, column, fresh, taken))
            made.fields.append((table.key, added.key))
            converter.field = added
        elif fresh.get(column.column) and converter.field.type == "tags":
            tags.make({(table.key, converter.field.key): fresh[column.column]})
        elif fresh.get(column.column):
            schema.change_field(
                actor, table.key, converter.field.key, config=_choices(converter.field, fresh[column.column])
            )
    return catalog.current().table(table.key)


def _settle(found: Survey, columns: Sequence[ColumnPlan], fields: Sequence[Field]) -> None:
    for column, target in zip(columns, fields, strict=True):
        found.converters[column.column].field = target


def link(act: write.Action, actor: Actor, found: Survey, converter: Converter, made: Made) -> None:
    """Make the records that a link column names and nobody has, then resolve the whole column."""
    target = converter.field.target
    if not target:
        return
    number = next(number for number, one in found.converters.items() if one is converter)
    titles: set[str] = set()
    for block in found.blocks():
        titles |= titles_of(block.columns[number])
    known = match(actor, target, titles)
    if converter.create_links and converter.field.type != "member":
        known |= create_records(act, target, sorted(titles - known.keys()), made)
        converter.create_links = False
    converter.refresh(links=known)


def create_records(act: write.Action, target: str, titles: Iterable[str], made: Made) -> dict[str, list[int]]:
    """Make records that have nothing but a title; gives those that could be made."""
    table = catalog.current().table(target)
    wanted = list(titles)
    if not wanted or not creatable(table):
        return {}
    known: dict[str, list[int]] = {}
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        receipt = act.apply([write.Insert(target, {table.title: title}) for title in part], partial=True)
        known |= {part[written.index]: [written.id] for written in receipt.records}
    made.linked[target] = made.linked.get(target, 0) + len(known)
    return known
