"""No process outlives the one that started it, however that one ends."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def follow_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """Return what a new process runs before its program so that it gets `sign` when its parent dies (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None, use_errno=True)

    def ask() -> None:
        library.prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)

    return ask


def die_with_parent(sign: signal.Signals = signal.SIGTERM, parent: int | None = None) -> None:
    """End this process by `sign` when its parent ends; `parent` guards against one that ended already."""
    expected = os.getppid() if parent is None else parent
    ask = follow_parent(sign)
    if ask is None:
        threading.Thread(target=_watch, args=(expected, sign), daemon=True).start()
    else:
        ask()
    if os.getppid() != expected:
        os.kill(os.getpid(), sign)


def end_within(seconds: float) -> None:
    """End this process `seconds` after its parent at the latest, even while it waits for a database that ended too."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        time.sleep(seconds)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _watch(parent: int, sign: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), sign)
