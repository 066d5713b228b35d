"""Celery with Redis: a task for each post. ``celery -A benchmarks.fanout.peers.queue worker`` works on them.

https://docs.celeryq.dev/en/stable/getting-started/first-steps-with-celery.html, and results ignored as
https://docs.celeryq.dev/en/stable/userguide/tasks.html advises where nobody wants them.
"""

import os

from celery import Celery

from benchmarks.fanout.peers.errand import client

app = Celery("fanout", broker=os.environ["QUEUE_URL"], task_ignore_result=True)


@app.task  # type: ignore[untyped-decorator]
def post(url: str, account: str, text: str) -> None:
    client(url, account).status_post(text)
