"""The application that the web server runs."""

import os
import signal
import threading

from django.core.asgi import get_asgi_application

from kehu.site import orphans

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu.site.settings")

if os.environ.get("KEHU_PART") == "web":
    orphans.die_with_parent(signal.SIGKILL)

application = get_asgi_application()

if os.environ.get("KEHU_PART") == "web":
    from kehu.engine.indexes.use import flush_forever

    threading.Thread(target=flush_forever, name="slow queries", daemon=True).start()
