"""The cluster in the data folder: made once, its access rules written at every start."""

import locale
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import psutil

from kehu.base.errors import Unavailable
from kehu.base.text import Text
from kehu.site.postgres.account import Account, open_path, open_programs
from kehu.site.postgres.programs import Programs

SUPERUSER = "postgres"
ROLE = "kehu"
MEGABYTE = 1024 * 1024
WITH_BUILTIN_LOCALES = 17

NOT_MADE = Text(
    "数据库没有建成({folder})。原因:{reason}",
    "The database could not be made in {folder}. Cause: {reason}",
)
OTHER_VERSION = Text(
    "数据文件夹里的数据库属于 PostgreSQL {stored},而找到的程序是 {found}。请安装 PostgreSQL {stored},"
    "或先用旧版本导出再导入。",
    "The database in the data folder belongs to PostgreSQL {stored}, the programs found are {found}. Install "
    "PostgreSQL {stored}, or dump with the old version and load with the new one.",
)


FOREIGN = Text(
    "数据库文件 {folder} 属于另一个系统账号。请用原来的账号启动，或由管理员执行 chown -R {name} {folder}",
    "The database in {folder} belongs to another system account. Start under that account, or let an administrator run "
    "chown -R {name} {folder}",
)


def prepare(folder: Path, programs: Programs, account: Account) -> None:
    """Make the cluster when it is not there yet and write who may connect; safe to repeat after any interruption."""
    _own(folder, account)
    if account.switch:
        open_path(folder)
        if not _can_run(programs, account):
            open_programs(programs.folder.parent)
    if not (folder / "PG_VERSION").exists():
        _make(folder, programs, account)
    _check_version(folder, programs)
    _write_access(folder, account)


def _own(folder: Path, account: Account) -> None:
    """Take over a cluster that another account has made, as happens when a container's image is rebuilt."""
    if not folder.exists() or folder.stat().st_uid == account.uid:
        return
    if not account.switch:
        raise Unavailable(FOREIGN.format(folder=folder, name=account.name), code="foreign_database")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _can_run(programs: Programs, account: Account) -> bool:
    command = [programs.path("postgres"), "--version"]
    try:
        return subprocess.run(command, capture_output=True, check=False, **account.start).returncode == 0
    except PermissionError:
        return False


def _make(folder: Path, programs: Programs, account: Account) -> None:
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account.switch:
        os.chown(fresh, account.uid, account.gid)
    command = [programs.path("initdb"), "-D", str(fresh), "-U", SUPERUSER, "--encoding=UTF8", "--data-checksums"]
    command += ["--auth=peer", *_locale(programs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **account.start)
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["initdb"]
        raise Unavailable(NOT_MADE.format(folder=folder, reason=reason[0]), code="database_not_made")
    fresh.rename(folder)


def _locale(programs: Programs) -> list[str]:
    """Choose C.UTF-8: the same order on every machine, and character classes that know Chinese."""
    name = "C.UTF-8" if _known("C.UTF-8") else "C"
    if programs.version < WITH_BUILTIN_LOCALES:
        return [f"--locale={name}"]
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={name}", "--lc-messages=C"]


def _known(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def _check_version(folder: Path, programs: Programs) -> None:
    stored = (folder / "PG_VERSION").read_text().strip()
    if stored != str(programs.version):
        raise Unavailable(OTHER_VERSION.format(stored=stored, found=programs.version), code="other_postgresql")


def _write_access(folder: Path, account: Account) -> None:
    """Admit the account that runs Kehu, and root, through the local socket and nobody else."""
    people = sorted({account.name, pwd.getpwuid(os.geteuid()).pw_name, "root"})
    ident = [f'kehu "{person}" {role}' for person in people for role in (ROLE, SUPERUSER)]
    for name, lines in {"pg_hba.conf": ["local all all peer map=kehu"], "pg_ident.conf": ident}.items():
        path = folder / name
        path.write_text("".join(f"{line}\n" for line in lines))
        if account.switch:
            os.chown(path, account.uid, account.gid)


def settings(programs: Programs) -> dict[str, str]:
    """Return the server's settings for a small machine shared with the web server; nothing is traded for safety."""
    memory = psutil.virtual_memory().total // MEGABYTE
    return {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": f"{max(64, min(memory // 8, 1024))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(64, min(memory // 16, 256))}MB",
        "max_wal_size": "2GB",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",
        "client_connection_check_interval": "2s",  # a killed worker's statement ends, and its locks with it
        "max_locks_per_transaction": "256",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "logging_collector": "off",
        "log_min_error_statement": "panic",  # statements and details hold people's data (S13)
        "log_error_verbosity": "terse",
    }
