"""An import from upload to undo: only its owner sees it, it loads whole or not at all, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import openpyxl
import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Member
from kehu.base.errors import Conflict, Forbidden, Invalid, NotFound
from kehu.catalog import store as catalog
from kehu.engine import read as engine
from kehu.engine import schema as catalog_schema
from kehu.engine.history import undo as engine_undo
from kehu.exchange import sessions, store
from kehu.jobs.models import Job
from kehu.jobs.progress import Cancelled, Progress
from kehu.jobs.run import run
from kehu.lang.filters import Condition
from kehu.lang.query import Aggregate, Query
from tests.exchange.conftest import Imported
from tests.exchange.workbooks import xlsx

Bring = Callable[..., Imported]

CUSTOMERS = """客户名称,手机,客户来源,注册日期,信用额度,等级
华为技术有限公司,13900000001,展会,2024年3月5日,"¥1,200.50",A
小米科技有限公司,139-0000-0002,广告,2024/3/6,2万,B

中兴通讯,不是电话abc,朋友介绍,2024.3.7,300,A
联想集团,13900000004,官网,2024-02-31,(50),B
大疆创新,13900000005,展会,20240309,7,A
""".encode("gb18030")


@pytest.fixture
def brought(bring: Bring) -> Imported:
    return bring(CUSTOMERS, "客户跟踪表.csv")


def everything(actor: Actor) -> tuple[int, list[str], int]:
    """What an import could have left behind."""
    shapes = catalog.current().tables
    return (
        sum(engine.count(actor, key) for key, table in shapes.items() if not table.archived),
        sorted(f"{key}.{field}" for key, table in shapes.items() if not table.archived for field in table.by_key),
        len(engine_undo.changes(actor)),
    )


def test_the_state_tells_sheets_encoding_and_proposal(brought: Imported) -> None:
    state = brought.now
    assert (state["state"], state["encoding"], state["delimiter"], state["name"]) == (
        "read",
        "gb18030",
        ",",
        "客户跟踪表.csv",
    )
    assert state["sheets"] == [
        {"index": 0, "name": "客户跟踪表", "rows": 7, "columns": 6, "header_row": 1, "notes": []}
    ]
    plan = state["proposal"]["sheets"][0]
    assert plan["target"] == {"table": "customers", "new": None}
    assert plan["match"] == {"create_missing_links": True, "new_choices": True}
    first = plan["columns"][0]
    assert first.keys() == {
        "column",
        "letter",
        "header",
        "use",
        "field",
        "new",
        "confidence",
        "samples",
        "filled",
        "distinct",
    }
    assert (first["letter"], first["header"], first["field"], first["filled"], first["distinct"]) == (
        "A",
        "客户名称",
        "name",
        5,
        5,
    )
    assert brought.mapping() == {
        "客户名称": "name",
        "手机": "mobile",
        "客户来源": "source",
        "注册日期": "registered_on",
        "信用额度": "credit",
        "等级": "member_level" if brought.mapping()["等级"] == "member_level" else "+choice",
    }


def test_the_preview_shows_what_every_cell_becomes_and_what_fails(brought: Imported) -> None:
    preview = brought.preview()
    assert [column["field"] for column in preview["columns"]][:3] == ["name", "mobile", "source"]
    assert [row["row"] for row in preview["rows"]] == [2, 3, 5, 6, 7]
    first, second, third, fourth, fifth = (row["cells"] for row in preview["rows"])
    assert (
        first[4] == {"text": "¥1,200.50", "value": "1200.50", "shown": first[4]["shown"]}
        or first[4]["value"] == "1200.5"
    )
    assert first[3]["value"] == "2024-03-05"
    assert second[1]["value"] == "13900000002"
    assert Decimal(second[4]["value"]) == 20000
    assert third[2]["new"] == ["朋友介绍"]
    assert "problem" in third[1]
    assert "problem" in fourth[3]
    assert Decimal(fourth[4]["value"]) == -50
    assert fifth[3]["value"] == "2024-03-09"
    assert preview["totals"] == {"rows": 5, "ready": 3, "failed": 2, "checked": 6, "whole": True}
    problem = next(problem for problem in preview["problems"] if problem["letter"] == "B")
    assert (problem["row"], problem["column"], problem["code"], problem["count"]) == (5, 1, "phone", 1)


def test_a_load_accounts_for_every_row_and_gives_the_refused_ones_back(owner: Actor, brought: Imported) -> None:
    result = brought.load()
    sheet = result["sheets"][0]
    assert (sheet["table"], sheet["read"], sheet["created"], sheet["skipped"], sheet["failed"]) == (
        "customers",
        6,
        3,
        1,
        2,
    )
    assert result["errors"] == 2
    assert brought.now["state"] == "loaded"
    assert {title for _, title in engine.find(owner, "customers", "", 50)} == {
        "华为技术有限公司",
        "小米科技有限公司",
        "大疆创新",
    }
    place, _ = sessions.errors_file(owner, brought.id)
    book = openpyxl.load_workbook(place)
    rows = [[cell.value for cell in row] for row in book["客户跟踪表"].iter_rows()]
    assert rows[0] == ["原行号", "原因", "客户名称", "手机", "客户来源", "注册日期", "信用额度", "等级"]
    assert [row[0] for row in rows[1:]] == [5, 6]
    assert rows[1][1].startswith("B 列：")
    assert rows[2][2:] == ["联想集团", "13900000004", "官网", "2024-02-31", "(50)", "B"]


def test_the_refused_rows_can_be_corrected_and_brought_in_again(owner: Actor, bring: Bring, brought: Imported) -> None:
    brought.load()
    place, name = sessions.errors_file(owner, brought.id)
    book = openpyxl.load_workbook(place)
    book.active["D2"] = "13900000003"  # type: ignore[index]
    book.active["F3"] = "2024-02-28"  # type: ignore[index]
    book.save(place)
    again = bring(place, name)
    assert again.plan()["target"]["table"] == "customers"
    assert again.load()["sheets"][0]["created"] == 2
    assert engine.count(owner, "customers") == 5


def test_stopping_at_errors_loads_nothing_and_lists_them(owner: Actor, brought: Imported) -> None:
    before = everything(owner)
    job = brought.try_load(on_error="stop")
    assert job.state == "failed"
    problem = job.problem("zh-CN")
    assert problem is not None
    assert problem["code"] == "import.rows_failed"
    assert "第 5 行 B 列" in problem["detail"]
    assert [(error["row"], error["letter"]) for error in problem["errors"]] == [(5, "B"), (6, "D")]
    assert everything(owner) == before
    assert brought.now["state"] == "read"
    assert sessions.errors_file(owner, brought.id)[0].exists()


def test_an_import_is_one_change_and_undo_takes_everything_back(owner: Actor, bring: Bring) -> None:
    before = everything(owner)
    imported = bring(xlsx(["品名", "数量"], *[[f"打印机{n}", n] for n in range(40)], title="库存"), "库存.xlsx")
    result = imported.load()
    table = result["sheets"][0]["table"]
    assert engine.count(owner, table) == 40
    assert len(engine_undo.changes(owner)) == 1
    said = sessions.undo(owner, imported.id)
    assert said["archived"] == [table]
    assert imported.now["state"] == "undone"
    assert everything(owner)[:2] == before[:2]
    with pytest.raises(Conflict):
        sessions.undo(owner, imported.id)
    assert imported.load()["sheets"][0]["created"] == 40


def test_undo_keeps_a_new_table_that_holds_something_else_by_now(owner: Actor, bring: Bring) -> None:
    from kehu.engine.write import Insert, apply

    imported = bring(xlsx(["品名", "数量"], *[[f"打印机{n}", n] for n in range(5)], title="库存"), "库存.xlsx")
    table = imported.load()["sheets"][0]["table"]
    apply(owner, [Insert(table, {catalog.current().table(table).title: "手工"})])
    assert sessions.undo(owner, imported.id)["archived"] == []
    assert engine.count(owner, table) == 1


def test_an_import_that_was_undone_by_the_list_of_changes_can_still_be_closed(owner: Actor, brought: Imported) -> None:
    change = brought.load()["change"]
    engine_undo.undo(owner, change)
    sessions.undo(owner, brought.id)
    assert brought.now["state"] == "undone"
    assert engine.count(owner, "customers") == 0


def test_a_loaded_file_is_not_loaded_twice(owner: Actor, brought: Imported) -> None:
    brought.load()
    with pytest.raises(Conflict) as caught:
        sessions.load(owner, brought.id, [brought.plan()])
    assert caught.value.code == "import.loaded"


def test_a_cancelled_load_leaves_nothing(owner: Actor, brought: Imported, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(owner)
    steps = []

    def step(self: Progress, done: int, total: int | None = None, note: object = None) -> None:
        steps.append(done)
        if done:
            raise Cancelled

    monkeypatch.setattr(Progress, "step", step)
    job = brought.try_load()
    assert job.state == "cancelled"
    assert everything(owner) == before
    assert brought.now["state"] == "read"


def test_a_load_that_died_half_way_runs_again_from_the_start(
    owner: Actor, brought: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kehu.jobs.progress import Interrupted

    original = Progress.step

    def step(self: Progress, done: int, total: int | None = None, note: object = None) -> None:
        if done:
            raise Interrupted

    job = sessions.load(owner, brought.id, [brought.plan()])["job"]
    monkeypatch.setattr(Progress, "step", step)
    with pytest.raises(Interrupted):
        run(job)
    assert engine.count(owner, "customers") == 0
    monkeypatch.setattr(Progress, "step", original)
    run(job)
    assert Job.objects.get(pk=job).state == "done"
    assert engine.count(owner, "customers") == 3


def test_a_session_is_seen_by_its_actor_only(owner: Actor, worker: Actor, brought: Imported) -> None:
    other = actor_of(Member.objects.create(email="zhao@kehu.example", name="赵六", role="owner"))
    plan = brought.plan()
    acts: list[Callable[[Actor], object]] = [
        lambda actor: sessions.get(actor, brought.id),
        lambda actor: sessions.read_again(actor, brought.id, "utf-8"),
        lambda actor: sessions.propose(actor, brought.id, 0),
        lambda actor: sessions.preview(actor, brought.id, plan),
        lambda actor: sessions.load(actor, brought.id, [plan]),
        lambda actor: sessions.errors_file(actor, brought.id),
        lambda actor: sessions.undo(actor, brought.id),
    ]
    for stranger in (worker, other):
        with pytest.raises(NotFound) as missing:
            sessions.get(stranger, uuid4())
        for act in acts:
            with pytest.raises(NotFound) as caught:
                act(stranger)
            assert caught.value.text == missing.value.text


def test_a_reader_may_not_upload(owner: Actor) -> None:
    reader = actor_of(Member.objects.create(email="han@kehu.example", name="韩梅", role="reader"))
    with pytest.raises(Forbidden):
        sessions.receive(reader, [CUSTOMERS], "a.csv")


def test_a_member_loads_into_existing_fields_but_designs_nothing(owner: Actor, worker: Actor, bring: Bring) -> None:
    imported = bring(
        "客户名称,手机,城市,颜色\n华为,13900000001,深圳,红\n小米,13900000002,北京,蓝\n".encode(), "a.csv", worker
    )
    assert imported.mapping() == {"客户名称": "name", "手机": "mobile", "城市": "region", "颜色": None}
    assert imported.load()["sheets"][0]["created"] == 2
    other = bring("颜色,重量\n红,1\n蓝,2\n".encode(), "b.csv", worker)
    with pytest.raises(Forbidden):
        sessions.load(worker, other.id, [other.plan()])


def test_a_member_brings_new_tags_along_but_none_that_are_too_long(owner: Actor, worker: Actor, bring: Bring) -> None:
    rows = f"华为,13900000001,老客户、C1\n小米,13900000002,c1\n大疆,13900000003,{'长' * 60}\n"
    imported = bring(f"客户名称,手机,标签\n{rows}".encode(), "a.csv", worker)
    assert imported.mapping()["标签"] == "tags"
    before = len(catalog.current().table("customers").field("tags").choices)
    sheet = imported.load()["sheets"][0]
    assert (sheet["created"], sheet["failed"]) == (2, 1)
    labels = [choice.label.zh for choice in catalog.current().table("customers").field("tags").choices]
    assert labels[before:] == ["老客户", "C1"]


def test_names_of_uploads_never_become_paths(owner: Actor, bring: Bring) -> None:
    imported = bring(b"a,b\nx,1\ny,2\n", "../../../../tmp/evil\x00\n.csv")
    assert imported.now["name"] == "evil.csv"
    assert store.source(imported.id).parent.name == imported.id  # type: ignore[arg-type]
    assert bring(b"a,b\nx,1\ny,2\n", "C:\\Users\\王\\客户.csv").now["name"] == "客户.csv"


def test_reading_again_in_another_encoding_changes_the_proposal(
    owner: Actor, bring: Bring, run_jobs: Callable[[], list[Job]]
) -> None:
    imported = bring("公司,城市\n廣達電腦,臺北\n鴻海精密,臺北\n".encode("big5"), "a.csv")
    sessions.read_again(owner, imported.id, "big5")
    run_jobs()
    assert imported.now["encoding"] == "big5"
    assert imported.preview()["rows"][0]["cells"][0]["text"] == "廣達電腦"
    with pytest.raises(Invalid):
        sessions.read_again(owner, imported.id, "utf-7")


def test_the_person_may_override_header_target_and_every_column(owner: Actor, bring: Bring) -> None:
    imported = bring("华为,13900000001\n小米,13900000002\n大疆,13900000003\n".encode(), "a.csv")
    plan = sessions.propose(owner, imported.id, 0, 0, {"table": "customers"})
    assert [column["header"] for column in plan["columns"]] == ["列1", "列2"]
    plan["columns"][0] |= {"use": True, "field": "name", "new": None}
    plan["columns"][1] |= {"use": True, "field": None, "new": {"name": "微信绑定手机", "type": "phone", "config": {}}}
    result = imported.load(plan)
    assert (result["sheets"][0]["read"], result["sheets"][0]["created"]) == (3, 3)
    key = result["made"]["fields"][0][1]
    assert engine.page(owner, "customers", Query(fields=("name", key))).rows[0][2:] in [
        ("华为", "13900000001"),
        ("小米", "13900000002"),
        ("大疆", "13900000003"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"columns": []},
        {"target": {}},
        {"target": {"table": "customers", "new": {"name": "x"}}},
        {"header_row": -1},
        {"header_row": 999},
        {"sheet": 7},
        {"columns": [{"column": 99, "field": "name"}]},
        {"columns": [{"column": 0, "field": "name"}, {"column": 1, "field": "name"}]},
        {"columns": [{"column": 0, "field": "no_such"}]},
        {"columns": [{"column": 0, "field": "created_at"}]},
        {"columns": [{"column": 0, "new": {"name": "x", "type": "no_such"}}]},
        {"columns": [{"column": 0, "new": {"name": "x", "type": "number", "config": {"decimals": 99}}}]},
        {"columns": [{"column": 0, "new": {"name": "x", "type": "created_at"}}]},
        {"target": {"table": "no_such"}},
        {"columns": "x"},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_before_a_job_begins(
    owner: Actor, brought: Imported, change: dict[str, object]
) -> None:
    for act in (sessions.preview, lambda *args: sessions.load(args[0], args[1], [args[2]])):
        with pytest.raises((Invalid, NotFound)):
            act(owner, brought.id, brought.plan() | change)
    assert Job.objects.filter(kind="import.load").count() == 0


def test_orders_link_to_customers_that_exist_and_make_those_that_do_not(owner: Actor, bring: Bring) -> None:
    from kehu.engine.write import Insert, apply

    apply(
        owner,
        [
            Insert("customers", {"name": "华为"}),
            Insert("customers", {"name": "重名"}),
            Insert("customers", {"name": "重名"}),
        ],
    )
    body = (
        "订单号,客户名称,购买日期,金额\nA1,华为,2024-03-05,100\n"
        "A2,小米,2024-03-06,200\nA3,重名,2024-03-07,300\nA4,,2024-03-08,400\n"
    )
    imported = bring(body.encode(), "订单.csv")
    assert imported.plan()["target"]["table"] == "orders"
    preview = imported.preview()
    assert preview["totals"]["failed"] == 2
    assert preview["rows"][1]["cells"][1]["new"] == ["小米"]
    result = imported.load()
    assert (result["sheets"][0]["created"], result["sheets"][0]["failed"]) == (2, 2)
    assert result["made"]["linked"] == {"customers": 2 - 1}
    rows = engine.page(owner, "orders", Query(fields=("number", "customer")))
    titles = rows.titles["customers"]
    assert {(row[2], titles[row[3]]) for row in rows.rows} == {("A1", "华为"), ("A2", "小米")}


def test_without_making_missing_records_their_rows_fail(owner: Actor, bring: Bring) -> None:
    imported = bring("订单号,客户名称,购买日期,金额\nA1,华为,2024-03-05,100\n".encode(), "订单.csv")
    plan = imported.plan() | {"match": {"create_missing_links": False, "new_choices": False}}
    assert imported.preview(plan)["totals"]["failed"] == 1
    assert imported.load(plan)["sheets"][0]["failed"] == 1
    assert engine.count(owner, "customers") == 0


def test_links_within_the_sheet_find_the_rows_of_the_sheet(owner: Actor, bring: Bring) -> None:
    body = "客户名称,推荐人,手机\n华为,小米,13900000001\n小米,,13900000002\n大疆,外人,13900000003\n"
    imported = bring(body.encode(), "客户.csv")
    plan = imported.plan()
    plan["columns"][1] |= {"use": True, "field": "referrer", "new": None}
    imported.load(plan)
    page = engine.page(owner, "customers", Query(fields=("name", "referrer")))
    titles = page.titles["customers"]
    assert {row[2]: titles.get(row[3]) for row in page.rows} == {
        "华为": "小米",
        "小米": None,
        "大疆": "外人",
        "外人": None,
    }


def test_new_choices_join_the_list_once_and_labels_win_over_ids(owner: Actor, bring: Bring) -> None:
    rows = "".join(f"公司{n},{'C2' if n % 2 else 'C1'},{'展会' if n % 3 else '朋友介绍'}\n" for n in range(12))
    imported = bring(f"客户名称,级别代号,客户来源\n{rows}".encode(), "客户.csv")
    plan = imported.plan()
    plan["columns"][1] |= {"use": True, "field": None, "new": {"name": "级别代号", "type": "choice", "config": {}}}
    result = imported.load(plan)
    table = catalog.current().table("customers")
    field = table.field(result["made"]["fields"][0][1])
    assert [choice.label.zh for choice in field.choices] == ["C1", "C2"]
    assert [choice.label.zh for choice in table.field("source").choices].count("朋友介绍") == 1
    ident = next(choice.id for choice in field.choices if choice.label.zh == "C2")
    assert engine.count(owner, "customers", Condition(field.key, "is", ident)) == 6


def test_excel_day_numbers_and_days_before_months_become_dates(owner: Actor, bring: Bring) -> None:
    body = "客户名称,手机,注册日期\n甲,13900000001,25/3/2024\n乙,13900000002,4/3/2024\n丙,13900000003,45356\n"
    imported = bring(body.encode(), "客户.csv")
    plan = imported.plan()
    plan["columns"][2] |= {"use": True, "field": "registered_on", "new": None}
    shown = [row["cells"][2].get("value") for row in imported.preview(plan)["rows"]]
    assert shown[:2] == ["2024-03-25", "2024-03-04"]
    numbered = bring(xlsx(["客户名称", "注册日期"], ["甲", 45356], ["乙", 45357], ["丙", 45358]), "客户.xlsx")
    plan = numbered.plan()
    plan["columns"][1] |= {"use": True, "field": "registered_on", "new": None}
    plan["target"] = {"table": "customers"}
    plan["columns"][0] |= {"use": True, "field": "name", "new": None}
    assert numbered.preview(plan)["rows"][0]["cells"][1]["value"] == "2024-03-05"


def test_a_formula_error_comes_in_empty_and_is_said(owner: Actor, bring: Bring) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["客户名称", "手机", "城市"], ["甲", "13900000001", "深圳"], ["乙", "13900000002", "北京"]):
        sheet.append(row)
    sheet["C3"] = "#N/A"
    import io

    body = io.BytesIO()
    book.save(body)
    imported = bring(body.getvalue(), "客户.xlsx")
    assert imported.now["sheets"][0]["notes"][0]["text"].startswith("1 个单元格")
    cell = imported.preview()["rows"][1]["cells"][2]
    assert (cell["text"], cell["value"]) == ("#N/A", None)
    assert imported.preview()["totals"]["failed"] == 0
    assert imported.load()["sheets"][0]["created"] == 2


def test_english_speakers_are_answered_in_english(owner: Actor, bring: Bring) -> None:
    english = actor_of(Member.objects.create(email="ann@kehu.example", name="Ann", role="owner", language="en"))
    imported = bring(CUSTOMERS, "customers.csv", english)
    assert any("is no phone number" in problem["message"] for problem in imported.preview()["problems"])
    imported.load()
    assert sessions.errors_file(english, imported.id)[1] == "customers rows not loaded.xlsx"


def test_sums_survive_the_way_in(owner: Actor, bring: Bring) -> None:
    amounts = [Decimal(n * 37 % 100_000) / 100 for n in range(3000)]
    imported = bring(
        ("品名,金额\n" + "".join(f"物品{n},{amount}\n" for n, amount in enumerate(amounts))).encode(), "a.csv"
    )
    table = imported.load()["sheets"][0]["table"]
    money = next(field.key for field in catalog.current().table(table).by_key.values() if field.name.zh == "金额")
    assert Decimal(engine.aggregate(owner, table, None, [Aggregate(money, "sum")]).groups[0][1][0]) == sum(amounts)


def test_files_are_forgotten_after_a_month_but_their_load_can_be_undone(
    owner: Actor, bring: Bring, brought: Imported
) -> None:
    from django.utils import timezone

    from kehu.exchange.models import Import

    brought.load()
    Import.objects.update(created_at=timezone.now() - sessions.KEEP * 2)
    bring(b"a,b\nx,1\ny,2\n", "neu.csv")
    assert not store.folder(brought.id).exists()  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        sessions.preview(
            owner,
            brought.id,
            {"sheet": 0, "target": {"table": "customers"}, "columns": [{"column": 0, "field": "name"}]},
        )
    with pytest.raises(NotFound):
        sessions.errors_file(owner, brought.id)
    sessions.undo(owner, brought.id)
    assert engine.count(owner, "customers") == 0


def test_hidden_empty_and_bare_sheets_are_left_out_unless_chosen(bring: Bring) -> None:
    import io

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for row in (["客户名称", "手机"], ["华为", "13900000001"]):
        first.append(row)
    hidden = book.create_sheet("藏")
    for row in (["客户名称", "手机"], ["小米", "13900000002"]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    book.create_sheet("只有表头").append(["客户名称", "手机"])
    body = io.BytesIO()
    book.save(body)
    imported = bring(body.getvalue(), "客户.xlsx")
    skipped = {sheet["name"]: sheet.get("skipped") for sheet in imported.now["sheets"]}
    assert skipped["Sheet"] is None
    assert skipped["藏"].startswith("隐藏")
    assert skipped["空"].startswith("空")
    assert skipped["只有表头"].startswith("只有表头")
    assert {plan["sheet"]: plan["use"] for plan in imported.now["proposal"]["sheets"]} == {0: True, 1: False, 3: False}


def test_what_the_file_does_not_say_stays_empty_even_where_new_records_have_a_default(
    bring: Bring, owner: Actor
) -> None:
    catalog_schema.change_field(owner, "customers", "stage", default="c1")
    bring("客户名称,手机\n旧客户有限公司,13900000001\n".encode(), "旧客户.csv").load()
    (row,) = engine.page(owner, "customers", Query(fields=("name", "stage"))).rows
    assert row[2:] == ("旧客户有限公司", None)


def test_a_talk_whose_time_the_file_does_not_tell_is_refused_and_not_dated_now(bring: Bring, owner: Actor) -> None:
    lines = "客户名称,跟进时间,跟进方式,跟进内容\n华为,2024-03-05 10:00,电话,聊了报价\n小米,,邮件,发了资料\n"
    imported = bring(lines.encode(), "联系记录.csv")
    plan = imported.plan() | {"target": {"table": "interactions"}}
    assert imported.preview(plan)["totals"]["failed"] == 1
    assert imported.load(plan)["sheets"][0]["failed"] == 1
    (row,) = engine.page(owner, "interactions", Query(fields=("at",))).rows
    assert row[2] == "2024-03-05T02:00:00Z"
