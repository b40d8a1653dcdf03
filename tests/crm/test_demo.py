"""The generator: the same for the same seed, consistent, believable, and nobody's real data."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import phonenumbers
from stdnum.cn import uscc

from kehu.crm.demo.customers import companies
from kehu.crm.demo.generate import SOME_DAY, generate
from kehu.crm.tables import all_tables

TABLES = {spec.key: spec for spec in all_tables()}
ROWS = generate(7, 150)


def test_the_same_seed_gives_the_same_data_and_another_seed_other_data() -> None:
    assert generate(7, 30) == generate(7, 30)
    assert generate(7, 30) != generate(8, 30)


def test_customers_do_not_depend_on_how_many_are_asked_for() -> None:
    assert list(companies(7, 20)) == list(companies(7, 50))[:20]


def test_every_value_stands_in_a_field_of_its_table() -> None:
    for table, rows in ROWS.items():
        keys = {field.key for field in TABLES[table].fields}
        assert rows
        for row in rows:
            assert row.keys() <= keys


def test_every_choice_is_one_of_the_standard_lists() -> None:
    for table, rows in ROWS.items():
        for field in TABLES[table].fields:
            if field.type not in ("choice", "choices"):
                continue
            labels = {entry["label"]["zh-CN"] for entry in field.config["choices"]}
            for row in rows:
                value = row.get(field.key)
                values = value if isinstance(value, list) else [] if value is None else [value]
                assert set(values) <= labels, field.key


def test_required_fields_are_filled() -> None:
    for table, rows in ROWS.items():
        required = [field.key for field in TABLES[table].fields if field.required]
        assert all(row.get(key) is not None for row in rows for key in required)


def test_links_point_to_generated_rows_and_a_referrer_is_an_earlier_customer() -> None:
    for table, rows in ROWS.items():
        for field in TABLES[table].fields:
            if field.type == "link":
                reach = len(ROWS[field.config["target"]])
                assert all(0 <= row[field.key] < reach for row in rows if row.get(field.key) is not None)
    assert all(row["referrer"] < place for place, row in enumerate(ROWS["customers"]) if row["referrer"] is not None)


def test_an_order_linked_from_a_talk_is_one_of_the_same_customer() -> None:
    linked = [row for row in ROWS["interactions"] if row["order"] is not None]
    assert linked
    assert all(ROWS["orders"][row["order"]]["customer"] == row["customer"] for row in linked)


def test_company_names_are_unique_and_nearly_all_sentences_are_different() -> None:
    names = [row["name"] for row in ROWS["customers"]]
    assert len(set(names)) == len(names)
    said = [row["content"] for row in ROWS["interactions"]]
    assert len(set(said)) > 0.9 * len(said)
    assert not any("{" in row[key] for row in ROWS["interactions"] for key in ("content", "feedback", "next_step"))


def test_numbers_and_codes_are_well_formed_and_addresses_reach_nobody() -> None:
    for row in ROWS["customers"]:
        assert uscc.is_valid(row["uscc"])
        assert phonenumbers.is_valid_number(phonenumbers.parse(row["tel"], "CN"))
        assert phonenumbers.is_valid_number(phonenumbers.parse(row["mobile"], "CN"))
        assert row["mobile"][3:7] == "0000"
        assert row["email"].endswith(".example")


def test_customers_who_never_bought_are_prospects_and_lost_ones_stopped_long_ago() -> None:
    last: dict[int, date] = {}
    for row in ROWS["orders"]:
        last[row["customer"]] = max(row["date"], last.get(row["customer"], date.min))
    for place, firm in enumerate(ROWS["customers"]):
        assert (place in last) == (firm["stage"] != "潜在客户")
        if firm["stage"] == "流失":
            assert last[place] < SOME_DAY - timedelta(days=365)
        if firm["stage"] == "忠诚客户":
            assert last[place] > SOME_DAY - timedelta(days=60)


def test_orders_follow_the_seasons_and_nothing_lies_in_the_future() -> None:
    busy = [row for seed in range(4) for row in generate(seed, 200)["orders"]]
    months = Counter(row["date"].month for row in busy)
    assert months[2] < months[3]
    assert months[2] < months[9]
    assert max(row["date"] for row in busy) <= SOME_DAY
    assert all(0 <= row["discount"] < row["amount"] for row in busy)
    assert all(row["cost"] > 0 for row in busy)


def test_there_is_something_to_do_today_and_something_overdue() -> None:
    days = {row["due"].date() for row in ROWS["next_actions"] if row["status"] in ("待办", "进行中")}
    assert SOME_DAY in days
    assert min(days) < SOME_DAY < max(days)
    assert all(
        row["done_at"] <= datetime.combine(SOME_DAY, datetime.max.time(), UTC)
        for row in ROWS["next_actions"]
        if row.get("done_at")
    )
