"""The background work of the customer system: loading the demo company."""

from __future__ import annotations

from typing import Any

from kehu.access.actor import Actor
from kehu.base.text import Text
from kehu.crm.demo import load_demo
from kehu.jobs.models import Job
from kehu.jobs.progress import Progress
from kehu.jobs.start import start
from kehu.jobs.work import work

DEMO = "crm.demo"


def start_demo(actor: Actor) -> Job:
    """Begin to load the demo company in the background."""
    return start(actor, DEMO, Text("载入演示公司", "Load the demo company"))


@work(DEMO)
def demo(progress: Progress) -> dict[str, Any]:
    """Load the demo company for the person who asked."""
    return {"created": load_demo(progress.actor, progress.step)}
