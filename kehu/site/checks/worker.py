"""Is somebody there to run background jobs, and does none hang?"""

import psycopg

from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration
from kehu.site.database import address
from kehu.site.supervisor import answers

ORDER = 70
LATEST = 15

GOOD = Text("后台任务正常，等待中 {waiting} 个", "Background jobs are well; {waiting} wait")
ASLEEP = Text("Kehu 没有在运行，后台任务会在启动后继续", "Kehu is not running; jobs go on when it starts")
DEAD = Text(
    "后台任务进程没有心跳，有 {waiting} 个任务在等待。请重新启动 kehu serve",
    "The worker shows no heartbeat and {waiting} jobs wait. Start kehu serve again",
)
HANGING = Text("有 {stalled} 个任务卡住了。请重新启动 kehu serve", "{stalled} jobs hang. Start kehu serve again")

QUESTION = """
select (select count(*) from procrastinate_workers where last_heartbeat > now() - make_interval(secs => %(latest)s)),
       (select count(*) from procrastinate_jobs where status = 'todo'),
       (select count(*) from procrastinate_jobs job left join procrastinate_workers worker on worker.id = job.worker_id
         where job.status = 'doing'
           and (worker.id is null or worker.last_heartbeat < now() - make_interval(secs => %(latest)s)))
"""


def look(given: Configuration) -> Finding:
    """Look for a heartbeat and for jobs whose worker has none."""
    if not answers(given):
        return Finding(True, ASLEEP)
    try:
        with address(given).connect() as connection:
            row = connection.execute(QUESTION, {"latest": LATEST}).fetchone()
    except psycopg.Error:
        return Finding(False, DEAD.format(waiting="?"))
    assert row is not None
    alive, waiting, stalled = row
    if stalled:
        return Finding(False, HANGING.format(stalled=stalled))
    return Finding(True, GOOD.format(waiting=waiting)) if alive else Finding(False, DEAD.format(waiting=waiting))
