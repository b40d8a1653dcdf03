"""The process of the web server."""

import os
import signal

from kehu.site import logs, orphans
from kehu.site.configuration import configuration


def main() -> None:
    """Serve the ASGI application until asked to end; open event streams are cut after two seconds."""
    orphans.die_with_parent(signal.SIGTERM, parent=int(os.environ["KEHU_SUPERVISOR"]))
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    given = configuration()
    logs.configure({"level": given.log_level})
    server = Granian(
        "kehu.site.asgi:application",
        address=given.host,
        port=given.port,
        interface=Interfaces.ASGINL,
        workers=1,
        workers_kill_timeout=2,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
        ssl_cert=given.tls_certificate,
        ssl_key=given.tls_key,
    )
    server.serve()


if __name__ == "__main__":
    main()
