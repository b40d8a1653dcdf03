"""`kehu demo`: a made-up company to look around in."""

from typing import Annotated

import typer

from kehu.base.text import Text
from kehu.cli.words import say
from kehu.site.configuration import configuration
from kehu.site.database import running
from kehu.site.supervisor import Supervisor, export

EMAIL = "demo@example.cn"
ACCOUNT = Text(
    "演示公司的账号：{email}，密码：{password}(只显示这一次)",
    "Account of the demo company: {email}, password: {password} (shown only once)",
)


def command(port: Annotated[int | None, typer.Option(help="端口 / port")] = None) -> None:
    """启动一个虚构的演示公司 / serve a made-up company to look around in."""
    given = configuration()
    given = given.model_copy(update={"port": port} if port is not None else {})
    export(given)
    with running(given):
        _prepare()
    Supervisor(given, say).run()


def _prepare() -> None:
    """Make the owner and the company and queue the loading of the data, when the folder is new."""
    import django

    django.setup()
    from django.db import connection, transaction

    from kehu.access import members
    from kehu.access.actor import SYSTEM, actor_of
    from kehu.access.company import change_company
    from kehu.access.models import Member
    from kehu.crm.work import start_demo
    from kehu.site.migration import migrate

    migrate()
    if not Member.objects.exists():
        with transaction.atomic():
            owner, password = members.add(SYSTEM, EMAIL, "演示", "owner")
            change_company(actor_of(owner), name="演示公司")
            start_demo(actor_of(owner))
        say(ACCOUNT.format(email=EMAIL, password=password))
    connection.close()
