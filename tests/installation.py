"""A whole installation of its own for tests: `kehu serve` in a temporary folder on a free port."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import requests

ROOT = Path(__file__).resolve().parents[1]
EMAIL = "owner@example.cn"
PASSWORD = "correct-horse-battery-42"


class Client(requests.Session):
    """A signed-in browser without a browser: paths instead of addresses, CSRF sent along."""

    def __init__(self, url: str) -> None:
        """Take the address of the installation."""
        super().__init__()
        self.url = url

    def request(self, method: str, path: str, *args: Any, **arguments: Any) -> requests.Response:  # type: ignore[override]
        """Send one request to `path`."""
        headers = {"Origin": self.url, "X-CSRFToken": self.cookies.get("csrftoken") or "", "Accept-Language": "zh-CN"}
        headers |= arguments.pop("headers", None) or {}
        arguments.setdefault("timeout", 60)
        return super().request(method, self.url + path, *args, headers=headers, **arguments)

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> "Client":
        """Sign in; the first one to come signs up and becomes the owner."""
        me = self.get("/api/me").json()
        if me["state"] == "no_owner":
            body = {"email": email, "password": password, "name": "王芳"}
            answer = self.post("/_allauth/browser/v1/auth/signup", json=body)
        else:
            answer = self.post("/_allauth/browser/v1/auth/login", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        return self


class Installation:
    """One running Kehu; its processes can be killed and the whole be started again."""

    def __init__(self, data: Path, port: int | None = None, **environment: str) -> None:
        """Take the data folder; `environment` adds variables."""
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"{data.name}.log"
        own = {name: value for name, value in os.environ.items() if not name.startswith(("KEHU_", "DJANGO_"))}
        self.environment = {**own, "KEHU_DATA": str(data), "KEHU_PORT": str(self.port), **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self, template: Path) -> "Installation":
        """Copy a migrated data folder, which is made once for the whole run, to start in half the time."""
        template.mkdir(parents=True, exist_ok=True)
        with (template / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (template / "data").exists():
                fresh = Installation(template / "fresh")
                made = fresh.command("migrate")
                assert made.returncode == 0, made.stderr
                fresh.data.rename(template / "data")
        subprocess.run(["cp", "-a", str(template / "data"), str(self.data)], check=True)
        return self

    def start(self, timeout: float = 90, verify: bool = True) -> "Installation":
        """Start and wait for the first answer."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kehu", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.wait_until_ready(timeout, verify)
        return self

    def wait_until_ready(self, timeout: float = 90, verify: bool = True) -> None:
        """Wait until the web server says it is well."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            with contextlib.suppress(requests.RequestException):
                if requests.get(self.url + "/api/health", timeout=5, verify=verify).status_code == 200:
                    return
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-3000:])

    def stop(self, sign: signal.Signals = signal.SIGTERM, timeout: float = 30) -> int:
        """Send `sign` to the supervisor and wait for its end; gives the exit code."""
        if self.process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(sign)
        code = self.process.wait(timeout)
        self.process = None
        return code

    def pids(self) -> dict[str, int]:
        """Return the process ids: supervisor, database, web (main process), server (its worker), worker."""
        assert self.process is not None
        found = {"supervisor": self.process.pid}
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                name = self._name(child)
                if name:
                    found.setdefault(name, child.pid)
        return found

    def _name(self, child: psutil.Process) -> str:
        words, parent = child.cmdline(), child.parent()
        supervisor = self.process.pid if self.process else 0
        if parent is not None and parent.pid == supervisor:
            if words and words[0].endswith("postgres"):
                return "database"
            return {"kehu.site.web": "web", "kehu.site.worker": "worker"}.get(words[-1] if words else "", "")
        return "server" if words[-1:] == ["kehu.site.web"] else ""

    def kill(self, name: str) -> int:
        """Kill -9 one process by its name in `pids` and wait until it is gone; gives its id."""
        pid = self._find(name, 0, 10)
        os.kill(pid, signal.SIGKILL)
        if name == "supervisor":
            assert self.process is not None
            self.process.wait(10)
            self.process = None
        else:
            wait_for(lambda: not _runs(pid), 10)
        return pid

    def wait_for_new(self, name: str, old: int, timeout: float = 30) -> int:
        """Wait until another process than `old` bears the name."""
        return self._find(name, old, timeout)

    def _find(self, name: str, old: int, timeout: float) -> int:
        """Wait for a process of that name that is not `old`; a process that only just begins may change its name."""
        end = time.monotonic() + timeout
        while (pid := self.pids().get(name, old)) == old:
            assert time.monotonic() < end, f"no new {name}"
            time.sleep(0.05)
        return pid

    def leftovers(self) -> list[psutil.Process]:
        """Return the processes that still belong to this data folder."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                mine = process.environ().get("KEHU_DATA") == str(self.data) and "-m" in process.cmdline()
                if process.status() != psutil.STATUS_ZOMBIE and (mine or process.cwd() == str(self.data / "postgres")):
                    found.append(process)
        return found

    def client(self, email: str = EMAIL, password: str = PASSWORD) -> Client:
        """Return a signed-in client: the owner, unless told otherwise."""
        return Client(self.url).sign_in(email, password)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another `kehu` command on the same data folder."""
        command = [sys.executable, "-m", "kehu", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )

    def close(self) -> None:
        """End whatever still runs."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.stop()
        for process in self.leftovers():
            with contextlib.suppress(psutil.Error):
                process.kill()


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(condition: Any, timeout: float = 30) -> None:
    """Wait until `condition()` is true."""
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
