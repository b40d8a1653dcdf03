"""The life of the embedded server: started as a child process, found again after a crash, stopped quickly."""

import contextlib
import hashlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from kehu.base.errors import Unavailable
from kehu.base.text import Text
from kehu.site import orphans
from kehu.site.postgres import cluster, programs
from kehu.site.postgres.account import Account, account, open_path

PORT = 5432
LONGEST_SOCKET = 100
"""The kernel ends a socket's path at 107 bytes (103 on macOS)."""
LARGEST_LOG = 10 * cluster.MEGABYTE
EXTENSIONS = ("pg_trgm", "btree_gin")

NOT_STARTED = Text(
    "数据库没有启动。日志的最后几行({log}):\n{tail}",
    "The database did not start. Last lines of {log}:\n{tail}",
)


def socket_folder(data: Path) -> Path:
    """Return the folder of the local socket: in the data folder, or a short private one when that path is too long."""
    inside = data / "run"
    if len(bytes(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return inside
    digest = hashlib.sha256(bytes(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()).resolve() / f"kehu-{os.geteuid()}-{digest}"


class Server:
    """The embedded PostgreSQL of one data folder."""

    def __init__(self, data: Path) -> None:
        """Take the data folder; nothing is started yet."""
        self.cluster = data / "postgres"
        self.sockets = socket_folder(data)
        self.log = data / "logs" / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(
        self,
        timeout: float = 120,
        extra: dict[str, str] | None = None,
        give_up: Callable[[], bool] = lambda: False,
    ) -> None:
        """Start the server and wait until it answers; what a crash left over is cleared away first."""
        installed, owner = programs.find(), account()
        self.cluster.parent.mkdir(parents=True, exist_ok=True)
        cluster.prepare(self.cluster, installed, owner)
        self._clear()
        self._make_folders(owner)
        settings = {**cluster.settings(installed), "unix_socket_directories": str(self.sockets), "port": str(PORT)}
        settings |= extra or {}
        command = [installed.path("postgres"), "-D", str(self.cluster)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=orphans.follow_parent(signal.SIGINT),  # noqa: PLW1509 - the supervisor has one thread
                **owner.start,
            )
        self._wait(timeout, give_up)
        self._ensure_role()

    def stop(self, timeout: float = 20) -> None:
        """End all sessions and shut down; open transactions are rolled back."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(10)
        self.process = None

    @property
    def running(self) -> bool:
        """True while the server that this object started is alive."""
        return self.process is not None and self.process.poll() is None

    def _make_folders(self, owner: Account) -> None:
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if owner.switch:
            open_path(self.sockets)
            os.chown(self.sockets, owner.uid, owner.gid, follow_symlinks=False)
        state = self.sockets.lstat()
        if state.st_uid != owner.uid or self.sockets.is_symlink():
            reason = f"{self.sockets} belongs to somebody else"
            raise Unavailable(NOT_STARTED.format(log=self.log, tail=reason), code="socket_folder_taken")
        self.sockets.chmod(0o700)

    def _clear(self) -> None:
        """End processes of an earlier server on this cluster and remove its lock files; the caller holds the folder."""
        left = _processes_in(self.cluster)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGINT if process.pid == self._postmaster() else signal.SIGTERM)
        _, alive = psutil.wait_procs(left, timeout=10)
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(alive, timeout=10)
        # A dead server that nobody has waited for still has a process id, so its lock files would count as held.
        socket = f".s.PGSQL.{PORT}"
        for path in (self.cluster / "postmaster.pid", self.sockets / socket, self.sockets / f"{socket}.lock"):
            path.unlink(missing_ok=True)

    def _postmaster(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
        return None

    def _wait(self, timeout: float, give_up: Callable[[], bool]) -> None:
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if not self.running or give_up():
                break
            try:
                with self.connect(cluster.SUPERUSER, "postgres"):
                    return
            except psycopg.OperationalError:
                time.sleep(0.05)
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        self.stop()
        raise Unavailable(NOT_STARTED.format(log=self.log, tail=tail), code="database_not_started")

    def connect(self, role: str, database: str) -> psycopg.Connection:
        """Open an autocommit connection for administration."""
        return psycopg.connect(
            host=str(self.sockets), port=PORT, user=role, dbname=database, autocommit=True, connect_timeout=10
        )

    def _ensure_role(self) -> None:
        """Give the application a role without special rights and a database that belongs to it."""
        role = sql.Identifier(cluster.ROLE)
        with self.connect(cluster.SUPERUSER, "postgres") as connection:
            if not connection.execute("select 1 from pg_roles where rolname = %s", [cluster.ROLE]).fetchone():
                connection.execute(sql.SQL("create role {} login").format(role))
            limits = sql.SQL("alter role {} nosuperuser nocreaterole nocreatedb noreplication nobypassrls").format(role)
            connection.execute(limits)
            if not connection.execute("select 1 from pg_database where datname = %s", [cluster.ROLE]).fetchone():
                connection.execute(sql.SQL("create database {} owner {}").format(role, role))
        with self.connect(cluster.SUPERUSER, cluster.ROLE) as connection:
            for extension in EXTENSIONS:
                connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))


def _processes_in(folder: Path) -> list[psutil.Process]:
    """Return the processes of PostgreSQL that work in `folder`: a server changes into its cluster when it starts."""
    found = []
    for process in psutil.process_iter(["name"]):
        if "postgres" not in (process.info["name"] or ""):
            continue
        with contextlib.suppress(psutil.Error, OSError):
            if Path(process.cwd()) == folder:
                found.append(process)
    return found
