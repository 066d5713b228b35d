"""``python -m benchmarks.fanout.peers.scheduler FILE STORE``: APScheduler, a job for each post, kept in its database.

As its user guide configures it (https://apscheduler.readthedocs.io/en/3.x/userguide.html#configuring-the-scheduler); only that
no job is dropped for being a second late, which is what it does where nothing is said (``misfire_grace_time``).
"""

import datetime as dt
import sys
import time

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.blocking import BlockingScheduler

from benchmarks.fanout.peers.errand import Errand, client


def post(url: str, account: str, text: str) -> None:
    client(url, account).status_post(text)


def main(errand: Errand, store: str) -> None:
    scheduler = BlockingScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=store)},
        executors={"default": ThreadPoolExecutor(errand.at_once)},
        job_defaults={"misfire_grace_time": None},
        timezone=dt.UTC,
    )
    due = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=errand.at - time.monotonic())
    for number, one in enumerate(errand.posts):
        words = [errand.url, one.account, one.text]
        scheduler.add_job("benchmarks.fanout.peers.scheduler:post", "date", run_date=due, args=words, id=f"{number:06}")
    scheduler.start()


if __name__ == "__main__":
    main(Errand.read(sys.argv[1]), sys.argv[2])
