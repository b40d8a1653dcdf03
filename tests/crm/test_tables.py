"""The standard tables: complete, consistent, in both languages."""

from __future__ import annotations

import pytest

from kehu.base.chinese import fold_width
from kehu.catalog.declare import PALETTE, FieldSpec, TableSpec, ViewSpec
from kehu.crm.tables import all_tables, field_of, targets
from kehu.crm.views import SYSTEM_FIELDS
from kehu.engine.fields import field_type
from kehu.engine.operators import operator_of
from kehu.lang.filters import conditions, read_filter
from kehu.lang.kinds import SORTABLE, Kind
from kehu.lang.periods import period

TABLES = {spec.key: spec for spec in all_tables()}
FIELDS = [(spec, field) for spec in all_tables() for field in spec.fields]
VIEWS = [(spec, view) for spec in all_tables() for view in spec.views]
SYSTEM_KINDS = {"owner": Kind.LINK, "created_by": Kind.LINK, "changed_by": Kind.LINK}

each_table = pytest.mark.parametrize("spec", all_tables(), ids=list(TABLES))
each_field = pytest.mark.parametrize(
    ("spec", "field"), FIELDS, ids=[f"{spec.key}.{field.key}" for spec, field in FIELDS]
)
each_view = pytest.mark.parametrize(("spec", "view"), VIEWS, ids=[f"{spec.key}.{view.key}" for spec, view in VIEWS])

STANDARD_LISTS = {
    # customers (A1)
    "customers.kind": "企业 个人 渠道/代理商 政府/事业单位",
    "customers.industry": (
        "制造业 批发零售 互联网/软件 金融 教育 医疗健康 建筑/房地产 "
        "物流运输 餐饮酒店 农林牧渔 政府/公共事业 专业服务 其他"
    ),
    "customers.size": "小型企业 中型企业 大型企业",
    "customers.headcount": "1–20人 21–99人 100–499人 500人以上",
    "customers.source": (
        "广告 推荐/转介绍 展会 官网 搜索引擎 电商平台 短视频/直播 电话陌拜 门店到访 合作伙伴 老客户复购 其他"
    ),
    "customers.tier": "重要客户 普通客户 潜在客户",
    "customers.value_class": "高价值客户 普通客户 低价值客户",
    "customers.stage": "潜在客户 初次购买客户 重复购买客户 忠诚客户 沉睡 流失",
    "customers.intent": "高 中 低 无",
    "customers.project_status": "未启动 沟通中 进行中 已交付 已终止",
    "customers.follow_up_every": "每天 每周 每两周 每月 每季度 每半年 每年 不定期",
    "customers.pay_habit": "银行转账 微信支付 支付宝 现金 刷卡/POS 支票/承兑汇票 账期/月结 预付款抵扣 平台代收 其他",
    "customers.member_level": "普通 银卡 金卡 钻石",
    # contacts (A2)
    "contacts.gender": "男 女 未知",
    "contacts.title_of_address": "先生 女士 总 经理 主任 老师",
    "contacts.role": "决策者 影响者 使用者 采购 财务 技术把关 反对者",
    "contacts.closeness": "陌生 认识 熟悉 密切",
    "contacts.employed": "在职 已离职 未知",
    # interactions (A4)
    "interactions.channel": "电话 邮件 面谈 会议 微信/企业微信 短信 视频会议 上门拜访 社交媒体 在线客服 其他",
    "interactions.direction": "我方发起 客户发起",
    "interactions.outcome": "有进展 无变化 需再联系 拒绝 联系不上",
    "interactions.intent_change": "上升 不变 下降",
    # next actions (A5)
    "next_actions.kind": "打电话 发邮件 拜访 报价 寄样 催款 回访 节日问候 处理投诉 更新资料 其他",
    "next_actions.priority": "紧急 高 中 低",
    "next_actions.status": "待办 进行中 已完成 已取消 已逾期",
    "next_actions.remind": "提前15分钟 提前1小时 提前1天 提前3天 提前7天",
    "next_actions.repeat": "不重复 每天 每周 每月 每季度 每年",
    # orders (A8)
    "orders.pay_method": "银行转账 微信支付 支付宝 现金 刷卡/POS 支票/承兑汇票 账期/月结 预付款抵扣 平台代收 其他",
    "orders.pay_status": "未付 部分付款 已付清 已退款",
    "orders.status": "待确认 已确认 已发货/履约中 已完成 已取消 退货/退款",
    "orders.cancel_reason": "价格 缺货 交期 客户变更 重复下单 其他",
    "orders.channel": "门店 官网/小程序 天猫/淘宝 京东 拼多多 抖音 外卖平台 业务员 经销商",
}
REQUIRED = {
    "customers": {"name"},
    "contacts": {"name", "customer"},
    "orders": {"customer", "date", "amount"},
    "interactions": {"customer", "at", "channel", "content"},
    "next_actions": {"action", "due"},
}
ASKED_FOR = {
    "B02": "customers.project_status",
    "C01": "customers.name contacts.name contacts.position contacts.customer contacts.mobile contacts.email",
    "C03": "customers.name customers.industry customers.size contacts.position",
    "C04": "contacts.wechat contacts.social contacts.hobbies contacts.birthday",
    "C05": "contacts.name customers.name contacts.position customers.industry customers.registered_on",
    "C07": "customers.name customers.industry customers.region",
    "C08": "customers.tel customers.mobile customers.email customers.social contacts.mobile contacts.wechat",
    "C13": "customers.name interactions.content orders.amount customers.needs",
    "D02": "interactions.at",
    "F01": "orders.product orders.date orders.amount orders.pay_method",
}
"""Fields that the articles name, by the number of the requirement."""


