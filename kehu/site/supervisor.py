"""The one command that keeps the database, the web server and the worker running, and ends them together."""

import contextlib
import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

from kehu.base.errors import Conflict, Invalid, KehuError, Unavailable
from kehu.base.text import Text
from kehu.site.child import Child
from kehu.site.configuration import Configuration
from kehu.site.database import held
from kehu.site.postgres.server import Server

PATIENCE = 90.0
"""Seconds until the first answer of the web server."""
FAREWELL = 5.0
"""Seconds that web server and worker have to end."""
MOST_DEATHS = 4
"""Deaths of one part before the first answer."""

STARTING = Text("正在启动数据库……", "Starting the database...")
MIGRATING = Text("正在检查数据结构……", "Checking the shape of the data...")
READY = Text("Kehu 已就绪 → {address}    (按 Ctrl+C 停止)", "Kehu is ready → {address}    (Ctrl+C stops it)")
STOPPED = Text("Kehu 已停止，数据保存在 {data}", "Kehu has stopped; the data is in {data}")
DIED = Text("{part} 意外退出，正在重新启动", "{part} ended unexpectedly and is started again")
PORT_TAKEN = Text(
    "端口 {port} 已被其他程序占用。请用 kehu serve --port 8001 换一个端口(或设置 KEHU_PORT)，或先关闭那个程序。",
    "Port {port} is in use by another program. Choose another by kehu serve --port 8001 (or KEHU_PORT), or close that "
    "program first.",
)
LOW_PORT = Text(
    "端口 {port} 只有系统管理员能用。请换一个大于 1023 的端口，例如 kehu serve --port 8000。",
    "Port {port} is kept for administrators. Choose one above 1023, for example kehu serve --port 8000.",
)
BAD_HOST = Text("这台机器没有地址 {host}", "This machine has no address {host}")
EXPOSED = Text(
    "地址 {host} 会让其他机器访问 Kehu，而且没有加密：密码会明文经过网络。请配置证书(KEHU_TLS_CERTIFICATE 和 "
    "KEHU_TLS_KEY)或 HTTPS 代理(KEHU_BEHIND_TLS=1)；确定只在可信内网使用时，加上 --expose。",
    "The address {host} lets other machines reach Kehu without encryption: passwords would cross the network in clear. "
    "Set a certificate (KEHU_TLS_CERTIFICATE and KEHU_TLS_KEY) or an HTTPS proxy (KEHU_BEHIND_TLS=1); when it is only "
    "a network you trust, add --expose.",
)
WARNING = Text(
    "注意：其他机器可以通过 {host} 访问 Kehu，连接没有加密。",
    "Attention: other machines can reach Kehu at {host}, and the connection is not encrypted.",
)
NO_START = Text(
    "{part} 没有启动成功，原因见上面的日志。可以运行 kehu doctor 检查。",
    "{part} did not start; the log above says why. kehu doctor looks for the cause.",
)

DATABASE = Text("数据库", "The database")
WEB = Text("网页服务", "The web server")
WORKER = Text("后台任务进程", "The worker")

Say = Callable[[Text], None]


