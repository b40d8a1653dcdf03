"""`docs/requirements.tsv` tells the truth: every ID is one of the requirements, every named test exists.

The requirements lie beside the repository (`../shared/requirements.md`, or the folder that KEHU_SHARED names); where
that folder is absent, the number of demands in each group decides.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINES = (ROOT / "docs" / "requirements.tsv").read_text("utf-8").splitlines()
SHOWN = [(number, *line.split("\t")) for number, line in enumerate(LINES, 1)]
SHARED = Path(os.environ.get("KEHU_SHARED") or ROOT.parent / "shared") / "requirements.md"
_SIZES = (12, 24, 16, 14, 9, 7, 20, 15, 11, 8, 5, 12, 11, 16, 13, 11, 10, 5, 4, 8, 10, 8)
GROUPS = dict(zip("ABCDEFGHIJKLMNOPQRSTUV", _SIZES, strict=True))


def known() -> set[str]:
    """Collect the IDs that exist."""
    if SHARED.exists():
        return set(re.findall(r"^\| ([A-V]\d{2}) \|", SHARED.read_text("utf-8"), re.M))
    return {f"{group}{number:02}" for group, size in GROUPS.items() for number in range(1, size + 1)}


def exists(test: str) -> bool:
    """Tell whether a test stands where its id says: `file.py::function` or `file.test.ts::title`."""
    path, _, name = test.partition("::")
    file = ROOT / path
    if not file.is_file() or not name:
        return False
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        return name in text
    *classes, function = name.partition("[")[0].split("::")
    found = ast.walk(ast.parse(text))
    names = {node.name for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return function.startswith("test") and {function, *classes} <= names


def test_the_requirements_beside_the_repository_are_those_counted_here() -> None:
    if not SHARED.exists():
        pytest.skip("the requirements do not lie beside this repository")
    assert len(known()) == sum(GROUPS.values()) == 249


@pytest.mark.parametrize("line", SHOWN, ids=[f"line {line[0]}" for line in SHOWN])
def test_a_line_names_a_requirement_an_existing_test_and_says_how(line: tuple[int, ...]) -> None:
    assert len(line) == 4, "three columns: ID, test, how"
    _, requirement, test, how = line
    assert requirement in known(), f"unknown requirement {requirement}"
    assert exists(str(test)), f"there is no test {test}"
    assert how


def test_lines_are_ordered_and_none_stands_twice() -> None:
    pairs = [line[1:3] for line in SHOWN]
    assert pairs == sorted(set(pairs))


def test_a_missing_test_and_an_unknown_requirement_are_found() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    assert exists(f"{here}::test_lines_are_ordered_and_none_stands_twice")
    assert not exists(f"{here}::test_nothing_of_the_kind")
    assert not exists("tests/test_nowhere.py::test_a")
    assert "A99" not in known()
