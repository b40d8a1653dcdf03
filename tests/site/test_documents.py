"""The guides name every setting and command, and what is said to be shown is shown by a test that exists."""

import ast
from functools import cache
from pathlib import Path

import pytest

from kehu.cli import application
from kehu.site.configuration import Configuration

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "docs" / language / "install.md" for language in ("zh", "en")]
FOR_DEVELOPERS = {"debug"}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("setting", sorted(set(Configuration.model_fields) - FOR_DEVELOPERS))
def test_every_setting_is_documented(guide: Path, setting: str) -> None:
    assert f"`KEHU_{setting.upper()}`" in guide.read_text()


def _commands() -> list[str]:
    found = application()
    names = [f"kehu {command.name}" for command in found.registered_commands]
    for group in found.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            assert command.callback is not None
            names.append(f"kehu {group.name} {command.name or command.callback.__name__}")
    return names


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("command", _commands())
def test_every_command_is_documented(guide: Path, command: str) -> None:
    assert f"`{command}`" in guide.read_text()


@cache
def _tests_in(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_requirement_names_a_test_that_exists() -> None:
    for number, line in enumerate((ROOT / "docs" / "requirements.tsv").read_text().splitlines(), 1):
        identifier, test, how = line.split("\t")
        file, _, name = test.partition("::")
        where = f"line {number}: {test}"
        assert identifier, where
        assert how, where
        assert (ROOT / file).is_file(), where
        if file.endswith(".py"):
            assert name.partition("[")[0] in _tests_in(ROOT / file), where
        else:
            assert name in (ROOT / file).read_text(), where
