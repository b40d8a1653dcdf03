"""Sentences of sales people: topics, what was said, how the customer answered, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kehu.crm.demo.products import PRODUCTS

PHONE = ("电话", "电话", "微信/企业微信")
WRITTEN = ("微信/企业微信", "微信/企业微信", "邮件", "电话")
VISIT = ("上门拜访", "上门拜访", "面谈", "会议")

PROGRESS, SAME, AGAIN, NO, UNREACHED = "有进展", "无变化", "需再联系", "拒绝", "联系不上"


@dataclass(frozen=True, slots=True)
class Topic:
    """One reason to talk: about which products, by which channels, and answers with the outcome that they mean.

    The places `{person}`, `{product}`, `{unit}`, `{days}`, `{count}` and `{rate}` are filled in.
    """

    name: str
    kind: str
    groups: tuple[str, ...]
    channels: tuple[str, ...]
    content: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    next_step: tuple[str, ...]


TOPICS = (
    Topic(
        "初次了解需求",
        "打电话",
        ("设备", "家具", "服务"),
        PHONE,
        (
            "和{person}聊了{product}的需求，目前用的一批已经超过五年，年底前有更换计划。",
            "{person}在展会上拿过我们的资料，主动问{product}的价格和交货时间。",
            "向{person}介绍了公司和主要产品，对方对{product}比较感兴趣，要求先发资料。",
            "{person}说新办公室下个月启用，{product}大约需要{count}{unit}。",
        ),
        (
            ("表示预算要等下个月确定，先看资料再说。", AGAIN),
            ("希望我们先给一个参考报价，方便内部立项。", PROGRESS),
            ("目前有固定供应商，但对服务速度不太满意，愿意了解。", PROGRESS),
            ("今年没有采购计划，资料可以先留着。", SAME),
        ),
        ("{days}天内发送产品资料和参考报价", "把{product}的对比表发给{person}", "约时间上门做一次需求调研"),
    ),
    Topic(
        "报价沟通",
        "报价",
        ("设备", "家具", "服务", "耗材"),
        WRITTEN,
        (
            "给{person}发了{count}{unit}{product}的报价，逐项解释了配置和保修条款。",
            "{person}反馈{product}的报价比另一家高{rate}%，我说明了上门服务和备机的差别。",
            "按客户要求重新做了报价，{product}数量调整为{count}{unit}，单价按阶梯价。",
            "{person}问{product}含税含运的价格，当天补发了正式报价单。",
        ),
        (
            ("价格可以接受，需要走内部审批。", PROGRESS),
            ("希望再优惠一些，如果能再让{rate}%就马上下单。", AGAIN),
            ("老板觉得价格偏高，要再比较两家。", AGAIN),
            ("最终选了价格更低的一家，这次不合作。", NO),
        ),
        ("和经理确认最低折扣后回复{person}", "{days}天后跟进审批进度", "准备含维保的打包方案"),
    ),
    Topic(
        "上门演示",
        "拜访",
        ("设备",),
        VISIT,
        (
            "带样机到客户办公室演示{product}，现场有{count}人参加，重点看了速度和噪音。",
            "拜访{person}，参观了仓库和办公区，现场测量了{product}的摆放位置。",
            "演示{product}时{person}问了很多使用成本的问题，当场算了三年的费用。",
            "在客户会议室试用{product}，{person}请信息部一起看了网络和权限设置。",
        ),
        (
            ("演示效果不错，使用部门比较满意。", PROGRESS),
            ("对操作界面有疑问，希望安排一次培训。", AGAIN),
            ("技术那边认为接口还要确认，能否对接现有系统。", AGAIN),
            ("样机试用一周后再决定。", SAME),
        ),
        ("整理演示问题清单并书面答复", "安排工程师远程确认系统对接", "{days}天内提交正式方案"),
    ),
    Topic(
        "样品试用",
        "寄样",
        ("家具",),
        VISIT,
        (
            "送了两{unit}{product}到客户办公室，{person}安排各部门轮流试用。",
            "和{person}一起看了新办公区的平面图，{product}按{count}{unit}先排了一版。",
        ),
        (
            ("同事普遍反映舒服，颜色想换成深灰。", PROGRESS),
            ("行政希望再看一款便宜一点的。", AGAIN),
            ("装修进度推迟，家具往后放一个月。", SAME),
        ),
        ("{days}天内更新平面图和报价", "带深灰色样板给{person}确认", "装修完成前一周再联系"),
    ),
    Topic(
        "催收货款",
        "催款",
        ("设备", "家具", "耗材", "服务"),
        PHONE,
        (
            "和{person}核对{product}的对账单，金额一致，发票已经收到。",
            "{person}说{product}的付款申请已经提交，等财务排期。",
            "{product}的货款已经超过账期{days}天，提醒{person}尽快安排。",
        ),
        (
            ("月底前安排付款。", PROGRESS),
            ("最近资金比较紧，希望延后两周。", AGAIN),
            ("发票抬头有误，需要重开。", AGAIN),
            ("没有接通，暂未回复。", UNREACHED),
        ),
        ("{days}天后确认是否到账", "联系财务重开发票", "和{person}确认具体付款日期"),
    ),
    Topic(
        "售后回访",
        "回访",
        ("设备", "家具"),
        PHONE,
        (
            "回访{product}的使用情况，安装后已用{days}天，整体稳定。",
            "{person}说{product}有一{unit}需要调整，已预约工程师上门检查。",
            "回访{product}的使用满意度，{person}打了九分，提到送货很及时。",
        ),
        (
            ("服务态度好，希望继续保持。", SAME),
            ("问题希望尽快解决，影响日常使用。", AGAIN),
            ("比较满意，考虑给分公司也配一批。", PROGRESS),
        ),
        ("派工程师上门检修", "准备分公司的配置建议", "一个月后再次回访"),
    ),
    Topic(
        "耗材补货",
        "打电话",
        ("耗材",),
        PHONE,
        (
            "按用量推算{product}快用完了，提醒{person}补货。",
            "{person}要求补{count}{unit}{product}，明天之前送到。",
            "核对库存后给{person}推荐{product}按季度集中采购，可以省运费。",
        ),
        (
            ("同意按上次的数量下单。", PROGRESS),
            ("还有一些库存，下个月再说。", SAME),
            ("希望送货上楼并带走旧包装。", PROGRESS),
            ("网上平台有活动，想先比一比价格。", AGAIN),
        ),
        ("安排明天送货", "{days}天后再确认库存", "发送季度采购方案"),
    ),
    Topic(
        "处理投诉",
        "处理投诉",
        ("设备", "家具"),
        PHONE,
        (
            "{person}投诉送来的{product}有一{unit}外壳破损，已拍照确认。",
            "客户反映{product}到货比约定晚了{days}天，查明是中转仓延误。",
            "{person}对{product}上门安装等了两天不满意，当场道歉并说明了原因。",
        ),
        (
            ("要求三天内更换，否则退货。", AGAIN),
            ("态度可以接受，但希望以后提前通知。", PROGRESS),
            ("如果能延长保修半年就不再追究。", PROGRESS),
        ),
        ("申请换货并跟踪物流", "向服务部确认处理结果后回复{person}", "{days}天后回访是否满意"),
    ),
    Topic(
        "节日问候",
        "节日问候",
        ("设备", "家具", "耗材"),
        ("微信/企业微信", "电话", "短信"),
        (
            "节前给{person}发了问候，顺便了解明年{product}的采购计划。",
            "给{person}寄了台历和新品手册，对方确认收到，翻到了{product}那一页。",
        ),
        (
            ("感谢问候，年后会有一批设备更新。", PROGRESS),
            ("目前没有新的需求。", SAME),
            ("办公室要搬迁，届时一起采购。", AGAIN),
        ),
        ("年后第一周联系{person}", "关注搬迁时间，提前准备方案", "{days}天后发送新品介绍"),
    ),
    Topic(
        "合同与续约",
        "拜访",
        ("服务",),
        (*VISIT, "视频会议"),
        (
            "和{person}讨论{product}合同的续签，今年设备增加了{count}台。",
            "{product}的合同条款基本谈妥，{person}要求增加响应时间的约定。",
            "{person}提出{product}到期后想调整范围，讨论了几种费用方案。",
        ),
        (
            ("条款没有问题，等法务盖章。", PROGRESS),
            ("希望把响应时间写成四小时。", AGAIN),
            ("要和另一家的方案一起上会讨论。", SAME),
        ),
        ("{days}天内寄出盖章合同", "修改条款后再发{person}确认", "准备费用对比说明"),
    ),
    Topic(
        "久未下单，了解原因",
        "打电话",
        ("设备", "耗材", "服务"),
        PHONE,
        (
            "{person}那边三个多月没有采购{product}，了解到他们换了采购负责人。",
            "了解到客户最近从网上平台采购{product}，价格比我们低{rate}%。",
            "询问{person}近期情况，{product}暂时用集团统一采购。",
        ),
        (
            ("新负责人还在熟悉情况，下个月再联系。", AGAIN),
            ("平台价格便宜，但出了问题没人管，愿意再谈。", AGAIN),
            ("暂时不需要，谢谢。", NO),
            ("没有接通，等对方回电。", UNREACHED),
        ),
        ("约新负责人见面", "准备耗材协议价和服务对比", "{days}天后换一个时间再打"),
    ),
)

_NOT_REACHED = (
    "打{person}电话两次没有接通，改发微信说明来意。",
    "{person}的电话一直占线，留言请对方方便时回电。",
    "上午和下午各打了一次，{person}都不在座位，请前台转告。",
)
_AFTER_NO = ("一个季度后再联系{person}", "转入长期培育，节日问候时再提", "记录落选原因，{days}天后内部复盘")
CLOSINGS = (
    "",
    "",
    "",
    "对方态度积极。",
    "已同步给主管。",
    "资料当天发出。",
    "约定保持联系。",
    "旁边还有一位同事一起听。",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One conversation in words."""

    topic: Topic
    title: str
    channel: str
    content: str
    feedback: str
    outcome: str
    next_step: str


def conversation(random: Random, person: str) -> Said:
    """Make up one conversation with a person."""
    topic = random.choice(TOPICS)
    product = random.choice([product for product in PRODUCTS if product.group in topic.groups])
    feedback, outcome = random.choice(topic.answers)
    slots = {
        "person": person,
        "product": product.name,
        "unit": product.unit,
        "days": str(random.choice((2, 3, 5, 7, 10, 15))),
        "count": str(random.randint(2, 12)),
        "rate": str(random.choice((3, 5, 8, 10, 12))),
    }
    told = (
        random.choice(_NOT_REACHED) if outcome == UNREACHED else random.choice(topic.content) + random.choice(CLOSINGS)
    )
    follows = random.choice(_AFTER_NO if outcome == NO else topic.next_step)
    return Said(
        topic,
        f"{topic.name}：{product.name}" if random.random() < 0.5 else topic.name,
        random.choice(topic.channels),
        told.format_map(slots),
        feedback.format_map(slots),
        outcome,
        follows.format_map(slots),
    )
