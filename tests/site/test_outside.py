"""`KEHU_DATABASE_URL` points to an outside PostgreSQL; one schema holds everything, and a superuser is refused."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kehu.site.postgres import cluster
from kehu.site.postgres.server import Server
from tests.installation import Installation

pytestmark = pytest.mark.fault


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Server]:
    """Start a PostgreSQL that Kehu does not look after."""
    server = Server(tmp_path / "outside")
    server.start()
    yield server
    server.stop()


def _url(server: Server, role: str, query: str = "") -> str:
    return f"postgresql://{role}@{quote(str(server.sockets), safe='')}/{cluster.ROLE}{query}"


def test_everything_lives_in_the_one_schema_that_the_address_names(outside: Server, tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data", KEHU_DATABASE_URL=_url(outside, cluster.ROLE, "?schema=acme")).start()
    try:
        assert "database" not in kehu.pids()
        kehu.client()
        kehu.kill("worker")
        assert kehu.stop() == 0
    finally:
        kehu.close()
    with outside.connect(cluster.SUPERUSER, cluster.ROLE) as connection:
        rows = connection.execute(
            "select schemaname, count(*) from pg_tables where tablename ~ '_' group by 1"
        ).fetchall()
    assert {name for name, _ in rows} - {"pg_catalog", "information_schema"} == {"acme"}
    assert outside.running


def test_a_superuser_is_refused_with_the_way_out(outside: Server, tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data", KEHU_DATABASE_URL=_url(outside, cluster.SUPERUSER))
    told = kehu.command("serve")
    assert told.returncode == 1
    assert "create role" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_unreachable_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data", KEHU_DATABASE_URL="postgresql://kehu:geheim@127.0.0.1:1/kehu")
    told = kehu.command("serve")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "geheim" not in told.stderr + told.stdout
