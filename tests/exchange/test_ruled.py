"""Rules over an import: seen in the preview, kept by the load, told in the file of rows that need a look."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl

from kehu.access.actor import Actor
from kehu.engine import rulebook
from kehu.engine.rulebook import RuleSpec
from kehu.exchange import sessions
from tests.exchange.conftest import Imported

Bring = Callable[..., Imported]

ROWS = """客户名称,手机,信用额度
华为技术有限公司,13900000001,50
小米科技有限公司,13900000002,5000
中,13900000003,60
联想集团有限公司,,70
""".encode()


def rules(actor: Actor) -> None:
    rulebook.make_rule(actor, "customers", RuleSpec("length", ("name",), {"min": 2}))
    rulebook.make_rule(actor, "customers", RuleSpec("range", ("credit",), {"max": "1000"}, message="额度不能这么高"))
    rulebook.make_rule(actor, "customers", RuleSpec("required", ("mobile",), warns=True, message="最好有手机"))


def test_the_preview_shows_what_rules_refuse_and_what_they_warn_about(bring: Bring, owner: Actor) -> None:
    rules(owner)
    preview = bring(ROWS, "客户.csv").preview()
    cells = [[cell.get("problem"), cell.get("warning")] for row in preview["rows"] for cell in row["cells"]]
    assert [cell for cell in cells if cell != [None, None]] == [
        ["额度不能这么高", None],
        ["“客户名称”的字数不能小于 2", None],
        [None, "最好有手机"],
    ]
    assert (preview["totals"]["ready"], preview["totals"]["failed"], preview["totals"]["warned"]) == (2, 2, 1)
    told = {(each["row"], each["letter"], each["code"], each.get("warns", False)) for each in preview["problems"]}
    assert told == {
        (3, "C", "rule.range", False),
        (4, "A", "rule.length", False),
        (5, "B", "rule.required", True),
    }


def test_the_load_keeps_the_rules_and_the_file_tells_refused_and_warned_rows(bring: Bring, owner: Actor) -> None:
    rules(owner)
    brought = bring(ROWS, "客户.csv")
    result = brought.load(brought.plan())
    (sheet,) = result["sheets"]
    assert (sheet["read"], sheet["created"], sheet["failed"], result["warned"]) == (4, 2, 2, 1)
    place, _ = sessions.errors_file(owner, brought.id)
    lines = {row[0]: row[1] for row in openpyxl.load_workbook(place).active.iter_rows(min_row=2, values_only=True)}
    assert lines.keys() == {3, 4, 5}
    assert lines[5] == "已导入，请留意 B 列：最好有手机"
    assert "额度不能这么高" in lines[3]


def test_without_rules_nothing_is_said(bring: Bring, owner: Actor) -> None:
    preview = bring(ROWS, "客户.csv").preview()
    assert (preview["problems"], preview["totals"]["failed"]) == ([], 0)
