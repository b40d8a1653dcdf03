"""What all tests share: one throw-away PostgreSQL for the whole run, or the one that KEHU_DATABASE_URL names."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kehu.jobs.models import Job

SCRATCH = "KEHU_TEST_SCRATCH"

if SCRATCH not in os.environ:
    # The first process of a run owns the folder; the workers of pytest-xdist inherit the variables.
    scratch = tempfile.mkdtemp(prefix="kehu-test-")
    os.environ[SCRATCH] = scratch
    os.environ["KEHU_DATA"] = scratch
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's synchronous interface runs an event loop
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Start the database before the workers of pytest-xdist start, so that all use the same server."""
    if config.getoption("numprocesses", None):
        _start_database()


def _start_database() -> None:
    if os.environ.get("KEHU_DATABASE_URL"):
        return
    from kehu.site.postgres import cluster
    from kehu.site.postgres.server import Server

    server = Server(Path(os.environ[SCRATCH]))
    server.start(extra={"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"})
    atexit.register(server.stop)
    with server.connect(cluster.SUPERUSER, "postgres") as connection:
        connection.execute(f"alter role {cluster.ROLE} createdb")
    host = str(server.sockets).replace("/", "%2F")
    os.environ["KEHU_DATABASE_URL"] = f"postgresql://{cluster.ROLE}@{host}/{cluster.ROLE}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the database with the first test that needs it when the run has a single process."""
    from django.conf import settings
    from django.db import connections

    from kehu.site.configuration import Configuration
    from kehu.site.database import address

    _start_database()
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
