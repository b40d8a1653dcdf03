"""Interactions and next actions of the demo company: what was said, and what is to be done because of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from kehu.crm.demo.draw import Row, ahead, maybe, weighted
from kehu.crm.demo.talk import conversation

_ZONE = ZoneInfo("Asia/Shanghai")
_MANY = {
    "潜在客户": (1, 5),
    "初次购买客户": (2, 5),
    "重复购买客户": (3, 8),
    "忠诚客户": (5, 12),
    "沉睡": (1, 4),
    "流失": (1, 4),
}
_QUIET = {"沉睡": 95, "流失": 200}
_LONG_AGO = 360
_IN_DAYS = re.compile(r"^\d+天[内后]")


def talks(random: Random, position: int, firm: Row, person: str, order: int | None, today: date) -> Iterator[Row]:
    """Generate the conversations with the customer at `position`, newest last; `order` is its latest order."""
    quiet = _QUIET.get(firm["stage"], 1)
    days = sorted(
        (random.randint(quiet, quiet + _LONG_AGO) for _ in range(random.randint(*_MANY[firm["stage"]]))), reverse=True
    )
    for ago in days:
        said = conversation(random, person)
        yield {
            "topic": said.title,
            "customer": position,
            "at": office_time(random, today - timedelta(days=ago)),
            "channel": said.channel,
            "direction": weighted(random, {"我方发起": 72, "客户发起": 28}),
            "content": said.content,
            "feedback": said.feedback,
            "next_step": said.next_step,
            "outcome": said.outcome,
            "intent_change": {"有进展": "上升", "拒绝": "下降"}.get(said.outcome, "不变"),
            "minutes": maybe(random, 0.8, random.choice((5, 8, 10, 15, 20, 30, 45, 60, 90))),
            "order": order if said.topic.name in ("催收货款", "售后回访", "处理投诉") else None,
            "kind": said.topic.kind,
        }


def actions(random: Random, position: int, firm: Row, person: str, said: Sequence[Row], today: date) -> Iterator[Row]:
    """Generate what is to be done for the customer at `position` after these conversations."""
    for talk in said[-3:-1]:
        planned = talk["at"] + timedelta(days=random.randint(2, 12))
        finished = planned <= datetime.combine(today, time(0), UTC)
        yield _action(random, position, talk, planned, finished)
    if said and firm["stage"] != "流失":
        yield _action(random, position, said[-1], office_time(random, today + timedelta(days=ahead(random))), False)
    if firm["stage"] == "沉睡":
        due = office_time(random, today + timedelta(days=random.randint(0, 14)))
        yield {
            "action": f"唤醒沉睡客户：约{person}了解近况",
            "customer": position,
            "kind": "回访",
            "due": due,
            "priority": "高",
            "status": "待办",
            "remind": "提前1天",
            "repeat": "不重复",
        }


def office_time(random: Random, day: date) -> datetime:
    """Draw a moment of the working hours of `day` in China, as UTC."""
    clock = time(
        random.choice((9, 9, 10, 10, 11, 14, 14, 15, 15, 16, 17)), random.choice((0, 5, 10, 15, 20, 30, 40, 45, 50))
    )
    return datetime.combine(day, clock, _ZONE).astimezone(UTC)


def _action(random: Random, position: int, talk: Row, due: datetime, finished: bool) -> Row:
    cancelled = finished and random.random() < 0.06
    open_status = "进行中" if random.random() < 0.25 else "待办"
    return {
        "action": _IN_DAYS.sub("", talk["next_step"]),
        "customer": position,
        "kind": talk["kind"],
        "start": due - timedelta(hours=1) if random.random() < 0.3 else None,
        "due": due,
        "priority": weighted(random, {"紧急": 6, "高": 22, "中": 52, "低": 20}),
        "status": "已取消" if cancelled else "已完成" if finished else open_status,
        "remind": random.choice(("提前1天", "提前1小时", "提前15分钟")),
        "repeat": "不重复",
        "result": random.choice(_RESULTS) if finished and not cancelled else None,
        "done_at": due + timedelta(minutes=random.randint(5, 90)) if finished and not cancelled else None,
        "by_rule": False,
    }


_RESULTS = (
    "已按约定完成，对方确认收到。",
    "电话沟通顺利，等待对方内部审批。",
    "资料已发送，三天后再确认。",
    "已上门处理，客户签字确认。",
    "对方出差，改为微信留言并得到回复。",
    "价格已谈妥，准备下单。",
)
