"""One process that the supervisor keeps alive."""

import contextlib
import os
import signal
import subprocess
import sys
import time

from kehu.base.text import Text

STEADY = 30.0
"""Seconds after which a process counts as healthy again."""
LONGEST_PAUSE = 15.0


class Child:
    """A part of Kehu in a process of its own: started, started again when it dies, ended."""

    def __init__(self, name: str, title: Text, module: str) -> None:
        """Take a name, one for messages, and the module to run; nothing is started yet."""
        self.name = name
        self.title = title
        self.module = module
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self._started = 0.0
        self._again = 0.0

    def start(self) -> None:
        """Start the process; signals typed at the terminal do not reach it, the supervisor passes them on."""
        environment = {**os.environ, "KEHU_PART": self.name, "KEHU_SUPERVISOR": str(os.getpid())}
        command = [sys.executable, "-m", self.module]
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
        self._started = time.monotonic()

    def tend(self) -> bool:
        """Start the process again when it has died, later each time; True when a death was noticed now."""
        now = time.monotonic()
        if self.process is None:
            if now >= self._again:
                self.start()
            return False
        if self.process.poll() is None:
            return False
        self.deaths = 1 if now - self._started > STEADY else self.deaths + 1
        self._again = now + min(LONGEST_PAUSE, 0.2 * 2 ** (self.deaths - 1))
        self._end_group()
        self.process = None
        return True

    def ask_to_stop(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for the end of the process until the clock `time.monotonic()` shows `until`, then kill what is left."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - time.monotonic()))
        self._end_group()
        self.process.wait()
        self.process = None

    def _end_group(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
