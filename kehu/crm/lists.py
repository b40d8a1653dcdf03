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

EVERY_TABLE = (
    FieldSpec("tags", Text("标签", "Tags"), "choices", choices()),
    FieldSpec("note", Text("备注", "Notes"), "long"),
    FieldSpec("ext_id", Text("外部编号", "External number"), "text", short=Text("外部编号", "Ext. no.")),
    FieldSpec("ext_source", Text("来源系统", "Source system"), "text"),
    FieldSpec("confirmed_on", Text("最后确认日期", "Last confirmed on"), "date", short=Text("确认日期", "Confirmed")),
)
"""Tags, notes, numbers in other systems, and when somebody last confirmed the record."""
