import datetime as dt

import pytest

from advocacybot.store import processes

NOON = dt.datetime(2016, 10, 4, 12, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("store")


def test_who_said_so_lately_is_at_work_and_who_fell_silent_is_not() -> None:
    processes.say("a:1:x", ("plan", "publish"), NOON)
    assert list(processes.alive(NOON)) == ["a:1:x"]
    assert list(processes.alive(NOON)["a:1:x"]) == ["plan", "publish"]
    assert not processes.alive(NOON + processes.SILENT_AFTER)


def test_one_machine_is_told_from_another() -> None:
    for name in ("a:1:x", "ab:1:x"):
        processes.say(name, ("web",), NOON)
    assert list(processes.alive(NOON, "a")) == ["a:1:x"]


def test_who_stops_in_good_order_is_missed_by_nobody() -> None:
    processes.say("a:1:x", ("web",), NOON)
    processes.leave("a:1:x")
    assert not processes.alive(NOON)
