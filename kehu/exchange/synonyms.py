"""Header words that people use for the fields of the standard tables, besides the fields' own names.

Per table one line per field: `field: word word …`; `@name` stands for a list of `SHARED`, a line that begins with
spaces goes on with the field above. Words are compared without spaces, case, width and brackets.
"""

from __future__ import annotations

from types import MappingProxyType

SHARED = {
    "company": (
        "客户 客户名 客户名称 客户姓名 客户全称 客户公司 公司 公司名 公司名称 单位 单位名称 企业名称 买家 会员名 "
        "customer customername client clientname account accountname company companyname organization "
        "organisation buyer"
    ),
    "mobile": (
        "手机 手机号 手机号码 移动电话 联系手机 联系电话 联系方式 mobile mobilephone cell cellphone phone phonenumber"
    ),
    "tel": "电话 固话 座机 座机电话 公司电话 办公电话 单位电话 telephone tel landline officephone",
    "email": "邮箱 邮箱地址 电子邮箱 邮件 e-mail email mail emailaddress",
    "owner": (
        "负责人 业务员 销售 销售人员 销售员 跟进人 客户经理 owner salesrep salesperson salesagent agent accountmanager"
    ),
}

TABLES = {
    "customers": """
name: @company
short: 客户简称 公司简称 shortname
kind: 客户性质 客户类别 细分 segment customertype accounttype
uscc: 社会信用代码 信用代码 税号 纳税人识别号 营业执照号 taxid uscc
industry: 所属行业 行业类别 行业分类 sector industry
size: 规模 企业规模 companysize
headcount: 人员规模 人数
region: 地区 区域 省份 省市 所在地 城市 所在城市 region area city province state officelocation
address: 地址 详细地址 联系地址 通讯地址 办公地址 收货地址 address street
tel: @tel
mobile: @mobile
email: @email
site: 网址 网站 公司网址 主页 website url homepage
registered_on: 注册时间 成立日期 建档日期 录入日期 登记日期 signupdate since
source: 来源 来源渠道 获客渠道 线索来源 leadsource source
tier: 客户等级 客户级别 分层 客户分级 level tier
stage: 客户状态 客户阶段 阶段 lifecycle stage
intent: 意向 意向程度 意向度 intent
project_status: 跟进状态 项目进度 进度 projectstatus
follow_up_every: 跟进周期 回访频率
next_follow_up: 下次跟进日期 下次跟进时间 下次联系 下次联系时间 下次回访 nextfollowup nextcontact
needs: 需求 客户需求 需求描述 主营产品 needs requirements
pay_habit: 付款方式 结算方式 paymentterms
credit: 授信额度 额度 creditlimit
terms: 账期 付款账期
member_level: 会员级别 会员卡级别 memberlevel
points: 积分 points
owner: @owner
""",
    "contacts": """
name: 联系人 联系人姓名 客户联系人 姓名 contact contactname fullname person
customer: @company
gender: 性别 sex
title_of_address: 称呼 尊称 salutation
position: 职务 岗位 头衔 jobtitle title
dept: 所在部门 department
mobile: @mobile
tel: @tel
email: @email
wechat: 微信号 微信 wechat weixin
birthday: 出生日期 生日 birthdate dateofbirth
hobbies: 爱好 兴趣 hobby
primary: 主要联系人 主联系人 首要联系人 primarycontact
owner: @owner
""",
    "orders": """
number: 订单编号 订单id 单号 单据编号 销售单号 orderid orderno ordernumber invoiceno invoicenumber invoiceid
customer: @company customerid
date: 订单日期 下单日期 下单时间 成交日期 销售日期 交易日期 日期 orderdate invoicedate purchasedate date
product: 产品 产品名称 商品 商品名称 品名 货品名称 服务 product productname item description
amount: 订单金额 成交金额 销售额 销售金额 交易金额 总金额 总价 合计 实付金额 sales amount total revenue
    invoiceamount orderamount
discount: 优惠金额 折扣金额 discountamount
cost: 成本金额 成本价 cost
pay_method: 付款方式 支付渠道 收款方式 paymentmethod
pay_status: 支付状态 收款状态 回款状态 paymentstatus
due: 付款期限 到期日 duedate
status: 状态 orderstatus status
channel: 销售渠道 来源渠道 平台 channel
salesperson: @owner
""",
    "interactions": """
topic: 主题 标题 subject
customer: @company
at: 联系时间 跟进时间 拜访时间 沟通时间 联系日期 跟进日期 拜访日期 contactdate
channel: 联系方式 跟进方式 沟通方式 拜访方式
content: 跟进内容 跟进记录 沟通记录 联系内容 拜访内容 拜访记录 内容 content notes
feedback: 反馈 反馈意见
next_step: 下一步 下一步计划 后续计划 nextstep
outcome: 跟进结果 沟通结果 outcome result
owner: @owner
""",
    "next_actions": """
action: 任务 待办 待办事项 任务名称 task todo
customer: @company
due: 截止日期 截止时间 到期时间 deadline duedate
owner: @owner
""",
}


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for table, lines in TABLES.items():
        key = ""
        for line in lines.strip().splitlines():
            words = line.split()
            if not line.startswith(" "):
                key = f"{table}.{words.pop(0).rstrip(':')}"
            for word in words:
                found.setdefault(key, []).extend(SHARED[word[1:]].split() if word.startswith("@") else [word])
    return {key: tuple(words) for key, words in found.items()}


SYNONYMS = MappingProxyType(_read())
"""The words per `table.field`."""
