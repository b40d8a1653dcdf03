"""The process that runs background jobs."""

import asyncio
import gc
import os
import signal

from kehu.site import orphans

LAST_SECONDS = 5.0
RUBBISH = (100_000, 50, 100)
"""How rarely Python looks for rubbish: an import makes millions of objects that live long, a fifth of its time."""


def main() -> None:
    """Run jobs until asked to end."""
    orphans.die_with_parent(signal.SIGTERM, parent=int(os.environ["KEHU_SUPERVISOR"]))
    orphans.end_within(LAST_SECONDS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu.site.settings")
    gc.set_threshold(*RUBBISH)
    import django

    django.setup()
    from kehu.jobs.worker import work_forever

    asyncio.run(work_forever())


if __name__ == "__main__":
    main()
