"""The feed of a rehearsal, as a file."""

import contextlib
import json
import os
import stat
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from advocacybot.clock import ReplayClock
from advocacybot.errors import AdvocacyBotError, Doubtful, NotSent
from advocacybot.platforms import rehearsal
from advocacybot.platforms.rehearsal import Rehearsal
from tests.platforms.trials import SOLO, an_outgoing
from tests.store.at_once import at_once
from tests.store.rows import NOW


@pytest.fixture
def platform(tmp_path: Path) -> Rehearsal:
    return Rehearsal(tmp_path / "feeds", ReplayClock(NOW))


def file(platform: Rehearsal) -> Path:
    return platform.folder / "solo.jsonl"


def test_a_feed_that_is_not_there_yet_is_empty(platform: Rehearsal) -> None:
    assert platform.read("solo") == []


def test_a_feed_is_one_line_of_json_for_each_part_that_nobody_else_may_read(platform: Rehearsal) -> None:
    receipt = platform.publish(SOLO, an_outgoing("Two\nlines.", key="k" * 32))
    platform.publish(SOLO, an_outgoing("One line."))
    first, second = file(platform).read_text(encoding="utf-8").splitlines()
    assert json.loads(first) == {
        "id": receipt.remote_id,
        "at": NOW.isoformat(),
        "text": "Two\nlines.",
        "language": "en",
        "answers": None,
        "thread": None,
        "key": "k" * 32,
    }
    assert json.loads(second)["text"] == "One line."
    assert stat.S_IMODE(file(platform).stat().st_mode) == 0o600


def test_what_is_given_twice_stands_there_twice(platform: Rehearsal) -> None:
    for _ in range(2):
        platform.publish(SOLO, an_outgoing("One."))
    assert [entry["text"] for entry in platform.read("solo")] == ["One.", "One."]


@pytest.mark.parametrize("text", ["one\u2028two", "one\u2029two", "one\u0085two"])
def test_no_character_that_some_call_the_end_of_a_line_breaks_the_feed(platform: Rehearsal, text: str) -> None:
    platform.publish(SOLO, an_outgoing(text))
    assert [entry["text"] for entry in platform.read("solo")] == [text]


def a_line_that_was_cut_off(platform: Rehearsal) -> None:
    platform.publish(SOLO, an_outgoing("One."))
    with file(platform).open("a", encoding="utf-8") as feed:
        feed.write('{"id": "solo-99", "at": "2016')


def test_beside_a_line_that_was_cut_off_it_cannot_be_told_what_is_out(platform: Rehearsal) -> None:
    a_line_that_was_cut_off(platform)
    with pytest.raises(Doubtful, match="the feed cannot be read"):
        platform.find(SOLO, an_outgoing("Two."))


@pytest.mark.parametrize("line", ["{}", "[]", "17"])
def test_beside_a_line_that_is_no_part_it_cannot_be_told_what_is_out(platform: Rehearsal, line: str) -> None:
    platform.publish(SOLO, an_outgoing("One."))
    with file(platform).open("a", encoding="utf-8") as feed:
        feed.write(f"{line}\n")
    with pytest.raises(Doubtful, match="the feed cannot be read"):
        platform.find(SOLO, an_outgoing("Two."))


# ── a disk that fails ───────────────────────────────────────────────────────────────────────────────────────────────


def fails(*_: Any) -> int:
    raise OSError(5, "Input/output error")


def writes_half(descriptor: int, data: bytes) -> int:
    return os.write(descriptor, data[: len(data) // 2])


class Disk:
    """``os`` as the rehearsal sees it, with some of it failing."""

    def __init__(self, **failing: Any) -> None:
        self._failing = failing

    def __getattr__(self, name: str) -> Any:
        return self._failing.get(name) or getattr(os, name)


@pytest.mark.parametrize(
    "failing",
    [{"write": fails}, {"fsync": fails}, {"write": writes_half}],
    ids=["nothing is written", "it is not synced", "half of it is written"],
)
def test_what_is_called_not_sent_is_not_in_the_feed(
    platform: Rehearsal, monkeypatch: pytest.MonkeyPatch, failing: dict[str, Any]
) -> None:
    platform.publish(SOLO, an_outgoing("One."))
    with monkeypatch.context() as broken:
        broken.setattr(rehearsal, "os", Disk(**failing))
        with pytest.raises(AdvocacyBotError) as answer:
            platform.publish(SOLO, an_outgoing("Two."))
    if isinstance(answer.value, NotSent):
        assert platform.find(SOLO, an_outgoing("Two.")) is None
    assert isinstance(answer.value, NotSent | Doubtful)


def test_behind_a_line_that_was_cut_off_a_new_one_begins(platform: Rehearsal) -> None:
    a_line_that_was_cut_off(platform)
    platform.publish(SOLO, an_outgoing("Two."))
    assert json.loads(file(platform).read_text(encoding="utf-8").splitlines()[-1])["text"] == "Two."


def test_two_that_post_in_the_same_moment_have_numbers_of_their_own(platform: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits at the writing for the other, which it would meet there if nothing kept them apart."""
    both = Barrier(2)

    def writes_when_both_are_there(descriptor: int, data: bytes) -> int:
        with contextlib.suppress(BrokenBarrierError):
            both.wait(timeout=0.2)
        return os.write(descriptor, data)

    monkeypatch.setattr(rehearsal, "os", Disk(write=writes_when_both_are_there))
    receipts = at_once(*(partial(platform.publish, SOLO, an_outgoing(text)) for text in ("One.", "Two.")))
    assert len({receipt.remote_id for receipt in receipts}) == 2
    assert len(platform.read("solo")) == 2
