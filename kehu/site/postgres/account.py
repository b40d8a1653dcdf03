"""The system account PostgreSQL runs under: the own one, or an unprivileged one when Kehu runs as root."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from kehu.base.errors import Unavailable
from kehu.base.text import Text

NAME = "kehu"
SPARE = "nobody"

NO_ACCOUNT = Text(
    "PostgreSQL 不能以 root 身份运行,而系统里没有可用的普通账号。请创建系统账号 kehu,或改用普通账号启动。",
    "PostgreSQL does not run as root and the system has no plain account for it. Create a system account kehu, "
    "or start as a plain user.",
)


class Start(TypedDict, total=False):
    """Arguments of `subprocess` that choose the account of a new process."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """A system account; `switch` is True when programs must be started under it instead of the own one."""

    name: str
    uid: int
    gid: int
    home: str
    switch: bool

    @property
    def start(self) -> "Start":
        """Return the arguments for subprocess that start a program under this account."""
        return Start(user=self.uid, group=self.gid, extra_groups=[]) if self.switch else Start()


def account() -> Account:
    """Return the account for the database; creates a system account when Kehu runs as root and none is there."""
    if os.geteuid() != 0:
        return _account(pwd.getpwuid(os.geteuid()), switch=False)
    return _account(_named(NAME) or _made() or _required(), switch=True)


def _account(entry: pwd.struct_passwd, *, switch: bool) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, entry.pw_dir, switch)


def _named(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    program = shutil.which("useradd")
    if program is None:
        return None
    shell = shutil.which("nologin") or "/bin/false"
    command = [program, "--system", "--no-create-home", "--user-group", "--shell", shell, NAME]
    subprocess.run(command, capture_output=True, check=False)
    return _named(NAME)


def _required() -> pwd.struct_passwd:
    entry = _named(SPARE)
    if entry is None:
        raise Unavailable(NO_ACCOUNT, code="no_account")
    return entry


def open_path(path: Path) -> None:
    """Let every account pass through (not list) the folders above `path`, which root's umask may have closed."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXGRP | stat.S_IXOTH)


def open_programs(folder: Path) -> None:
    """Let every account read and run the programs below `folder`."""
    open_path(folder)
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | stat.S_IRGRP | stat.S_IROTH
        if mode & stat.S_IXUSR:
            wanted |= stat.S_IXGRP | stat.S_IXOTH
        if wanted != mode:
            path.chmod(wanted)
