"""The application that the web server runs."""

import os
import signal
import threading

import django

from kehu.site import orphans, rubbish

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu.site.settings")

if os.environ.get("KEHU_PART") == "web":
    orphans.die_with_parent(signal.SIGKILL)

django.setup(set_prefix=False)

from kehu.site.handler import Handler  # noqa: E402 - Django reads the settings first

application = Handler()

if os.environ.get("KEHU_PART") == "web":
    from kehu.engine.indexes.use import flush_forever

    rubbish.rarely()
    threading.Thread(target=flush_forever, name="slow queries", daemon=True).start()
