"""Each noun of the API once through its life, as the web application uses it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kehu.access.models import Company
from kehu.jobs.run import run
from kehu.lang.kinds import Kind
from tests.api.conftest import Page

PROJECT = {
    "name": "项目",
    "icon": "rocket",
    "fields": [
        {"name": "名称", "type": "text", "required": True},
        {"name": "金额", "type": "money"},
        {"name": "客户", "type": "link", "config": {"target": "customers"}},
        {"name": "状态", "type": "choice", "config": {"choices": [{"label": "进行中"}, {"label": "完成"}]}},
    ],
}


@pytest.fixture
def project(owner: Page) -> str:
    return owner.post("/api/tables", PROJECT)["key"]


def by_key(table: dict) -> dict:
    return {field["key"]: field for field in table["fields"]}


@pytest.mark.django_db
def test_the_fiscal_year_begins_when_the_owner_says(owner: Page, worker: Page) -> None:
    assert owner.patch("/api/company", {"fiscal_start": 4})["fiscal_start"] == 4
    assert worker.get("/api/me")["company"]["fiscal_start"] == 4
    worker.patch("/api/company", {"fiscal_start": 7}, 403)
    owner.patch("/api/company", {"fiscal_start": 13}, 422)
    filtered = {"filter": {"field": "created_at", "operator": "within", "value": "this_fiscal_year"}}
    assert owner.post("/api/tables/customers/records/count", filtered) == {"count": 0}


@pytest.mark.django_db
def test_me_tells_how_far_the_first_run_is(owner: Page, nobody: Page) -> None:
    assert nobody.get("/api/me")["member"] is None
    assert nobody.get("/api/me")["company"] is None
    told = owner.get("/api/me")
    assert (told["member"]["name"], told["member"]["role"], told["state"]) == ("wangfang", "owner", "ready")
    assert told["company"] == {
        "name": "晨光办公用品有限公司",
        "goal": "follow_up",
        "language": "zh-CN",
        "time_zone": "Asia/Shanghai",
        "fiscal_start": 1,
    }
    Company.objects.all().delete()
    assert owner.get("/api/me")["state"] == "no_company"
    assert owner.patch("/api/company", {"name": "晨光", "goal": "feedback"})["name"] == "晨光"
    assert owner.get("/api/me")["state"] == "ready"
    assert owner.patch("/api/company", {"name": "  "}, 422)["errors"][0]["field"] == "name"


def test_before_the_first_sign_up_there_is_no_owner(db: None) -> None:
    assert Page(None).get("/api/me")["state"] == "no_owner"
    assert Page(None).get("/api/health") == {"ok": True}


def test_a_member_changes_name_and_language_and_is_answered_in_it(worker: Page) -> None:
    assert worker.patch("/api/me", {"name": "李雷", "language": "en"})["name"] == "李雷"
    assert worker.get("/api/tables/no_such", 404)["title"] == "Not found"
    worker.patch("/api/me", {"language": "fr"}, 422)


def test_an_owner_adds_changes_and_switches_off_members(owner: Page, worker: Page) -> None:
    added = owner.post("/api/members", {"email": "New@Example.com", "name": "韩梅", "role": "reader"})
    assert added["member"]["email"] == "new@example.com"
    assert len(added["password"]) == 19
    path = f"/api/members/{added['member']['id']}"
    assert owner.patch(path, {"role": "member", "active": False})["active"] is False
    assert [each["active"] for each in worker.get("/api/members")] == [True, True, False]
    assert owner.post("/api/members", {"email": "new@example.com", "name": "又一个"}, 409)["code"] == "member.exists"
    me = f"/api/members/{owner.member.pk}"
    assert owner.patch(me, {"role": "member"}, 409)["code"] == "member.last_owner"


def test_meta_holds_what_the_web_builds_its_dialogs_from(owner: Page) -> None:
    meta = owner.get("/api/meta")
    assert {kind["key"] for kind in meta["kinds"]} == set(Kind)
    types = {each["key"]: each for each in meta["types"]}
    assert types["money"]["kind"] == "number"
    assert types["money"]["align"] == "right"
    currency = next(setting for setting in types["money"]["settings"] if setting["key"] == "currency")
    assert {"key": "CNY", "name": "人民币 ¥"} in currency["options"]
    assert types["created_at"]["computed"] is True
    assert {"key": "this_month", "name": "本月", "counts": False} in meta["periods"]
    assert meta["limits"]["page"] == 1000


def test_tables_come_with_fields_views_and_rights(standard: None, owner: Page, worker: Page) -> None:
    told = worker.get("/api/tables")
    customers = told["tables"][0]
    assert customers["key"] == "customers"
    assert customers["name"] == "客户"
    assert customers["can"]["edit"] is True
    assert customers["can"]["design"] is False
    assert by_key(customers)["tier"]["config"]["choices"][0]["label"] == "重要客户"
    assert by_key(customers)["created_at"]["readonly"] is True
    assert customers["views"][0]["config"]["columns"][0]["field"] == "name"
    assert worker.get("/api/tables/customers") == customers


def test_a_table_is_made_renamed_archived_and_brought_back(standard: None, owner: Page, project: str) -> None:
    before = owner.get("/api/tables")["version"]
    assert owner.patch(f"/api/tables/{project}", {"name": "大项目", "icon": "star"})["name"] == "大项目"
    assert owner.get("/api/tables")["version"] > before
    assert owner.patch(f"/api/tables/{project}", {"archived": True})["archived"] is True
    owner.get(f"/api/tables/{project}", 404)
    assert project not in [table["key"] for table in owner.get("/api/tables")["tables"]]
    assert project in [table["key"] for table in owner.get("/api/tables?archived=1")["tables"]]
    assert owner.patch(f"/api/tables/{project}", {"archived": False})["name"] == "大项目"
    assert owner.patch("/api/tables/customers", {"archived": True}, 422)["code"] == "table.linked"


def test_a_field_is_added_moved_changed_archived_and_brought_back(owner: Page, project: str) -> None:
    path = f"/api/tables/{project}/fields"
    made = owner.post(path, {"name": "备注", "type": "long", "after": "ming_cheng"})
    order = [field["key"] for field in owner.get(f"/api/tables/{project}")["fields"] if not field["system"]]
    assert order[:2] == ["ming_cheng", made["key"]]
    assert owner.patch(f"{path}/{made['key']}", {"name": "说明", "after": None})["name"] == "说明"
    assert owner.get(f"/api/tables/{project}")["fields"][0]["key"] == made["key"]
    assert owner.patch(f"{path}/{made['key']}", {"archived": True})["archived"] is True
    record = owner.insert(project, ming_cheng="ERP")
    assert made["key"] not in owner.get(f"/api/tables/{project}/records/{record}")["values"]
    assert owner.patch(f"{path}/{made['key']}", {"archived": False, "default": "无"})["default"] == "无"
    assert owner.patch(f"{path}/{made['key']}", {"default": None})["default"] is None
    owner.patch(f"{path}/no_such", {"name": "谁"}, 404)


def test_a_choice_that_keeps_its_label_keeps_its_other_language(owner: Page, join: Callable[..., Page]) -> None:
    english = join("john", "owner", "en")
    path = "/api/tables/customers/fields/tier"
    choices = by_key(owner.get("/api/tables/customers"))["tier"]["config"]["choices"]
    choices[0]["color"] = "red"
    owner.patch(path, {"config": {"choices": [*choices, {"label": "战略客户", "color": "gold"}]}})
    told = by_key(english.get("/api/tables/customers"))["tier"]["config"]["choices"]
    assert [choice["label"] for choice in told] == ["Key", "Normal", "Potential", "战略客户"]
    assert told[0]["color"] == "red"


def test_another_type_is_looked_at_first_and_then_done_by_a_job(owner: Page, project: str) -> None:
    for name in ("12", "ERP"):
        owner.insert(project, ming_cheng=name)
    path = f"/api/tables/{project}/fields/ming_cheng/retype"
    look = owner.post(f"{path}/preview", {"type": "number"})
    assert (look["filled"], look["converts"], look["lost"]) == (2, 1, 1)
    assert look["samples"][0]["before"] == "ERP"
    assert "ERP" in look["samples"][0]["message"]
    job = owner.post(path, {"type": "number"})["job"]
    told = owner.get(f"/api/jobs/{job}")
    assert (told["state"], told["cancellable"]) == ("queued", True)
    assert owner.post(f"/api/jobs/{job}/cancel")["state"] == "cancelled"
    assert owner.get("/api/jobs?open=1") == []
    job = owner.post(path, {"type": "number"})["job"]
    run(job)
    assert owner.get(f"/api/jobs/{job}")["result"]["type"] == "number"
    assert by_key(owner.get(f"/api/tables/{project}"))["ming_cheng"]["kind"] == "number"
    page = owner.post(f"/api/tables/{project}/records/query", {"fields": ["ming_cheng"]})
    assert sorted(str(record["values"][0]) for record in page["records"]) == ["12", "None"]


def test_views_are_saved_shared_changed_and_taken_away(owner: Page, worker: Page) -> None:
    path = "/api/tables/customers/views"
    config = {"filter": {"field": "tier", "operator": "is", "value": "c1"}, "sorts": [{"field": "name"}], "frozen": 1}
    mine = worker.post(path, {"name": "重点", "type": "grid", "config": config})
    assert (mine["audience"], mine["owner"], mine["config"]["filter"]) == ("mine", worker.member.pk, config["filter"])
    assert mine["id"] not in [view["id"] for view in owner.get(path)]
    worker.post(path, {"name": "给大家", "audience": "company", "config": {}}, 403)
    ours = owner.post(path, {"name": "给大家", "audience": "company", "config": {}})
    worker.patch(f"/api/views/{ours['id']}", {"name": "改"}, 403)
    assert worker.patch(f"/api/views/{mine['id']}", {"name": "最重点"})["name"] == "最重点"
    worker.post(path, {"name": "坏", "config": {"filter": {"field": "tier"}}}, 422)
    worker.post(path, {"name": "坏", "config": {"colour": 1}}, 422)
    worker.ask("DELETE", f"/api/views/{mine['id']}", None, 204)
    worker.ask("DELETE", f"/api/views/{mine['id']}", None, 404)


def test_a_page_of_records_has_order_filter_cursor_and_titles(owner: Page, project: str) -> None:
    customer = owner.insert("customers", name="华为")
    for number in range(5):
        owner.insert(project, ming_cheng=f"项目 {number}", jin_e=str(number * 1000), ke_hu=customer)
    path = f"/api/tables/{project}/records/query"
    body = {"fields": ["ming_cheng", "jin_e", "ke_hu"], "sorts": [{"field": "jin_e", "descending": True}], "limit": 2}
    first = owner.post(path, body)
    assert [record["values"][:2] for record in first["records"]] == [["项目 4", "4000"], ["项目 3", "3000"]]
    assert first["titles"]["customers"] == {str(customer): "华为"}
    second = owner.post(path, {**body, "after": first["next"]})
    assert [record["values"][0] for record in second["records"]] == ["项目 2", "项目 1"]
    far = owner.post(path, {**body, "skip": 4})
    assert [record["values"][0] for record in far["records"]] == ["项目 0"]
    assert far["next"] is None
    of = {"join": "and", "items": [{"field": "jin_e", "operator": "ge", "value": 2000}]}
    assert owner.post(f"/api/tables/{project}/records/count", {"filter": of}) == {"count": 3}
    sums = {
        "filter": of,
        "aggregates": [{"field": "jin_e", "function": "sum"}, {"function": "count"}],
        "groups": ["ke_hu"],
    }
    found = owner.post(f"/api/tables/{project}/records/aggregate", sums)
    assert found["groups"] == [{"keys": [customer], "values": ["9000", 3]}]
    assert found["titles"]["customers"] == {str(customer): "华为"}


def test_records_are_written_shown_archived_and_restored(owner: Page, project: str) -> None:
    owner.insert("customers", name="华为")
    told = owner.write(
        project,
        {"do": "insert", "values": {"ming_cheng": "ERP", "jin_e": "¥1,200", "ke_hu": "华为", "zhuang_tai": "完成"}},
    )
    record = told["records"][0]
    assert (record["index"], record["version"]) == (0, 1)
    assert (record["values"]["jin_e"], record["values"]["zhuang_tai"]) == ("1200", "c2")
    assert "华为" in told["titles"]["customers"].values()
    assert told["failed"] == []
    partial = owner.write(
        project,
        {"do": "update", "id": record["id"], "values": {"jin_e": "很多"}},
        {"do": "insert", "values": {"ming_cheng": "CRM"}},
        partial=True,
        source="paste",
    )
    assert [(each["index"], each["field"]) for each in partial["failed"]] == [(0, "jin_e")]
    assert [each["index"] for each in partial["records"]] == [1]
    owner.write(project, {"do": "archive", "id": record["id"]})
    assert owner.get(f"/api/tables/{project}/records/{record['id']}")["archived"] is True
    assert owner.post(f"/api/tables/{project}/records/count", {"archived": True}) == {"count": 1}
    owner.write(project, {"do": "restore", "id": record["id"]})
    assert owner.get(f"/api/tables/{project}/find?q=er") == [{"id": record["id"], "title": "ERP"}]
    assert {"id": owner.member.pk, "title": "wangfang"} in owner.get("/api/tables/@members/find")


def test_a_conflict_shows_both_values_and_who_was_faster(owner: Page, worker: Page) -> None:
    record = owner.insert("customers", name="晨光")
    owner.write("customers", {"do": "update", "id": record, "version": 1, "values": {"name": "晨光文具"}})
    late = {"do": "update", "id": record, "version": 1, "values": {"name": "晨光办公"}}
    clash = worker.write("customers", late, status=409)["conflicts"][0]
    assert (clash["field"], clash["yours"], clash["theirs"], clash["version"]) == ("name", "晨光办公", "晨光文具", 2)
    assert clash["by"] == {"id": owner.member.pk, "name": "wangfang"}
    other = {"do": "update", "id": record, "version": 1, "values": {"short": "晨光"}}
    assert worker.write("customers", other)["records"][0]["version"] == 3


def test_history_undo_and_redo(owner: Page, worker: Page) -> None:
    record = owner.insert("customers", name="晨光")
    change = owner.write("customers", {"do": "update", "id": record, "values": {"name": "晨光文具"}})["change"]
    lines = owner.get(f"/api/tables/customers/records/{record}/history")
    assert [(line["operation"], line["before"], line["after"]) for line in lines[:1]] == [
        ("update", {"name": "晨光"}, {"name": "晨光文具"})
    ]
    assert lines[0]["actor"] == {"id": owner.member.pk, "name": "wangfang"}
    listed = owner.get("/api/changes?limit=1")[0]
    assert (listed["id"], listed["kind"], listed["tables"]) == (
        change,
        "do",
        [{"table": "customers", "inserted": 0, "updated": 1, "archived": 0, "restored": 0, "purged": 0}],
    )
    worker.post("/api/undo", {"change": change}, 404)
    worker.post("/api/undo", {}, 404)
    undone = owner.post("/api/undo", {})
    assert (undone["undone"]["id"], undone["tables"]) == (change, ["customers"])
    assert owner.get(f"/api/tables/customers/records/{record}")["values"]["name"] == "晨光"
    owner.post("/api/redo")
    assert owner.get(f"/api/tables/customers/records/{record}")["values"]["name"] == "晨光文具"
    assert owner.post("/api/redo", {}, 404)["code"] == "redo.none"


def test_the_first_run_ends_with_a_goal_and_perhaps_the_demo_company(standard: None, owner: Page) -> None:
    assert owner.post("/api/start", {"choice": "blank", "goal": "purchase_history"}) == {"job": None}
    assert [table["key"] for table in owner.get("/api/tables")["tables"]][:2] == ["customers", "orders"]
    assert owner.get("/api/me")["company"]["goal"] == "purchase_history"
    job = owner.post("/api/start", {"choice": "demo", "goal": "purchase_history"})["job"]
    assert owner.get(f"/api/jobs/{job}")["label"] == "载入演示公司"
