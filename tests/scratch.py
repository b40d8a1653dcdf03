"""The throw-away folder and database of a test run; loaded before Django reads its settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

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
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        start_database()


def start_database() -> None:
    """Start the throw-away PostgreSQL unless KEHU_DATABASE_URL names one; safe to call again."""
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
