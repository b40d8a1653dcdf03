"""Bring the database up to this version: fixed tables, cache, standard tables; once at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from kehu.base.errors import Forbidden
from kehu.base.text import Text

LOCK = 0x6B65686D
OLDEST = 150000

SUPERUSER = Text(
    "数据库角色 {role} 是超级用户。为安全起见 Kehu 不以超级用户身份工作。请建立普通角色："
    "create role kehu login password '...'; create database kehu owner kehu; 并写进 KEHU_DATABASE_URL。",
    "The database role {role} is a superuser, and for safety Kehu does not work as one. Make a plain role: "
    "create role kehu login password '...'; create database kehu owner kehu; and name it in KEHU_DATABASE_URL.",
)
TOO_OLD = Text(
    "数据库是 PostgreSQL {version}，Kehu 需要 15 或更新的版本。",
    "The database is PostgreSQL {version}; Kehu needs 15 or newer.",
)


def migrate() -> None:
    """Migrate and install; safe to run from several processes and again at every start."""
    check_role()
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("clearsessions", verbosity=0)
        install()


def check_role() -> None:
    """Raise Forbidden when the application would work as a superuser, or on a PostgreSQL that is too old."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper from pg_roles where rolname = current_user")
        role, is_superuser = cursor.fetchone()
        cursor.execute("show server_version_num")
        version = int(cursor.fetchone()[0])
    if is_superuser:
        raise Forbidden(SUPERUSER.format(role=role), code="superuser")
    if version < OLDEST:
        raise Forbidden(TOO_OLD.format(version=version // 10000), code="old_postgresql")


def install() -> None:
    """Create the standard tables that are declared and not there yet."""
    if find_spec("kehu.engine.install") is None:
        return
    from kehu.crm.tables import all_tables
    from kehu.engine.install import install as install_tables

    install_tables(all_tables())


@contextmanager
def _alone() -> Iterator[None]:
    schema = settings.DATABASE_SCHEMA
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        if schema != "public":
            cursor.execute(f'create schema if not exists "{schema}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])
