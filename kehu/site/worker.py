"""The process that runs background jobs."""

import asyncio
import os
import signal

from kehu.site import orphans, rubbish

LAST_SECONDS = 5.0


def main() -> None:
    """Run jobs until asked to end."""
    orphans.die_with_parent(signal.SIGTERM, parent=int(os.environ["KEHU_SUPERVISOR"]))
    orphans.end_within(LAST_SECONDS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu.site.settings")
    import django

    django.setup()
    from kehu.jobs.work import load
    from kehu.jobs.worker import work_forever

    load()
    rubbish.rarely()

    asyncio.run(work_forever())


if __name__ == "__main__":
    main()