class Supervisor:
    """Everything that runs for one installation."""

    def __init__(self, configuration: Configuration, say: Say) -> None:
        """Take the configuration and a way to speak to the person at the terminal."""
        self.given = configuration
        self.say = say
        self.database = None if configuration.database_url else Server(configuration.data)
        self.children = [Child("web", WEB, "kehu.site.web"), Child("worker", WORKER, "kehu.site.worker")]
        self._stop = threading.Event()

    def run(self) -> None:
        """Start everything, keep it running until a signal asks to end, end everything; raises KehuError."""
        check_exposure(self.given, self.say)
        with held(self.given.data), self._signals():
            check_port(self.given)
            try:
                self._start()
                self.say(READY.format(address=address(self.given)))
                while not self._stop.wait(0.2):
                    self._tend()
            except _Stopped:
                pass
            finally:
                self._end()
        self.say(STOPPED.format(data=self.given.data))

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {sign: signal.signal(sign, lambda *_: self._stop.set()) for sign in signs}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)

    def _start(self) -> None:
        if self.database is not None:
            self.say(STARTING)
            self._start_database(self.database)
        self.say(MIGRATING)
        self._migrate()
        for child in self.children:
            child.start()
        self._wait_for_web()

    def _start_database(self, server: Server) -> None:
        try:
            server.start(give_up=self._stop.is_set)
        except KehuError:
            if self._stop.is_set():
                raise _Stopped from None
            raise

    def _migrate(self) -> None:
        """Migrate in a process of its own, so that this one stays small."""
        process = subprocess.Popen([sys.executable, "-m", "kehu", "migrate"], start_new_session=True)
        while process.poll() is None:
            if self._stop.wait(0.05):
                process.terminate()
                process.wait()
                raise _Stopped
        if process.returncode != 0:
            raise Unavailable(NO_START.format(part="kehu migrate"), code="not_migrated")

    def _wait_for_web(self) -> None:
        end = time.monotonic() + PATIENCE
        while not answers(self.given):
            self._tend()
            worst = max(self.children, key=lambda child: child.deaths)
            if worst.deaths >= MOST_DEATHS or time.monotonic() > end:
                raise Unavailable(NO_START.format(part=worst.title), code="not_started")
            if self._stop.wait(0.05):
                raise _Stopped

    def _tend(self) -> None:
        if self.database is not None and not self.database.running:
            self.say(DIED.format(part=DATABASE))
            try:
                self._start_database(self.database)
            except KehuError as error:
                self.say(error.text)
                self._stop.wait(3)
        for child in self.children:
            if child.tend():
                self.say(DIED.format(part=child.title))

    def _end(self) -> None:
        end = time.monotonic() + FAREWELL
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait(end)
        if self.database is not None:
            self.database.stop()


class _Stopped(Exception):
    """A signal came while everything was still starting."""


def address(given: Configuration) -> str:
    """Return the address to open in a browser."""
    scheme = "https" if given.tls_certificate else "http"
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(given.host, given.host)  # noqa: S104
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"{scheme}://{host}:{given.port}"


def check_exposure(given: Configuration, say: Say) -> None:
    """Refuse an address that others reach without TLS unless the person insists (S19)."""
    if given.local or given.tls:
        return
    if not given.expose:
        raise Invalid(EXPOSED.format(host=given.host), code="exposed")
    say(WARNING.format(host=given.host))


def check_port(given: Configuration) -> None:
    """Raise Conflict when another program listens on the port."""
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((given.host, given.port))
            probe.listen(1)
        except PermissionError as error:
            raise Invalid(LOW_PORT.format(port=given.port), code="low_port") from error
        except socket.gaierror as error:
            raise Invalid(BAD_HOST.format(host=given.host), code="bad_host") from error
        except OSError as error:
            text = PORT_TAKEN.format(port=given.port) if error.errno != 99 else BAD_HOST.format(host=given.host)
            raise Conflict(text, code="port_taken") from error


def answers(given: Configuration) -> bool:
    """Tell whether the web server says that it is well."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(given.host, given.host)  # noqa: S104
    if given.tls_certificate:
        context = ssl._create_unverified_context()  # noqa: S323 - our own process, reached by its own address
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, given.port, timeout=5, context=context
        )
    else:
        connection = http.client.HTTPConnection(host, given.port, timeout=5)
    name = next((name.lstrip(".") for name in given.hosts if name != "*"), "localhost")
    try:
        connection.request("GET", "/api/health", headers={"Host": name, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def export(given: Configuration) -> None:
    """Hand the configuration on to the processes that this one starts."""
    for name, value in given.model_dump(mode="json").items():
        if value is not None:
            os.environ[f"KEHU_{name.upper()}"] = value if isinstance(value, str) else json.dumps(value)
