"""Accounts, from the command line / 成员账号"""

from typing import Annotated

import typer

from kehu.base.text import Text
from kehu.cli.words import say
from kehu.site.configuration import configuration
from kehu.site.database import running

group = typer.Typer(no_args_is_help=True)

ADDED = Text(
    "已添加 {email}。初始密码(只显示这一次)：{password}",
    "{email} was added. Initial password (shown only once): {password}",
)
RESET = Text(
    "{email} 的新密码(只显示这一次)：{password}",
    "New password of {email} (shown only once): {password}",
)
UNKNOWN = Text("没有账号 {email}", "There is no account {email}")

Email = Annotated[str, typer.Argument(help="电子邮箱 / e-mail address")]


@group.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="姓名 / name")] = "",
    role: Annotated[str, typer.Option(help="owner | member | reader")] = "member",
) -> None:
    """添加成员，显示一次初始密码 / add a member, show an initial password once."""
    with running(configuration()):
        _setup()
        from kehu.access import members
        from kehu.access.actor import SYSTEM

        member, password = members.add(SYSTEM, email, name or email.partition("@")[0], role)
    say(ADDED.format(email=member.email, password=password))


@group.command()
def password(email: Email) -> None:
    """重设密码，并让此人的所有登录失效 / set a new password and sign the member out everywhere."""
    with running(configuration()):
        _setup()
        from kehu.access.models import Member, normalise_email
        from kehu.access.passwords import initial_password
        from kehu.base.errors import NotFound

        member = Member.objects.filter(email=normalise_email(email)).first()
        if member is None:
            raise NotFound(UNKNOWN.format(email=email), code="member.unknown")
        fresh = initial_password()
        member.set_password(fresh)
        member.is_active = True
        member.save(update_fields=["password", "is_active"])
    say(RESET.format(email=member.email, password=fresh))


def _setup() -> None:
    import django

    django.setup()
