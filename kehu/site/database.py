"""Where the records live: the embedded PostgreSQL of the data folder, or an outside one given by its address."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg.conninfo import make_conninfo

from kehu.base.errors import Conflict, Invalid, Unavailable
from kehu.base.text import Text
from kehu.site.configuration import Configuration
from kehu.site.logs import redact_text
from kehu.site.postgres import cluster
from kehu.site.postgres.server import PORT, Server, socket_folder

LONGEST_QUESTION = "60s"
"""How long one statement of the web server may take (S17); jobs take as long as they need."""
LONGEST_WAIT = "20s"
"""How long the web server waits for a lock."""

BAD_ADDRESS = Text(
    "KEHU_DATABASE_URL 应形如 postgresql://用户:密码@主机:5432/数据库?schema=kehu",
    "KEHU_DATABASE_URL must look like postgresql://user:password@host:5432/database?schema=kehu",
)
UNREACHABLE = Text(
    "连不上数据库 {name}({host})：{reason}。请检查 KEHU_DATABASE_URL，以及那台 PostgreSQL 是否在运行",
    "The database {name} at {host} does not answer: {reason}. Look at KEHU_DATABASE_URL, and whether it runs",
)
CLOSED = Text(
    "数据文件夹 {data} 不能写入：{reason}。请检查权限，或用 KEHU_DATA 另选文件夹",
    "The data folder {data} cannot be written: {reason}. Look at its permissions, or choose another by KEHU_DATA",
)
TAKEN = Text(
    "数据文件夹 {data} 正被另一个 Kehu 使用(进程 {pid})。请先停止它,或用 KEHU_DATA 另选文件夹。",
    "The data folder {data} is in use by another Kehu (process {pid}). Stop that one first, or choose another folder "
    "by KEHU_DATA.",
)


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach one PostgreSQL database and the schema that holds everything of this installation."""

    host: str
    port: str
    user: str
    password: str
    name: str
    schema: str
    options: tuple[tuple[str, str], ...] = ()

    def parameters(self) -> dict[str, str]:
        """Return the parameters of a libpq connection."""
        given = {"host": self.host, "port": self.port, "user": self.user, "password": self.password}
        return {**{key: value for key, value in given.items() if value}, "dbname": self.name, **dict(self.options)}

    def connect(self) -> psycopg.Connection:
        """Open a connection of one's own; raises psycopg.OperationalError."""
        given = {**self.parameters(), "options": f"-c search_path={self.schema}"}
        return psycopg.connect(make_conninfo("", connect_timeout=5, **given))

    def django(self, pool: int) -> dict[str, Any]:
        """Return the entry of Django's DATABASES; `pool` is the web server's number of connections, 0 elsewhere."""
        options: dict[str, Any] = dict(self.options)
        options["options"] = f"-c search_path={self.schema}"
        options["prepare_threshold"] = 1  # for the statements of edits, which keep their plan: see engine.sql.run
        if pool:
            options["options"] += f" -c statement_timeout={LONGEST_QUESTION} -c lock_timeout={LONGEST_WAIT}"
            options["pool"] = {"min_size": 2, "max_size": pool, "timeout": 15, "max_lifetime": 1800}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": self.port,
            "USER": self.user,
            "PASSWORD": self.password,
            "NAME": self.name,
            "OPTIONS": options,
            "CONN_HEALTH_CHECKS": True,
        }


def address(configuration: Configuration) -> Address:
    """Return where the database of this installation is."""
    if configuration.database_url:
        return parse(configuration.database_url)
    return Address(str(socket_folder(configuration.data)), str(PORT), cluster.ROLE, "", cluster.ROLE, "public")


def parse(url: str) -> Address:
    """Read `postgresql://user:password@host:port/database?schema=...&sslmode=...`; raises Invalid."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Invalid(BAD_ADDRESS, code="bad_database_url") from error
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise Invalid(BAD_ADDRESS, code="bad_database_url")
    options = dict(parse_qsl(parts.query))
    schema = options.pop("schema", "public")
    host = options.pop("host", unquote(parts.hostname or ""))
    if not schema.replace("_", "").isalnum():
        raise Invalid(BAD_ADDRESS, code="bad_database_url")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Address(host, str(port or options.pop("port", "")), user, password, name, schema, tuple(options.items()))


@contextlib.contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the data folder for this process; raises Conflict when another Kehu holds it."""
    with _open_lock(data) as lock:
        if not _lock(lock):
            lock.seek(0)
            raise Conflict(TAKEN.format(data=data, pid=lock.read().strip() or "?"), code="data_in_use")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _open_lock(data: Path) -> IO[str]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return (data / "kehu.lock").open("a+")
    except OSError as error:
        raise Unavailable(CLOSED.format(data=data, reason=error.strerror), code="data_closed") from error


def _lock(file: IO[str], patience: float = 5) -> bool:
    """Lock `file`, waiting a little for a predecessor that is just ending; the lock ends with its process."""
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        else:
            return True


@contextlib.contextmanager
def running(configuration: Configuration) -> Iterator[None]:
    """Have the database answer inside this block: use the one that runs, or start the embedded one for it alone."""
    place = address(configuration)
    if configuration.database_url:
        _reach(place)
        yield
        return
    if answers(place):
        yield
        return
    with held(configuration.data):
        server = Server(configuration.data)
        server.start()
        try:
            yield
        finally:
            server.stop()


def _reach(place: Address) -> None:
    """Raise Unavailable when the outside database does not answer."""
    try:
        place.connect().close()
    except psycopg.OperationalError as error:
        reason = redact_text(str(error).strip().splitlines()[0])
        raise Unavailable(
            UNREACHABLE.format(host=place.host, name=place.name, reason=reason), code="database"
        ) from None


def answers(place: Address) -> bool:
    """Tell whether a connection can be made."""
    try:
        place.connect().close()
    except psycopg.OperationalError:
        return False
    return True
