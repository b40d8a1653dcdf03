"""Choice lists that several standard tables share, and the fields that every standard table carries."""

from __future__ import annotations

from kehu.base.text import Text
from kehu.catalog.declare import FieldSpec, choices

PAY_METHODS = (
    ("银行转账", "Bank transfer"),
    ("微信支付", "WeChat Pay"),
    ("支付宝", "Alipay"),
    ("现金", "Cash"),
    ("刷卡/POS", "Card / POS"),
    ("支票/承兑汇票", "Cheque / acceptance draft"),
    ("账期/月结", "On account / monthly"),
    ("预付款抵扣", "From prepayment"),
    ("平台代收", "Collected by platform"),
    ("其他", "Other"),
)

CUSTOMER_TAGS = (
    ("长期合作", "Long-standing"),
    ("价格敏感", "Price-sensitive"),
    ("重视服务", "Values service"),
    ("可转介绍", "Would refer"),
    ("年度框架", "Yearly agreement"),
    ("租赁客户", "Rents"),
    ("需要开专票", "Needs VAT invoice"),
    ("新开业", "Newly opened"),
    ("多门店", "Several branches"),
)
HOBBIES = (
    ("钓鱼", "Fishing"),
    ("摄影", "Photography"),
    ("羽毛球", "Badminton"),
    ("跑步", "Running"),
    ("茶道", "Tea"),
    ("登山", "Hiking"),
    ("书法", "Calligraphy"),
    ("篮球", "Basketball"),
    ("烘焙", "Baking"),
    ("自驾游", "Road trips"),
    ("围棋", "Go"),
    ("阅读", "Reading"),
)


def tags(*first: tuple[str, str]) -> FieldSpec:
    """Declare the tags of a table; people add their own to the first ones."""
    return FieldSpec("tags", Text("标签", "Tags"), "tags", choices(*first))


EVERY_TABLE = (
    FieldSpec("files", Text("附件", "Attachments"), "attachment"),
    FieldSpec("collaborators", Text("协作人", "Collaborators"), "members"),
    FieldSpec("note", Text("备注", "Notes"), "long"),
    FieldSpec("ext_id", Text("外部编号", "External number"), "text", short=Text("外部编号", "Ext. no.")),
    FieldSpec("ext_source", Text("来源系统", "Source system"), "text"),
    FieldSpec("confirmed_on", Text("最后确认日期", "Last confirmed on"), "date", short=Text("确认日期", "Confirmed")),
)
"""Attachments, who else works on the record, notes, numbers in other systems, and when it was last confirmed."""
