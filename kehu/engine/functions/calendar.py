"""Calendar arithmetic that dates, moments and their functions share: each in SQL and in Python."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from kehu.engine.functions.base import Sql, let, look, sql, to_whole, whole

LAST = date.max.toordinal()
_FIRST_MOMENT = datetime(1, 1, 5, tzinfo=UTC)
_LAST_MOMENT = datetime(9999, 12, 25, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOW = (_FIRST_MOMENT - _EPOCH).days * 86400
_HIGH = (_LAST_MOMENT - _EPOCH).days * 86400
FIRST_MONTH, LAST_MONTH = 12, 119_999


def in_calendar(moment: datetime | None) -> datetime | None:
    """Give a moment in whole seconds, blank near the ends of the calendar where its local day may not exist."""
    if moment is None or not _FIRST_MOMENT <= moment <= _LAST_MOMENT:
        return None
    return moment.astimezone(UTC).replace(microsecond=0)


def in_calendar_sql(moment: Sql) -> Sql:
    """The SQL of `in_calendar`."""
    return let(
        lambda one: sql(
            "CASE WHEN {0} BETWEEN timestamptz '0001-01-05 00:00:00+00' AND timestamptz '9999-12-25 00:00:00+00'"
            " THEN date_trunc('second', {0}) END",
            one,
        ),
        moment,
    )


def ordinal(day: Sql) -> Sql:
    """Count the days since the first of the calendar, which is 1, a Monday."""
    return sql("{0} - date '0001-01-01' + 1", day)


def of_ordinal(count: int) -> date | None:
    """Give the day of a count; blank outside the years 1 to 9999."""
    return date.fromordinal(count) if 1 <= count <= LAST else None


def of_ordinal_sql(count: Sql) -> Sql:
    """The SQL of `of_ordinal`; `count` may be any number."""
    return let(
        lambda one: sql(f"CASE WHEN {{0}} BETWEEN 1 AND {LAST} THEN date '0001-01-01' + ({{0}} - 1)::int END", one),
        count,
    )


def later(day: date, days: Decimal) -> date | None:
    """Go forward by whole days."""
    return of_ordinal(day.toordinal() + to_whole(days, -4_000_000, 4_000_000))


def later_sql(day: Sql, days: Sql) -> Sql:
    """The SQL of `later`."""
    return of_ordinal_sql(sql("{0} + {1}", ordinal(day), whole(days, -4_000_000, 4_000_000)))


def month_index(day: date) -> int:
    """Count months: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def month_index_sql(day: Sql) -> Sql:
    """The SQL of `month_index`."""
    return let(lambda one: sql("extract(year FROM {0})::int * 12 + extract(month FROM {0})::int - 1", one), day)


def first_of(index: int) -> date | None:
    """Give the first day of a month by its count."""
    return date(index // 12, index % 12 + 1, 1) if FIRST_MONTH <= index <= LAST_MONTH else None


def first_of_sql(index: Sql) -> Sql:
    """The SQL of `first_of`; `index` is an integer."""
    return let(
        lambda one: sql(
            f"CASE WHEN {{0}} BETWEEN {FIRST_MONTH} AND {LAST_MONTH}"
            " THEN make_date({0} / 12, mod({0}, 12) + 1, 1) END",
            one,
        ),
        index,
    )


def months_later(day: date, months: Decimal) -> date | None:
    """Go forward by whole months; a day that the month lacks becomes its last."""
    first = first_of(month_index(day) + to_whole(months, -200_000, 200_000))
    return None if first is None else first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def months_later_sql(day: Sql, months: Sql) -> Sql:
    """The SQL of `months_later`."""

    def move(start: Sql, count: Sql) -> Sql:
        index = sql("{0} + {1}", month_index_sql(start), count)
        return let(
            lambda one, on: sql(
                f"CASE WHEN {{2}} BETWEEN {FIRST_MONTH} AND {LAST_MONTH}"
                " THEN ({0} + make_interval(months => {1}))::date END",
                start,
                count,
                on,
            ),
            start,
            index,
        )

    return let(move, day, whole(months, -200_000, 200_000))


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give the wall clock's reading of a moment."""
    return moment.astimezone(zone)


def of_wall(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """Give the moment of a reading of the wall clock, as PostgreSQL does: of two, the later; of none, as before."""
    if not date(1, 1, 8) <= wall.date() <= date(9999, 12, 20):
        return None
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = early.utcoffset(), late.utcoffset()
    chosen = late if before is not None and after is not None and before > after else early
    return in_calendar(chosen.astimezone(UTC))


def of_wall_sql(wall: Sql, zone: Sql) -> Sql:
    """The SQL of `of_wall`; `wall` is a timestamp."""
    return let(
        lambda one: sql(
            "CASE WHEN {0}::date BETWEEN date '0001-01-08' AND date '9999-12-20'"
            " THEN date_trunc('second', timezone({1}, {0})) END",
            one,
            zone,
        ),
        wall,
    )


def wall_of(moment: Sql, zone: Sql) -> Sql:
    """Give the wall clock's reading of a moment as a timestamp."""
    return sql("timezone({1}, {0})", moment, zone)


def seconds(moment: datetime) -> int:
    """Count seconds since 1970."""
    return (
        int((moment - _EPOCH).total_seconds())
        if moment.microsecond == 0
        else int((moment - _EPOCH) // timedelta(seconds=1))
    )


def seconds_sql(moment: Sql) -> Sql:
    """The SQL of `seconds`."""
    return sql("extract(epoch FROM {0})::numeric", moment)


def of_seconds(count: Decimal) -> datetime | None:
    """Give the moment so many seconds after 1970."""
    return _EPOCH + timedelta(seconds=int(count)) if _LOW <= count <= _HIGH else None


def of_seconds_sql(count: Sql) -> Sql:
    """The SQL of `of_seconds`; exact, because whole seconds fit a float."""
    return let(
        lambda one: sql(
            f"CASE WHEN {{0}} BETWEEN {_LOW} AND {_HIGH}"
            " THEN timestamptz '1970-01-01 00:00:00+00' + {0}::float8 * interval '1 second' END",
            one,
        ),
        count,
    )


def days_as_seconds(days: Decimal) -> Decimal:
    """Turn days into whole seconds."""
    return (look(days) * 86400).quantize(Decimal(1), "ROUND_HALF_UP")


def days_as_seconds_sql(days: Sql) -> Sql:
    """The SQL of `days_as_seconds`."""
    return sql("round(round({0}, 12) * 86400, 0)", days)


def midnight(day: date, zone: ZoneInfo) -> datetime | None:
    """Give the moment at which a day begins."""
    return of_wall(datetime.combine(day, time()), zone)
