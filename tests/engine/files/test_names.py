"""Names of files become plain words, whatever is sent."""

import pytest

from kehu.base.errors import Invalid
from kehu.engine.files.names import clean_name, refuse_program


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("报价单.pdf", "报价单.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\用户\王芳\合同 终稿.docx", "合同 终稿.docx"),
        ("a\x00b\r\n\x1b[31mc.txt", "ab[31mc.txt"),
        ("exe.\u202efdp", "exe.fdp"),
        ("  . .. ", ""),
        ('<b>"x"|y?*.png', "_b__x__y__.png"),
        ("𠮷野家 菜单😀.jpg", "𠮷野家 菜单😀.jpg"),
    ],
)
def test_what_is_kept_of_a_name(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    kept = clean_name("客户资料" * 500 + ".xlsx")
    assert len(kept) == 120
    assert kept.endswith(".xlsx")


@pytest.mark.parametrize("name", ["病毒.exe", "跑.BAT", "x.lnk", "x.js", "宏.vbs"])
def test_a_program_is_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        refuse_program(name)
    assert "zip" in refused.value.text.zh
