"""`kehu serve`: start everything."""

from pathlib import Path
from typing import Annotated

import typer

from kehu.cli.words import say
from kehu.site.configuration import configuration
from kehu.site.supervisor import Supervisor, export


def command(
    host: Annotated[str | None, typer.Option(help="监听的地址 / address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="端口 / port")] = None,
    data: Annotated[Path | None, typer.Option(help="数据文件夹 / data folder")] = None,
    expose: Annotated[bool, typer.Option("--expose", help="允许其他机器不加密访问 / reachable without TLS")] = False,
) -> None:
    """启动 Kehu：数据库、网页和后台任务 / start database, web server and worker."""
    chosen = {"host": host, "port": port, "data": data, "expose": expose or None}
    given = configuration().model_copy(update={name: value for name, value in chosen.items() if value is not None})
    given = given.model_copy(update={"data": given.data.expanduser().resolve()})
    export(given)
    Supervisor(given, say).run()
