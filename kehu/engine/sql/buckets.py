"""What equals among the records of one group: a value, a stretch of the calendar, a band of a number."""

from __future__ import annotations

import sqlalchemy as sa

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields import Reading
from kehu.engine.sql.tables import STORAGE, Column, wire
from kehu.lang.grouping import VALUE, band, fits
from kehu.lang.kinds import Kind


def bucket(by: str, field: Field, column: Column, reading: Reading) -> Column:
    """Give the bucket that a record falls into; raises `Invalid` for a field that cannot be grouped so."""
    if not fits(by, field.kind):
        raise Invalid(
            Text("“{field}”不能这样分组", "“{field}” cannot be grouped like this").format(field=field.name),
            code="group",
            details={"field": field.key, "by": by},
        )
    if by == VALUE:
        return column
    if field.kind is Kind.NUMBER:
        width = sa.literal(band(by), sa.Numeric())
        return sa.func.floor(column / width, type_=sa.Numeric()) * width
    moment = sa.func.timezone(reading.time_zone, column) if field.kind is Kind.DATETIME else column
    unit, fiscal = by.removeprefix("fiscal_"), by.startswith("fiscal_")
    shift = sa.cast(sa.literal(f"{reading.fiscal_start - 1 if fiscal else 0} months", sa.Text()), sa.Interval())
    wall = sa.cast(moment, sa.TIMESTAMP())
    return sa.cast(sa.func.date_trunc(unit, wall - shift) + shift, sa.Date())


def told(by: str, field: Field, value: Column) -> Column:
    """Give a bucket as it travels."""
    if by == VALUE:
        return wire(value, field)
    return STORAGE[Kind.NUMBER].wire(value) if field.kind is Kind.NUMBER else sa.cast(value, sa.Text())
