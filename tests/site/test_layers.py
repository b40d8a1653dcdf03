"""What import-linter cannot say: nothing below the API knows requests and answers."""

import ast
from pathlib import Path

import pytest

PACKAGES = Path(__file__).resolve().parents[2] / "kehu"
BELOW = ["crm", "exchange", "engine", "catalog", "jobs", "lang", "base"]


@pytest.mark.parametrize("package", BELOW)
def test_nothing_below_the_api_imports_django_http(package: str) -> None:
    for file in (PACKAGES / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.startswith(("django.http", "django.views", "ninja")) for name in names), file
