"""A formula before it is kept: what it gives, and its values for the first records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kehu.access.actor import Actor
from kehu.access.scope import require
from kehu.catalog import store
from kehu.engine.functions import library
from kehu.engine.reading import reading_of
from kehu.engine.sql import compute
from kehu.engine.sql.formula import compile_formula
from kehu.engine.titles import titles
from kehu.lang.formulas import canonical, parse, spoken
from kehu.lang.formulas.currencies import refuse_mixed
from kehu.lang.kinds import Kind

SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """A formula that makes sense: the kind of its result, as it is spelled with today's names, and samples."""

    kind: Kind
    formula: str
    inputs: tuple[str, ...]
    uses_today: bool
    samples: list[dict[str, Any]]


def preview(actor: Actor, table: str, formula: str) -> Preview:
    """Check a formula and work it out for the first records; raises `Invalid` with line and column."""
    require(actor, "design", table)
    catalog, reading = store.current(), reading_of(actor)
    shape = catalog.table(table)
    # what was written is what mistakes are placed in
    found = compile_formula(formula, shape, catalog, reading)
    refuse_mixed(parse(formula), shape, library())
    kept = canonical(formula, shape)
    rows = compute.sample(shape, found.kind, found.expression, SAMPLES)
    names = titles(actor, table, [row[0] for row in rows])
    return Preview(
        found.kind,
        spoken(kept, shape, actor.language),
        tuple(sorted(found.inputs)),
        found.uses_today,
        [{"id": row[0], "title": names.get(row[0], ""), "value": row[1]} for row in rows],
    )
