"""`kehu doctor`: what is well and what is wrong, in plain words."""

import logging

import typer

from kehu.base.text import Text
from kehu.cli.words import say
from kehu.site.checks import all_checks
from kehu.site.configuration import configuration

WELL = Text("一切正常", "All is well")
ILL = Text("有 {count} 处需要处理", "{count} points need attention")


def command() -> None:
    """检查安装，用平常话说出问题；有问题时退出码为 1 / look for what is wrong; exit code 1 when something is."""
    logging.disable(logging.CRITICAL)
    bad = 0
    for look in all_checks():
        finding = look(configuration())
        bad += not finding.well
        mark = "✓" if finding.well else "✗"
        say(Text(f"{mark} {finding.text.zh}", f"{mark} {finding.text.en}"))
    say(WELL if not bad else ILL.format(count=bad))
    if bad:
        raise typer.Exit(1)
