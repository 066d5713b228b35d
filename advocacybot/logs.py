"""What a process says of its work: lines for people, or JSON for machines. What each line is about stands in it by name.

Whatever is logged within :func:`about` carries its fields, also where a library logs it.
"""

import datetime as dt
import json
import logging
import os
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TextIO

Layout = Literal["lines", "json"]

Scrub = Callable[[str], str]
"""Gives a text without the secrets in it."""

_ABOUT: ContextVar[Mapping[str, object]] = ContextVar("what is logged about")
_NOTHING: Mapping[str, object] = {}

_A_TOKEN = re.compile(r"abt_[\w-]+")
"""What lets a program in, or was meant to; calendars ask by an address with it. Where a page refuses, Django logs the address."""

_TALKATIVE = ("apprise", "huey", "watchfiles", "httpx", "httpcore", "urllib3", "requests_oauthlib", "oauthlib", "tweepy", "PIL")


@contextmanager
def about(**fields: object) -> Iterator[None]:
    """Let everything that is logged meanwhile, in this thread, say what it is about: ``about(post=17, account="x-english")``."""
    before = _ABOUT.set({**_ABOUT.get(_NOTHING), **fields})
    try:
        yield
    finally:
        _ABOUT.reset(before)


def begin(scrub: Scrub, layout: Layout = "lines", stream: TextIO | None = None) -> None:
    """Log from now on, warnings as well: without secrets, tokens among them, to that stream or to stderr."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LAYOUTS[layout](lambda text: _A_TOKEN.sub("abt_…", scrub(text))))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(capture=True)
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.WARNING)


class ForPeople(logging.Formatter):
    """``2016-10-08 15:00:00,120 INFO a part is out  post=17 account=x-english``; a traceback follows below."""

    def __init__(self, scrub: Scrub) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._scrub = scrub

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 – as logging has it
        fields = " ".join(f"{name}={value}" for name, value in _ABOUT.get(_NOTHING).items())
        return "  ".join(filter(None, (super().formatMessage(record), fields)))

    def format(self, record: logging.LogRecord) -> str:
        return self._scrub(super().format(record))


class AsJson(logging.Formatter):
    """One object in a line: ``time`` (UTC), ``level``, ``logger``, ``message``, ``process``, what it is about, ``exception``."""

    def __init__(self, scrub: Scrub) -> None:
        super().__init__()
        self._scrub = scrub
        self._host = socket.gethostname()

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._scrub(record.getMessage()),
            "process": f"{self._host}:{os.getpid()}",
            **{name: self._scrubbed(value) for name, value in _ABOUT.get(_NOTHING).items()},
        }
        if record.exc_info:
            told["exception"] = self._scrub(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)

    def _scrubbed(self, value: object) -> object:
        return value if isinstance(value, int) else self._scrub(str(value))


LAYOUTS: Mapping[Layout, Callable[[Scrub], logging.Formatter]] = {"lines": ForPeople, "json": AsJson}
