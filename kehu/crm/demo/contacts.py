"""Contacts of the demo company's customers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kehu.base.chinese import pinyin_key
from kehu.base.yearly import Yearly
from kehu.crm.demo.draw import Row, maybe, weighted
from kehu.crm.demo.names import mobile, person_name
from kehu.crm.lists import HOBBIES

_JOBS = (
    ("总经理", "总经办", "决策者", "总"),
    ("行政经理", "行政部", "影响者", "经理"),
    ("采购主管", "采购部", "采购", "经理"),
    ("信息主管", "信息部", "技术把关", "经理"),
    ("财务主管", "财务部", "财务", "主任"),
    ("办公室主任", "办公室", "决策者", "主任"),
    ("行政专员", "行政部", "使用者", "女士"),
    ("仓储主管", "仓储部", "使用者", "先生"),
)
_HOBBIES = tuple(chinese for chinese, _ in HOBBIES)
_TASTES = (
    "喜欢直接谈重点，不喜欢寒暄太久。",
    "习惯微信沟通，工作时间电话容易占线。",
    "喝茶不喝酒，聚餐避开周五。",
    "重视书面记录，电话后要补一封邮件。",
)


def people(random: Random, position: int, firm: Row) -> Iterator[Row]:
    """Generate one to four people of the customer at `position`; the first is the main contact."""
    size = {"小型企业": (1, 2), "中型企业": (1, 3), "大型企业": (2, 4)}[firm["size"]]
    jobs = random.sample(_JOBS, k=random.randint(*size))
    for place, job in enumerate(jobs):
        yield _person(random, position, firm, job, place == 0)


def _person(random: Random, position: int, firm: Row, job: tuple[str, str, str, str], primary: bool) -> Row:
    title, dept, role, address = job
    gender = {"女士": "女", "先生": "男"}.get(address) or random.choice("男女")
    name = person_name(random, gender)
    spelling = pinyin_key(name).split("_")
    login = f"{spelling[0]}.{''.join(spelling[1:])}"
    return {
        "name": name,
        "customer": position,
        "gender": gender,
        "title_of_address": address,
        "position": title,
        "dept": dept,
        "role": role,
        "mobile": mobile(random),
        "tel": firm["tel"] if random.random() < 0.4 else None,
        "email": maybe(random, 0.75, f"{login}@{firm['email'].split('@')[1]}"),
        "wechat": maybe(random, 0.7, f"{''.join(spelling)}_{random.randint(10, 999)}"),
        "birthday": maybe(random, 0.5, _birthday(random)),
        "hobbies": random.sample(_HOBBIES, k=random.choice((0, 0, 1, 2))),
        "taboo": random.choice(_TASTES) if random.random() < 0.2 else None,
        "closeness": weighted(random, {"陌生": 15, "认识": 40, "熟悉": 32, "密切": 13}),
        "primary": primary,
        "employed": "在职" if primary else weighted(random, {"在职": 90, "已离职": 6, "未知": 4}),
        "do_not_contact": False,
    }


def _birthday(random: Random) -> str:
    """Older people often keep theirs by the moon, and some are known without the year."""
    year, month, day = random.randint(1966, 2001), random.randint(1, 12), random.randint(1, 28)
    known = year if random.random() < 0.8 else None
    return str(Yearly(month, day, known, lunar=year < 1985 and random.random() < 0.4))
