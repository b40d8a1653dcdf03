"""Values of before a change of type, read as the type of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from kehu.access.actor import Actor
from kehu.catalog import models
from kehu.catalog.shapes import Field, Table
from kehu.engine.fields import Wrong, field_type
from kehu.engine.reading import reading_of
from kehu.engine.retyping.retype import convert
from kehu.engine.sql import snapshot


def convert_before(actor: Actor, name: str, shape: Table, fields: Sequence[Field], at: datetime) -> dict[str, int]:
    """Convert what was collected for a snapshot of fields that were retyped; gives how many values were lost by field.

    A value that the type of today cannot hold becomes empty, as it did when the type changed.
    """
    lost: dict[str, int] = {}
    for row in models.Field.objects.filter(id__in=[field.id for field in fields], overrides__has_key="former"):
        field = next(each for each in fields if each.id == row.id)
        told = snapshot.values_of_before(name, shape, field, at)
        values = dict(_converted(actor, field, row.overrides["former"], told))
        if values:
            snapshot.put_values(name, field, values)
            filled = {identity for identity, wire, _ in told if wire is not None}
            lost[str(field.id)] = sum(1 for each, value in values.items() if value is None and each in filled)
    return lost


def _converted(
    actor: Actor, field: Field, former: Sequence[Mapping[str, Any]], told: Sequence[tuple[int, Any, datetime]]
) -> Iterator[tuple[int, Any]]:
    """Give (record, wire value of today) of values that the field held before one of its changes of type."""
    by_type: dict[int, list[tuple[int, Any, bool]]] = {}
    old = [
        replace(field, type=each["type"], kind=field_type(each["type"]).kind, config=each["config"]) for each in former
    ]
    reading = reading_of(actor)
    for identity, wire, moment in told:
        place = next((index for index, each in enumerate(former) if _before(moment, each.get("at"))), None)
        if place is None:
            continue
        try:
            stored = field_type(old[place].type).parse(wire, old[place], reading)
        except Wrong:
            stored = None
        if stored is None:
            yield identity, None
        else:
            by_type.setdefault(place, []).append((identity, stored, False))
    dump = field_type(field.type).dump
    for place, batch in by_type.items():
        for identity, _, after, wrong in convert(actor, old[place], field, batch):
            yield identity, None if wrong is not None else dump(after)


def _before(moment: datetime, changed: Any) -> bool:
    return isinstance(changed, str) and moment < datetime.fromisoformat(changed)