def test_the_five_standard_tables_are_found_by_their_files() -> None:
    assert set(TABLES) == {"customers", "contacts", "orders", "interactions", "next_actions"}


def test_a_table_comes_after_the_tables_that_it_links_to() -> None:
    seen: set[str] = set()
    for spec in all_tables():
        assert targets(spec) <= seen | {spec.key}
        seen.add(spec.key)


@each_table
def test_a_table_is_named_in_both_languages_and_titled_by_a_field_of_its_own(spec: TableSpec) -> None:
    assert spec.name.zh
    assert spec.name.en
    assert spec.note is not None
    assert spec.note.zh
    assert spec.note.en
    assert field_of(spec, spec.title).type in {"text", "autonumber"}


@each_table
def test_keys_and_names_of_fields_are_unique_within_a_table(spec: TableSpec) -> None:
    for values in (
        [field.key for field in spec.fields] + list(SYSTEM_FIELDS),
        [field.name.zh for field in spec.fields],
        [field.name.en for field in spec.fields],
    ):
        assert len(values) == len(set(values))


@each_table
def test_only_the_fields_that_the_standard_requires_are_required(spec: TableSpec) -> None:
    assert {field.key for field in spec.fields if field.required} == REQUIRED[spec.key]


@each_field
def test_a_field_has_a_known_type_whose_settings_hold(spec: TableSpec, field: FieldSpec) -> None:
    checked = field_type(field.type).check_config(field.config)
    assert {key: value for key, value in checked.items() if key in field.config} == dict(field.config)


@each_field
def test_a_field_is_named_in_both_languages_and_its_short_label_is_not_longer(
    spec: TableSpec, field: FieldSpec
) -> None:
    assert field.name.zh
    assert field.name.en
    assert any("\u4e00" <= letter <= "\u9fff" for letter in field.name.zh)
    assert field.name.en.isascii()
    if field.short is not None:
        assert len(field.short.zh) <= len(field.name.zh)
        assert len(field.short.en) <= len(field.name.en)


