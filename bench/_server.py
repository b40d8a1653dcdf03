"""A running installation for the benchmarks that go over HTTP: `kehu serve` on the benchmark's folder, signed in."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _ground import EMAIL, PASSWORD, ROOT

PATIENCE = 120.0


class Client:
    """One browser's connection: kept open, with the cookies and the token of a signed-in member."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        """Connect; cookies of another client may be shared."""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict(cookies or {})

    def send(self, method: str, path: str, body: Any = None) -> bytes:
        """Send a request and give the whole answer; raises RuntimeError when it is an error."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Accept-Encoding": "identity",
        }
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        self.connection.request(method, path, data, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:400]!r}")
        return content

    def get(self, path: str) -> Any:
        """Read an answer."""
        return json.loads(self.send("GET", path))

    def sign_in(self) -> None:
        """Sign the benchmark's owner in."""
        self.cookies["csrftoken"] = self.get("/api/me").get("csrf_token") or self.cookies.get("csrftoken", "")
        self.send("POST", "/_allauth/browser/v1/auth/login", {"email": EMAIL, "password": PASSWORD})


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Run `kehu serve` on a data folder and give its port; everything ends with the block."""
    port = _free_port()
    environment = {**os.environ, "KEHU_DATA": str(folder), "KEHU_PORT": str(port), "KEHU_LOG_LEVEL": "WARNING"}
    environment.pop("KEHU_DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "kehu", "serve"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"kehu serve ended with {process.returncode}")
        try:
            Client(port).send("GET", "/api/health")
        except (OSError, RuntimeError, http.client.HTTPException):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("kehu serve did not answer in time")
