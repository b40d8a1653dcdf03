"""The embedded server starts from any state that a crash, another account or a rebuilt container leaves."""

import os
import pwd
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from kehu.base.errors import Conflict, Unavailable
from kehu.site.configuration import Configuration
from kehu.site.database import address, answers, held, running
from kehu.site.postgres import cluster
from kehu.site.postgres.server import Server

pytestmark = pytest.mark.fault


@pytest.fixture
def given(tmp_path: Path) -> Configuration:
    """Give an installation without any process."""
    return Configuration(data=tmp_path / "data", database_url="")


def test_the_application_works_as_a_plain_role_in_utf8(given: Configuration) -> None:
    with running(given), address(given).connect() as connection:
        row = connection.execute(
            "select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls, "
            "current_setting('server_encoding'), current_setting('fsync'), current_setting('listen_addresses'), "
            "upper('é') = 'É', '客户' ~ '^\\w+$' from pg_roles where rolname = current_user"
        ).fetchone()
        assert row == (False, "UTF8", "on", "", True, True)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("copy (select 1) to program 'true'")
    assert not answers(address(given))


def test_a_stale_lock_file_of_a_reused_process_id_is_no_obstacle(given: Configuration) -> None:
    with running(given):
        pass
    stale = given.data / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1700000000\n5432\n{given.data / 'run'}\n\n 1 1\nready\n")
    with running(given):
        assert answers(address(given))


def test_orphaned_backends_of_a_killed_server_are_ended_first(given: Configuration) -> None:
    server = Server(given.data)
    given.data.mkdir()
    server.start()
    assert server.process is not None
    busy = address(given).connect()
    pid = busy.info.backend_pid
    server.process.kill()
    server.process.wait()
    second = Server(given.data)
    second.start()
    try:
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    finally:
        busy.close()
        second.stop()


def test_an_interrupted_making_of_the_cluster_starts_anew(given: Configuration) -> None:
    half = given.data / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with running(given):
        assert answers(address(given))


def test_another_major_version_is_told_and_nothing_is_touched(given: Configuration) -> None:
    with running(given):
        pass
    (given.data / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(Unavailable) as refused, running(given):
        pass
    assert "14" in refused.value.text.zh


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_cluster_of_another_account_is_taken_over(given: Configuration) -> None:
    with running(given):
        pass
    other = pwd.getpwnam("nobody")
    for path in (given.data / "postgres", *(given.data / "postgres").rglob("*")):
        os.chown(path, other.pw_uid, other.pw_gid, follow_symlinks=False)
    with running(given):
        assert answers(address(given))
    assert cluster.ROLE == "kehu"


def test_two_holders_of_one_folder_are_refused_by_name(given: Configuration) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time, pathlib\nfrom kehu.site.database import held\n"
            "with held(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)",
            str(given.data),
        ],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    before = time.monotonic()
    with pytest.raises(Conflict) as refused, held(given.data):
        pass
    assert str(holder.pid) in refused.value.text.zh
    assert time.monotonic() - before < 10
    holder.kill()
    holder.wait()
    with held(given.data):
        pass
