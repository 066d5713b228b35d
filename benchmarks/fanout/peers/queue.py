"""Celery with Redis: a task for each post. ``celery -A benchmarks.fanout.peers.queue worker`` works on them.

https://docs.celeryq.dev/en/stable/getting-started/first-steps-with-celery.html, and results ignored as
https://docs.celeryq.dev/en/stable/userguide/tasks.html advises where nobody wants them. With ``RESULTS_URL`` what became of each
post is kept there, and a task is taken from the queue once it is done, as the same page has it for what must not be lost
(``acks_late``, ``reject_on_worker_lost``).
"""

import os

from celery import Celery

from benchmarks.fanout.peers.errand import client

_RESULTS = os.environ.get("RESULTS_URL")

app = Celery("fanout", broker=os.environ["QUEUE_URL"], backend=_RESULTS, task_ignore_result=not _RESULTS)
app.conf.update(task_acks_late=bool(_RESULTS), task_reject_on_worker_lost=bool(_RESULTS))


@app.task  # type: ignore[untyped-decorator]
def post(url: str, account: str, text: str) -> tuple[str, str]:
    sent = client(url, account).status_post(text)
    return str(sent.id), sent.url
