"""One seeded generator of believable Chinese customer data, for the demo company and for the benchmarks.

A row is what a person would type: choices by their Chinese label, dates and times as values. A link is the position
of its row in the generated table that the link points to.
"""

from __future__ import annotations

from datetime import date

from kehu.crm.demo.contacts import people
from kehu.crm.demo.customers import companies
from kehu.crm.demo.draw import Row, source
from kehu.crm.demo.orders import orders
from kehu.crm.demo.talks import actions, talks

Tables = dict[str, list[Row]]

SOME_DAY = date(2026, 11, 20)


def generate(seed: int, customers: int = 120, today: date = SOME_DAY) -> Tables:
    """Generate the rows of the five standard tables, the same for the same arguments."""
    random = source(seed, "rest")
    firms = list(companies(seed, customers, today))
    persons = [row for position, firm in enumerate(firms) for row in people(random, position, firm)]
    bought = [row for position, firm in enumerate(firms) for row in orders(random, position, firm, today)]
    bought.sort(key=lambda row: (row["date"], row["customer"]))
    main = {row["customer"]: row["name"] for row in persons if row["primary"]}
    known: dict[int, list[int]] = {}
    for place, row in sorted(enumerate(persons), key=lambda each: not each[1]["primary"]):
        known.setdefault(row["customer"], []).append(place)
    latest = {row["customer"]: position for position, row in enumerate(bought)}
    said: list[Row] = []
    planned: list[Row] = []
    for position, firm in enumerate(firms):
        spoken = list(talks(random, position, firm, main[position], latest.get(position), today))
        planned += actions(random, position, firm, main[position], spoken, today)
        said += [{**row, "contacts": _heard(row, known[position])} for row in spoken]
    return {
        "customers": firms,
        "contacts": persons,
        "orders": bought,
        "interactions": sorted((_without_kind(row) for row in said), key=lambda row: (row["at"], row["customer"])),
        "next_actions": sorted(planned, key=lambda row: (row["due"], row["customer"])),
    }


def _heard(talk: Row, known: list[int]) -> list[int]:
    """Tell who took part in a talk: the main contact, and another one where people met."""
    return known[: 2 if talk["channel"] in ("面谈", "会议", "上门拜访", "视频会议") else 1]


def _without_kind(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "kind"}
