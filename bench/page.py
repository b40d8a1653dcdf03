"""A page of 100 records x 40 fields, against the same statement run by the bare driver.

Ours is `engine.read.page`: catalog version, scope, compiling the query, the statement, titles of linked records and
the cursor. Against is the page statement alone, with its values, by psycopg: execute and fetchall.
"""

from __future__ import annotations

from _capture import longest, statements
from _ground import actor, duel, ground, raw, tell

CASES = {
    "100 rows x 40 fields, filtered by two fields, sorted by a third": (
        {
            "join": "and",
            "items": [
                {"field": "industry", "operator": "is", "value": "c1"},
                {"field": "stage", "operator": "any_of", "value": ["c3", "c4"]},
            ],
        },
        (("registered_on", True),),
        0,
    ),
    "100 rows x 40 fields, first page": (None, (), 0),
    "100 rows x 40 fields, 500,000 rows further down": (None, (), 500_000),
    "100 rows x 40 fields, sorted by name": (None, (("name", False),), 0),
}
TARGET = 1.3


def main() -> None:
    """Measure every case."""
    with ground():
        from kehu.engine import read
        from kehu.lang.filters import read_filter
        from kehu.lang.query import Query, Sort

        who = actor()
        with raw() as bare:
            for what, (of, sorts, skip) in CASES.items():
                query = Query(read_filter(of), tuple(Sort(*sort) for sort in sorts), skip=skip)
                statement, values = longest(statements(lambda query=query: read.page(who, "customers", query)))
                assert len(read.page(who, "customers", query).rows) == query.limit
                ours, against = duel(
                    lambda query=query: read.page(who, "customers", query),
                    lambda statement=statement, values=values: bare.execute(statement, values).fetchall(),
                )
                tell("page", what, ours, against=against, target=TARGET)


if __name__ == "__main__":
    main()
