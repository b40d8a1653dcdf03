"""Customers of the demo company: one invented firm after the other, each at some stage of its life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kehu.crm.demo.draw import Row, ahead, maybe, source, weighted
from kehu.crm.demo.names import address, company_name, credit_code, landline, mobile
from kehu.crm.demo.places import CITIES
from kehu.crm.demo.products import PRODUCTS
from kehu.crm.lists import CUSTOMER_TAGS

_OLDEST_DAYS = 1130
_INDUSTRIES = {
    "制造业": 24, "批发零售": 16, "互联网/软件": 14, "金融": 4, "教育": 7, "医疗健康": 7, "建筑/房地产": 8,
    "物流运输": 6, "餐饮酒店": 4, "农林牧渔": 2, "政府/公共事业": 2, "专业服务": 5, "其他": 1,
}  # fmt: skip
_SOURCES = {
    "推荐/转介绍": 22, "展会": 14, "官网": 10, "搜索引擎": 10, "电话陌拜": 12, "电商平台": 8, "广告": 6,
    "短视频/直播": 5, "门店到访": 4, "合作伙伴": 5, "老客户复购": 3, "其他": 1,
}  # fmt: skip
PAYMENTS = {"银行转账": 52, "账期/月结": 18, "微信支付": 10, "支付宝": 8, "支票/承兑汇票": 5, "现金": 2, "平台代收": 5}
_TAGS = tuple(chinese for chinese, _ in CUSTOMER_TAGS)
_NOTES = (
    None,
    None,
    None,
    "送货需提前一天预约，周末不收货。",
    "开票信息每年核对一次。",
    "前台可以代收小件，大件走货梯。",
    "老板重视售后，出问题要第一时间电话说明。",
    "采购集中在每季度最后一个月。",
    "新办公室装修中，家具需求较多。",
    "对接人更换频繁，联系前先确认。",
)
_HEADCOUNT = {"小型企业": ("1–20人", "21–99人"), "中型企业": ("100–499人",), "大型企业": ("500人以上",)}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a customer of a lifecycle stage behaves: orders in all, days since the last one, tiers it may have."""

    weight: int
    orders: tuple[int, int]
    silence: tuple[int, int]
    tiers: tuple[str, ...]
    intents: tuple[str, ...]
    projects: tuple[str, ...]
    every: tuple[str, ...]


STAGES = {
    "潜在客户": Kind(
        24, (0, 0), (0, 0), ("潜在客户",), ("高", "中", "中", "低"), ("未启动", "沟通中", "沟通中"), ("每周", "每两周")
    ),
    "初次购买客户": Kind(18, (1, 1), (5, 150), ("普通客户",), ("中", "低"), ("沟通中", "已交付"), ("每月", "每两周")),
    "重复购买客户": Kind(
        26, (2, 6), (3, 120), ("普通客户", "普通客户", "重要客户"), ("高", "中"), ("进行中", "已交付"), ("每月",)
    ),
    "忠诚客户": Kind(16, (7, 16), (1, 45), ("重要客户",), ("高", "中"), ("进行中", "已交付"), ("每两周", "每月")),
    "沉睡": Kind(10, (1, 5), (185, 330), ("普通客户",), ("低", "无"), ("已交付", "未启动"), ("每季度", "每半年")),
    "流失": Kind(6, (1, 4), (370, 600), ("普通客户",), ("无",), ("已终止",), ("每半年", "不定期")),
}


def companies(seed: int, count: int, today: date = date(2026, 11, 20)) -> Iterator[Row]:
    """Generate `count` customers one after the other, so that a million need no memory."""
    random = source(seed, "customers")
    names: set[str] = set()
    for position in range(count):
        yield _company(random, position, today, names)


def _company(random: Random, position: int, today: date, names: set[str]) -> Row:
    city = random.choice(CITIES)
    district = random.choice(city.districts)
    industry = weighted(random, _INDUSTRIES)
    name = company_name(random, city, industry)
    while name.full in names and len(names) < 50_000:
        name = company_name(random, city, industry)
    names.add(name.full)
    stage = weighted(random, {key: kind.weight for key, kind in STAGES.items()})
    kind = STAGES[stage]
    size = weighted(random, {"小型企业": 55, "中型企业": 33, "大型企业": 12})
    tier = random.choice(kind.tiers)
    product = random.choice(PRODUCTS)
    origin = weighted(random, _SOURCES)
    registered = today - timedelta(days=random.randint(kind.silence[1] + 20, _OLDEST_DAYS))
    return {
        "name": name.full,
        "kind": weighted(random, {"企业": 88, "渠道/代理商": 12}),
        "short": name.short,
        "uscc": credit_code(random, city),
        "industry": industry,
        "size": size,
        "headcount": random.choice(_HEADCOUNT[size]),
        "region": city.division_of(district),
        "address": address(random, city, district),
        "tel": landline(random, city),
        "mobile": mobile(random),
        "email": f"{random.choice(('info', 'office', 'caigou', 'service', 'xingzheng'))}@{name.spelling}.example",
        "site": maybe(random, 0.7, f"https://www.{name.spelling}.example"),
        "social": maybe(random, 0.35, f"微信公众号：{name.short}"),
        "registered_on": registered,
        "source": origin,
        "referrer": random.randrange(position) if origin == "推荐/转介绍" and position else None,
        "tier": tier,
        "value_class": _value_class(stage, tier),
        "stage": stage,
        "intent": random.choice(kind.intents),
        "project_status": random.choice(kind.projects),
        "follow_up_every": random.choice(kind.every),
        "next_follow_up": today + timedelta(days=ahead(random)) if stage != "流失" else None,
        "needs": product.needs,
        "pay_habit": weighted(random, PAYMENTS),
        "credit": Decimal(random.choice((50_000, 100_000, 200_000, 300_000))) if tier == "重要客户" else None,
        "terms": random.choice((30, 45, 60)) if tier == "重要客户" else random.choice((0, 15, 30)),
        "member_level": {"忠诚客户": "金卡", "重复购买客户": "银卡"}.get(stage, "普通"),
        "points": random.randint(*kind.orders) * random.randint(80, 400) if kind.orders[1] else 0,
        "tags": random.sample(_TAGS, k=random.choice((0, 0, 1, 1, 2))),
        "note": random.choice(_NOTES),
        "ext_id": maybe(random, 0.5, f"KH{position + 10001}"),
        "confirmed_on": maybe(random, 0.8, today - timedelta(days=random.randint(0, 240))),
    }


def _value_class(stage: str, tier: str) -> str:
    if tier == "重要客户":
        return "高价值客户"
    return "低价值客户" if stage in ("沉睡", "流失") else "普通客户"