@each_field
def test_choices_have_unique_ids_labels_in_both_languages_and_known_colours(spec: TableSpec, field: FieldSpec) -> None:
    entries = field.config.get("choices", [])
    assert len({entry["id"] for entry in entries}) == len(entries)
    for language in ("zh-CN", "en"):
        labels = [fold_width(entry["label"][language]).lower() for entry in entries]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    assert all(entry["color"] in PALETTE for entry in entries)


@each_field
def test_a_default_is_one_of_the_choices_or_the_present_moment(spec: TableSpec, field: FieldSpec) -> None:
    if field.default is not None and field.default != "@now":
        assert field.default in [entry["id"] for entry in field.config["choices"]]


@each_field
def test_a_link_points_to_a_standard_table(spec: TableSpec, field: FieldSpec) -> None:
    if field.type == "link":
        assert field.config["target"] in TABLES


@pytest.mark.parametrize("place", STANDARD_LISTS)
def test_a_standard_list_is_complete_and_in_its_order(place: str) -> None:
    table, key = place.split(".")
    field = field_of(TABLES[table], key)
    assert field.type == "choice"
    assert [entry["label"]["zh-CN"] for entry in field.config["choices"]] == STANDARD_LISTS[place].split()


def test_every_choice_field_holds_a_standard_list() -> None:
    assert {f"{spec.key}.{field.key}" for spec, field in FIELDS if field.type == "choice"} == set(STANDARD_LISTS)


@pytest.mark.parametrize("requirement", ASKED_FOR)
def test_the_fields_that_the_articles_ask_for_are_there(requirement: str) -> None:
    for place in ASKED_FOR[requirement].split():
        table, key = place.split(".")
        assert field_of(TABLES[table], key).key == key


def test_a_customer_has_several_contacts_and_the_moment_of_a_talk_is_exact() -> None:
    assert field_of(TABLES["contacts"], "customer").config == {"target": "customers"}
    assert not field_of(TABLES["contacts"], "customer").unique
    assert field_of(TABLES["interactions"], "at").type == "datetime"


@each_table
def test_colour_stands_only_where_it_means_something(spec: TableSpec) -> None:
    plain = {"industry", "source", "pay_habit", "pay_method", "channel", "gender", "size", "kind", "follow_up_every"}
    for field in spec.fields:
        if field.key in plain:
            assert {entry["color"] for entry in field.config.get("choices", [])} <= {"grey"}


@each_table
def test_keys_and_names_of_views_are_unique_within_a_table(spec: TableSpec) -> None:
    for values in (
        [view.key for view in spec.views],
        [view.name.zh for view in spec.views],
        [view.name.en for view in spec.views],
    ):
        assert len(values) == len(set(values))


@each_view
def test_a_view_shows_the_title_first_then_eight_to_twelve_columns(spec: TableSpec, view: ViewSpec) -> None:
    columns = view.config["columns"]
    shown = [column["field"] for column in columns if not column["hidden"]]
    assert shown[0] == spec.title
    assert 8 <= len(shown) <= 12
    assert {column["field"] for column in columns} == {field.key for field in spec.fields} | set(SYSTEM_FIELDS)
    assert [column["hidden"] for column in columns] == sorted(column["hidden"] for column in columns)


@each_view
def test_a_view_filters_and_sorts_by_what_its_fields_can_do(spec: TableSpec, view: ViewSpec) -> None:
    config = view.config
    kinds = {field.key: field_type(field.type).kind for field in spec.fields}
    kinds |= {key: SYSTEM_KINDS.get(key, Kind.DATETIME) for key in SYSTEM_FIELDS}
    for condition in conditions(read_filter(config["filter"])):
        operator = operator_of(kinds[condition.field], condition.operator)
        assert operator is not None
        if operator.takes == "period":
            assert period(condition.value)
        if operator.takes == "many":
            assert isinstance(condition.value, list)
    assert all(kinds[sort["field"]] in SORTABLE for sort in config["sorts"])
