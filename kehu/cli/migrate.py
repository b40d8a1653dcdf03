"""`kehu migrate`: bring the database up to this version."""

from kehu.site.configuration import configuration
from kehu.site.database import running


def command() -> None:
    """把数据库更新到当前版本 / bring the database up to this version."""
    with running(configuration()):
        import django

        django.setup()
        from kehu.site.migration import migrate

        migrate()
