"""What all tests share: one throw-away PostgreSQL for the whole run, or the one that KEHU_DATABASE_URL names."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.installation import Installation
from tests.scratch import SCRATCH, start_database

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kehu.jobs.models import Job

TEMPLATE = Path(os.environ[SCRATCH]) / "template"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the database with the first test that needs it when the run has a single process."""
    from django.conf import settings
    from django.db import connections

    from kehu.site.configuration import Configuration
    from kehu.site.database import address

    start_database()
    place = address(Configuration()).django(0)
    for values in (settings.DATABASES["default"], connections["default"].settings_dict):
        values.update({key: value for key, value in place.items() if key != "NAME"})


@pytest.fixture
def run_jobs() -> "Callable[[], list[Job]]":
    """Give a function that runs all waiting jobs in this process and returns them as they ended."""
    from kehu.jobs.models import Job, State
    from kehu.jobs.run import run

    def run_all() -> list[Job]:
        keys = list(Job.objects.filter(state=State.QUEUED).order_by("created_at").values_list("pk", flat=True))
        for key in keys:
            run(key)
        return list(Job.objects.filter(pk__in=keys).order_by("created_at"))

    return run_all


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Start a Kehu of its own that a test may kill and start again."""
    own = Installation(tmp_path / "data").prepare(TEMPLATE).start()
    yield own
    own.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Start one Kehu for all tests that tidy up after themselves; `client()` is its owner."""
    shared = Installation(tmp_path_factory.mktemp("server") / "data").prepare(TEMPLATE).start()
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Start the system's Chromium; KEHU_CHROMIUM names another one."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("KEHU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "make test installs Chromium; or name one by KEHU_CHROMIUM"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield started
        started.close()
