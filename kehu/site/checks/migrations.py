"""Does the database have the shape that this version expects?"""

from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration
from kehu.site.database import running

ORDER = 40

GOOD = Text("数据结构是最新的", "The data has the shape of this version")
OLD = Text("还有 {count} 个数据结构更新没有执行，请运行 kehu migrate", "{count} migrations wait; run kehu migrate")
UNKNOWN = Text("数据库没有启动，无法检查数据结构", "Without a database the shape of the data is unknown")


def look(given: Configuration) -> Finding:
    """Compare the stored migrations with those in the code."""
    import django
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        with running(given):
            django.setup()
            executor = MigrationExecutor(connection)
            count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            connection.close()
    except (KehuError, OperationalError):
        return Finding(False, UNKNOWN)
    return Finding(True, GOOD) if count == 0 else Finding(False, OLD.format(count=count))
