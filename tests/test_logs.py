"""What the process says of its work: for people, and for machines."""

import datetime as dt
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from advocacybot import logs
from advocacybot.logs import LAYOUTS, Layout, about


def scrub(text: str) -> str:
    return text.replace("very-secret", "…")


class Written:
    """A logger, and what it wrote."""

    def __init__(self, layout: Layout) -> None:
        self._stream = io.StringIO()
        handler = logging.StreamHandler(self._stream)
        handler.setFormatter(LAYOUTS[layout](scrub))
        self.logger = logging.Logger("library")
        self.logger.addHandler(handler)

    def __str__(self) -> str:
        return self._stream.getvalue()

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in str(self).splitlines()]


def test_a_line_for_people_ends_with_what_it_is_about() -> None:
    written = Written("lines")
    with about(post=17, account="x-english"):
        written.logger.info("part %d of %d is out", 1, 2)
    written.logger.info("nothing is due")
    first, second = str(written).splitlines()
    assert first.endswith("INFO part 1 of 2 is out  post=17 account=x-english")
    assert second.endswith("INFO nothing is due")


def test_in_json_each_line_is_one_object_with_what_it_is_about() -> None:
    written = Written("json")
    with about(post=17, account="x-english", vote="S/2016/846"):
        written.logger.warning("it said:\n%s", "«non»")
    (line,) = written.lines()
    said = {name: line[name] for name in ("level", "logger", "message", "post", "account", "vote")}
    assert said == {
        "level": "WARNING",
        "logger": "library",
        "message": "it said:\n«non»",
        "post": 17,
        "account": "x-english",
        "vote": "S/2016/846",
    }
    assert dt.datetime.fromisoformat(str(line["time"])).utcoffset() == dt.timedelta()
    assert str(line["process"]).rpartition(":")[2].isdecimal()


def test_what_is_within_adds_to_what_is_around_and_goes_with_its_block() -> None:
    written = Written("json")
    with about(post=17):
        with about(account="x-english"):
            written.logger.info("within")
        written.logger.info("around")
    within, around = written.lines()
    assert (within["post"], within["account"]) == (17, "x-english")
    assert around["post"] == 17
    assert "account" not in around


def test_no_thread_says_what_another_one_is_about() -> None:
    written = Written("json")
    with about(post=17):
        other = Thread(target=written.logger.info, args=("elsewhere",))
        other.start()
        other.join()
    assert "post" not in written.lines()[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_secret_stays_in_a_log_not_even_in_a_traceback(layout: Layout) -> None:
    written = Written(layout)
    try:
        raise ValueError("very-secret")  # noqa: EM101
    except ValueError:
        with about(address="very-secret"):
            written.logger.exception("it was %s", "very-secret")
    assert "it was …" in str(written)
    assert "ValueError: …" in str(written)
    assert "very-secret" not in str(written)


def test_no_token_of_a_program_stays_in_a_log_nor_what_was_meant_to_be_one() -> None:
    stream = io.StringIO()
    with nobody_listening():
        logs.begin(scrub, "lines", stream)
        for path in (f"/agenda/abt_{'aB3_-' * 8}xyz.ics", "/agenda/abt_cutshort", "/agenda/"):
            logging.getLogger("django.request").warning("Not Found: %s", path)
    told = [line.partition("Not Found: ")[2] for line in stream.getvalue().splitlines()]
    assert told == ["/agenda/abt_….ics", "/agenda/abt_…", "/agenda/"]


@contextmanager
def nobody_listening() -> Iterator[None]:
    """As in a process that has just begun."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    root.handlers.clear()
    try:
        yield
    finally:
        root.handlers[:], root.level = before
        logging.captureWarnings(capture=False)


def test_libraries_are_heard_when_something_is_wrong_with_them_alone() -> None:
    stream = io.StringIO()
    with nobody_listening():
        logs.begin(scrub, "json", stream)
        for name in ("huey", "apprise", "waitress", "advocacybot"):
            logging.getLogger(name).info("busy")
            logging.getLogger(name).warning("broken")
    told = [(line["logger"], line["message"]) for line in map(json.loads, stream.getvalue().splitlines())]
    assert [name for name, message in told if message == "broken"] == ["huey", "apprise", "waitress", "advocacybot"]
    assert not {"huey", "apprise"} & {name for name, message in told if message == "busy"}
    assert ("advocacybot", "busy") in told
