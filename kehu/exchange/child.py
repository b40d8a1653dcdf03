"""The parent's side of the reading process: starts it, listens, and outlives whatever a file does to it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from time import monotonic
from typing import IO, Any

import orjson

import kehu
from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange.formats import Source
from kehu.exchange.limits import WALL_SECONDS

_ROOT = str(Path(kehu.__file__).resolve().parents[1])
_ASK_EVERY = 0.5
_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


def read_apart(
    source: Source, folder: Path, progress: Callable[[int], None] = lambda rows: None, wall: float = WALL_SECONDS
) -> dict[str, Any]:
    """Read a file in a process of its own into `folder`; gives `{format, sheets, encoding?, delimiter?}`.

    Raises `Invalid` with the reader's own refusal, or with code `import.too_much` when the process died or took too
    long; whatever `progress` raises ends the process too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    task = {
        "path": str(source.path),
        "name": source.name,
        "folder": str(folder),
        "encoding": source.encoding,
        "delimiter": source.delimiter,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kehu.exchange.reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=folder,
    )
    lines: Queue[bytes] = Queue()
    threading.Thread(target=_listen, args=(process.stdout, lines), daemon=True).start()
    try:
        _ask(process, task)
        return _follow(lines, source, progress, monotonic() + wall)
    finally:
        process.kill()
        process.wait()


def _ask(process: subprocess.Popen[bytes], task: dict[str, Any]) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin:
        process.stdin.write(orjson.dumps(task))


def _listen(pipe: IO[bytes] | None, lines: Queue[bytes]) -> None:
    assert pipe is not None
    with pipe:
        for line in pipe:
            lines.put(line)
    lines.put(b"")


def _follow(lines: Queue[bytes], source: Source, progress: Callable[[int], None], end: float) -> dict[str, Any]:
    """Hear the process out; asks `progress` every now and then also while it is silent, so that it can be cancelled."""
    rows = 0
    while (left := end - monotonic()) > 0:
        try:
            line = lines.get(timeout=min(left, _ASK_EVERY))
        except Empty:
            progress(rows)
            continue
        if not line.endswith(b"\n"):
            break
        message = orjson.loads(line)
        if "refused" in message:
            raise _refusal(message["refused"])
        if "done" in message:
            done: dict[str, Any] = message["done"]
            return done
        rows = message["at"]
        progress(rows)
    raise _too_much(source)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return kept | {"PYTHONPATH": _ROOT, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _refusal(said: dict[str, Any]) -> Invalid:
    return Invalid(Text(said["zh"], said["en"]), code=said["code"], details=said["details"])


def _too_much(source: Source) -> Invalid:
    return Invalid(
        Text(
            "文件“{name}”展开后过大或结构异常，读取已中止，没有导入任何内容。请删去远处的多余单元格、拆分文件，或"
            "另存为 csv 后再试",
            "The file “{name}” unfolds to too much or is built oddly; reading was stopped and nothing was imported. "
            "Delete cells that stand far away, split the file, or save it as csv",
        ).format(name=source.name),
        code="import.too_much",
    )
