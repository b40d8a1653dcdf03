"""Does Kehu answer, or is its port free?"""

from kehu.base.errors import KehuError
from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration
from kehu.site.supervisor import address, answers, check_port

ORDER = 60

RUNNING = Text("Kehu 正在运行：{address}", "Kehu is running: {address}")
FREE = Text("Kehu 没有在运行，端口 {port} 空闲，可以启动", "Kehu is not running; port {port} is free for it")


def look(given: Configuration) -> Finding:
    """Ask the server, then try its port."""
    if answers(given):
        return Finding(True, RUNNING.format(address=address(given)))
    try:
        check_port(given)
    except KehuError as error:
        return Finding(False, error.text)
    return Finding(True, FREE.format(port=given.port))
