"""Does the database answer, is it new enough, and does Kehu work in it as a plain role?"""

import psycopg

from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration
from kehu.site.database import address, running
from kehu.site.migration import OLDEST, SUPERUSER, TOO_OLD

ORDER = 30

GOOD = Text("数据库 PostgreSQL {version}，角色 {role} 不是超级用户", "PostgreSQL {version}; the role {role} is plain")
SILENT = Text("数据库连不上：{reason}", "The database does not answer: {reason}")


def look(given: Configuration) -> Finding:
    """Connect, starting the embedded server for the moment when nothing runs."""
    try:
        with running(given), address(given).connect() as connection:
            row = connection.execute(
                "select current_setting('server_version_num')::int, current_user, rolsuper from pg_roles "
                "where rolname = current_user"
            ).fetchone()
    except KehuError as error:
        return Finding(False, error.text)
    except psycopg.Error as error:
        return Finding(False, SILENT.format(reason=str(error).strip().splitlines()[0]))
    assert row is not None
    number, role, is_superuser = row
    if is_superuser:
        return Finding(False, SUPERUSER.format(role=role))
    if number < OLDEST:
        return Finding(False, TOO_OLD.format(version=number // 10000))
    return Finding(True, GOOD.format(version=f"{number // 10000}.{number % 10000}", role=role))
